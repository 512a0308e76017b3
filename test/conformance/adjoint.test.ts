/**
 * The adjoint identity ⟨f(x), u⟩ = ⟨x, fᵀ(u)⟩ of every linear op, on every backend: it ties an op to its gradient without
 * looking at the definition, on shapes larger than the cases that are compared with it. Long because it has one for every linear
 * op.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { NumberArray } from '../../src/backends/backend.ts'
import { type Shape, sizeOf } from '../../src/values/shape.ts'
import type { Value } from '../../src/values/value.ts'
import { wantedIn } from '../wanted.ts'
import { runOn } from './run.ts'
import { ofSums, Sketch } from './sketch.ts'
import { openSubjects, type Subjects } from './subjects.ts'

let subjects: Subjects
before(async () => {
  subjects = await openSubjects([1, 2])
})
after(() => subjects.dispose())

/** Values whose products must have one sum: ⟨left, right⟩ of every pair. */
type Pairs = readonly (readonly [left: Value | NumberArray, right: Value | NumberArray])[]

const wanted = wantedIn(import.meta.url)

/** `name` begins with the op's own, and says the others that it is about. */
function identity(name: string, batches: readonly number[], write: (sketch: Sketch) => Pairs): void {
  if (!wanted(name)) return
  for (const batch of batches)
    test(`${name}, batch ${batch}`, async (t) => {
      for (const reason of subjects.missing) t.diagnostic(reason)
      const sketch = new Sketch(batch, 1)
      const pairs = write(sketch)
      const written = sketch.written(name)
      for (const { name, backend } of subjects.list) {
        const results = await runOn(backend, written)
        const of = (one: Value | NumberArray) => ('role' in one ? results.get(one)! : one)
        const sums = pairs.map(([left, right]) => dot(of(left), of(right)))
        for (const { sum, size } of sums)
          assert.ok(
            Math.abs(sum - sums[0]!.sum) <= 2e-6 * Math.max(size, sums[0]!.size),
            `${name}: ${sums.map(({ sum }) => sum).join(' and ')}`,
          )
      }
    })
}

/** The sum of products, and how large its parts are together: the norms' product. */
function dot(a: NumberArray, b: NumberArray): { sum: number; size: number } {
  assert.equal(a.length, b.length)
  let [sum, aa, bb] = [0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    sum += a[i]! * b[i]!
    aa += a[i]! * a[i]!
    bb += b[i]! * b[i]!
  }
  return { sum, size: Math.sqrt(aa * bb) }
}

const batches = [1, 3, 8, 16]
const image = (sketch: Sketch, name: string, shape: Shape) => {
  const data = sketch.numbers(sketch.batch * sizeOf(shape))
  return { value: sketch.image(name, shape, data), data }
}

const window = { kernelSize: [3, 5], stride: [2, 1], dilation: [1, 2], padding: [1, 3, 2, 4] } as const
const square = { kernelSize: [3, 3], stride: [1, 1], dilation: [1, 1], padding: [1, 1, 1, 1] } as const
const convolutions = [
  { ...window, groups: 1, input: [5, 21, 26], filters: 13, output: [13, 11, 25] },
  { ...window, groups: 5, input: [5, 21, 26], filters: 10, output: [10, 11, 25] },
  { ...square, groups: 1, input: [40, 13, 15], filters: 24, output: [24, 13, 15] },
  { ...square, kernelSize: [1, 1], padding: [0, 0, 0, 0], groups: 1, input: [70, 9, 11], filters: 31, output: [31, 9, 11] },
] as const

for (const { input, filters, output, groups, ...window } of convolutions)
  identity(
    `conv2d ${input.join('×')} → ${filters}, kernel ${window.kernelSize.join('×')}, groups ${groups}`,
    [3, 8],
    (sketch) => {
      const x = image(sketch, 'x', input)
      const u = image(sketch, 'u', output)
      const shape = [filters, input[0] / groups, ...window.kernelSize]
      const numbers = sketch.numbers(sizeOf(shape))
      const weight = sketch.parameter('weight', shape, numbers)
      const [y, dx] = [sketch.result('y', output), sketch.result('dx', input)]
      const dweight = sketch.range('dweight', 'gradient', new Float32Array(numbers.length), ofSums)
      sketch.call('conv2d', { ...window, groups, paddingValue: 0, activation: null }, [x.value, weight], [y])
      sketch.call('conv2dGradInput', { ...window, groups }, [u.value, weight], [dx])
      sketch.call('conv2dGradWeight', { ...window, groups, paddingValue: 0 }, [x.value, u.value], [dweight])
      return [
        [y, u.data],
        [x.data, dx],
        [numbers, dweight],
      ]
    },
  )

