/**
 * The chunks that a PNG file is made of: a length, a name, the bytes and their checksum (CRC-32). It only walks over them;
 * `pngForm.ts` and `decodePng.ts` read what is inside.
 */
import { crc32 } from '../math/crc32.ts'

export interface PngChunk {
  /** 'IHDR', 'IDAT' … */
  readonly name: string
  /** Its data is bytes[from … to − 1]; the checksum follows at `to`. */
  readonly from: number
  readonly to: number
}

/** The whole chunks in their order, to IEND or to where the bytes end. */
export function* pngChunks(bytes: Uint8Array): Generator<PngChunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = 8; at + 12 <= bytes.length; ) {
    const to = at + 8 + view.getUint32(at)
    if (to + 4 > bytes.length) return
    const name = nameAt(bytes, at + 4)
    yield { name, from: at + 8, to }
    if (name === 'IEND') return
    at = to + 4
  }
}

/** Whether a chunk's checksum is that of its name and data. */
export function isSound(bytes: Uint8Array, { from, to }: PngChunk): boolean {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(to) === crc32(bytes.subarray(from - 4, to))
}

function nameAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(bytes[at]!, bytes[at + 1]!, bytes[at + 2]!, bytes[at + 3]!)
}
