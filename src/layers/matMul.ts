/** The product of two branches' matrices: what attention is made of. */
import type { ShapeError } from '../errors/errors.ts'
import { booleanOption } from '../errors/options.ts'
import { type Sentence, say } from '../errors/say.ts'
import type { MatMulAttributes } from '../ops/matMul/op.ts'
import { type Shape, sizeOf } from '../values/shape.ts'
import { unequalInputs } from './checks.ts'
import type { Layer, LayerBehaviour } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** What `matMul` can be told. */
export interface MatMulOptions extends NameOption {
  /** The first input lies as […, K, M]. Default false. */
  readonly transposeA?: boolean | undefined
  /** The second input lies as […, P, K]. Default false. */
  readonly transposeB?: boolean | undefined
}

/** The product of matrices as a plain value: what `matMul` gives, with every default filled in. */
export interface MatMulLayer extends Layer {
  readonly kind: 'matMul'
  readonly transposeA: boolean
  readonly transposeB: boolean
}

/**
 * y[…, m, p] = Σ_k a[…, m, k] · b[…, k, p], of two inputs, for each image by itself: […, M, K] and […, K, P] → […, M, P].
 * Leading axes (heads, say) are equal, or 1 where one matrix stands for all of them; its gradient is then their sum.
 * da = dy · bᵀ, db = aᵀ · dy. No parameters: weights that are learned are a `dense` with `onLastAxis`. Cost: …·M·K·P
 * multiply-adds. As PyTorch's and ONNX's MatMul, but that the batch is no axis.
 *
 * Receptive field: the hull of all units of both inputs.
 * @throws OptionError for an option that is unknown or out of range.
 * @throws ShapeError (from the model) where the inputs are not two, or their axes do not fit.
 * Source: Vaswani et al. 2017, Attention is all you need.
 * @example
 * ```ts
 * // Self-attention of 16 places, with 2 heads of 8 numbers. The scale of the scores, 1/√8, is in the query's first weights.
 * const attention = graph('attention', [16, 4, 4], (image, apply) => {
 *   const tokens = apply(transpose({ axes: [1, 0] }), apply(reshape({ shape: [16, -1] }), image)) // [places, numbers]
 *   const heads = (name, initializer = normal(0.25)) => {
 *     const all = apply(dense({ name, units: 16, onLastAxis: true, initializer }), tokens)
 *     return apply(transpose({ axes: [1, 0, 2] }), apply(reshape({ shape: [16, 2, 8] }), all)) // [heads, places, numbers]
 *   }
 *   const scores = apply(matMul({ transposeB: true }), heads('query', normal(0.25 / Math.sqrt(8))), heads('key'))
 *   const seen = apply(matMul(), apply(softmax({ axis: -1 }), scores), heads('value'))
 *   const together = apply(reshape({ shape: [16, 16] }), apply(transpose({ axes: [1, 0, 2] }), seen))
 *   return apply(dense({ units: 16, onLastAxis: true }), together)
 * })
 * console.log(attention.outputShape, attention.parameterCount) // [ 16, 16 ] 1088
 * ```
 */
export function matMul(given: MatMulOptions = {}): MatMulLayer {
  const { owner, options, head } = named('matMul', given, ['transposeA', 'transposeB'])
  const { transposeA = false, transposeB = false } = options
  return {
    ...head,
    transposeA: booleanOption(owner, 'transposeA', transposeA),
    transposeB: booleanOption(owner, 'transposeB', transposeB),
  }
}

/** What the shapes of both inputs say. @throws ShapeError where they do not fit */
function fitted(layer: MatMulLayer, inputs: readonly [Shape, Shape, ...Shape[]]) {
  const { transposeA, transposeB } = layer
  const [a, b, ...more] = inputs
  const wrong = (code: string, message: Sentence, fix: Sentence): ShapeError => unequalInputs(code, message, inputs, fix)
  if (more.length > 0)
    throw wrong(
      'not-two',
      say('matMul takes two inputs, but got {count}.', { count: inputs.length }),
      say('multiply them two at a time: apply(matMul(), apply(matMul(), a, b), c).'),
    )
  if (a.length < 2 || a.length !== b.length)
    throw wrong(
      'not-matrices',
      say('matMul multiplies matrices […, M, K] and […, K, P] with equally many axes, at least two.'),
      say('unsqueeze() gives an input further axes of size 1; the batch is not part of the shape.'),
    )
  const [first, second] = a.slice(-2) as [number, number]
  const [third, fourth] = b.slice(-2) as [number, number]
  const [rows, depth] = transposeA ? [second, first] : [first, second]
  const [depthOfB, columns] = transposeB ? [fourth, third] : [third, fourth]
  if (depth !== depthOfB)
    throw wrong(
      'depth',
      say('matMul: the rows of the first have {a} values, the columns of the second {b}.', { a: depth, b: depthOfB }),
      depth === columns
        ? say('set transposeB: {other}.', { other: String(!transposeB) })
        : rows === depthOfB
          ? say('set transposeA: {other}.', { other: String(!transposeA) })
          : say('they must be equally long; transposeA and transposeB read an input with its last two axes exchanged.'),
    )
  const leading = a.slice(0, -2).map((size, axis) => {
    const other = b[axis]!
    if (size === other || size === 1 || other === 1) return Math.max(size, other)
    throw wrong(
      'leading',
      say('matMul: the axes before the matrices must be equal, or 1.'),
      say('give both as many matrices, or one of them a single one that stands for all.'),
    )
  })
  return { shape: [...leading, rows, columns], macs: sizeOf(leading) * rows * depth * columns }
}

export const matMulLayer: LayerBehaviour<MatMulLayer> = {
  inputs: 'many',
  create: matMul,
  title: { en: 'matrix product', ko: '행렬 곱' },

  output(layer, inputs) {
    return fitted(layer, inputs).shape
  },

  forward({ transposeA, transposeB }, { inputs: [a, b], emit, output }) {
    const y = output()
    emit('matMul', { transposeA, transposeB }, [a, b], [y])
    return y
  },

  // With y = A·B: dA = dY·Bᵀ and dB = Aᵀ·dY. Of an input that lies transposed, its gradient is made as it lies.
  backward({ transposeA, transposeB }, { inputs: [a, b], dy, emit, wants, gradient }) {
    const product = (input: 0 | 1, left: typeof a, right: typeof a, attributes: MatMulAttributes) => {
      if (!wants(input)) return undefined
      const dx = gradient(input)
      emit('matMul', attributes, [left, right], [dx])
      return dx
    }
    return [
      transposeA
        ? product(0, b, dy, { transposeA: transposeB, transposeB: true })
        : product(0, dy, b, { transposeA: false, transposeB: !transposeB }),
      transposeB
        ? product(1, dy, a, { transposeA: true, transposeB: transposeA })
        : product(1, a, dy, { transposeA: !transposeA, transposeB: false }),
    ]
  },

  macs(layer, inputs) {
    return fitted(layer, inputs).macs
  },

  window() {
    return 'all'
  },
}
