/**
 * Digits and letters as people write them, as strokes: paths of straight lines and cubic curves in a box 10 wide and 14 high,
 * several ways to write each. And `handwritten`, which makes of one of them another's hand: slanted, bent, its points moved.
 */
type Points = (readonly [x: number, y: number])[]
/** One glyph: a list of points for each time the pen is put down. */
export type Strokes = readonly Points[]

/** Of each digit, ways to write it. 4 and 5 also of strokes that do not meet. */
const digitPaths: Readonly<Record<string, readonly string[]>> = {
  0: [
    'M5 0 C1 0 .5 4 .5 7 C.5 11 2 14 5 14 C8 14 9.5 11 9.5 7 C9.5 3 8 0 5 0',
    'M6.5 .6 C3 -.8 1 4 1 7.6 C1 11.6 2.4 14 5 14 C7.6 14 9 10.6 9 6.8 C9 2.4 6.6 -.4 5.4 1',
  ],
  1: ['M5 0 L5 14', 'M2.5 3 L5.5 0 L5.5 14', 'M6 0 L4.4 14', 'M3 3 L5.4 0 L5.4 14 M2 14 L8.6 14'],
  2: [
    'M1 3.5 C1.5 0 9 -1 9 4 C9 7.5 3.5 10.5 1 14 L9.5 14',
    'M1 3.5 C2 -.5 9 -.5 8.6 4.2 C8.2 8 4 12 2 13.4 C.8 14 1 11.5 2.6 11.8 C5 12.4 7 14.5 9.5 13',
  ],
  3: [
    'M1.2 1.8 C3 -.6 8.8 -.4 8.6 3.4 C8.5 6.2 5.5 6.8 4 6.8 C6 6.8 9.4 7.6 9.3 10.6 C9.1 14.6 3 15 .8 12',
    'M1.2 .3 L8.6 .3 L4.4 5.4 C7.5 5.2 9.4 7.6 9.2 10 C9 14.4 3 15 .8 12',
  ],
  4: [
    'M2.6 0 L1 8 L9.4 8 M7.2 3 L6.8 14',
    'M2.4 0 C2.2 3 1.4 6 1.2 8 C3 8.2 7 8 9.4 7.6 M7.4 .6 C7.4 5 7 10 6.6 14',
    'M7 14 L7 0 L.6 9.6 L9.6 9.6',
    'M2.4 0 L1 8 L5.4 8 M7.4 2 L7 14',
  ],
  5: [
    'M8.6 .2 L2.4 .2 L1.8 6 C4 4.6 9.2 5 9.2 9.4 C9.2 14.6 3 15 .8 12.4',
    'M2.6 1.6 L1.9 6.6 C4 5.2 9.2 5.4 9.2 9.8 C9.2 14.8 3 15 .8 12.6 M4.4 -.2 L9.4 -.5',
  ],
  6: [
    'M7.6 .2 C3.6 2 .8 6.4 .8 9.8 C.8 15 9.2 15.4 9.2 10 C9.2 6 3 5.6 1 10',
    'M6 0 C2.4 4 1.2 8 1.4 11 C1.8 15 8.6 14.8 8.6 10.8 C8.6 7.6 4 7 1.6 10.6',
  ],
  7: ['M.8 .4 L9.2 .4 C7 4 5 9 4.4 14', 'M.8 1.6 L1 .4 L9.2 .2 L4.2 14', 'M.8 .4 L9.2 .4 L4.2 14 M2.6 7 L8.4 6.8'],
  8: [
    'M8.4 2.4 C7 -.8 1.6 -.6 1.8 3 C2 6.4 8.8 7 9 10.8 C9.2 14.8 1 15 1 10.8 C1 7.4 7.6 6 8.4 2.4',
    'M5 6.4 C1 6 1.4 0 5 0 C8.6 0 9 6 5 6.4 C0 7 0 14 5 14 C10 14 10 7 5 6.4',
  ],
  9: [
    'M8.6 4.6 C8.4 -1 1 -.8 1.2 4.4 C1.4 9 8 8.8 8.6 4.2 L8 14',
    'M8.4 4.4 C8 -1.2 1.4 -.8 1.4 4.2 C1.4 8.8 8 8.4 8.5 3.6 C9 9 7.6 13.8 3 13.8',
  ],
}

