/**
 * Cases of arithmetic of two values with broadcasting, of values repeated, and of reductions: every function, and shapes whose
 * dimensions go together in all ways. Long because they share their lists of shapes.
 */
import { type BinaryFunction, binaryFunctions } from '../../../src/ops/binary/op.ts'
import { reductions } from '../../../src/ops/reduce/op.ts'
import { type Shape, sizeOf } from '../../../src/values/shape.ts'
import { type Value, viewOf } from '../../../src/values/value.ts'
import { all } from '../shapes.ts'
import { type Case, exactly, ofElements, ofSums, oneRounding, type Sketch, type Tolerance } from '../sketch.ts'

/** Shapes of a and b, one image's, and of what they make. */
const pairs: readonly (readonly [a: Shape, b: Shape, y: Shape])[] = [
  [[131], [131], [131]],
  [[1], [10], [10]],
  [
    [3, 5, 7],
    [3, 5, 7],
    [3, 5, 7],
  ],
  [
    [3, 5, 7],
    [3, 1, 1],
    [3, 5, 7],
  ],
  [
    [1, 1, 1],
    [2, 8, 8],
    [2, 8, 8],
  ],
  [
    [5, 6, 1],
    [1, 6, 9],
    [5, 6, 9],
  ],
  [
    [1, 6, 4],
    [5, 1, 4],
    [5, 6, 4],
  ],
  [
    [4, 1, 5],
    [1, 3, 1],
    [4, 3, 5],
  ],
  // Rows of which an item is a part.
  [
    [2, 40, 37],
    [1, 40, 37],
    [2, 40, 37],
  ],
  // Four dimensions that all go another way than their neighbours.
  [
    [3, 1, 4, 1],
    [1, 2, 1, 5],
    [3, 2, 4, 5],
  ],
]

/** A value with its numbers; of four dimensions it is a view of a flat one, as images have three at most. */
function given(sketch: Sketch, name: string, shape: Shape, numbers?: Float32Array): Value {
  if (shape.length <= 3) return sketch.image(name, shape, numbers)
  return viewOf(sketch.image(name, [sizeOf(shape)], numbers), name, [sketch.batch, ...shape])
}

/** Numbers that a function is good for on either side: powers of what is positive, quotients by what is not near 0. */
const ranges: Readonly<Record<BinaryFunction, readonly (readonly [low: number, high: number])[]>> = {
  add: [
    [-1, 1],
    [-1, 1],
  ],
  subtract: [
    [-1, 1],
    [-1, 1],
  ],
  multiply: [
    [-1, 1],
    [-1, 1],
  ],
  divide: [
    [-1, 1],
    [0.3, 2],
  ],
  power: [
    [0.1, 3],
    [-3, 3],
  ],
  minimum: [
    [-1, 1],
    [-1, 1],
  ],
  maximum: [
    [-1, 1],
    [-1, 1],
  ],
}

function operands(sketch: Sketch, fn: BinaryFunction, shapes: readonly Shape[]): readonly [a: Value, b: Value] {
  const [a, b] = shapes.map((shape, i) => {
    const [low, high] = ranges[fn][i]!
    // Half of them in quarters, so that some of a are some of b.
    const numbers = sketch.numbers(sketch.batch * sizeOf(shape), low, high).map((x, n) => (n % 2 ? x : Math.round(4 * x) / 4))
    return given(sketch, 'ab'[i]!, shape, fn === 'divide' && i === 1 ? numbers.map((x) => x || 0.5) : numbers)
  })
  return [a!, b!]
}

/** As it is, and as an inner value with a copy behind it. */
function twice(sketch: Sketch, shape: Shape, tolerance: Tolerance, inPlace: boolean, write: (y: Value) => void): void {
  const y = inPlace ? sketch.between('y', shape) : sketch.result('y', shape, tolerance)
  write(y)
  if (inPlace) sketch.call('concat', {}, [y], [sketch.result('copy', shape, tolerance)])
}

const eachPair = (
  fn: BinaryFunction,
  note: string,
  write: (sketch: Sketch, pair: (typeof pairs)[number], inPlace: boolean) => void,
): Case[] =>
  pairs.flatMap((pair) =>
    all.flatMap((batch) =>
      [false, true].map((inPlace) => ({
        name: `${fn}${note}, ${pair[0].join('×')} and ${pair[1].join('×')}${inPlace ? ', in place' : ''}`,
        batch,
        write: (sketch: Sketch) => write(sketch, pair, inPlace),
      })),
    ),
  )

