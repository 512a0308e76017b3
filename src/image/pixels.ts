/** Decoded pixels as the decoders hand them on: bytes, interleaved, as stored (not turned, alpha not yet laid on anything). */

export interface Pixels {
  readonly width: number
  readonly height: number
  /** 1 grey, 2 grey and alpha, 3 red green blue, 4 with alpha. */
  readonly channels: 1 | 2 | 3 | 4
  /** height × width × channels bytes. Alpha is not multiplied into the colours. */
  readonly data: Uint8Array | Uint8ClampedArray
}