/** Letters. Those of `likeDigits` can be taken for a digit by anyone. */
const letterPaths: Readonly<Record<string, string>> = {
  A: 'M.4 14 L5 0 L9.6 14 M2 9 L8 9',
  B: 'M1 0 L1 14 M1 0 C8 -.6 8.6 6.4 1 6.6 C10.6 6.2 10.4 14.4 1 14',
  C: 'M9 2.6 C6 -1.6 .6 0 .6 7 C.6 14 6 15.6 9.2 11.4',
  D: 'M1 0 L1 14 M1 0 C12 0 12 14 1 14',
  E: 'M9 0 L1 0 L1 14 L9 14 M1 7 L7.6 7',
  F: 'M9 0 L1 0 L1 14 M1 6.6 L7.6 6.6',
  G: 'M9 2.6 C6 -1.6 .6 0 .6 7 C.6 14 6 15.6 9.2 12 L9.2 8 L5.4 8',
  H: 'M1 0 L1 14 M9 0 L9 14 M1 7 L9 7',
  I: 'M5 0 L5 14',
  J: 'M8 0 L8 10 C8 15 2 15 1.4 11',
  K: 'M1 0 L1 14 M9 0 L1.2 7.6 L9.4 14',
  L: 'M1 0 L1 14 L9 14',
  M: 'M0 14 L1 0 L5 9 L9 0 L10 14',
  N: 'M1 14 L1 0 L9 14 L9 0',
  O: 'M5 0 C-1.6 0 -1.6 14 5 14 C11.6 14 11.6 0 5 0',
  P: 'M1 14 L1 0 C11 -.6 11 7.6 1 7.4',
  Q: 'M5 0 C-1.6 0 -1.6 14 5 14 C11.6 14 11.6 0 5 0 M6 10 L9.6 14.6',
  R: 'M1 14 L1 0 C11 -.6 11 7.2 1 7 L9.4 14',
  S: 'M8.8 2 C6 -1.4 .6 0 1.4 3.8 C2.2 7 9 6.6 9 10.6 C9 14.8 2.6 15 .8 11.8',
  T: 'M.4 0 L9.6 0 M5 0 L5 14',
  U: 'M1 0 L1 9.6 C1.4 15.4 8.6 15.4 9 9.6 L9 0',
  V: 'M.6 0 L5 14 L9.4 0',
  W: 'M0 0 L2.4 14 L5 4 L7.6 14 L10 0',
  X: 'M.8 0 L9.2 14 M9.2 0 L.8 14',
  Y: 'M.8 0 L5 7 M9.2 0 L5 7 L5 14',
  Z: 'M1 0 L9 0 L1 14 L9.4 14',
  a: 'M8.4 6.4 C5 3.6 1 6 1 10 C1 15 7 15 8.6 9 L8.6 5 L8.8 14',
  b: 'M1.6 0 L1.6 14 M1.6 9 C4 4.6 9 6 9 10 C9 14.6 3.6 15 1.6 12',
  d: 'M8.4 0 L8.4 14 M8.4 9 C6 4.6 1 6 1 10 C1 14.6 6.4 15 8.4 12',
  e: 'M1.4 9.4 L8.6 9 C8 4 1 4.4 1 9.6 C1 15 7 15 9 12',
  f: 'M8.6 1.6 C6 -1 4 .4 4 4 L4 14 M1 6 L7.6 6',
  g: 'M8.4 4 C5 -.6 1 2 1.2 5 C1.4 9 7 9 8.4 4 L8.4 11 C8 15 2.6 15 1.4 12',
  h: 'M1.6 0 L1.6 14 M1.6 9 C4 5 8.4 5.4 8.4 9 L8.4 14',
  k: 'M1.6 0 L1.6 14 M8 5 L1.8 10 L8.4 14',
  l: 'M5 0 L5 14',
  m: 'M.4 6 L.4 14 M.4 8.6 C2 5 5 5 5 9 L5 14 M5 9 C6.4 5 9.6 5 9.6 9 L9.6 14',
  n: 'M1.6 6 L1.6 14 M1.6 9 C4 5 8.4 5.4 8.4 9 L8.4 14',
  p: 'M1.6 3 L1.6 14 M1.6 5 C4 1 9 2 9 6 C9 10.4 3.6 10.4 1.6 8',
  q: 'M8.4 3 L8.4 14 M8.4 5 C6 1 1 2 1 6 C1 10.4 6.4 10.4 8.4 8',
  r: 'M2.4 6 L2.4 14 M2.4 9 C3.6 6 6 5.4 8.4 6.6',
  s: 'M8 6.4 C6 4 1.4 5 2 7.6 C2.6 10 8.4 9 8.4 11.6 C8.4 14.6 3 14.8 1.4 12.6',
  t: 'M4.4 1 L4.4 11 C4.6 14.4 7 14.4 8.4 12.6 M1 5 L8.4 5',
  u: 'M1.4 5.6 L1.4 10.6 C2 15 7 14.6 8.4 10.4 M8.4 5.6 L8.6 14',
  y: 'M1.2 2 C1.4 8 6 8 8.4 4 M8.6 1.6 C8.6 8 7.6 14 2.4 14',
  z: 'M1.6 6 L8.2 6 L1.6 14 L8.6 14',
}

