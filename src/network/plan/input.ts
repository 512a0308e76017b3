/** The first calls of a plan: from the images as they are stored to what the first layer reads. */

import type { Shape } from '../../values/shape.ts'
import { newValue, type Value } from '../../values/value.ts'
import type { InputAugmentation, InputForm } from '../use.ts'
import type { Draft } from './draft.ts'

/** The raw images, those that the network reads, and what augmentation has to know of them where there is any. */
export interface WrittenInput {
  readonly raw: Value
  readonly image: Value
  /** Their numbers in the data set. */
  readonly indices: Value | undefined
  /** How much each keeps of itself, where they are mixed. */
  readonly share: Value | undefined
}

export function writeInput(
  draft: Draft,
  shape: Shape,
  { dtype, shape: stored, normalize }: InputForm,
  counters: Value,
  augmentation: InputAugmentation | undefined,
): WrittenInput {
  const raw = newValue('raw', [draft.batch, ...stored], { role: 'input', dtype })
  const image = draft.batched('input', shape)
  const emit = draft.emitter('forward', 'input')
  emit('normalize', normalize, [raw], [image])
  if (!augmentation) return { raw, image, indices: undefined, share: undefined }
  const { warp, colourJitter, cutout, mixup } = augmentation
  const indices = newValue('indices', [draft.batch], { role: 'input', dtype: 'i32' })
  let last = image
  const next = (name: string) => (last = draft.batched(`input.${name}`, shape))
  if (warp) emit('warp', warp, [last, indices, counters], [next('warped')])
  if (colourJitter) emit('colourJitter', colourJitter, [last, indices, counters], [next('jittered')])
  if (cutout) emit('cutout', cutout, [last, indices, counters], [next('cutOut')])
  const drawn = last === image ? undefined : indices
  if (!mixup) return { raw, image: last, indices: drawn, share: undefined }
  const share = newValue('share', [draft.batch], { role: 'input' })
  emit('mixup', {}, [last, share], [next('mixed')])
  return { raw, image: last, indices: drawn, share }
}
