/** Unsqueeze: new axes of one place. It moves nothing. */
import type { Shape } from '../values/shape.ts'
import { axesIn, mostAxes, tooManyAxes, wholesOption } from './axes.ts'
import type { Layer } from './layer.ts'
import { type NameOption, named } from './named.ts'
import { viewLayer } from './viewLayer.ts'

/** What `unsqueeze` can be told. */
export interface UnsqueezeOptions extends NameOption {
  /** Where the new axes stand in the result, from 0 behind the batch, or below 0 from the end. */
  readonly axes: readonly number[]
}

/** New axes as a plain value: what `unsqueeze` gives, with every default filled in. */
export interface UnsqueezeLayer extends Layer {
  readonly kind: 'unsqueeze'
  readonly axes: readonly number[]
}

/**
 * [C] → [C, 1, 1] with axes [1, 2]: the same elements with further axes of size 1. No parameters. Costs nothing: it is a view.
 * As ONNX's Unsqueeze, and PyTorch's `unsqueeze` with one axis, but that the batch is no axis: nothing stands before it.
 * @throws OptionError for an unknown option, or axes that are missing or no list of whole numbers.
 * @throws ShapeError (from the model) where the result has no such axis, one is named twice, or there would be more than eight.
 * @example
 * ```ts
 * console.log(sequential('gate', [8], [sigmoid(), unsqueeze({ axes: [1, 2] })]).outputShape) // [ 8, 1, 1 ]
 * ```
 */
export function unsqueeze(given: UnsqueezeOptions): UnsqueezeLayer {
  const { owner, options, head } = named('unsqueeze', given, ['axes'])
  return { ...head, axes: wholesOption(owner, 'axes', options.axes) }
}

function unsqueezed({ axes }: UnsqueezeLayer, input: Shape): Shape {
  const count = input.length + axes.length
  if (count > mostAxes) throw tooManyAxes('unsqueeze', count, input)
  const added = axesIn('unsqueeze', axes, input, count)
  const old = input.values()
  return Array.from({ length: count }, (_, axis) => (added.includes(axis) ? 1 : (old.next().value as number)))
}

export const unsqueezeLayer = viewLayer<UnsqueezeLayer>(unsqueeze, { en: 'unsqueeze', ko: '축 넣기' }, unsqueezed)
