/**
 * The fully connected layer as it is taught: one product of matrices, and two on the way back. It keeps everything on the
 * way, like Conv2D, and is a definition to look into, not the layer `dense` of a model. An image is flattened first.
 */

import { OptionError, ShapeError } from '../errors/errors.ts'
import { choiceOption, knownOptions, wholeOption } from '../errors/options.ts'
import { asIs, say } from '../errors/say.ts'
import { initialize } from '../initializers/initialize.ts'
import { normal } from '../initializers/initializer.ts'
import type { Tensor } from '../ops/reference.ts'
import { type Shape, showShape, sizeOf } from '../values/shape.ts'
import { gradientInput, newData, type Precision, type TensorInput, tensorInput, tensorOf } from './tensorOf.ts'
import { kept } from './windowPlace.ts'

/** What `Dense` can be told: either `weight`, or `units` and `inputs`, of which it draws weights. */
export interface DenseDefinitionOptions {
  /** [units, inputs]: a row is a unit, as in PyTorch (the lecture's formula x·W has it the other way round). */
  readonly weight?: TensorInput | undefined
  /** [units]. Default zeros. */
  readonly bias?: TensorInput | undefined
  readonly units?: number | undefined
  readonly inputs?: number | undefined
  /** Of the drawn weights. Default 0. */
  readonly seed?: number | undefined
  /** Default 'float64'. */
  readonly precision?: Precision | undefined
}

const drawing = ['units', 'inputs', 'seed'] as const

/**
 * y[n, u] = Σ_i x[n, i] · w[u, i] + b[u]. x [N, inputs], or [N, …] with as many numbers per row; weight [units, inputs] as in
 * PyTorch, bias [units], output [N, units]. Weights that are not given are drawn from N(0, 0.01²), biases are 0. Cost:
 * N·units·inputs multiply-adds forward, twice that backward.
 */
export class Dense {
  readonly kind = 'dense'
  readonly weight: Tensor
  readonly bias: Tensor
  readonly precision: Precision
  #forward: { x: Tensor; shape: Shape; W: Tensor; output: Tensor } | undefined
  #backward: { dy: Tensor; dW: Tensor; db: Tensor; dx: Tensor } | undefined

  /** @throws OptionError for an option that is missing, unknown or out of range. @throws ShapeError where bias does not fit. */
  constructor(given: DenseDefinitionOptions) {
    const options = knownOptions('Dense', given, ['weight', 'bias', ...drawing, 'precision'])
    this.precision = choiceOption('Dense', 'precision', options.precision ?? 'float64', ['float64', 'float32'])
    this.weight = weightOf(options, this.precision)
    const units = this.weight.shape[0]!
    this.bias =
      options.bias === undefined
        ? { shape: [units], data: newData(this.precision, units) }
        : tensorInput('Dense', 'bias', options.bias, 'units', this.precision)
    if (this.bias.shape[0] !== units)
      throw new ShapeError({
        code: 'unequal',
        message: say('Dense needs one bias per unit.'),
        numbers: [asIs(`weight ${showShape(this.weight.shape)} = units×inputs, bias ${showShape(this.bias.shape)}`)],
        details: { weight: this.weight.shape, bias: this.bias.shape },
      })
  }

  /** [N, inputs] or [N, …] → [N, units]. @throws ShapeError where x has another number of inputs. */
  forward(given: TensorInput): Tensor {
    const { shape, data } = (Array.isArray(given) ? tensorOf(given) : (given ?? {})) as Tensor
    const [units, inputs] = this.weight.shape as [number, number]
    const flat = Array.isArray(shape) && shape.length > 2 ? [shape[0]!, sizeOf(shape.slice(1))] : shape
    const x = tensorInput('Dense', 'x', { shape: flat, data }, 'N, inputs', this.precision)
    if (x.shape[1] !== inputs)
      throw new ShapeError({
        code: 'unequal',
        message: say('Dense: the weights are for a different number of inputs.'),
        numbers: [
          say('x {x} has rows of {inputs}, weight {weight} = units×inputs', {
            x: showShape(shape),
            inputs: x.shape[1]!,
            weight: showShape(this.weight.shape),
          }),
        ],
        fix: say('use weight of shape [{units}, {inputs}].', { units, inputs: x.shape[1]! }),
        details: { x: shape, weight: this.weight.shape },
      })
    const N = x.shape[0]!
    const W = { shape: this.weight.shape, data: this.weight.data.slice() }
    const output = { shape: [N, units], data: newData(this.precision, N * units) }
    for (let n = 0; n < N; n++)
      for (let u = 0; u < units; u++) {
        let sum = 0
        for (let i = 0; i < inputs; i++) sum += x.data[n * inputs + i]! * W.data[u * inputs + i]!
        output.data[n * units + u] = sum + this.bias.data[u]!
      }
    this.#forward = { x, shape, W, output }
    this.#backward = undefined
    return output
  }