for (const [features, units] of [
  [400, 120],
  [37, 1013],
  [1, 5],
] as const)
  identity(`dense ${features} → ${units}`, batches, (sketch) => {
    const x = image(sketch, 'x', [features])
    const u = image(sketch, 'u', [units])
    const numbers = sketch.numbers(features * units)
    const weight = sketch.parameter('weight', [units, features], numbers)
    const [y, dx] = [sketch.result('y', [units]), sketch.result('dx', [features])]
    const dweight = sketch.range('dweight', 'gradient', new Float32Array(numbers.length), ofSums)
    sketch.call('dense', { activation: null }, [x.value, weight], [y])
    sketch.call('denseGradInput', {}, [u.value, weight], [dx])
    sketch.call('denseGradWeight', {}, [x.value, u.value], [dweight])
    return [
      [y, u.data],
      [x.data, dx],
      [numbers, dweight],
    ]
  })

const pooling = { kernelSize: [3, 2], stride: [2, 1], dilation: [1, 1], padding: [1, 1, 1, 0] } as const
const pooled = { input: [6, 23, 31], output: [6, 12, 31] } as const

for (const countPadding of [true, false])
  identity(`avgPool2d, countPadding ${countPadding}`, batches, (sketch) => {
    const [x, u] = [image(sketch, 'x', pooled.input), image(sketch, 'u', pooled.output)]
    const [y, dx] = [sketch.result('y', pooled.output), sketch.result('dx', pooled.input)]
    sketch.call('avgPool2d', { ...pooling, countPadding }, [x.value], [y])
    sketch.call('avgPool2dGrad', { ...pooling, countPadding }, [u.value], [dx])
    return [
      [y, u.data],
      [x.data, dx],
    ]
  })

for (const [input, output] of [
  [pooled.input, [6, 7, 12]],
  [
    [6, 7, 12],
    [6, 23, 31],
  ],
] as const)
  identity(`adaptiveAvgPool2d ${input.join('×')} → ${output.join('×')}`, batches, (sketch) => {
    const [x, u] = [image(sketch, 'x', input), image(sketch, 'u', output)]
    const [y, dx] = [sketch.result('y', output), sketch.result('dx', input)]
    sketch.call('adaptiveAvgPool2d', {}, [x.value], [y])
    sketch.call('adaptiveAvgPool2dGrad', {}, [u.value], [dx])
    return [
      [y, u.data],
      [x.data, dx],
    ]
  })

for (const mode of ['constant', 'reflect', 'edge'] as const)
  identity(`pad2d, ${mode}`, batches, (sketch) => {
    const border = { padding: [3, 21, 19, 2], mode } as const
    const [x, u] = [image(sketch, 'x', [6, 20, 31]), image(sketch, 'u', [6, 42, 54])]
    const [y, dx] = [sketch.result('y', [6, 42, 54]), sketch.result('dx', [6, 20, 31])]
    sketch.call('pad2d', { ...border, value: 0 }, [x.value], [y])
    sketch.call('pad2dGrad', border, [u.value], [dx])
    return [
      [y, u.data],
      [x.data, dx],
    ]
  })

for (const mode of ['nearest', 'bilinear', 'cubic'] as const)
  for (const [height, width] of [
    [37, 50],
    [9, 14],
  ] as const)
    identity(`resize2d, ${mode}, to ${height}×${width}`, batches, (sketch) => {
      const usual = {
        coordinates: 'half-pixel',
        nearestMode: 'round-prefer-floor',
        cubicCoefficient: -0.75,
        scale: null,
      } as const
      const [x, u] = [image(sketch, 'x', [6, 20, 31]), image(sketch, 'u', [6, height, width])]
      const [y, dx] = [sketch.result('y', [6, height, width]), sketch.result('dx', [6, 20, 31])]
      sketch.call('resize2d', { ...usual, mode }, [x.value], [y])
      sketch.call('resize2dGrad', { ...usual, mode }, [u.value], [dx])
      return [
        [y, u.data],
        [x.data, dx],
      ]
    })

