/**
 * What a layer is. The layer itself is a plain, serialisable value `{ kind, name?, …options }`; its behaviour, found
 * by its kind in the table of `layers/index.ts`, says its output shape, its parameters, and its forward and backward
 * pass as op calls on values. No layer computes anything.
 */
import type { Initializer } from '../initializers/initializer.ts'
import type { Emit } from '../ops/op.ts'
import type { Words } from '../text/language.ts'
import type { Shape } from '../values/shape.ts'
import type { Dtype, Value } from '../values/value.ts'
import type { Window2d } from '../window/window2d.ts'

/**
 * A layer is a plain value: its kind, its name if it has one, and the options of its kind. Factories like `conv2d` make it.
 */
export interface Layer {
  readonly kind: string
  readonly name?: string | undefined
}

/** A parameter that a layer wants: `weight` or `bias`, without memory yet. */
export interface ParameterSpec {
  readonly shape: Shape
  readonly initializer: Initializer
  /** How many inputs each output sums, and how many outputs each input reaches: initializers scale by them. */
  readonly fanIn: number
  readonly fanOut: number
  /**
   * Whether its numbers are filters to be looked at as images: [filters, channels, kernelHeight, kernelWidth]; 'transposed',
   * where the channels come first: [channels, filters of a group, …]. Default false.
   */
  readonly filters?: boolean | 'transposed'
}

/**
 * Numbers that a layer carries from step to step and that no gradient changes: a batch normalisation's running mean, or a table
 * that never changes. They lie beside the parameters and are saved with them.
 */
export interface StateSpec {
  readonly shape: Shape
  /** The numbers at first, or the one that all of them are. */
  readonly initial: number | readonly number[]
}

/** What a layer's forward pass may use. Shapes are without the batch; values have it. */
export interface ForwardContext<Inputs extends readonly Value[] = readonly Value[]> {
  readonly inputs: Inputs
  readonly parameters: Readonly<Record<string, Value>>
  /** What the layer carries from step to step, as its `state` says. */
  readonly state: Readonly<Record<string, Value>>
  /** Whether the layer learns: not in inference, and not where it is frozen and has a state. */
  readonly training: boolean
  /** The step's counters (seed, step, epoch), for random layers. */
  readonly counters: Value
  /** The layer's position in the model: random layers make their stream of it. */
  readonly position: number
  readonly emit: Emit
  /**
   * Emits calls of the update, which runs once the loss is seen to be a number: the only place where a layer may write its
   * state. Outside of training it does nothing. Where several batches are accumulated before an update, it takes the last.
   */
  readonly update: Emit
  /** A new value of the layer's output shape, named `<layer>.output`. */
  output(): Value
  /** A further new value, batched, kept for the backward pass under `name`. */
  keep(name: string, shape: Shape, dtype?: Dtype): Value
  /** The same of one value for the whole batch: a mean over its images. */
  keepOnce(name: string, shape: Shape): Value
}

/** What a layer's backward pass may use: `dy` is the gradient of its `result`. */
export interface BackwardContext<Inputs extends readonly Value[] = readonly Value[]>
  extends Omit<ForwardContext<Inputs>, 'output'> {
  readonly result: Value
  readonly dy: Value
  /** What the forward pass kept. */
  readonly kept: Readonly<Record<string, Value>>
  /** Where to add the gradient of each parameter. */
  readonly gradients: Readonly<Record<string, Value>>
  /** Whether anyone needs the gradient of this input. */
  wants(input: number): boolean
  /** A new value for the gradient of this input, of its shape. */
  gradient(input: number): Value
}

/** A behaviour by how many inputs it takes: the tuples of their values and shapes follow from it. */
export interface BehaviourOf<
  L extends Layer,
  Count extends 0 | 1 | 'many',
  Values extends readonly Value[],
  Shapes extends readonly Shape[],
> {
  /**
   * How many inputs it takes; 'many' is two or more. One of 0 gives numbers of its own, the same for every image: a parameter, a
   * constant.
   */
  readonly inputs: Count
  /** The layer's factory: checks options (also those of a layer that comes as JSON) and fills in defaults. */
  // biome-ignore lint/suspicious/noExplicitAny: each layer has options of its own
  create?(options: any): L
  /** The output shape, without the batch. Throws ShapeError where the inputs do not fit. */
  output(layer: L, inputs: Shapes): Shape
  /** In the order in which they are stored. */
  parameters?(layer: L, inputs: Shapes): Readonly<Record<string, ParameterSpec>>
  /** What it carries from step to step, in the order in which it is stored, behind the parameters. */
  state?(layer: L, inputs: Shapes): Readonly<Record<string, StateSpec>>
  /** Emits the op calls of the forward pass; gives the value that is the layer's output. */
  forward(layer: L, context: ForwardContext<Values>): Value
  /** The gradient of each input (undefined where not wanted); an empty list where there are no inputs. */
  backward(layer: L, context: BackwardContext<Values>): readonly (Value | undefined)[]
  /** Multiply-adds an image. Layers that are not convolutions or dense count none. */
  macs?(layer: L, inputs: Shapes): number
  /**
   * The window that one output sees of the input: for receptive fields. 'all' sees everything; none is one place. Where outputs
   * lie closer than pixels the stride is a fraction, and so may dilation and padding be; a window holds whole pixels. Where one
   * place is left in a direction, its stride is 0.
   */
  window?(layer: L, inputs: Shapes): Window2d | 'all' | undefined
  /**
   * Whether it only bends, scales or reshapes what it is given (an activation, a normalization, dropout, padding, resizing,
   * flatten): then it has nothing of its own to show, and reports, pages and tables pass it over. Default false.
   */
  readonly passive?: boolean
  /**
   * Whether it turns scores into probabilities of the same shape, as softmax does: at a model's end no one makes probabilities
   * of its outputs again, and whoever asks what moves a class looks at the scores before it. Default false.
   */
  readonly givesProbabilities?: boolean
  /** What people call it, in each language of reports; default the kind itself. */
  readonly title?: Words
}

type Many<T> = readonly [T, T, ...T[]]

/**
 * What a kind of layer does, said in shapes and op calls: the second argument of `defineLayer`. `layerContract`
 * (striate/reference) checks one.
 */
export type LayerBehaviour<L extends Layer = Layer> =
  | BehaviourOf<L, 0, readonly [], readonly []>
  | BehaviourOf<L, 1, readonly [Value], readonly [Shape]>
  | BehaviourOf<L, 'many', Many<Value>, Many<Shape>>

/** A behaviour as models call it, which have counted the inputs. */
export type CountedBehaviour = BehaviourOf<Layer, 0 | 1 | 'many', readonly Value[], readonly Shape[]>