  /**
   * dy [N, units] → dx, of the shape that x was given in. Leaves dW = dyᵀ·x, db = Σ dy and dx = dy·W of this one call.
   * @throws RunError before `forward`. @throws ShapeError where dy is not of the output's shape.
   */
  backward(given: TensorInput): Tensor {
    const { x, shape, W, output } = kept('Dense', 'output', this.#forward, 'forward')
    const dy = gradientInput('Dense', given, output, 'N, units', this.precision)
    const [N, units] = output.shape as [number, number]
    const inputs = x.shape[1]!
    const sums = { dW: new Float64Array(units * inputs), db: new Float64Array(units), dx: new Float64Array(N * inputs) }
    for (let n = 0; n < N; n++)
      for (let u = 0; u < units; u++) {
        const gradient = dy.data[n * units + u]!
        sums.db[u]! += gradient
        for (let i = 0; i < inputs; i++) {
          sums.dW[u * inputs + i]! += gradient * x.data[n * inputs + i]!
          sums.dx[n * inputs + i]! += gradient * W.data[u * inputs + i]!
        }
      }
    const stored = (of: Shape, data: Float64Array) => ({
      shape: of,
      data: this.precision === 'float32' ? Float32Array.from(data) : data,
    })
    const dx = stored(shape, sums.dx)
    this.#backward = { dy, dW: stored(W.shape, sums.dW), db: stored([units], sums.db), dx }
    return dx
  }

  /** [N, inputs], flattened. All that follows is kept of the last call; @throws RunError before it. */
  get x(): Tensor {
    return kept('Dense', 'x', this.#forward, 'forward').x
  }
  /** [N, units] */
  get output(): Tensor {
    return kept('Dense', 'output', this.#forward, 'forward').output
  }
  /** [N, units]: what `backward` was given. */
  get dy(): Tensor {
    return kept('Dense', 'dy', this.#backward, 'backward').dy
  }
  /** [units, inputs], the gradient of `weight`. */
  get dW(): Tensor {
    return kept('Dense', 'dW', this.#backward, 'backward').dW
  }
  /** [units], the gradient of `bias`. */
  get db(): Tensor {
    return kept('Dense', 'db', this.#backward, 'backward').db
  }
  /** The gradient of x, of the shape that x was given in. */
  get dx(): Tensor {
    return kept('Dense', 'dx', this.#backward, 'backward').dx
  }
}

function weightOf(options: DenseDefinitionOptions, precision: Precision): Tensor {
  const said = drawing.filter((name) => options[name] !== undefined)
  if (options.weight !== undefined && said.length > 0)
    throw new OptionError({
      code: 'said-twice',
      message: say('{owner} takes either weight or the options to draw one ({options}), not both.', {
        owner: 'Dense',
        options: said.join(', '),
      }),
      fix: say('leave out weight, or leave out {options}.', { options: said.join(', ') }),
      details: { twice: said },
    })
  if (options.weight !== undefined) return tensorInput('Dense', 'weight', options.weight, 'units, inputs', precision)
  if (said.length === 0)
    throw new OptionError({
      code: 'no-weight',
      message: say('{owner} needs a weight, or the options to draw one.', { owner: 'Dense' }),
      fix: say('give weight: [units, inputs], or units and inputs.'),
    })
  const shape = [wholeOption('Dense', 'units', options.units), wholeOption('Dense', 'inputs', options.inputs)] as const
  const seed = wholeOption('Dense', 'seed', options.seed ?? 0, { min: 0, max: 2 ** 32 - 1 })
  const data = initialize(normal(0.01), { shape, fanIn: shape[1], fanOut: shape[0] }, { seed, index: 0 })
  return tensorInput('Dense', 'weight', { shape, data }, 'units, inputs', precision)
}
