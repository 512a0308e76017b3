/**
 * The rows of a PNG, from unpacked bytes of any length to pixels: each row's filter is undone, its samples become bytes (small
 * ones spread over 0 … 255, of 16 bits the upper byte, palette numbers as colours), interlaced ones go to their places. A
 * photograph has a hundred million bytes, so the loops are one a filter and one a form, without a call a sample.
 */

import { say } from '../errors/say.ts'
import type { ImageName } from './imageBytes.ts'
import type { Pixels } from './pixels.ts'
import { damaged, type PngForm, samplesOf } from './pngForm.ts'

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

/** One pass over the image: where its pixels are, and what its rows take without their filter bytes. */
export interface PngPass {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly down: number
  readonly width: number
  readonly height: number
  readonly bytes: number
}

/** The passes that have pixels: one without has no rows, not even their filter bytes. */
export function passesOf({ width, height, depth, colour, interlaced }: PngForm): readonly PngPass[] {
  const bits = samplesOf[colour]! * depth
  return (interlaced ? adam7 : whole).flatMap(([left, top, right, down]) => {
    const [across, rows] = [Math.ceil((width - left) / right), Math.ceil((height - top) / down)]
    return across > 0 && rows > 0
      ? [{ left, top, right, down, width: across, height: rows, bytes: Math.ceil((across * bits) / 8) }]
      : []
  })
}

/** Takes unpacked bytes in pieces of any size, undoes each row's filter and writes its pixels. */
export function rowReader(form: PngForm, passes: readonly PngPass[], pixels: Pixels, name: ImageName) {
  /** The byte to the left that the filters mean: of the pixel before, or of the byte before. */
  const step = Math.max(1, (samplesOf[form.colour]! * form.depth) >> 3)
  const write = rowWriter(form, pixels, name)
  let [pass, h, filled, done] = [0, 0, 0, 0]
  const longest = Math.max(...passes.map((plan) => plan.bytes)) + 1
  // Both rows carry the filter byte at the start, and `before` is the row above (zero above the first).
  let [row, before] = [new Uint8Array(longest), new Uint8Array(longest)]
  return {
    total: passes.reduce((sum, plan) => sum + plan.height, 0),
    done: () => done,
    /** Whether the image is whole now. */
    take(piece: Uint8Array): boolean {
      for (let at = 0; at < piece.length && pass < passes.length; ) {
        const plan = passes[pass]!
        const count = Math.min(piece.length - at, plan.bytes + 1 - filled)
        row.set(piece.subarray(at, at + count), filled)
        at += count
        filled += count
        if (filled < plan.bytes + 1) break
        if (row[0]! > 4) throw damaged(name, say('row {row} has filter {filter}; there are 0 to 4', { row: h, filter: row[0]! }))
        unfilter(row, before, plan.bytes, step)
        write(row, plan, h)
        ;[row, before] = [before, row]
        filled = 0
        done++
        if (++h === plan.height) {
          h = 0
          pass++
          before.fill(0)
        }
      }
      return pass === passes.length
    },
  }
}

/** In place: none, left, above, mean of both, or Paeth's choice of the nearest of three. Sums are modulo 256. */
function unfilter(row: Uint8Array, before: Uint8Array, count: number, step: number): void {
  const filter = row[0]
  // The first pixel has nothing on its left: of the filters that look there, what is left of them.
  const first = Math.min(count, step)
  if (filter === 1) for (let i = 1 + step; i <= count; i++) row[i] = row[i]! + row[i - step]!
  else if (filter === 2) for (let i = 1; i <= count; i++) row[i] = row[i]! + before[i]!
  else if (filter === 3) {
    for (let i = 1; i <= first; i++) row[i] = row[i]! + (before[i]! >> 1)
    for (let i = 1 + step; i <= count; i++) row[i] = row[i]! + ((row[i - step]! + before[i]!) >> 1)
  } else if (filter === 4) {
    for (let i = 1; i <= first; i++) row[i] = row[i]! + before[i]!
    for (let i = 1 + step; i <= count; i++) {
      const left = row[i - step]!
      const above = before[i]!
      const corner = before[i - step]!
      // The guess is left + above − corner: how far it is from each of the three.
      const toLeft = Math.abs(above - corner)
      const toAbove = Math.abs(left - corner)
      const toCorner = Math.abs(above + left - 2 * corner)
      row[i] = row[i]! + (toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner)
    }
  }
}

