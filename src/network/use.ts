/**
 * The kinds of use of a network, as plain values: each becomes a plan of its own, and they are the key by which plans are
 * cached. A use says all that the plan depends on and nothing that it does not have: training has a loss and an optimizer,
 * looking has kept layers. What one talks to a plan by follows from the kind: see `ValuesOf`.
 */
import type { Loss } from '../losses/index.ts'
import type { ColourJitterAttributes } from '../ops/colourJitter/op.ts'
import type { CutoutAttributes } from '../ops/cutout/op.ts'
import type { NormalizeAttributes } from '../ops/normalize/op.ts'
import type { WarpAttributes } from '../ops/warp/op.ts'
import type { Optimizer } from '../optimizers/index.ts'
import type { Shape } from '../values/shape.ts'
import type { Value } from '../values/value.ts'
import type { ParameterGroup } from './groups.ts'

/** How the raw images are stored, and what makes them the network's input. */
export interface InputForm {
  readonly dtype: 'u8' | 'real'
  /** Of one raw image. */
  readonly shape: Shape
  readonly normalize: NormalizeAttributes
}

/** What is done to the images at the head of a plan, in this order; only what is asked for is there. */
export interface InputAugmentation {
  readonly warp?: WarpAttributes
  readonly colourJitter?: ColourJitterAttributes
  readonly cutout?: CutoutAttributes
  /** Each image is mixed with the next of the batch; how much is written with them. */
  readonly mixup?: true
}

/** What every use has. */
interface AnyUse {
  readonly batch: number
  readonly input: InputForm
  /** Passes can be switched off. Default: as the network was opened. */
  readonly fuse?: boolean
  /** 'plain': no layout of the backend's own, whatever the batch, so that outputs need no second place in plain order. */
  readonly layout?: 'plain'
}

/** A training step: all four segments. */
export interface TrainUse extends AnyUse {
  readonly kind: 'train'
  readonly loss: Loss
  /** Its learning rate is not part of the plan: it is one of the step's numbers. */
  readonly optimizer: Optimizer
  readonly augmentation?: InputAugmentation | undefined
  /** Each image's loss counts as often as its weight says, which is written with its label. Default false. */
  readonly weighted?: boolean | undefined
  /** Parameters that are trained otherwise than the rest. */
  readonly groups?: readonly ParameterGroup[] | undefined
  /** All gradients together are shortened to this length before the update. */
  readonly clipNorm?: number | undefined
  /** Further outputs of the model, by name, whose loss is added so many times. */
  readonly auxiliary?: Readonly<Record<string, number>> | undefined
}

/** The output of images. */
export interface InferUse extends AnyUse {
  readonly kind: 'infer'
}

/** The output and the loss of images. */
export interface EvaluateUse extends AnyUse {
  readonly kind: 'evaluate'
  readonly loss: Loss
}

/** What layers output. */
export interface InspectUse extends AnyUse {
  readonly kind: 'inspect'
  /** Names of layers whose own output is kept to be read: it is neither aliased nor fused away. */
  readonly keep: readonly string[]
  /** Random layers are at work as in training, and statistics are those of the batch. Default false. */
  readonly training?: boolean
  /** In training: of which parameters a layer is frozen with its state. */
  readonly groups?: readonly ParameterGroup[] | undefined
  readonly augmentation?: InputAugmentation | undefined
  /** The images as the first layer reads them, augmented, are kept to be read: `values.image`. Default false. */
  readonly keepImage?: boolean
}

/**
 * The gradient of the images, from one at a layer's own output (`dy`), which the backward segment carries down. The plan
 * ends at this layer, random layers are at rest, and no parameter gets a gradient.
 */
export interface GradientUse extends AnyUse {
  readonly kind: 'gradient'
  readonly from: string
}

/** Everything that tells one plan of a network from another. */
export type PlanUse = TrainUse | InferUse | EvaluateUse | InspectUse | GradientUse

/** The values by which one talks to any plan. */
export interface PlanValues {
  /** The images as they are stored, [N, …raw shape]. */
  readonly raw: Value
  readonly scalars: Value
  readonly counters: Value
  /** What the network (or the layer where the plan ends) outputs, [N, …]. */
  readonly output: Value
}

/** Of plans with a loss. */
export interface LossValues {
  /** Labels (i32 [N]) or target values. */
  readonly target: Value
  /** The mean loss, [1], and the loss of each image, [N]. */
  readonly loss: Value
  readonly losses: Value
}

/** Of plans whose images have weights: the weight of each, [N], and again for each number of its output, [N, …output shape]. */
export interface WeightValues {
  readonly weights: { readonly each: Value; readonly spread: Value } | undefined
}

/** Of plans with augmentation. */
export interface AugmentedValues {
  /** The images' numbers in the data set, i32 [N]. */
  readonly indices: Value | undefined
  /** Where images are mixed, the share that each keeps of itself, [N]. */
  readonly share: Value | undefined
}

/** Of plans whose images are mixed: the target of the next image, and its weights; those of the image itself are `weights`. */
export interface MixedValues {
  readonly partner: { readonly target: Value; readonly each: Value; readonly spread: Value } | undefined
}

interface ValuesByKind {
  readonly train: PlanValues &
    LossValues &
    WeightValues &
    MixedValues &
    AugmentedValues & { /** The range of all gradients. */ readonly gradients: Value }
  readonly infer: PlanValues
  readonly evaluate: PlanValues & LossValues
  readonly inspect: PlanValues &
    AugmentedValues & {
      /** By layer: its own output. */
      readonly kept: ReadonlyMap<string, Value>
      /** What the first layer reads, [N, …], where it is kept. */
      readonly image: Value | undefined
    }
  readonly gradient: PlanValues & {
    /** What the caller writes, [N, …layer shape], and what comes of it, [N, …input shape]. */
    readonly dy: Value
    readonly inputGradient: Value
  }
}

/** The values by which one talks to the plan of a use. */
export type ValuesOf<U extends PlanUse> = ValuesByKind[U['kind']]

/** The use of one kind. */
export type UseOf<K extends PlanUse['kind']> = Extract<PlanUse, { readonly kind: K }>

/** The form of plain real images that need no change. */
export function plainInput(shape: Shape): InputForm {
  return { dtype: 'real', shape, normalize: { scale: [1], offset: [0], padding: [0, 0, 0, 0], border: 0 } }
}