/** Powers are exact to a rounding, but their gradients have a logarithm. */
const tolerances: Readonly<Record<BinaryFunction, Tolerance>> = {
  ...(Object.fromEntries(binaryFunctions.map((fn) => [fn, { relative: 1.2e-7, floor: 1e-6 }])) as Record<
    BinaryFunction,
    Tolerance
  >),
  add: oneRounding,
  subtract: oneRounding,
}

// biome-ignore format: pairs of numbers
const strange = [0, -0, 1, -1, 0.5, -0.5, 2, -2, 3, -3, 2.5, 1e-30, -1e30, 3e38, Infinity, -Infinity, Number.NaN]

/** Every strange number with every other. */
const strangePairs = (sketch: Sketch) => {
  const of = (i: number) => Math.floor(i / strange.length) % strange.length
  const length = sketch.batch * strange.length ** 2
  const a = Float32Array.from({ length }, (_, i) => strange[of(i)]!)
  const b = Float32Array.from({ length }, (_, i) => strange[i % strange.length]!)
  const shape = [strange.length ** 2]
  return { a: given(sketch, 'a', shape, a), b: given(sketch, 'b', shape, b), shape }
}

const atTheEdges = (fn: BinaryFunction, note: string, write: (sketch: Sketch) => void): Case[] =>
  [1, 8].map((batch) => ({ name: `${fn}${note}, strange numbers`, batch, write }))

export const binary: Case[] = binaryFunctions.flatMap((fn) => [
  ...eachPair(fn, '', (sketch, [a, b, y], inPlace) => {
    const both = operands(sketch, fn, [a, b])
    twice(sketch, y, tolerances[fn], inPlace, (value) => sketch.call('binary', { fn }, both, [value]))
  }),
  ...atTheEdges(fn, '', (sketch) => {
    const { a, b, shape } = strangePairs(sketch)
    sketch.call('binary', { fn }, [a, b], [sketch.result('y', shape, { relative: 2e-7, floor: 1e-37, size: 1 })])
  }),
  ...all.map((batch) => ({
    name: `${fn} with itself`,
    batch,
    write: (sketch: Sketch) => {
      const a = given(sketch, 'a', [3, 5, 7], sketch.numbers(batch * 105, 0.1, 2))
      sketch.call('binary', { fn }, [a, a], [sketch.result('y', [3, 5, 7], tolerances[fn])])
    },
  })),
])

export const binaryGrad: Case[] = binaryFunctions.flatMap((fn) =>
  (['a', 'b'] as const).flatMap((of) => [
    ...eachPair(fn, `, of ${of}`, (sketch, [a, b, y], inPlace) => {
      const [left, right] = operands(sketch, fn, [a, b])
      const dy = given(sketch, 'dy', y)
      twice(sketch, y, { ...ofElements, relative: 1e-6 }, inPlace, (dx) =>
        sketch.call('binaryGrad', { fn, of }, [left, right, dy], [dx]),
      )
    }),
    // Not what overflows on the way: the slopes of a quotient and of a power have several factors.
    ...(fn === 'divide' || fn === 'power'
      ? []
      : atTheEdges(fn, `, of ${of}`, (sketch) => {
          const { a, b, shape } = strangePairs(sketch)
          const dx = sketch.result('dx', shape, { relative: 2e-7, floor: 1e-37, size: 1 })
          sketch.call('binaryGrad', { fn, of }, [a, b, given(sketch, 'dy', shape)], [dx])
        })),
  ]),
)

