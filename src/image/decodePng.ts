/**
 * PNG, decoded by Striate itself: every colour type and depth, interlaced or not. So a PNG gives the same pixels in Node and
 * in a page, to the bit, also where it is transparent (a canvas multiplies alpha in and loses bits), and needs no package.
 * Unpacking is the platform's own (DecompressionStream). Colour profiles and gamma are not applied; of 16 bits the upper 8
 * are kept. Source: the PNG Specification, W3C, third edition.
 */
import { FormatError } from '../errors/errors.ts'
import type { Pixels } from './pixels.ts'
import { isSound, type PngChunk, pngChunks } from './pngChunks.ts'

/** Samples a pixel by colour type: grey, –, RGB, palette, grey + alpha, –, RGB + alpha. */
const samplesOf = [1, 0, 3, 1, 2, 0, 4]
const depthsOf = [[1, 2, 4, 8, 16], [], [8, 16], [1, 2, 4, 8], [8, 16], [], [8, 16]]
/** Adam7: where each pass begins and how far apart its pixels are: [left, top, right step, down step]. */
const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const
const whole = [[0, 0, 1, 1]] as const

interface PngForm {
  readonly width: number
  readonly height: number
  readonly depth: number
  readonly colour: number
  readonly palette: Uint8Array | undefined
  /** The tRNS chunk: alphas of the palette, or the one colour that is transparent. */
  readonly clear: Uint8Array | undefined
}

/**
 * The pixels of a PNG whose bytes are there to the end. Of an animation it is the still picture.
 * @throws FormatError 'damaged' where checksums, header or data do not fit.
 */
export async function decodePng(bytes: Uint8Array, name: string): Promise<Pixels> {
  const chunks = [...pngChunks(bytes)]
  const critical = chunks.filter((chunk) => /^[A-Z]/.test(chunk.name) || chunk.name === 'tRNS')
  for (const chunk of critical) if (!isSound(bytes, chunk)) throw damaged(name, `the checksum of ${chunk.name} does not fit`)
  const data = (wanted: string) => {
    const found = chunks.find((chunk) => chunk.name === wanted)
    return found && bytes.subarray(found.from, found.to)
  }
  const header = data('IHDR')
  if (chunks[0]?.name !== 'IHDR' || header?.length !== 13) throw damaged(name, 'it does not begin with a header of 13 bytes')
  if (chunks.filter((chunk) => chunk.name === 'IHDR').length > 1) throw damaged(name, 'it has two headers')
  const view = new DataView(header.buffer, header.byteOffset, 13)
  const [width, height, depth, colour, interlaced] = [view.getUint32(0), view.getUint32(4), header[8]!, header[9]!, header[12]!]
  const [palette, clear] = [data('PLTE'), data('tRNS')]
  if (!depthsOf[colour]?.includes(depth) || interlaced > 1 || width === 0 || height === 0)
    throw damaged(name, `the header says ${width}×${height}, colour type ${colour}, ${depth} bits, interlacing ${interlaced}`)
  if (colour === 3 && !palette) throw damaged(name, 'it has no palette')
  const form: PngForm = { width, height, depth, colour, palette, clear }

  const channels = (colour === 3 ? 3 : samplesOf[colour]!) + (clear && colour < 4 ? 1 : 0)
  const pixels = { width, height, channels: channels as 1 | 2 | 3 | 4, data: new Uint8Array(width * height * channels) }
  const rows = rowReader(form, interlaced ? adam7 : whole, pixels, name)
  const idat = chunks.filter((chunk) => chunk.name === 'IDAT')
  try {
    for await (const piece of unpacked(bytes, idat)) if (rows.take(piece)) return pixels
  } catch (cause) {
    if (cause instanceof FormatError) throw cause
    throw damaged(name, 'the packed data is damaged', cause)
  }
  throw damaged(name, `the data ends after ${rows.done()} of ${rows.total} rows`)
}

/** The chunks' data as one stream, unpacked. Pages' streams are not always async iterable: read by hand. */
async function* unpacked(bytes: Uint8Array, chunks: readonly PngChunk[]): AsyncGenerator<Uint8Array, void> {
  const stream = new DecompressionStream('deflate')
  const writer = stream.writable.getWriter()
  const reader = stream.readable.getReader() as ReadableStreamDefaultReader<Uint8Array>
  const send = async () => {
    for (const { from, to } of chunks) await writer.write(bytes.subarray(from, to) as Uint8Array<ArrayBuffer>)
    await writer.close()
  }
  send().catch(() => {}) // the reader reports the same failure
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    reader.cancel().catch(() => {})
  }
}

