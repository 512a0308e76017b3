/** The first calls of a plan: from the images as they are stored to what the first layer reads. */

import type { WarpAttributes } from '../../ops/warp/op.ts'
import type { Shape } from '../../values/shape.ts'
import { newValue, type Value } from '../../values/value.ts'
import type { InputForm } from '../use.ts'
import type { Draft } from './draft.ts'

/** The raw images, those that the network reads, and their numbers in the data set where there is augmentation. */
export interface WrittenInput {
  readonly raw: Value
  readonly image: Value
  readonly indices: Value | undefined
}

export function writeInput(
  draft: Draft,
  shape: Shape,
  { dtype, shape: stored, normalize }: InputForm,
  counters: Value,
  augmentation: WarpAttributes | undefined,
): WrittenInput {
  const raw = newValue('raw', [draft.batch, ...stored], { role: 'input', dtype })
  const image = draft.batched('input', shape)
  const emit = draft.emitter('forward', 'input')
  emit('normalize', normalize, [raw], [image])
  if (!augmentation) return { raw, image, indices: undefined }
  const indices = newValue('indices', [draft.batch], { role: 'input', dtype: 'i32' })
  const warped = draft.batched('input.augmented', shape)
  emit('warp', augmentation, [image, indices, counters], [warped])
  return { raw, image: warped, indices }
}
