/** A routine that fails on purpose, in one of its items: tests hold the engine to a clear error within a second. */

@unmanaged
export class TrapForTestArgs {
  /** The item that traps. */
  item: u32
}

export function trapForTest(args: usize, begin: u32, end: u32, thread: u32): void {
  const item = changetype<TrapForTestArgs>(args).item
  if (begin <= item && item < end) unreachable()
}
