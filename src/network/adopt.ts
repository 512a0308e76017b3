/** Weights from elsewhere, in part: by name, where the shapes are the same. */
import { OptionError } from '../errors/errors.ts'
import { booleanOption, knownOptions, wrongOption } from '../errors/options.ts'
import { type Sentence, say } from '../errors/say.ts'
import { type Shape, sameShape, showShape } from '../values/shape.ts'
import { type Elsewhere, renamed } from './renamed.ts'
import type { GivenTensors, TensorRecord } from './weights.ts'

/** A network, here or in a worker, or tensors by name. */
export type AdoptedFrom = { parameters(): Promise<TensorRecord> } | GivenTensors

/** How weights are adopted. */
export interface AdoptOptions extends Elsewhere {
  /**
   * Takes what is there under the same name and in the same shape, and leaves the rest as it was. Default false: every number of
   * the network must be given, and no other.
   */
  readonly partial?: boolean | undefined
}

/** What became of the tensors, by name. */
export interface Adopted {
  /** Those that the network has now. */
  readonly adopted: readonly string[]
  /** Those of the network that were not given, and are as they were. */
  readonly kept: readonly string[]
  /** Those that were given in another shape, and are as they were: a head with other classes. */
  readonly reshaped: readonly string[]
  /** Those that were given and that the network does not have. */
  readonly unused: readonly string[]
}

/** Whoever holds the numbers of a network. */
export interface Adopter {
  readonly model: { readonly name: string }
  /** Of all that it has, by name. */
  readonly shapes: Readonly<Record<string, Shape>>
  /** Checks these, and writes them at the next turn: all, or some. */
  write(record: GivenTensors, some: boolean): Promise<void>
}

/** What `Network.adopt` does. @throws OptionError, ShapeError */
export async function adopt(net: Adopter, from: AdoptedFrom, options?: AdoptOptions): Promise<Adopted> {
  const { partial = false, ...elsewhere } = knownOptions('adopt', options, ['partial', 'rename', 'weightOrder'])
  booleanOption('adopt', 'partial', partial)
  const given = renamed(await tensorsOf(from), elsewhere)
  const own = net.shapes
  const named = Object.keys(own)
  const unused = Object.keys(given).filter((name) => !Object.hasOwn(own, name))
  if (!partial) {
    await net.write(given, false)
    return { adopted: named, kept: [], reshaped: [], unused }
  }
  const fits = (name: string) => Array.isArray(given[name]?.shape) && sameShape(given[name].shape, own[name]!)
  const adopted = named.filter((name) => Object.hasOwn(given, name) && fits(name))
  const reshaped = named.filter((name) => Object.hasOwn(given, name) && !fits(name))
  if (adopted.length === 0) throw nothingFits(net.model.name, own, given, reshaped)
  await net.write(Object.fromEntries(adopted.map((name) => [name, given[name]!])), true)
  return { adopted, kept: named.filter((name) => !Object.hasOwn(given, name)), reshaped, unused }
}

/** The tensors of a network, or those that are given. @throws OptionError for what is neither */
export async function tensorsOf(from: AdoptedFrom): Promise<GivenTensors> {
  if (typeof from !== 'object' || from === null) throw wrongOption('adopt', say('the weights'), from, say('tensors by name'))
  return typeof from.parameters === 'function' ? from.parameters() : (from as GivenTensors)
}

function nothingFits(
  model: string,
  own: Readonly<Record<string, Shape>>,
  given: GivenTensors,
  reshaped: readonly string[],
): OptionError {
  const list = (shapes: readonly (readonly [string, Shape | undefined])[]) =>
    shapes
      .slice(0, 3)
      .map(([name, shape]) => `${name} ${Array.isArray(shape) ? showShape(shape) : ''}`.trim())
      .concat(shapes.length > 3 ? ['…'] : [])
      .join(', ')
  const numbers: Sentence[] = [say('it has {names}', { names: list(Object.entries(own)) })]
  const others = Object.entries(given).map(([name, tensor]) => [name, tensor?.shape] as const)
  if (others.length > 0) numbers.push(say('the weights have {names}', { names: list(others) }))
  return new OptionError({
    code: 'nothing-adopted',
    message:
      reshaped.length > 0
        ? say('none of the weights has the shape that "{model}" has under its name.', { model })
        : say('none of the weights has a name that "{model}" uses.', { model }),
    numbers,
    fix: say('rename the tensors, or use weights of a model with the same layers.'),
  })
}
