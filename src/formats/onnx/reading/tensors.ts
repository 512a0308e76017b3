/** Tensors of a file as constants: their numbers stand in the file itself, or in one beside it. */
import { FormatError } from '../../../errors/errors.ts'
import { show } from '../../../errors/options.ts'
import { say } from '../../../errors/say.ts'
import { largestSize, mostElements } from '../../../values/shape.ts'
import { elementBytes, elementTypeOf, isFloat, numbersIn, numbersInFields } from '../elements.ts'
import type { ModelProto, NodeProto, TensorProto } from '../proto/messages.ts'
import { Constant } from './constant.ts'
import { malformed } from './errors.ts'

/** Files beside the model, by the paths that it names. */
export type ExternalFiles = ReadonlyMap<string, Uint8Array>

/** @throws FormatError where the numbers do not fit the shape, or lie in a file that is not there */
export function constantOf(tensor: TensorProto, files: ExternalFiles, name = tensor.name || undefined): Constant {
  const called = say('the tensor {name}', { name: show(name ?? '?') })
  const type = elementTypeOf(tensor.dataType, called)
  const shape = tensor.dims ?? []
  const size = shape.reduce((product, one) => product * one, 1)
  if (shape.some((one) => !(Number.isInteger(one) && one >= 0 && one <= largestSize)) || size > mostElements)
    throw malformed(say('{what} has the shape [{shape}].', { what: called, shape: shape.join(', ') }))
  const bytes = tensor.dataLocation === 1 ? externalBytes(tensor, files) : tensor.rawData
  const found = bytes ? bytes.length / elementBytes[type] : numbersInFields(tensor, type).length
  if (found !== size)
    throw malformed(
      say('{what} has {found} numbers, but its shape [{shape}] wants {size}.', {
        what: called,
        found,
        shape: shape.join(', '),
        size,
      }),
    )
  const read = () => (bytes ? numbersIn(bytes, type) : numbersInFields(tensor, type))
  return new Constant(shape, !isFloat(type), read, name, type === 'float32' ? bytes : undefined)
}

function externalBytes(tensor: TensorProto, files: ExternalFiles): Uint8Array {
  const { location, offset, length } = placeOf(tensor)
  const file = files.get(location)
  if (!file)
    throw new FormatError({
      code: 'onnx-external-missing',
      message: say('the numbers of {name} lie in the file {file}, which is not given.', {
        name: show(tensor.name ?? '?'),
        file: show(location),
      }),
      fix: say('load the model by its path, with that file beside it.'),
      details: { file: location },
    })
  const end = length === undefined ? file.length : offset + length
  if (!(offset >= 0 && end >= offset && end <= file.length))
    throw malformed(
      say('the numbers of {name} lie at {offset} to {end} of {file}, which has {length} bytes.', {
        name: show(tensor.name ?? '?'),
        offset,
        end,
        file: show(location),
        length: file.length,
      }),
    )
  return file.subarray(offset, end)
}

function placeOf(tensor: TensorProto): { location: string; offset: number; length: number | undefined } {
  const entries = new Map((tensor.externalData ?? []).map(({ key = '', value = '' }) => [key, value]))
  const number = (key: string) => {
    const text = entries.get(key)
    if (text === undefined) return undefined
    if (!/^\d{1,15}$/.test(text))
      throw malformed(say('the {key} of {name} is {value}.', { key, name: show(tensor.name ?? '?'), value: show(text) }))
    return Number(text)
  }
  return { location: entries.get('location') ?? '', offset: number('offset') ?? 0, length: number('length') }
}

/**
 * The files beside the model that its tensors lie in. They lie in its own folder or below it: paths that lead out are refused.
 * @throws FormatError
 */
export function externalPaths(model: ModelProto): string[] {
  const paths = new Set<string>()
  const look = (tensor: TensorProto | undefined) => {
    if (tensor?.dataLocation === 1) paths.add(checkedPath(placeOf(tensor).location))
  }
  const lookAt = (nodes: readonly NodeProto[] = []) => {
    for (const { attribute = [] } of nodes) for (const { t } of attribute) look(t)
  }
  const { initializer = [], node } = model.graph ?? {}
  for (const tensor of initializer) look(tensor)
  lookAt(node)
  for (const one of model.functions ?? []) lookAt(one.node)
  return [...paths]
}

function checkedPath(path: string): string {
  const parts = path.split('/')
  const leaves = path === '' || /^[\\/]|^[a-zA-Z]:|\\|\0/.test(path) || parts.includes('..')
  if (!leaves) return path
  throw new FormatError({
    code: 'onnx-external-outside',
    message: say('the model keeps numbers in {path}, which is not beside it.', { path: show(path) }),
    fix: say('only files in the folder of the model are read: save it again with its data beside it.'),
    details: { path },
  })
}
