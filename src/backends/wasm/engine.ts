/** What the engine says of itself. These types name nothing of the DOM: programs that do without it use them. */

/** The engine's two builds: plain SIMD, and SIMD with relaxed (fused) multiply-add. Their bits differ. */
export type Build = 'simd' | 'relaxed'

/** The engine's memory in numbers: bytes. */
export interface MemoryState {
  /** Bytes handed out now. */
  readonly taken: number
  /** The end of the highest piece ever handed out: what the engine has needed in all. */
  readonly highWater: number
  /** Bytes of the Wasm memory itself. It never shrinks. */
  readonly size: number
  readonly limit: number
}