type RowWriter = (row: Uint8Array, pass: PngPass, h: number) => void

/** What writes row h of a pass to its place. A row begins with its filter byte. */
function rowWriter(form: PngForm, { width, channels, data }: Pixels, name: ImageName): RowWriter {
  const samples = samplesOf[form.colour]!
  const levels = new Uint8Array(form.width * samples)
  const levelsOf = levelReader(form, levels)
  const place = ({ left, top, down }: PngPass, h: number) => ((top + h * down) * width + left) * channels
  if (form.palette) {
    const table = coloursOf(form.palette, form.clear, channels)
    const count = form.palette.length / 3
    return (row, pass, h) => {
      const numbers = levelsOf(row, pass.width)
      let to = place(pass, h)
      for (let w = 0; w < pass.width; w++, to += pass.right * channels) {
        const number = numbers[w]!
        if (number >= count)
          throw damaged(name, say('row {row} has colour {number}; its palette has {count}, from 0 on', { row: h, number, count }))
        for (let c = 0; c < channels; c++) data[to + c] = table[number * channels + c]!
      }
    }
  }
  const isClear = clearFinder(form)
  return (row, pass, h) => {
    const values = levelsOf(row, pass.width * samples)
    let to = place(pass, h)
    if (pass.right === 1 && !isClear) {
      data.set(values, to)
      return
    }
    for (let w = 0; w < pass.width; w++, to += pass.right * channels) {
      for (let s = 0; s < samples; s++) data[to + s] = values[w * samples + s]!
      if (isClear) data[to + samples] = isClear(row, w) ? 0 : 255
    }
  }
}

/** What makes a row's samples into bytes: numbers of colours stay as they are. */
function levelReader({ depth, colour }: PngForm, levels: Uint8Array): (row: Uint8Array, count: number) => Uint8Array {
  if (depth === 8) return (row, count) => row.subarray(1, 1 + count)
  if (depth === 16)
    return (row, count) => {
      for (let i = 0; i < count; i++) levels[i] = row[1 + 2 * i]!
      return levels.subarray(0, count)
    }
  const mask = 2 ** depth - 1
  const spread = colour === 3 ? 1 : 255 / mask
  return (row, count) => {
    for (let i = 0, bit = 0; i < count; i++, bit += depth)
      levels[i] = ((row[1 + (bit >> 3)]! >> (8 - depth - (bit & 7))) & mask) * spread
    return levels.subarray(0, count)
  }
}

/** Red, green, blue and (where there are four channels) alpha of each colour. */
function coloursOf(palette: Uint8Array, clear: Uint8Array | undefined, channels: number): Uint8Array {
  const table = new Uint8Array((palette.length / 3) * channels)
  for (let i = 0; i < palette.length / 3; i++) {
    table.set(palette.subarray(3 * i, 3 * i + 3), i * channels)
    if (channels === 4) table[4 * i + 3] = clear?.[i] ?? 255
  }
  return table
}

/** Whether pixel w of a row is the one colour that is transparent, in all its bits; undefined where none is. */
function clearFinder({ depth, colour, clear }: PngForm): ((row: Uint8Array, w: number) => boolean) | undefined {
  if (!clear) return undefined
  const samples = samplesOf[colour]!
  const wanted = Array.from({ length: samples }, (_, s) => (clear[2 * s]! << 8) | clear[2 * s + 1]!)
  const sample = (row: Uint8Array, i: number): number => {
    if (depth === 8) return row[1 + i]!
    if (depth === 16) return (row[1 + 2 * i]! << 8) | row[2 + 2 * i]!
    return (row[1 + ((i * depth) >> 3)]! >> (8 - depth - ((i * depth) & 7))) & (2 ** depth - 1)
  }
  return (row, w) => wanted.every((value, s) => sample(row, w * samples + s) === value)
}
