/** The parameters of a network as named tensors, out and in; and what lies in ranges of the same form (optimizer states). */

import { type Backend, type Buffer, bytesOf, type RealArray } from '../backends/backend.ts'
import { OptionError, ShapeError } from '../errors/errors.ts'
import { nearest } from '../errors/nearest.ts'
import { wrongOption } from '../errors/options.ts'
import { asIs, say } from '../errors/say.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import { type Shape, sameShape, showShape, sizeOf } from '../values/shape.ts'
import { firstNotFinite } from './checkImages.ts'
import type { Entry } from './parameters.ts'
import { Singles, singlesIn } from './singles.ts'

/** Tensors by name (`C1.weight`), as `parameters` gives them and `writeSafetensors` takes them. */
export type TensorRecord = Readonly<Record<string, { readonly shape: Shape; readonly data: Float32Array | Float64Array }>>

/** A tensor from elsewhere. */
export interface GivenTensor {
  readonly shape: Shape
  readonly data: ArrayBufferView & { readonly length: number }
  /** The same numbers as bytes, little-endian in single precision: then `data`, which may be worked out, is not asked for. */
  readonly bytes?: Uint8Array | undefined
}

/** What parameters can be set from: also tensors of other numbers, as `readSafetensors` gives them. */
export type GivenTensors = Readonly<Record<string, GivenTensor>>

/** Copies of entries, each out of the buffer in which it lies (all parameters; or a range of the optimizer's memory). */
export async function readEntries(
  backend: Backend,
  list: readonly Entry[],
  bufferOf: (entry: Entry) => Buffer,
): Promise<TensorRecord> {
  const entries = list.map(async (entry) => {
    const { name, value, offset } = entry
    const data = await backend.read(bufferOf(entry), offset * bytesOf('real', backend.realBytes), 'real', sizeOf(value.shape))
    return [name, { shape: value.shape, data: data as Float32Array | Float64Array }] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

/**
 * Refuses a record that is not, name by name, of the network's parameters. `memory` is what an optimizer remembers, where the
 * record is that: `velocity`.
 * @throws OptionError, ShapeError
 */
export function checkEntries(model: ModelGraph, list: readonly Entry[], record: GivenTensors, memory?: string): GivenTensors {
  /** The parameter, or what an optimizer remembers of it. */
  const called = (name: string) => (memory === undefined ? asIs(`"${name}"`) : say('{memory} of "{name}"', { memory, name }))
  if (typeof record !== 'object' || record === null)
    throw wrongOption(model.name, say('the weights'), record, say('tensors by name'))
  const names = list.map(({ name }) => name)
  const known = new Set(names)
  for (const name of Object.keys(record))
    if (!known.has(name) && !isCount(name, known)) {
      const near = nearest(name, names)
      throw new OptionError({
        code: 'unknown-parameter',
        message: say('"{model}" has no parameter {which}.', { model: model.name, which: called(name) }),
        fix: near
          ? say('did you mean "{near}"?', { near })
          : say('it has {names}.', { names: names.length > 8 ? `${names.slice(0, 8).join(', ')} …` : names.join(', ') }),
      })
    }
  for (const { name, value } of list) {
    const given = record[name]
    if (given === undefined)
      throw new OptionError({
        code: 'missing-parameter',
        message: say('the weights for "{model}" lack {which}.', { model: model.name, which: called(name) }),
        fix: say('pass every parameter.'),
      })
    // Asked for once: some records make the numbers when they are asked.
    const data = given?.bytes ? singlesIn(given.bytes) : given?.data
    if (
      !Array.isArray(given?.shape) ||
      !(data instanceof Singles || data instanceof Float32Array || data instanceof Float64Array)
    )
      throw wrongOption(
        model.name,
        called(name),
        given,
        say('a tensor { shape, data } whose data is a Float32Array or Float64Array'),
      )
    if (!sameShape(given.shape, value.shape) || data.length !== sizeOf(value.shape))
      throw new ShapeError({
        code: 'parameter-shape',
        message: say('the parameter {which} of "{model}" is {wanted}; the weights have {found} ({count} numbers).', {
          which: called(name),
          model: model.name,
          wanted: showShape(value.shape),
          found: showShape(given.shape),
          count: data.length,
        }),
        fix: say('use weights of this model: these belong to another one.'),
      })
    const at = data instanceof Singles ? data.firstNotFinite() : firstNotFinite(data)
    if (at >= 0)
      throw new OptionError({
        code: 'not-finite',
        message: say('the parameter {which} holds {value} at index {at}, which is not a finite number.', {
          which: called(name),
          value: data instanceof Singles ? data.at(at) : data[at]!,
          at,
        }),
        fix: say('use the weights of an earlier checkpoint.'),
        details: { name, at },
      })
  }
  return record
}

/** PyTorch saves with each batch normalization how many batches it saw, which nothing here is computed from. */
function isCount(name: string, known: ReadonlySet<string>): boolean {
  const [, layer] = /^(.*)\.num_batches_tracked$/.exec(name) ?? []
  return layer !== undefined && known.has(`${layer}.running_mean`)
}

/** Writes a record that was checked. */
export function writeEntries(
  backend: Backend,
  list: readonly Entry[],
  bufferOf: (entry: Entry) => Buffer,
  record: GivenTensors,
): void {
  for (const entry of list) {
    const { name, offset } = entry
    const given = record[name]!
    const [buffer, at] = [bufferOf(entry), offset * backend.realBytes]
    if (given.bytes && backend.realBytes === 4) backend.write(buffer, at, given.bytes)
    else backend.write(buffer, at, asReal(given.data as RealArray, backend.realBytes))
  }
}

/** In the precision of the backend; a copy only where it is another. */
function asReal(data: RealArray, realBytes: 4 | 8): RealArray {
  if (realBytes === 8) return data instanceof Float64Array ? data : Float64Array.from(data)
  return data instanceof Float32Array ? data : Float32Array.from(data)
}
