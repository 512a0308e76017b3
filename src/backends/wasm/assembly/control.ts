/**
 * Where the engine keeps its own few words, in the first page of the memory: byte addresses, a cache line for each
 * group that different threads write. `backends/wasm/control.ts` is the twin of this file on the TypeScript side.
 */

/** Counts dispatches; idle threads watch it. Beside it: how many of them sleep. */
export const DISPATCH: usize = 64
export const IDLE_SLEEPERS: usize = 68
/** The barrier: how many have arrived; the generation that the last to arrive moves on; how many sleep at it. */
export const ARRIVED: usize = 128
export const GENERATION: usize = 192
export const SLEEPERS: usize = 196
/** 0, or 1 + the thread that failed; and whether the backend is disposed. */
export const FAILED: usize = 256
export const QUIT: usize = 260
/** The job: a count of segments, then [start, end) of each. At most 8. */
export const SEGMENTS: usize = 320
/** How long to spin before sleeping, in turns of the loop: at the barrier, and between dispatches in one short call. */
export const BARRIER_SPINS: usize = 448
export const IDLE_SPINS: usize = 452
/** One line a thread: the last dispatch it has seen, and the address of the call it is in. */
export const LINES: usize = 512
