/**
 * `familiar.safetensors`: what a run's network says of the images that it learned from, so that an image unlike all of them
 * is known for one. Written at the end of a training; runs of earlier versions have none.
 */

import { FormatError } from '../errors/errors.ts'
import { parseJson } from '../errors/parseJson.ts'
import { type Sentence, say } from '../errors/say.ts'
import type { StoredTensor } from '../formats/numbers.ts'
import { readSafetensors, type Safetensors, writeSafetensors } from '../formats/safetensors.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import { type Familiarity, type FamiliarLayers, familiarLayers } from '../inspect/familiarity.ts'
import type { Gaussians } from '../inspect/gaussians.ts'
import { fieldsOf } from './fields.ts'

const format = 'striate-familiarity'
const parts = ['scores', 'whole', 'maps'] as const

/** The file's bytes. */
export function familiarityBytes({ layers, images, share, middles, scales, ...known }: Familiarity): Uint8Array {
  const tensors: Record<string, StoredTensor> = {
    middles: { shape: [middles.length], data: Float64Array.from(middles) },
    scales: { shape: [scales.length], data: Float64Array.from(scales) },
  }
  for (const part of parts) {
    const gaussians = known[part]
    if (!gaussians) continue
    const { classes, size, means, roots } = gaussians
    const triangle = (size * (size + 1)) / 2
    tensors[`${part}.means`] = { shape: [classes, size], data: means }
    tensors[`${part}.roots`] = { shape: [roots.length / triangle, triangle], data: roots }
  }
  return writeSafetensors(tensors, { format, about: JSON.stringify({ version: 1, layers, images, share }) })
}

/** @throws FormatError where the bytes are damaged, or of another model. `path` is for messages. */
export function parseFamiliarity(bytes: Uint8Array, model: ModelGraph, path: string): Familiarity {
  const fail = (why: Sentence) =>
    new FormatError({
      code: 'not-familiarity',
      message: say('{path} does not describe the training images: {why}.', { path, why }),
      fix: say('restore it from a backup, or remove it: images are then predicted without being compared.'),
      details: { path },
    })
  const file = readSafetensors(bytes, path)
  if (file.metadata.format !== format) throw fail(say('Striate did not write it'))
  const fields = fieldsOf(
    parseJson(file.metadata.about ?? 'null', (why) => fail(say('its description cannot be read: {why}', { why }))),
    fail,
  )
  const version = fields.whole('version', { min: 1 })
  if (version > 1) throw fail(say('its version {version} is not known here', { version }))
  const layers = familiarLayers(model)
  const written = fields.object('layers')
  if (!layers || written.text('scores') !== layers.scores) throw fail(say('it belongs to another model'))
  const real = (name: string, length: number) => numbersOf(file, name, length, fail)
  return {
    layers,
    images: fields.whole('images', { min: 1 }),
    share: fields.real('share'),
    middles: [...real('middles', 4)],
    scales: [...real('scales', 4)],
    ...gaussiansOf(file, layers, fail),
  }
}

type Fail = (why: Sentence) => FormatError

/** What is known of each layer that the model has. */
function gaussiansOf(file: Safetensors, layers: FamiliarLayers, fail: Fail): Pick<Familiarity, (typeof parts)[number]> {
  const of = (part: (typeof parts)[number]): Gaussians | undefined => {
    if (layers[part] === undefined) return undefined
    const [classes = 0, size = 0] = file.tensors[`${part}.means`]?.shape ?? []
    const triangle = (size * (size + 1)) / 2
    const means = numbersOf(file, `${part}.means`, classes * size, fail)
    const roots = numbersOf(file, `${part}.roots`, part === 'scores' ? triangle : classes * triangle, fail)
    return { classes, size, means: Float32Array.from(means), roots: Float32Array.from(roots) }
  }
  const scores = of('scores')
  if (!scores) throw fail(say('the scores are missing'))
  return { scores, whole: of('whole'), maps: of('maps') }
}

/** The finite real numbers of a tensor that has so many. */
function numbersOf({ tensors }: Safetensors, name: string, length: number, fail: Fail): Float32Array | Float64Array {
  const data = tensors[name]?.data
  if (!(data instanceof Float32Array || data instanceof Float64Array)) throw fail(say('"{name}" is missing', { name }))
  if (data.length !== length || length === 0)
    throw fail(say('"{name}" has {found} numbers, not {wanted}', { name, found: data.length, wanted: length }))
  if (!data.every(Number.isFinite)) throw fail(say('"{name}" has numbers that are not finite', { name }))
  return data
}