/** Letters that look like a digit (O I S Z B …), by the digit that they may be taken for. */
export const likeDigits: Readonly<Record<string, string>> = {
  ...{ O: '0', o: '0', D: '0', Q: '0', I: '1', i: '1', l: '1', J: '1', j: '1', Z: '2', z: '2', Y: '4', y: '4' },
  ...{ S: '5', s: '5', b: '6', G: '6', T: '7', B: '8', g: '9', q: '9' },
}

/** How many ways there are to write a digit. */
export const waysOf = (digit: number): number => digitPaths[digit]!.length
export const letters = Object.keys(letterPaths)

/** A digit in one of its ways, as it stands in the copybook. */
export const digitStrokes = (digit: number, way: number): Strokes => pathStrokes(digitPaths[digit]![way % waysOf(digit)]!)
export const letterStrokes = (letter: string): Strokes => pathStrokes(letterPaths[letter]!)

/** M, L and C with absolute numbers; a curve becomes twelve lines. */
function pathStrokes(path: string): Strokes {
  const strokes: Points[] = []
  for (const [, command, rest] of path.matchAll(/([MLC])([^MLC]*)/g)) {
    const n = rest!.trim().split(/\s+/).map(Number)
    if (command === 'M') strokes.push([[n[0]!, n[1]!]])
    const stroke = strokes.at(-1)!
    if (command === 'L') stroke.push([n[0]!, n[1]!])
    if (command !== 'C') continue
    const [x, y] = stroke.at(-1)!
    for (let i = 1; i <= 12; i++) {
      const [t, u] = [i / 12, 1 - i / 12]
      const at = (a: number, b: number, c: number, d: number) =>
        u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d
      stroke.push([at(x, n[0]!, n[2]!, n[4]!), at(y, n[1]!, n[3]!, n[5]!)])
    }
  }
  return strokes
}

/** Slanted, stretched, turned by up to `turn` degrees, and bent: every hand is another. Round the middle of the box. */
export function handwritten(strokes: Strokes, random: () => number, turn = 6): Strokes {
  const signed = (size: number) => size * (2 * random() - 1)
  const angle = (signed(turn) * Math.PI) / 180
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)]
  const [slant, wide] = [signed(0.15), 1 + signed(0.15)]
  const waves = Array.from({ length: 4 }, () => ({ size: signed(0.35), pace: 0.2 + 0.3 * random(), phase: 6 * random() }))
  return strokes.map((stroke) =>
    stroke.map(([px, py]) => {
      const [bx, by] = [0, 1].map((k) => waves[k]!.size * Math.sin(waves[k]!.pace * (k ? px : py) + waves[k]!.phase))
      const [x, y] = [(px - 5 + bx! - slant * (py - 7)) * wide, py - 7 + by!]
      return [5 + x * cos - y * sin, 7 + x * sin + y * cos] as const
    }),
  )
}
