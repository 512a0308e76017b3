/** The parameters of a network as named tensors, out and in. */
import { bytesOf } from '../backends/backend.ts'
import { OptionError, ShapeError } from '../tensor/errors.ts'
import { nearest } from '../tensor/nearest.ts'
import { type Shape, sameShape, showShape, sizeOf } from '../tensor/shape.ts'
import type { Network } from './network.ts'

export type TensorRecord = Readonly<Record<string, { readonly shape: Shape; readonly data: Float32Array | Float64Array }>>

export async function readParameters(network: Network): Promise<TensorRecord> {
  const { backend, table } = network
  const entries = table.list.map(async ({ name, value }) => {
    const offset = value.of!.offset * bytesOf('real', backend.realBytes)
    const data = await backend.read(network.bufferOf(value), offset, 'real', sizeOf(value.shape))
    return [name, { shape: value.shape, data: data as Float32Array | Float64Array }] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

/** Checks all, then writes all: a record that does not fit changes nothing. */
export function writeParameters(network: Network, record: TensorRecord): void {
  const { backend, table, model } = network
  const names = table.list.map(({ name }) => name)
  for (const name of Object.keys(record))
    if (!names.includes(name)) {
      const near = nearest(name, names)
      throw new OptionError({
        code: 'unknown-parameter',
        message: `"${model.name}" has no parameter "${name}".`,
        fix: near ? `did you mean "${near}"?` : `it has ${names.slice(0, 8).join(', ')}${names.length > 8 ? ' …' : ''}.`,
      })
    }
  for (const { name, value } of table.list) {
    const given = record[name]
    if (!given)
      throw new OptionError({
        code: 'missing-parameter',
        message: `the weights for "${model.name}" lack "${name}".`,
        fix: 'give every parameter.',
      })
    if (!sameShape(given.shape, value.shape) || given.data.length !== sizeOf(value.shape))
      throw new ShapeError({
        code: 'parameter-shape',
        message: `the parameter "${name}" of "${model.name}" is ${showShape(value.shape)}; the weights have ${showShape(given.shape)} (${given.data.length} numbers).`,
        fix: 'these weights belong to another model.',
      })
  }
  for (const { name, value } of table.list) {
    const { data } = record[name]!
    const real = backend.realBytes === 8 ? Float64Array.from(data) : Float32Array.from(data)
    backend.write(network.bufferOf(value), value.of!.offset * backend.realBytes, real)
  }
}