/** Takes unpacked bytes in pieces of any size, undoes each row's filter and writes its pixels. */
function rowReader(form: PngForm, passes: readonly (readonly [number, number, number, number])[], pixels: Pixels, name: string) {
  const bits = samplesOf[form.colour]! * form.depth
  /** The byte to the left that the filters mean: of the pixel before, or of the byte before. */
  const step = Math.max(1, bits >> 3)
  // A pass without pixels has no rows, not even their filter bytes.
  const plans = passes.flatMap(([left, top, right, down]) => {
    const width = Math.ceil((form.width - left) / right)
    const height = Math.ceil((form.height - top) / down)
    return width > 0 && height > 0 ? [{ left, top, right, down, width, height, bytes: Math.ceil((width * bits) / 8) }] : []
  })
  let [pass, h, filled, done] = [0, 0, 0, 0]
  const longest = Math.max(...plans.map((plan) => plan.bytes)) + 1
  // Both rows carry the filter byte at the start, and `before` is the row above (zero above the first).
  let [row, before] = [new Uint8Array(longest), new Uint8Array(longest)]
  return {
    total: plans.reduce((sum, plan) => sum + plan.height, 0),
    done: () => done,
    /** Whether the picture is whole now. */
    take(piece: Uint8Array): boolean {
      for (let at = 0; at < piece.length && pass < plans.length; ) {
        const plan = plans[pass]!
        const count = Math.min(piece.length - at, plan.bytes + 1 - filled)
        row.set(piece.subarray(at, at + count), filled)
        at += count
        filled += count
        if (filled < plan.bytes + 1) break
        if (row[0]! > 4) throw damaged(name, `row ${h} has the filter ${row[0]}; there are 0 to 4`)
        unfilter(row, before, plan.bytes, step)
        const to = ((plan.top + h * plan.down) * form.width + plan.left) * pixels.channels
        writeRow(form, row, plan.width, pixels.data, to, plan.right * pixels.channels, pixels.channels)
        ;[row, before] = [before, row]
        filled = 0
        done++
        if (++h === plan.height) {
          h = 0
          pass++
          before.fill(0)
        }
      }
      return pass === plans.length
    },
  }
}

/** In place: none, left, above, mean of both, or Paeth's choice of the nearest of three. Sums are modulo 256. */
function unfilter(row: Uint8Array, before: Uint8Array, count: number, step: number): void {
  const filter = row[0]
  for (let i = 1; i <= count; i++) {
    const left = i > step ? row[i - step]! : 0
    const above = before[i]!
    if (filter === 1) row[i] = row[i]! + left
    else if (filter === 2) row[i] = row[i]! + above
    else if (filter === 3) row[i] = row[i]! + ((left + above) >> 1)
    else if (filter === 4) row[i] = row[i]! + paeth(left, above, i > step ? before[i - step]! : 0)
  }
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner
  const [toLeft, toAbove, toCorner] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)]
  return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner
}

/** One row's samples as bytes: small ones spread over 0 … 255, of 16 bits the upper byte, palette numbers as colours. */
function writeRow(form: PngForm, row: Uint8Array, width: number, out: Pixels['data'], to: number, by: number, channels: number) {
  const { depth, colour, palette, clear } = form
  const samples = samplesOf[colour]!
  const spread = 255 / (2 ** Math.min(depth, 8) - 1)
  /** Sample i in full: of a row whose first byte is the filter. */
  const sample = (i: number): number => {
    if (depth === 8) return row[1 + i]!
    if (depth === 16) return (row[1 + 2 * i]! << 8) | row[2 + 2 * i]!
    const bit = i * depth
    return (row[1 + (bit >> 3)]! >> (8 - depth - (bit & 7))) & (2 ** depth - 1)
  }
  const clearColour =
    clear && colour !== 3 ? Array.from({ length: samples }, (_, s) => (clear[2 * s]! << 8) | clear[2 * s + 1]!) : []
  for (let w = 0; w < width; w++, to += by) {
    if (colour === 3) {
      const index = sample(w)
      for (let c = 0; c < 3; c++) out[to + c] = palette![3 * index + c] ?? 0
      if (clear) out[to + 3] = clear[index] ?? 255
      continue
    }
    let isClear = clearColour.length > 0
    for (let s = 0; s < samples; s++) {
      const value = sample(w * samples + s)
      if (value !== clearColour[s]) isClear = false
      out[to + s] = depth === 16 ? value >> 8 : value * spread
    }
    if (channels > samples) out[to + samples] = isClear ? 0 : 255
  }
}

function damaged(name: string, why: string, cause?: unknown): FormatError {
  return new FormatError(
    {
      code: 'damaged',
      message: `${name}: the PNG picture is damaged: ${why}.`,
      fix: 'fetch or save it again.',
      details: { name, format: 'PNG' },
    },
    { cause },
  )
}
