/**
 * What is asked of `inspectImage` and what it found, as plain values: numbers.ts and figures.ts make the parts,
 * inspectionPage.ts tells them.
 */
import type { ImageValues } from '../figures/values.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import type { EffectiveField } from '../inspect/effectiveReceptiveField.ts'
import type { Unlikeness } from '../inspect/familiarity.ts'
import type { InspectedImage } from '../inspect/lookedAt.ts'
import type { LayerField } from '../inspect/receptiveField.ts'
import type { Language, Words } from '../text/language.ts'
import type { Shape } from '../values/shape.ts'
import type { Said } from './numbers.ts'

/** What `inspectImage` can be told. */
export interface InspectImageOptions {
  /**
   * The image as the network reads it, or a raw image; its name; and how people see it: [1 or 3, height, width] of the same
   * size, 0 … 255.
   */
  readonly image: { readonly name: string; readonly data: InspectedImage; readonly shown: ImageValues }
  /** Whose weights they are: a run's name, or the seed of random ones. */
  readonly weights: { readonly run: string } | { readonly seed: number }
  /** By default all that do more than reshape or bend what they are given. */
  readonly layers?: readonly string[] | 'all' | undefined
  /** How unlike the training images it is (`unlikeness`): said on the page where it is. */
  readonly unlikeness?: Unlikeness | undefined
  /** Names of the classes. */
  readonly classes?: readonly string[] | undefined
  /** In which the page opens; the reader may change it there. */
  readonly lang?: Language
  /** Stops between two steps; `inspectImage` then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** Is told before each step how many are done, of how many, and what comes: a layer's name or the sort of map. */
  readonly onProgress?: ((done: number, total: number, what: string) => void) | undefined
}

/**
 * A drawing of the page: its file (the same in both languages where nothing is written in it), its size in CSS pixels, and the
 * words below it.
 */
export interface DrawnFigure {
  readonly file: Words
  readonly width: number
  readonly height: number
  readonly alt: Words
  readonly caption: Words | undefined
}

/** One layer, looked at. */
export interface InspectedLayer {
  readonly name: string
  readonly kind: string
  readonly shape: Shape
  readonly field: LayerField
  /** Undefined where there is none: then `noEffective` is the error's code. */
  readonly effective: EffectiveField | undefined
  readonly noEffective: string | undefined
  readonly maps: DrawnFigure
  readonly filters: readonly DrawnFigure[]
  readonly fields: readonly DrawnFigure[]
}

/** What was seen. */
export interface Inspection {
  readonly model: ModelGraph
  readonly options: InspectImageOptions
  readonly lang: Language
  readonly image: DrawnFigure
  readonly layers: readonly InspectedLayer[]
  /** The classes with their probabilities, the likeliest first; undefined where the model outputs no scores. */
  readonly classes: readonly Said[] | undefined
  /** Of the likeliest class: saliency, SmoothGrad, occlusion. */
  readonly reasons: readonly DrawnFigure[]
  /** The files by name: PNG pictures, and index.html. */
  readonly files: ReadonlyMap<string, Uint8Array>
}
