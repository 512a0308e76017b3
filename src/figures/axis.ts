/**
 * One axis of a chart: from which value to which it goes, where its ticks are, and where a value lies on it. It draws
 * nothing. Logarithms come from math/elementary.ts: a pixel must not depend on the engine.
 */
import { log } from '../math/elementary.ts'
import { numberText, percentText, tickText } from '../text/numbers.ts'
import { decade, logTicks, type Tick, ticks } from './ticks.ts'

export interface AxisWishes {
  readonly min?: number | undefined
  readonly max?: number | undefined
  readonly log?: boolean | undefined
  /** Ticks at whole numbers only. */
  readonly whole?: boolean | undefined
  /** Whether labels have room when neighbours are `apart` of the axis' length from each other. */
  readonly fits: (labels: readonly string[], apart: number) => boolean
  /** Room beyond the outermost values, as a part of their span. */
  readonly margin: number
  readonly format?: 'number' | 'percent' | ((value: number) => string) | undefined
}

export interface ChartAxis {
  readonly ticks: readonly Tick[]
  /** Whether a value can be shown at all: finite, and above 0 on a logarithmic axis. */
  shows(value: number): boolean
  /** Where a value lies: 0 at the axis' beginning, 1 at its end; outside of that for values beyond. */
  at(value: number): number
}

/** The axis for values; those that it cannot show are not looked at. */
export function axis(values: readonly number[], wishes: AxisWishes): ChartAxis {
  const shows = (value: number) => Number.isFinite(value) && (!wishes.log || value > 0)
  const [low, high] = ends(values.filter(shows), wishes)
  const at = wishes.log ? (value: number) => log(value / low) / log(high / low) : (value: number) => (value - low) / (high - low)
  const write = (value: number, step: number): string => {
    if (typeof wishes.format === 'function') return wishes.format(value)
    return wishes.format === 'percent' ? percentText(value, step) : tickText(value, step)
  }
  const linear = () => ticks(low, high, { write, fits: wishes.fits, smallest: wishes.whole ? 1 : 0 })
  if (!wishes.log) return { ticks: linear(), shows, at }
  let count = 2
  while (count < 12 && wishes.fits([], 1 / (count + 1))) count++
  const places = logTicks(low, high, count)
  // On a logarithmic axis each number is its own step. Within less than a decade, even steps serve better.
  const own = (value: number) =>
    wishes.format === undefined || wishes.format === 'number' ? numberText(value) : write(value, Number(`1e${decade(value)}`))
  return { ticks: places.length >= 2 ? places.map((value) => ({ value, label: own(value) })) : linear(), shows, at }
}

/** Where the axis begins and ends: as wished, otherwise around the values with some room; never of no length. */
function ends(values: readonly number[], { min, max, log: logarithmic, margin }: AxisWishes): [number, number] {
  let [least, most] = [Infinity, -Infinity]
  for (const value of values) {
    if (value < least) least = value
    if (value > most) most = value
  }
  if (least > most) [least, most] = logarithmic ? [0.1, 1] : [0, 1]
  if (logarithmic) {
    // A third of an octave of room; a single value gets a factor of three on each side.
    const room = margin === 0 ? 1 : least === most ? 3 : 1.25
    let [low, high] = [min ?? least / room, max ?? most * room]
    if (!(low < high)) [low, high] = min !== undefined ? [low, low * 10] : [high / 10, high]
    return [low, high]
  }
  const room = most > least ? margin * (most - least) : Math.max(Math.abs(most) * 0.1, 0.5) * (margin > 0 ? 1 : 0.5)
  // Values that are never negative get no negative axis.
  let [low, high] = [min ?? (least >= 0 ? Math.max(0, least - room) : least - room), max ?? most + room]
  if (!(low < high)) [low, high] = min !== undefined ? [low, low + 1] : [high - 1, high]
  return [low, high]
}

/**
 * Labels that want to stand at given heights, moved apart so that neighbours have at least `gap` between them and all
 * stay in [top, bottom] as far as there is room. Those that would collide become a block around the middle of their wishes.
 */
export function spread(wishes: readonly number[], gap: number, top: number, bottom: number): number[] {
  const order = wishes.map((_, i) => i).sort((a, b) => wishes[a]! - wishes[b]! || a - b)
  const blocks: { first: number; count: number; start: number }[] = []
  const inside = (start: number, count: number) => Math.max(top, Math.min(start, bottom - (count - 1) * gap))
  order.forEach((i, place) => {
    blocks.push({ first: place, count: 1, start: inside(wishes[i]!, 1) })
    for (
      let last = blocks.at(-1)!, before = blocks.at(-2);
      before && before.start + before.count * gap > last.start;
      before = blocks.at(-2)
    ) {
      blocks.splice(-2)
      const count = before.count + last.count
      // Each member would have the block begin at its wish less its place in it.
      const middle =
        order.slice(before.first, before.first + count).reduce((sum, member, k) => sum + wishes[member]! - k * gap, 0) / count
      last = { first: before.first, count, start: inside(middle, count) }
      blocks.push(last)
    }
  })
  const placed = new Array<number>(wishes.length).fill(0)
  for (const { first, count, start } of blocks) for (let k = 0; k < count; k++) placed[order[first + k]!] = start + k * gap
  return placed
}