// The places of the maxima once chosen, max pooling is linear.
identity('maxPool2d', batches, (sketch) => {
  const [x, u] = [image(sketch, 'x', pooled.input), image(sketch, 'u', pooled.output)]
  const [y, dx] = [sketch.result('y', pooled.output), sketch.result('dx', pooled.input)]
  const argMax = sketch.between('argMax', pooled.output, 'i32')
  sketch.call('maxPool2d', pooling, [x.value], [y, argMax])
  sketch.call('maxPool2dGrad', pooling, [u.value, argMax], [dx])
  return [
    [y, u.data],
    [x.data, dx],
  ]
})

identity('dropout', batches, (sketch) => {
  const [x, u] = [image(sketch, 'x', [5, 9, 11]), image(sketch, 'u', [5, 9, 11])]
  const [y, dx] = [sketch.result('y', [5, 9, 11]), sketch.result('dx', [5, 9, 11])]
  const counters = sketch.counters(9, 4)
  for (const [from, to] of [
    [x.value, y],
    [u.value, dx],
  ] as const)
    sketch.call('dropout', { rate: 0.4, stream: 3 }, [from, counters], [to])
  return [
    [y, u.data],
    [x.data, dx],
  ]
})

// The adjoint of joining is taking apart: ⟨[a, b], u⟩ = ⟨a, u₁⟩ + ⟨b, u₂⟩, here as one product with both halves side by side.
identity('concat and slice', batches, (sketch) => {
  const u = image(sketch, 'u', [7, 5, 6])
  const [a, b] = [image(sketch, 'a', [3, 5, 6]), image(sketch, 'b', [4, 5, 6])]
  const [y, ua, ub, again] = [
    sketch.result('y', [7, 5, 6]),
    sketch.between('ua', [3, 5, 6]),
    sketch.between('ub', [4, 5, 6]),
    sketch.result('again', [7, 5, 6]),
  ]
  sketch.call('concat', {}, [a.value, b.value], [y])
  sketch.call('slice', { starts: [0], steps: [1] }, [u.value], [ua])
  sketch.call('slice', { starts: [3], steps: [1] }, [u.value], [ub])
  sketch.call('concat', {}, [ua, ub], [again])
  return [
    [y, u.data],
    [y, again],
  ]
})

const parts = { starts: [1, 33, 2], steps: [2, -3, 1] }
identity('slice and sliceGrad', batches, (sketch) => {
  const [x, u] = [image(sketch, 'x', [7, 40, 9]), image(sketch, 'u', [3, 12, 6])]
  const [y, dx] = [sketch.result('y', [3, 12, 6]), sketch.result('dx', [7, 40, 9])]
  sketch.call('slice', parts, [x.value], [y])
  sketch.call('sliceGrad', parts, [u.value], [dx])
  return [
    [y, u.data],
    [x.data, dx],
  ]
})

identity('transpose and the inverse permutation', batches, (sketch) => {
  const [x, u] = [image(sketch, 'x', [5, 21, 18]), image(sketch, 'u', [18, 5, 21])]
  const [y, dx] = [sketch.result('y', [18, 5, 21]), sketch.result('dx', [5, 21, 18])]
  sketch.call('transpose', { axes: [2, 0, 1] }, [x.value], [y])
  sketch.call('transpose', { axes: [1, 2, 0] }, [u.value], [dx])
  return [
    [y, u.data],
    [x.data, dx],
  ]
})

identity('gather and gatherGrad', batches, (sketch) => {
  const indices = Array.from({ length: 60 }, (_, i) => (i * i) % 11)
  const [x, u] = [image(sketch, 'x', [3, 13, 25]), image(sketch, 'u', [3, 60, 25])]
  const [y, dx] = [sketch.result('y', [3, 60, 25]), sketch.result('dx', [3, 13, 25])]
  sketch.call('gather', { axis: 1, indices }, [x.value], [y])
  sketch.call('gatherGrad', { axis: 1, indices }, [u.value], [dx])
  return [
    [y, u.data],
    [x.data, dx],
  ]
})

