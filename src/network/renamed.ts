/** Tensors from elsewhere under the names and in the orders that are wanted here. */
import { OptionError } from '../errors/errors.ts'
import { choiceOption, show, wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import type { GivenTensor, GivenTensors } from './weights.ts'

/** What is looked for in a name, and what it becomes, as `String.replace` has it: `[/^backbone\./, '']`. */
export type Renaming = readonly [search: RegExp | string, replacement: string]

/** How tensors are called and ordered elsewhere. */
export interface Elsewhere {
  /** Changes of names, one or several, in their order: PyTorch Lightning's `[/^model\./, '']`. */
  readonly rename?: Renaming | readonly Renaming[] | undefined
  /**
   * The order of the axes of weights. 'OIHW' (default): filters, channels, height, width, and [outputs, inputs], as here and in
   * PyTorch. 'HWIO': height, width, channels, filters, and [inputs, outputs], as in TensorFlow, Keras and Flax.
   */
  readonly weightOrder?: 'OIHW' | 'HWIO' | undefined
}

/** @throws OptionError for wrong options, and where two tensors get one name */
export function renamed(record: GivenTensors, { rename, weightOrder = 'OIHW' }: Elsewhere): GivenTensors {
  choiceOption('adopt', 'weightOrder', weightOrder, ['OIHW', 'HWIO'])
  if (rename === undefined && weightOrder === 'OIHW') return record
  const renamings = listOf(rename)
  const made: Record<string, GivenTensor> = Object.create(null)
  for (const [name, tensor] of Object.entries(record)) {
    const own = renamings.reduce((text, [search, replacement]) => text.replace(search, replacement), name)
    if (own in made)
      throw new OptionError({
        code: 'renamed-twice',
        message: say('adopt: rename gives two tensors the name {name}.', { name: show(own) }),
        fix: say('rename them apart: an expression that begins with ^ changes the beginning alone.'),
      })
    made[own] = weightOrder === 'HWIO' ? inOwnOrder(tensor) : tensor
  }
  return made
}

function listOf(rename: unknown): readonly Renaming[] {
  if (rename === undefined) return []
  const isOne = (pair: unknown): pair is Renaming =>
    Array.isArray(pair) &&
    pair.length === 2 &&
    (typeof pair[0] === 'string' || pair[0] instanceof RegExp) &&
    typeof pair[1] === 'string'
  if (isOne(rename)) return [rename]
  if (Array.isArray(rename) && rename.every(isOne)) return rename
  throw wrongOption('adopt', 'rename', rename, say('a pair such as ["backbone.", ""], or a list of such pairs'))
}

/** [h, w, i, o] as [o, i, h, w], and [i, o] as [o, i]; others have one order alone. */
function inOwnOrder(tensor: GivenTensor): GivenTensor {
  const { shape } = tensor
  if (!Array.isArray(shape) || (shape.length !== 4 && shape.length !== 2)) return tensor
  const [inputs, outputs] = shape.slice(-2) as [number, number]
  const places = shape.length === 4 ? shape[0]! * shape[1]! : 1
  return {
    shape: shape.length === 4 ? [outputs, inputs, shape[0]!, shape[1]!] : [outputs, inputs],
    get data() {
      const data = tensor.data as Float32Array | Float64Array
      const made = data instanceof Float64Array ? new Float64Array(data.length) : new Float32Array(data.length)
      let to = 0
      for (let o = 0; o < outputs; o++)
        for (let i = 0; i < inputs; i++)
          for (let place = 0; place < places; place++) made[to++] = data[(place * inputs + i) * outputs + o]!
      return made
    },
  }
}