/** Of a power at 0 and below, where logarithms and quotients are infinite or none. */
for (const of of ['a', 'b'] as const)
  for (const batch of [1, 8])
    binaryGrad.push({
      name: `power at 0 and below, of ${of}`,
      batch,
      write(sketch) {
        const bases = [0, -0, -2, -0.5, 1, -1]
        const exponents = [0, 1, 2, 3, -1, -2, 0.5, -0.5]
        const length = bases.length * exponents.length
        const each = (list: readonly number[], over: number) =>
          Float32Array.from({ length: batch * length }, (_, i) => list[Math.floor(i / over) % list.length]!)
        const a = given(sketch, 'a', [length], each(bases, exponents.length))
        const b = given(sketch, 'b', [length], each(exponents, 1))
        const dy = given(sketch, 'dy', [length], sketch.numbers(batch * length, 0.5, 1))
        sketch.call('binaryGrad', { fn: 'power', of }, [a, b, dy], [sketch.result('dx', [length], ofElements)])
      },
    })

/** Shapes, and those without the reduced dimensions. */
const reduced: readonly (readonly [x: Shape, y: Shape])[] = [
  [[131], [1]],
  [[10], [10]],
  [
    [3, 5, 7],
    [1, 1, 1],
  ],
  [
    [3, 5, 7],
    [3, 1, 1],
  ],
  [
    [3, 5, 7],
    [1, 5, 7],
  ],
  [
    [3, 5, 7],
    [3, 1, 7],
  ],
  [
    [3, 5, 7],
    [3, 5, 1],
  ],
  [
    [6, 5, 9],
    [1, 5, 1],
  ],
  [
    [3, 40, 37],
    [3, 1, 1],
  ],
  // More columns than an item has, and more numbers than a part of a sum.
  [
    [5, 20, 19],
    [1, 20, 19],
  ],
  [
    [300, 2, 3],
    [1, 2, 3],
  ],
  [
    [2, 3, 1030],
    [2, 3, 1],
  ],
  [
    [3, 2, 4, 5],
    [1, 2, 1, 5],
  ],
  [
    [3, 2, 4, 5],
    [3, 1, 4, 1],
  ],
]

const eachReduced = (note: string, write: (sketch: Sketch, x: Shape, y: Shape) => void, batches = all): Case[] =>
  reduced.flatMap(([x, y]) =>
    batches.map((batch) => ({
      name: `${note}${x.join('×')} and ${y.join('×')}`,
      batch,
      write: (sketch: Sketch) => write(sketch, x, y),
    })),
  )

export const reduce: Case[] = reductions.flatMap((fn) => [
  ...eachReduced(`${fn}, `, (sketch, x, y) => {
    const tolerance = fn === 'sum' || fn === 'mean' ? ofSums : exactly
    sketch.call('reduce', { fn }, [given(sketch, 'x', x)], [sketch.result('y', y, tolerance)])
  }),
  ...[1, 8].map((batch) => ({
    name: `${fn}, a NaN and infinities`,
    batch,
    write: (sketch: Sketch) => {
      const numbers = sketch.numbers(batch * 60)
      for (const [i, strange] of [Number.NaN, Infinity, -Infinity].entries()) numbers[i * 17] = strange
      sketch.call('reduce', { fn }, [given(sketch, 'x', [4, 15], numbers)], [sketch.result('y', [4, 1], ofSums)])
    },
  })),
])

export const extremumGrad: Case[] = (['max', 'min'] as const).flatMap((fn) =>
  [false, true].flatMap((inPlace) =>
    eachReduced(`${fn}${inPlace ? ', in place' : ''}, `, (sketch, shape, left) => {
      // Whole numbers, so that several places hold the largest.
      const x = given(sketch, 'x', shape, Float32Array.from(sketch.whole(sketch.batch * sizeOf(shape), 4)))
      const y = sketch.between('y', left)
      sketch.call('reduce', { fn }, [x], [y])
      const dy = given(sketch, 'dy', left)
      twice(sketch, shape, oneRounding, inPlace, (dx) => sketch.call('extremumGrad', {}, [x, y, dy], [dx]))
    }),
  ),
)

export const expand: Case[] = [1, 7].flatMap((divisor) => [
  ...eachReduced(`by ${divisor}, `, (sketch, y, x) =>
    sketch.call('expand', { divisor }, [given(sketch, 'x', x)], [sketch.result('y', y, oneRounding)]),
  ),
  ...eachReduced(`for every image, by ${divisor}, `, (sketch, y, x) => {
    for (const [i, shape] of [x, y].entries())
      sketch.call('expand', { divisor }, [sketch.parameter(`x${i}`, shape)], [sketch.result(`y${i}`, y, oneRounding)])
  }),
])