// Linear in each of its two: ⟨ab, u⟩ = ⟨a, ubᵀ⟩ = ⟨b, aᵀu⟩, and of a broadcast the sum of these.
for (const leading of [4, 1])
  identity(`matMul of 4 matrices with ${leading}`, batches, (sketch) => {
    const [ofA, ofB, ofY] = [
      [4, 37, 50],
      [leading, 50, 29],
      [4, 37, 29],
    ] as const
    const [a, b, u] = [image(sketch, 'a', ofA), image(sketch, 'b', ofB), image(sketch, 'u', ofY)]
    const [y, da, db] = [sketch.result('y', ofY), sketch.result('da', ofA), sketch.result('db', ofB)]
    sketch.call('matMul', { transposeA: false, transposeB: false }, [a.value, b.value], [y])
    sketch.call('matMul', { transposeA: false, transposeB: true }, [u.value, b.value], [da])
    sketch.call('matMul', { transposeA: true, transposeB: false }, [a.value, u.value], [db])
    return [
      [y, u.data],
      [a.data, da],
      [b.data, db],
    ]
  })

// A product is linear in each of its two: ⟨a·b, u⟩ = ⟨a, u·b⟩ = ⟨b, Σ u·a⟩.
for (const [name, gate] of [
  ['multiply', [6, 19, 23]],
  ['multiply and channelDots', [6, 1, 1]],
] as const)
  identity(name, batches, (sketch) => {
    const shape = [6, 19, 23]
    const [a, b, u] = [image(sketch, 'a', shape), image(sketch, 'b', gate), image(sketch, 'u', shape)]
    const [y, da, db] = [sketch.result('y', shape), sketch.result('da', shape), sketch.result('db', gate)]
    sketch.call('multiply', {}, [a.value, b.value], [y])
    sketch.call('multiply', {}, [u.value, b.value], [da])
    sketch.call(name === 'multiply' ? 'multiply' : 'channelDots', {}, [u.value, a.value], [db])
    return [
      [y, u.data],
      [a.data, da],
      [b.data, db],
    ]
  })

// What is added to nothing: ⟨0 + bias, u⟩ = ⟨bias, Σ u⟩.
identity('addBias and biasGrad', batches, (sketch) => {
  const shape = [13, 17, 9]
  const nothing = sketch.image('nothing', shape, new Float32Array(sketch.batch * sizeOf(shape)))
  const u = image(sketch, 'u', shape)
  const numbers = sketch.numbers(13)
  const bias = sketch.parameter('bias', [13], numbers)
  const y = sketch.result('y', shape)
  const dbias = sketch.range('dbias', 'gradient', new Float32Array(13), ofSums)
  sketch.call('addBias', { activation: null }, [nothing, bias], [y])
  sketch.call('biasGrad', {}, [u.value], [dbias])
  return [
    [y, u.data],
    [numbers, dbias],
  ]
})

const groups = [
  [[12, 19, 23], 3],
  [[7, 31, 33], 1],
  [[9000], 2],
] as const

/** An image with the moments of its groups. */
function moments(sketch: Sketch, shape: Shape, count: number): readonly [x: Value, mean: Value, inverseStd: Value] {
  const x = image(sketch, 'x', shape).value
  const [mean, inverseStd] = [sketch.between('mean', [count]), sketch.between('inverseStd', [count])]
  sketch.call('groupMoments', { epsilon: 1e-5 }, [x], [mean, inverseStd])
  return [x, mean, inverseStd]
}

// Linear in the weights: ⟨x̂ · weight, u⟩ = ⟨weight, Σ x̂ · u⟩.
for (const [shape, count] of groups)
  identity(`standardize and standardizeGradWeight ${shape.join('×')}, ${count} groups`, batches, (sketch) => {
    const given = moments(sketch, shape, count)
    const u = image(sketch, 'u', shape)
    const numbers = sketch.numbers(shape[0])
    const y = sketch.result('y', shape)
    const dweight = sketch.range('dweight', 'gradient', new Float32Array(shape[0]), ofSums)
    sketch.call('standardize', { activation: null }, [...given, sketch.parameter('weight', [shape[0]], numbers)], [y])
    sketch.call('standardizeGradWeight', {}, [...given, u.value], [dweight])
    return [
      [y, u.data],
      [numbers, dweight],
    ]
  })

