/**
 * How a camera was held: the orientation that Exif data says, 1 … 8, and the turning of pixels by it. Nothing else of
 * Exif is read. The three formats carry the same block, each in a place of its own (`imageHeader.ts`).
 */

export interface Orientation {
  /** 1: as stored. 2: mirrored, 3: turned by 180°, 4: flipped, 5: transposed, 6: turn right, 7: anti-transposed, 8: turn left. */
  readonly value: number
  /** Where its low byte stands, in the bytes that were read; undefined where nothing is said. */
  readonly at?: number | undefined
}

const orientationTag = 0x0112

/**
 * The orientation in an Exif block (a TIFF header and its first directory) at bytes[from … to − 1]. What cannot be read is
 * orientation 1: no image is refused for its Exif data.
 */
export function exifOrientation(bytes: Uint8Array, from: number, to: number): Orientation {
  const plain = { value: 1 }
  // 'Exif\0\0' stands before the block in JPEG, and in some WebP files.
  if (bytes[from] === 0x45 && bytes[from + 1] === 0x78) from += 6
  if (to > bytes.length || to - from < 14) return plain
  const view = new DataView(bytes.buffer, bytes.byteOffset + from, to - from)
  const little = view.getUint16(0) === 0x4949
  if ((!little && view.getUint16(0) !== 0x4d4d) || view.getUint16(2, little) !== 42) return plain
  const directory = view.getUint32(4, little)
  if (directory + 2 > view.byteLength) return plain
  const entries = view.getUint16(directory, little)
  for (let e = 0; e < entries; e++) {
    const at = directory + 2 + 12 * e
    if (at + 12 > view.byteLength) return plain
    if (view.getUint16(at, little) !== orientationTag) continue
    const value = view.getUint16(at + 8, little)
    return value >= 1 && value <= 8 ? { value, at: from + at + 8 + (little ? 0 : 1) } : plain
  }
  return plain
}

/**
 * How the image that is seen lies in the stored one: pixel (h, w) of the seen image is stored at
 * start + h · down + w · right, in pixels of a stored row-major image of the given size.
 */
export function oriented(orientation: number, height: number, width: number) {
  const last = height * width - 1
  const bottomLeft = last - (width - 1)
  switch (orientation) {
    case 2:
      return { height, width, start: width - 1, down: width, right: -1 }
    case 3:
      return { height, width, start: last, down: -width, right: -1 }
    case 4:
      return { height, width, start: bottomLeft, down: -width, right: 1 }
    case 5:
      return { height: width, width: height, start: 0, down: 1, right: width }
    case 6:
      return { height: width, width: height, start: bottomLeft, down: 1, right: -width }
    case 7:
      return { height: width, width: height, start: last, down: -1, right: -width }
    case 8:
      return { height: width, width: height, start: width - 1, down: -1, right: width }
    default:
      return { height, width, start: 0, down: width, right: 1 }
  }
}
