/** The parameters of a network as named tensors, out and in; and what lies in ranges of the same form (optimizer states). */
import { bytesOf } from '../backends/backend.ts'
import { OptionError, ShapeError } from '../errors/errors.ts'
import { nearest } from '../errors/nearest.ts'
import { type Shape, sameShape, showShape, sizeOf } from '../values/shape.ts'
import type { Value } from '../values/value.ts'
import type { Network } from './network.ts'

/** Tensors by name (`C1.weight`), as `parameters` gives them and `writeSafetensors` takes them. */
export type TensorRecord = Readonly<Record<string, { readonly shape: Shape; readonly data: Float32Array | Float64Array }>>

/** A copy of a range (all parameters, or one state of the optimizer), parameter by parameter. */
export async function readRange(network: Network, range: Value): Promise<TensorRecord> {
  const { backend, table } = network
  const buffer = network.bufferOf(range)
  const entries = table.list.map(async ({ name, value }) => {
    const offset = value.of!.offset * bytesOf('real', backend.realBytes)
    const data = await backend.read(buffer, offset, 'real', sizeOf(value.shape))
    return [name, { shape: value.shape, data: data as Float32Array | Float64Array }] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

/**
 * Refuses a record that is not, name by name, of the network's parameters. `what` is put before names in messages.
 * @throws OptionError, ShapeError
 */
export function checkRange({ table, model }: Network, record: TensorRecord, what = ''): void {
  const names = table.list.map(({ name }) => name)
  for (const name of Object.keys(record))
    if (!names.includes(name)) {
      const near = nearest(name, names)
      throw new OptionError({
        code: 'unknown-parameter',
        message: `"${model.name}" has no parameter ${what}"${name}".`,
        fix: near ? `did you mean "${near}"?` : `it has ${names.slice(0, 8).join(', ')}${names.length > 8 ? ' …' : ''}.`,
      })
    }
  for (const { name, value } of table.list) {
    const given = record[name]
    if (!given)
      throw new OptionError({
        code: 'missing-parameter',
        message: `the weights for "${model.name}" lack ${what}"${name}".`,
        fix: 'give every parameter.',
      })
    if (!sameShape(given.shape, value.shape) || given.data.length !== sizeOf(value.shape))
      throw new ShapeError({
        code: 'parameter-shape',
        message: `the parameter ${what}"${name}" of "${model.name}" is ${showShape(value.shape)}; the weights have ${showShape(given.shape)} (${given.data.length} numbers).`,
        fix: 'these weights belong to another model.',
      })
  }
}

/** Checks all, then writes all: a record that does not fit changes nothing. */
export function writeRange(network: Network, range: Value, record: TensorRecord, what = ''): void {
  checkRange(network, record, what)
  const { backend, table } = network
  const buffer = network.bufferOf(range)
  for (const { name, value } of table.list) {
    const { data } = record[name]!
    const real = backend.realBytes === 8 ? Float64Array.from(data) : Float32Array.from(data)
    backend.write(buffer, value.of!.offset * backend.realBytes, real)
  }
}