// The derivative of x̂ is symmetric: without weights, the way back is its own adjoint.
for (const [shape, count] of groups)
  identity(`groupNormGradInput ${shape.join('×')}, ${count} groups`, batches, (sketch) => {
    const given = moments(sketch, shape, count)
    const [u, v] = [image(sketch, 'u', shape), image(sketch, 'v', shape)]
    const [du, dv] = [sketch.result('du', shape), sketch.result('dv', shape)]
    sketch.call('groupNormGradInput', {}, [...given, u.value], [du])
    sketch.call('groupNormGradInput', {}, [...given, v.value], [dv])
    return [
      [du, v.data],
      [u.data, dv],
    ]
  })

// The signs of x once given, the rectifier is linear.
for (const slopes of [6, 1])
  identity(`prelu and preluGradInput, slopes: ${slopes}`, batches, (sketch) => {
    const shape = [6, 19, 23]
    const [x, u] = [image(sketch, 'x', shape), image(sketch, 'u', shape)]
    const [y, dx] = [sketch.result('y', shape), sketch.result('dx', shape)]
    const weight = sketch.parameter('weight', [slopes])
    sketch.call('prelu', {}, [x.value, weight], [y])
    sketch.call('preluGradInput', {}, [x.value, u.value, weight], [dx])
    return [
      [y, u.data],
      [x.data, dx],
    ]
  })

// What is repeated is added up on the way back: ⟨expand(x), u⟩ = ⟨x, Σ u⟩, and a mean is a sum, divided.
for (const [shape, left] of [
  [
    [6, 19, 23],
    [6, 1, 1],
  ],
  [
    [6, 19, 23],
    [1, 19, 23],
  ],
  [
    [6, 19, 23],
    [6, 1, 23],
  ],
  [
    [6, 19, 23],
    [1, 1, 1],
  ],
  [[2500], [1]],
] as const)
  for (const fn of ['sum', 'mean'] as const)
    identity(`reduce and expand ${shape.join('×')} and ${left.join('×')}, ${fn}`, batches, (sketch) => {
      const [x, u] = [image(sketch, 'x', shape), image(sketch, 'u', left)]
      const [y, dx] = [sketch.result('y', left), sketch.result('dx', shape)]
      sketch.call('reduce', { fn }, [x.value], [y])
      sketch.call('expand', { divisor: fn === 'mean' ? sizeOf(shape) / sizeOf(left) : 1 }, [u.value], [dx])
      return [
        [y, u.data],
        [x.data, dx],
      ]
    })

// Of one value for all images the sum is over them: ⟨expand(x), u⟩ = ⟨x, Σ_n u⟩.
identity('expand and biasGrad', batches, (sketch) => {
  const u = image(sketch, 'u', [700])
  const numbers = sketch.numbers(700)
  const y = sketch.result('y', [700])
  const dx = sketch.range('dx', 'gradient', new Float32Array(700), ofSums)
  sketch.call('expand', { divisor: 1 }, [sketch.parameter('x', [700], numbers)], [y])
  sketch.call('biasGrad', {}, [u.value], [dx])
  return [
    [y, u.data],
    [numbers, dx],
  ]
})

// A sum, a difference and a product are linear in either of their two.
for (const fn of ['add', 'subtract', 'multiply', 'divide'] as const)
  identity(`binary and binaryGrad, ${fn}`, batches, (sketch) => {
    const shape = [6, 19, 23]
    const [a, u] = [image(sketch, 'a', [6, 19, 1]), image(sketch, 'u', shape)]
    const numbers = sketch.numbers(sketch.batch * 23, 0.5, 2)
    const b = sketch.image('b', [1, 1, 23], fn === 'add' || fn === 'subtract' ? numbers.map(() => 0) : numbers)
    const [y, each, da] = [sketch.result('y', shape), sketch.between('each', shape), sketch.result('da', [6, 19, 1])]
    sketch.call('binary', { fn }, [a.value, b], [y])
    sketch.call('binaryGrad', { fn, of: 'a' }, [a.value, b, u.value], [each])
    sketch.call('reduce', { fn: 'sum' }, [each], [da])
    return [
      [y, u.data],
      [a.data, da],
    ]
  })
