/**
 * The weights of a TensorFlow.js model, by name: its manifest says which files (shards) hold which tensors, one behind the other,
 * and how they were quantised. Every length is checked before it is used.
 * Source: tensorflow/tfjs, tfjs-core/src/io/types.ts and io_utils.ts.
 */
import { longestName, show } from '../../errors/options.ts'
import { type Sentence, say } from '../../errors/say.ts'
import { type Shape, showShape, sizeOf } from '../../values/shape.ts'
import { fileError } from '../fileError.ts'
import { type Dtype, elementBytes, numbersAt } from '../numbers.ts'
import { type Fields, isFields } from './fields.ts'

/** A tensor of the manifest, as numbers: quantised ones are brought back. */
export interface ManifestTensor {
  readonly name: string
  readonly shape: Shape
  /** Float32Array, unless the manifest says that it holds whole numbers or truths. */
  readonly data: ArrayLike<number>
}

/** Shards by their paths, as the manifest names them. */
export type Shards = Readonly<Record<string, Uint8Array>>

interface Group {
  readonly paths: readonly string[]
  readonly weights: readonly Fields[]
}

/** More than any model has; the files of one lie in one folder. */
const mostShards = 2 ** 14
const mostWeights = 2 ** 16
const dtypes: Readonly<Record<string, Dtype>> = { float32: 'F32', int32: 'I32', bool: 'BOOL' }
const quantised: Readonly<Record<string, Dtype>> = { uint8: 'U8', uint16: 'U16', float16: 'F16' }

/** The paths of all shards, in their order. @throws FormatError where one leads elsewhere than to a file beside model.json */
export function shardPaths(manifest: unknown, file: string): string[] {
  const paths = groupsOf(manifest, file).flatMap((group) => group.paths)
  if (paths.length > mostShards)
    throw fileError(
      file,
      'bad-manifest',
      say('its manifest names {count} files; at most {most} are read.', { count: paths.length, most: mostShards }),
    )
  for (const path of paths)
    if (!isBeside(path))
      throw fileError(
        file,
        'path-elsewhere',
        say('its manifest names the file {path}, which does not lie beside it.', { path: show(path) }),
        undefined,
        say('a path is made of plain names and single slashes: "group1-shard1of1.bin".'),
      )
  return paths
}

