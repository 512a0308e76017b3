/**
 * The engine on a memory, in one thread: its instance, and the table in which its routines have the numbers that programs name.
 */

export interface EngineInstance {
  readonly exports: Readonly<Record<string, WebAssembly.ExportValue>>
  /** Where the routines begin in the function table. */
  readonly table: number
}

/** `overdue` is asked by thread 0 after each tenth of a second of waiting. */
export function instantiate(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  routines: readonly string[],
  overdue: () => number,
): EngineInstance {
  const { exports } = new WebAssembly.Instance(module, { env: { memory, abort: () => {} }, host: { overdue } })
  const table = exports.table as WebAssembly.Table
  const base = table.grow(routines.length)
  for (const [i, name] of routines.entries()) if (exports[name]) table.set(base + i, exports[name])
  return { exports, table: base }
}
