/**
 * Where the engine keeps its own few words, in the first page of the memory: byte addresses, a cache line for each
 * group that different threads write. The build makes `backends/wasm/control.generated.ts` of the constants, for the host.
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
/** 0, or 1 + the thread that writes its message: the first to fail takes it, and sets FAILED when the message is whole. */
export const FAILING: usize = 264
/** The job: a count of segments, then [start, end) of each; the numbers of its first call and of the one after its last. */
export const SEGMENTS: usize = 320
export const FIRST: usize = 392
export const LAST: usize = 396
/** How long to spin before sleeping, in turns of the loop: for the end of a call, and between dispatches in one short call. */
export const CALL_SPINS: usize = 448
export const IDLE_SPINS: usize = 452

/** Where the threads' lines begin, the bytes of one as a shift (two cache lines), and how many there is room for. */
export const LINES: usize = 512
export const LINE_SHIFT: u32 = 7
export const MOST_THREADS: u32 = 64
/** Where a thread that fails leaves its message: a length in bytes, then so many bytes of ASCII at most. */
export const MESSAGE: usize = 8704
export const MESSAGE_BYTES: u32 = 250
/** The most segments of a job. */
export const MOST_SEGMENTS: u32 = 8
/** Static data of the routines begins here, in the same first page. */
export const STATIC: u32 = 16384
/** The first byte beyond that page: from here on the host hands out memory. */
export const FIRST_FREE: u32 = 65536

/** A thread's line: the last dispatch it has seen, the address of the call it is in, its claim, its copy of the job. @inline */
export function lineOf(thread: u32): usize {
  return LINES + ((<usize>thread) << LINE_SHIFT)
}
