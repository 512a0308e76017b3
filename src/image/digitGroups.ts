/**
 * Which connected parts make one digit, and in which order digits are read. Known are only the parts' boxes and masses: a piece
 * of a digit is shorter than the digits beside it and does not stand on their line, or lies over or under the rest of its digit.
 */

import { FormatError } from '../errors/errors.ts'
import { say } from '../errors/say.ts'
import type { Component } from './components.ts'
import type { Box } from './resize.ts'

/** Parts (their places in the list) that make one digit, and their box. */
export interface Group {
  readonly parts: readonly number[]
  readonly box: Box
  readonly mass: number
}

/** A part lighter than this share of the heaviest is a speck; a group shorter than this share of the tallest is not a digit. */
const speck = 0.02
const shortest = 0.4
/** Measures of the tallest part's height: within which distance pieces belong together, and how well digits stand on a line. */
const near = 0.3
const nearStacked = 0.12
const onLine = 0.2
/** Among other digits: pieces over each other make no digit that is so much taller than the tallest part. */
const mostTogether = 1.35
/** A part that is smaller both ways is a point beside a digit, not a piece of it. */
const point = 0.2
/** A part shorter than this share of its neighbour may be a piece of it. */
const piece = 0.8
/** A page of numbers has fewer parts; a grain of noise has more, and each would be held against each. */
const mostParts = 400

/**
 * The digits among these parts, row by row, from the left. `take` says which parts may be ink at all.
 * @throws FormatError 'too-many-marks'
 */
export function digitGroups(parts: readonly Component[], take: (part: number) => boolean): Group[] {
  const heaviest = parts.reduce((most, { mass }, p) => (take(p) ? Math.max(most, mass) : most), 0)
  const groups: Group[] = []
  parts.forEach(({ box, mass }, p) => {
    if (take(p) && mass >= speck * heaviest) groups.push({ parts: [p], box, mass })
  })
  if (groups.length > mostParts)
    throw new FormatError({
      code: 'too-many-marks',
      message: say('the image holds too many separate marks to be digits.'),
      numbers: [say('{marks} marks, at most {most}', { marks: groups.length, most: mostParts })],
      fix: say('cut out the part with the digits, or photograph it closer and in even light.'),
      details: { marks: groups.length },
    })
  const tallest = groups.reduce((most, { box }) => Math.max(most, extent(box)), 0)
  const alone = groups.length < 3
  // The smallest first: a piece goes to what it belongs to, not to another piece.
  for (let merged = true; merged; ) {
    merged = false
    groups.sort((a, b) => heightOf(a.box) - heightOf(b.box))
    for (let g = 0; g < groups.length && !merged; g++) {
      const own = groups[g]!
      const others = groups.filter((other, o) => o !== g && isPieceOf(own.box, other.box, tallest, alone))
      const nearest = others.sort((a, b) => gap(own.box, a.box) - gap(own.box, b.box))[0]
      if (!nearest) continue
      groups.splice(groups.indexOf(nearest), 1, joined(own, nearest))
      groups.splice(groups.indexOf(own), 1)
      merged = true
    }
  }
  return inReadingOrder(groups.filter(({ box }) => extent(box) >= shortest * tallest))
}

/** Whether the smaller box is a piece of the digit in the other one; `alone`: where there is nothing else. */
function isPieceOf(small: Box, other: Box, tallest: number, alone: boolean): boolean {
  if (heightOf(small) > heightOf(other)) return false
  const [down, across] = [between(small[0], small[2], other[0], other[2]), between(small[1], small[3], other[1], other[3])]
  const short = heightOf(small) < piece * heightOf(other)
  // Over each other: the halves of an 8, the bar of a 5.
  const shared = -across / Math.min(small[3] - small[1], other[3] - other[1])
  if (shared > 0.5) {
    const together = Math.max(small[2], other[2]) - Math.min(small[0], other[0])
    if (!alone && together > mostTogether * tallest) return false
    return down < (heightOf(small) < 0.4 * heightOf(other) ? near : nearStacked) * tallest
  }
  // Side by side: the hook of an open 4 ends well above the line that digits stand on; so does the bar of a 5 beside its body.
  if (extent(small) < point * tallest) return false
  const standsOnLine = Math.abs(small[2] - other[2]) < onLine * tallest && heightOf(small) > shortest * tallest
  return short && !standsOnLine && Math.max(down, across) < near * heightOf(other) && down < 0.1 * tallest
}

/** The distance between two stretches; negative: how much they share. */
function between(from: number, to: number, otherFrom: number, otherTo: number): number {
  return Math.max(from, otherFrom) - Math.min(to, otherTo)
}

function gap(a: Box, b: Box): number {
  const [down, across] = [Math.max(0, between(a[0], a[2], b[0], b[2])), Math.max(0, between(a[1], a[3], b[1], b[3]))]
  return Math.sqrt(down * down + across * across)
}

const heightOf = ([top, , bottom]: Box) => bottom - top
/** A digit's size: a 1 that lies, or a bar, has one too. */
const extent = ([top, left, bottom, right]: Box) => Math.max(bottom - top, right - left)

function joined(a: Group, b: Group): Group {
  const box = [
    Math.min(a.box[0], b.box[0]),
    Math.min(a.box[1], b.box[1]),
    Math.max(a.box[2], b.box[2]),
    Math.max(a.box[3], b.box[3]),
  ] as const
  return { parts: [...a.parts, ...b.parts], box, mass: a.mass + b.mass }
}

/** Rows from the top: a group whose middle lies between top and bottom of a row's last one stands beside it. */
function inReadingOrder(groups: readonly Group[]): Group[] {
  const rows: Group[][] = []
  const middle = ({ box }: Group) => (box[0] + box[2]) / 2
  for (const group of [...groups].sort((a, b) => a.box[1] - b.box[1])) {
    const row = rows.find((one) => {
      const last = one.at(-1)!
      return (
        (middle(group) > last.box[0] && middle(group) < last.box[2]) ||
        (middle(last) > group.box[0] && middle(last) < group.box[2])
      )
    })
    if (row) row.push(group)
    else rows.push([group])
  }
  const top = (row: readonly Group[]) => row.reduce((sum, group) => sum + middle(group), 0) / row.length
  return rows.sort((a, b) => top(a) - top(b)).flat()
}
