/** Cases of the optimizers' updates, over ranges of all lengths; exact to a few roundings of float32. */
import type { AdamAttributes } from '../../../src/ops/adam/op.ts'
import type { SgdAttributes } from '../../../src/ops/sgd/op.ts'
import type { Case, Sketch, Tolerance } from '../sketch.ts'

const lengths = [1, 3, 4, 7, 8, 61, 64, 1000, 5003]
/** The engine's updates know no batch; both layouts are asked all the same. */
const batches = [1, 8]
/** Sums of a few products up to 1 (of a tenth: `small`) that may cancel each other. */
const ulps: Tolerance = { relative: 3e-7, floor: 0.5, size: 1 }
const small: Tolerance = { ...ulps, size: 0.1 }
const squares: Tolerance = { ...ulps, size: 0.001 }

const sgds: Readonly<Record<string, SgdAttributes>> = {
  plain: { momentum: 0, nesterov: false, weightDecay: 0 },
  decay: { momentum: 0, nesterov: false, weightDecay: 0.01 },
  momentum: { momentum: 0.9, nesterov: false, weightDecay: 0 },
  'momentum and decay': { momentum: 0.9, nesterov: false, weightDecay: 0.0005 },
  nesterov: { momentum: 0.95, nesterov: true, weightDecay: 0.001 },
}

export const sgd: Case[] = Object.entries(sgds).flatMap(([name, attributes]) =>
  lengths.flatMap((length) =>
    batches.map((batch) => ({
      name: `${name}, ${length} parameters`,
      batch,
      write: (sketch: Sketch) => {
        const gradients = sketch.range('gradients', 'gradient', sketch.numbers(length))
        const parameters = sketch.range('parameters', 'parameter', sketch.numbers(length), ulps)
        const outputs =
          attributes.momentum === 0
            ? ([parameters] as const)
            : ([parameters, sketch.range('velocity', 'optimizer', sketch.numbers(length), ulps)] as const)
        sketch.call('sgd', attributes, [gradients, sketch.scalars({ learningRate: 0.05 })], outputs)
      },
    })),
  ),
)

/** The running average of a state, and a plain sum. */
export const axpby: Case[] = [
  { a: 0.1, b: 0.9 },
  { a: 1, b: 1 },
].flatMap(({ a, b }) =>
  lengths.flatMap((length) =>
    batches.map((batch) => ({
      name: `${b}·y + ${a}·x, ${length} numbers`,
      batch,
      write: (sketch: Sketch) => {
        const x = sketch.range('x', 'gradient', sketch.numbers(length))
        sketch.call('axpby', { a, b }, [x], [sketch.range('y', 'state', sketch.numbers(length), ulps)])
      },
    })),
  ),
)

export const scaleRate: Case[] = batches.map((batch) => ({
  name: 'a tenth',
  batch,
  write: (sketch: Sketch) => {
    const scalars = sketch.scalars({ learningRate: 0.05, count: 7, optimizer: [0.1, 0.2] })
    sketch.call('scaleRate', { factor: 0.1 }, [scalars], [sketch.number('scaled', ulps, scalars.shape)])
  },
}))

/** Longer than `most`, and shorter; lengths around the parts of which the engine adds up the squares. */
export const clipNorm: Case[] = [0.5, 1e3].flatMap((most) =>
  [...lengths, 4095, 4096, 4097, 20_011].flatMap((length) =>
    batches.map((batch) => ({
      name: `${length} gradients, at most ${most} long`,
      batch,
      write: (sketch: Sketch) =>
        sketch.call(
          'clipNorm',
          { most },
          [],
          [sketch.range('gradients', 'gradient', sketch.numbers(length), { relative: 1e-6, floor: 0 })],
        ),
    })),
  ),
)

const usual: AdamAttributes = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0, decoupled: false }
const adams: Readonly<Record<string, AdamAttributes>> = {
  adam: usual,
  'adam with decay': { ...usual, weightDecay: 0.01 },
  adamW: { ...usual, weightDecay: 0.1, decoupled: true },
  'other betas': { ...usual, beta1: 0, beta2: 0.5, epsilon: 1e-3 },
}

export const adam: Case[] = Object.entries(adams).flatMap(([name, attributes]) =>
  lengths.flatMap((length) =>
    batches.flatMap((batch) =>
      [1, 100].map((t) => ({
        name: `${name}, ${length} parameters, step ${t}`,
        batch,
        write: (sketch: Sketch) => {
          // Among the gradients some zeros, as of a unit that is never active.
          const gradients = sketch.range(
            'gradients',
            'gradient',
            sketch.numbers(length).map((g, i) => (i % 7 === 3 ? 0 : g)),
          )
          const parameters = sketch.range('parameters', 'parameter', sketch.numbers(length), ulps)
          const first = t === 1
          const m = sketch.range('m', 'optimizer', first ? new Float32Array(length) : sketch.numbers(length, -0.1, 0.1), small)
          const v = sketch.range('v', 'optimizer', first ? new Float32Array(length) : sketch.numbers(length, 0.001, 0.1), squares)
          const { beta1, beta2 } = attributes
          const scalars = sketch.scalars({ learningRate: 0.01, optimizer: [1 - beta1 ** t, 1 - beta2 ** t] })
          sketch.call('adam', attributes, [gradients, scalars], [parameters, m, v])
        },
      })),
    ),
  ),
)