/** Names and single slashes: no way up, no root, no drive, no address, and nothing that an address would read otherwise. */
function isBeside(path: string): boolean {
  return (
    path.length <= 1024 &&
    path.split('/').every((name) => name !== '' && name !== '.' && name !== '..' && !/[\\:%?#\p{Cc}]/u.test(name))
  )
}

/** All tensors but those of the optimizer. @throws FormatError */
export function readManifest(manifest: unknown, shards: Shards, file: string): ManifestTensor[] {
  const tensors: ManifestTensor[] = []
  const names = new Set<string>()
  for (const group of groupsOf(manifest, file)) {
    const bytes = joined(group.paths, shards, file)
    let at = 0
    for (const spec of group.weights) {
      if (names.size === mostWeights)
        throw fileError(file, 'bad-manifest', say('its manifest names more than {most} weights.', { most: mostWeights }))
      const { name, shape, dtype, of } = specOf(spec, file)
      const length = sizeOf(shape)
      const size = length * elementBytes[dtype]
      if (names.has(name))
        throw fileError(file, 'duplicate-key', say('its manifest names the weight {name} twice.', { name: show(name) }))
      names.add(name)
      if (size > bytes.length - at)
        throw fileError(file, 'truncated', say('the weight {name} reaches beyond the end of its shards.', { name: show(name) }), [
          say('it takes {size} bytes from byte {at} on; there are {found}', { size, at, found: bytes.length }),
        ])
      if (spec.group !== 'optimizer') tensors.push({ name, shape, data: of(numbersAt(bytes, at, dtype, length) as Stored) })
      at += size
    }
    if (at < bytes.length)
      throw fileError(file, 'trailing-bytes', say('bytes are left over at the end of the shards.'), [
        say('the weights take {wanted} bytes; there are {found}', { wanted: at, found: bytes.length }),
      ])
  }
  return tensors
}

type Stored = Float32Array | Int32Array | Uint8Array | Uint16Array

function groupsOf(manifest: unknown, file: string): Group[] {
  const wrong = () => fileError(file, 'bad-manifest', say('its "weightsManifest" is no list of { paths, weights }.'))
  if (manifest === undefined || manifest === null) return []
  if (!Array.isArray(manifest)) throw wrong()
  return manifest.map((group: unknown) => {
    if (!isFields(group) || !Array.isArray(group.paths) || !Array.isArray(group.weights)) throw wrong()
    if (!group.paths.every((path) => typeof path === 'string') || !group.weights.every(isFields)) throw wrong()
    return { paths: group.paths, weights: group.weights }
  })
}

/** The shards of a group as one: a weight may begin in one and end in the next. */
function joined(paths: readonly string[], shards: Shards, file: string): Uint8Array {
  const parts = paths.map((path) => {
    const bytes = Object.hasOwn(shards, path) ? shards[path] : undefined
    if (bytes instanceof Uint8Array) return bytes
    throw fileError(file, 'missing-shard', say('the shard {path} is missing.', { path: show(path) }), [
      say('given: {names}', {
        names:
          Object.keys(shards)
            .slice(0, 6)
            .map((name) => show(name))
            .join(', ') || '—',
      }),
    ])
  })
  if (parts.length === 1) return parts[0]!
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** A weight's name and shape, the type that its bytes have, and what is made of their numbers. */
function specOf(
  spec: Fields,
  file: string,
): { name: string; shape: Shape; dtype: Dtype; of: (stored: Stored) => ArrayLike<number> } {
  const { name, shape, dtype, quantization } = spec
  if (typeof name !== 'string' || name === '' || name.length > longestName)
    throw fileError(
      file,
      'bad-manifest',
      say('a weight of its manifest has no name of 1 to {most} letters.', { most: longestName }),
    )
  const wrong = (why: Sentence) => fileError(file, 'bad-weight', say('the weight {name} {why}', { name: show(name), why }))
  const isSize = (size: unknown) => Number.isSafeInteger(size) && (size as number) >= 0
  if (!Array.isArray(shape) || shape.length > 8 || !shape.every(isSize))
    throw wrong(say('has the impossible shape {shape}.', { shape: show(shape) }))
  const own = typeof dtype === 'string' && Object.hasOwn(dtypes, dtype) ? dtypes[dtype] : undefined
  if (!own)
    throw wrong(say('has the dtype {dtype}; {known} are read.', { dtype: show(dtype), known: Object.keys(dtypes).join(', ') }))
  const known = { name, shape: shape as Shape }
  if (shape.some((size) => size > 0) && !Number.isSafeInteger(sizeOf(shape)))
    throw wrong(say('has the impossible shape {shape}.', { shape: showShape(shape) }))
  if (quantization === undefined || quantization === null) return { ...known, dtype: own, of: (stored) => stored }
  const how = isFields(quantization) ? quantization : {}
  const packed = typeof how.dtype === 'string' && Object.hasOwn(quantised, how.dtype) ? quantised[how.dtype] : undefined
  if (!packed || own === 'BOOL' || (packed === 'F16' && own !== 'F32'))
    throw wrong(
      say('is quantised as {how} of {dtype}; {known} are read.', {
        how: show(how.dtype),
        dtype: String(dtype),
        known: 'uint8, uint16, float16',
      }),
    )
  if (packed === 'F16') return { ...known, dtype: packed, of: (stored) => stored }
  const { scale, min } = how
  if (!Number.isFinite(scale) || !Number.isFinite(min))
    throw wrong(
      say('is quantised without a scale and a min that are numbers: {scale}, {min}.', { scale: show(scale), min: show(min) }),
    )
  const back = (number: number) => number * (scale as number) + (min as number)
  return {
    ...known,
    dtype: packed,
    of: (stored) =>
      own === 'I32' ? Int32Array.from(stored, (number) => Math.round(back(number))) : Float32Array.from(stored, back),
  }
}
