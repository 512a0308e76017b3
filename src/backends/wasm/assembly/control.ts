/**
 * Where the engine keeps its own few words, in the first page of the memory: byte addresses, a cache line for each
 * group that different threads write. `backends/wasm/control.ts` is the twin of this file on the TypeScript side.
 */

/** Counts dispatches by two; odd while a job is being written. Idle threads watch it. Beside it: how many of them sleep. */
export const DISPATCH: usize = 64
export const IDLE_SLEEPERS: usize = 68
/** How many items of the call at work are done. */
export const DONE: usize = 128
/** The number of the call at work, and how many threads sleep until it is over. */
export const CALL: usize = 192
export const SLEEPERS: usize = 196
/** 0, or 1 + the thread that failed; and whether the backend is disposed. */
export const FAILED: usize = 256
export const QUIT: usize = 260
/** The job: a count of segments, then [start, end) of each, at most 8; the numbers of its first call and of the one after its last. */
export const SEGMENTS: usize = 320
export const FIRST: usize = 392
export const LAST: usize = 396
/** How long to spin before sleeping, in turns of the loop: for the end of a call, and between dispatches in one short call. */
export const CALL_SPINS: usize = 448
export const IDLE_SPINS: usize = 452

/** Two cache lines a thread: the last dispatch it has seen, the address of the call it is in, its claim, its copy of the job. @inline */
export function lineOf(thread: u32): usize {
  return 512 + ((<usize>thread) << 7)
}
