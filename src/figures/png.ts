/**
 * PNG bytes of RGBA pixels, small: with at most 256 colours a palette in as few bits as do, otherwise red, green, blue
 * (and alpha where something is transparent), each row through the filter that leaves the least. No loss. The same in
 * Node and in a page: deflate is the host's CompressionStream.
 */

const signature = [137, 80, 78, 71, 13, 10, 26, 10]

/** The bytes of a PNG file. `pixels` are RGBA, [height, width, 4], not premultiplied. Source: the PNG specification, ISO/IEC 15948. */
export async function encodePng(pixels: Uint8ClampedArray, width: number, height: number): Promise<Uint8Array> {
  const palette = paletteOf(pixels)
  const [kind, depth, lines] = palette
    ? ([3, ...indexed(pixels, width, height, palette)] as const)
    : direct(pixels, width, height)
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header.set([depth, kind, 0, 0, 0], 8)
  const chunks = [chunk('IHDR', header)]
  if (palette) {
    const colours = [...palette.keys()]
    // A colour's number holds its bytes as 0xAABBGGRR.
    chunks.push(chunk('PLTE', Uint8Array.from(colours.flatMap((c) => [c & 255, (c >> 8) & 255, (c >> 16) & 255]))))
    if (colours.some((c) => c >>> 24 !== 255)) chunks.push(chunk('tRNS', Uint8Array.from(colours.map((c) => c >>> 24))))
  }
  chunks.push(chunk('IDAT', await deflated(lines)), chunk('IEND', new Uint8Array(0)))
  const bytes = new Uint8Array(signature.length + chunks.reduce((sum, { length }) => sum + length, 0))
  bytes.set(signature)
  let at = signature.length
  for (const part of chunks) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** Colour → index, in order of appearance; undefined above 256 colours. */
function paletteOf(pixels: Uint8ClampedArray): Map<number, number> | undefined {
  const palette = new Map<number, number>()
  let last = -1
  for (let i = 0; i < pixels.length; i += 4) {
    const colour = colourOf(pixels, i)
    if (colour === last) continue
    last = colour
    if (!palette.has(colour)) {
      if (palette.size === 256) return undefined
      palette.set(colour, palette.size)
    }
  }
  return palette
}

function colourOf(pixels: Uint8ClampedArray, i: number): number {
  return (pixels[i]! | (pixels[i + 1]! << 8) | (pixels[i + 2]! << 16) | (pixels[i + 3]! << 24)) >>> 0
}

/** Palette indices in 1, 2, 4 or 8 bits; each line begins with its filter, 0 for none. */
function indexed(
  pixels: Uint8ClampedArray,
  width: number,
  height: number,
  palette: ReadonlyMap<number, number>,
): [number, Uint8Array] {
  const depth = palette.size <= 2 ? 1 : palette.size <= 4 ? 2 : palette.size <= 16 ? 4 : 8
  const length = 1 + Math.ceil((width * depth) / 8)
  const lines = new Uint8Array(length * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const index = palette.get(colourOf(pixels, 4 * (y * width + x)))!
      const bit = x * depth
      lines[y * length + 1 + (bit >> 3)]! |= index << (8 - depth - (bit & 7))
    }
  return [depth, lines]
}

/** Three or four bytes a pixel, filtered: [colour type, bit depth, lines]. */
function direct(pixels: Uint8ClampedArray, width: number, height: number): [number, number, Uint8Array] {
  let opaque = true
  for (let i = 3; i < pixels.length && opaque; i += 4) opaque = pixels[i] === 255
  const size = opaque ? 3 : 4
  const length = width * size
  const lines = new Uint8Array((1 + length) * height)
  let above = new Uint8Array(length)
  let line = new Uint8Array(length)
  const tried = [0, 1, 2, 4].map((filter) => ({ filter, bytes: new Uint8Array(length), cost: 0 }))
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) for (let k = 0; k < size; k++) line[x * size + k] = pixels[4 * (y * width + x) + k]!
    for (const one of tried) one.cost = filtered(one.filter, line, above, size, one.bytes)
    const best = tried.reduce((a, b) => (b.cost < a.cost ? b : a))
    lines[y * (1 + length)] = best.filter
    lines.set(best.bytes, y * (1 + length) + 1)
    ;[above, line] = [line, above]
  }
  return [opaque ? 2 : 6, 8, lines]
}

/** A line less what its neighbours foretell; the sum of what is left, as signed bytes, is its cost. Filters: 0 none, 1 left, 2 above, 4 Paeth. */
function filtered(filter: number, line: Uint8Array, above: Uint8Array, size: number, into: Uint8Array): number {
  let cost = 0
  for (let i = 0; i < line.length; i++) {
    const [a, b, c] = [i < size ? 0 : line[i - size]!, above[i]!, i < size ? 0 : above[i - size]!]
    const left = (line[i]! - (filter === 0 ? 0 : filter === 1 ? a : filter === 2 ? b : paeth(a, b, c))) & 255
    into[i] = left
    cost += left < 128 ? left : 256 - left
  }
  return cost
}

function paeth(a: number, b: number, c: number): number {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)]
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c
}

async function deflated(bytes: Uint8Array): Promise<Uint8Array> {
  const packed = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new CompressionStream('deflate'))
  return new Uint8Array(await new Response(packed).arrayBuffer())
}

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c
})

/** Length, name, data, and a checksum of name and data. */
function chunk(name: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, data.length)
  for (let i = 0; i < 4; i++) bytes[4 + i] = name.charCodeAt(i)
  bytes.set(data, 8)
  let crc = 0xffffffff
  for (let i = 4; i < 8 + data.length; i++) crc = crcTable[(crc ^ bytes[i]!) & 255]! ^ (crc >>> 8)
  view.setUint32(8 + data.length, ~crc >>> 0)
  return bytes
}
