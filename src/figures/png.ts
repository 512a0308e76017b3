/**
 * PNG bytes of RGBA pixels, small: with at most 256 colours a palette in as few bits as do, otherwise red, green, blue
 * (and alpha where something is transparent), each row through the filter that leaves the least. No loss. The same in
 * Node and in a page: deflate is the host's CompressionStream.
 */

const signature = [137, 80, 78, 71, 13, 10, 26, 10]

/** 'few' takes colours for one that agree in all but so many last bits of each channel. */
const mostBits = 4

/**
 * The bytes of a PNG file. `pixels` are RGBA, [height, width, 4], not premultiplied. With `few`, colours that lie
 * within 2, 4, 8 or 16 levels are taken for their mean where that brings their number to 256: a third of the size. What covers
 * much of the picture keeps its colour (the mean is weighted), so it is the edges of letters that change, and no eye sees it.
 * Source: the PNG specification, ISO/IEC 15948.
 */
export async function encodePng(pixels: Uint8ClampedArray, width: number, height: number, few = false): Promise<Uint8Array> {
  // A pixel as one word: 0xAABBGGRR, as every machine that runs JavaScript today lays it out.
  const words = new Uint32Array(pixels.buffer, pixels.byteOffset, width * height)
  const fresh = freshRows(words, width, height)
  const palette = paletteOf(words, width, fresh, few ? mostBits : 0)
  const [kind, depth, lines] = palette
    ? ([3, ...indexed(words, width, height, palette, fresh)] as const)
    : direct(pixels, width, height)
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header.set([depth, kind, 0, 0, 0], 8)
  const chunks = [chunk('IHDR', header)]
  if (palette) {
    const { colours } = palette
    chunks.push(chunk('PLTE', Uint8Array.from(colours.flatMap((c) => [c & 255, (c >> 8) & 255, (c >> 16) & 255]))))
    if (colours.some((c) => c >>> 24 !== 255))
      chunks.push(
        chunk(
          'tRNS',
          Uint8Array.from(colours, (c) => c >>> 24),
        ),
      )
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

interface Palette {
  readonly colours: readonly number[]
  /** Every colour of the picture → its place in the palette. */
  readonly places: ReadonlyMap<number, number>
}

/** The rows that are not equal to the one above: of enlarged pixels and empty space these are few. */
function freshRows(words: Uint32Array, width: number, height: number): boolean[] {
  return Array.from({ length: height }, (_, y) => {
    if (y === 0) return true
    const row = y * width
    let x = 0
    while (x < width && words[row + x] === words[row - width + x]) x++
    return x < width
  })
}

/**
 * At most 256 colours, in order of appearance, merged by as few bits as that takes; undefined where `bits` do not do. How
 * often a colour is there is counted in fresh rows alone.
 */
function paletteOf(words: Uint32Array, width: number, fresh: readonly boolean[], bits: number): Palette | undefined {
  // Neighbours are mostly equal: only changes are looked up.
  const counts = new Map<number, number>()
  for (let y = 0; y < fresh.length; y++) {
    if (!fresh[y]) continue
    const end = (y + 1) * width
    for (let i = y * width; i < end; ) {
      const colour = words[i]!
      const begin = i
      while (i < end && words[i] === colour) i++
      if (bits === 0 && counts.size === 256 && !counts.has(colour)) return undefined
      counts.set(colour, (counts.get(colour) ?? 0) + i - begin)
    }
  }
  for (let merged = 0; merged <= bits; merged++) {
    const mask = (((255 >> merged) << merged) * 0x01010101) >>> 0
    const groups = new Map<number, number[]>()
    for (const colour of counts.keys()) {
      const key = (colour & mask) >>> 0
      const group = groups.get(key)
      if (group) group.push(colour)
      else groups.set(key, [colour])
    }
    if (groups.size > 256) continue
    const places = new Map([...groups.values()].flatMap((group, place) => group.map((colour) => [colour, place] as const)))
    return { colours: [...groups.values()].map((group) => meanColour(group, counts)), places }
  }
  return undefined
}

/** The mean of some colours, channel by channel, each as often as it is there. */
function meanColour(colours: readonly number[], counts: ReadonlyMap<number, number>): number {
  if (colours.length === 1) return colours[0]!
  const all = colours.reduce((sum, colour) => sum + counts.get(colour)!, 0)
  const channel = (shift: number) =>
    Math.round(colours.reduce((sum, colour) => sum + ((colour >>> shift) & 255) * counts.get(colour)!, 0) / all)
  return ((channel(24) << 24) | (channel(16) << 16) | (channel(8) << 8) | channel(0)) >>> 0
}

/** Palette indices in 1, 2, 4 or 8 bits; each line begins with its filter, 0 for none. */
function indexed(
  words: Uint32Array,
  width: number,
  height: number,
  { colours, places }: Palette,
  fresh: readonly boolean[],
): [number, Uint8Array] {
  const depth = colours.length <= 2 ? 1 : colours.length <= 4 ? 2 : colours.length <= 16 ? 4 : 8
  const length = 1 + Math.ceil((width * depth) / 8)
  const lines = new Uint8Array(length * height)
  let last = words[0]!
  let place = places.get(last)!
  for (let y = 0; y < height; y++) {
    const line = y * length
    if (!fresh[y]) {
      lines.copyWithin(line, line - length, line)
      continue
    }
    for (let x = 0; x < width; x++) {
      const colour = words[y * width + x]!
      if (colour !== last) {
        last = colour
        place = places.get(colour)!
      }
      if (depth === 8) lines[line + 1 + x] = place
      else {
        const bit = x * depth
        lines[line + 1 + (bit >> 3)]! |= place << (8 - depth - (bit & 7))
      }
    }
  }
  return [depth, lines]
}

/** Three or four bytes per pixel, filtered: [colour type, bit depth, lines]. */
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

/**
 * A line less what its neighbours foretell; the sum of what is left, as signed bytes, is its cost. Filters: 0 none, 1 left,
 * 2 above, 4 Paeth. Written out a filter a loop: this is where the time of a PNG goes.
 */
function filtered(filter: number, line: Uint8Array, above: Uint8Array, size: number, into: Uint8Array): number {
  const length = line.length
  if (filter === 0) into.set(line)
  else if (filter === 2) for (let i = 0; i < length; i++) into[i] = line[i]! - above[i]!
  else {
    // Left of the first pixel there is nothing: Paeth then foretells what is above.
    for (let i = 0; i < size; i++) into[i] = filter === 1 ? line[i]! : line[i]! - above[i]!
    if (filter === 1) for (let i = size; i < length; i++) into[i] = line[i]! - line[i - size]!
    else for (let i = size; i < length; i++) into[i] = line[i]! - paeth(line[i - size]!, above[i]!, above[i - size]!)
  }
  let cost = 0
  for (let i = 0; i < length; i++) cost += into[i]! < 128 ? into[i]! : 256 - into[i]!
  return cost
}

/** Of left, above and above left: the one that is nearest to left + above − above left. */
function paeth(a: number, b: number, c: number): number {
  const pa = Math.abs(b - c)
  const pb = Math.abs(a - c)
  const pc = Math.abs(a + b - 2 * c)
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

/**
 * The size of a picture that is drawn at so many pixels to one of CSS, in those of CSS: the first two numbers of a PNG's first
 * chunk.
 */
export function sizeOfPng(png: Uint8Array, scale: number): { readonly width: number; readonly height: number } {
  const view = new DataView(png.buffer, png.byteOffset)
  return { width: Math.round(view.getUint32(16) / scale), height: Math.round(view.getUint32(20) / scale) }
}

/** Whether two files are the same: drawings without words are, in all languages. */
export function samePng(a: Uint8Array, b: Uint8Array): boolean {
  return a === b || (a.length === b.length && a.every((byte, i) => byte === b[i]))
}
