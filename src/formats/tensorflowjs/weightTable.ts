/** The weights of a model by the layers that they belong to; each is taken once, and none is left over. */
import { show } from '../../errors/options.ts'
import { asIs, type Sentence, say } from '../../errors/say.ts'
import { type Shape, sameShape, showShape } from '../../values/shape.ts'
import { fileError } from '../fileError.ts'
import type { Fail } from './fields.ts'
import type { ManifestTensor } from './manifest.ts'

/** Of a longer name the last parts: layer, cell, and some of the models in which it lies. */
const mostParts = 8

export class WeightTable {
  readonly #file: string
  readonly #tensors: readonly ManifestTensor[]
  /** By each part of their names and the last: 'outer/conv/kernel' is found as 'outer/kernel' and 'conv/kernel'. */
  readonly #byParts = new Map<string, ManifestTensor[]>()
  readonly #taken = new Set<ManifestTensor>()

  constructor(tensors: readonly ManifestTensor[], file: string) {
    this.#tensors = tensors
    this.#file = file
    for (const tensor of tensors) {
      const parts = tensor.name.replace(/:\d+$/, '').split('/')
      const last = parts.pop()!
      for (const part of new Set(parts.slice(-mostParts))) {
        const key = `${part}/${last}`
        const list = this.#byParts.get(key)
        if (list) list.push(tensor)
        else this.#byParts.set(key, [tensor])
      }
    }
  }

  /**
   * The weight of a layer, which may go by one of several names. Where layers of that name lie in several models, the path to
   * this one decides.
   * @throws FormatError where it is missing, of another shape, or taken already
   */
  take(path: readonly string[], names: readonly string[], shape: Shape, fail: Fail): Float32Array {
    const layer = path.at(-1)!
    const found = names.flatMap((name) => this.#byParts.get(`${layer}/${name}`) ?? [])
    const exact = found.filter((tensor) => names.some((name) => tensor.name === `${layer}/${name}`))
    const within = found.filter((tensor) => path.every((part) => tensor.name.split('/').includes(part)))
    const [tensor, other] = exact.length === 1 ? exact : within.length === 1 ? within : found
    if (!tensor) throw fail(say('its weight {name} is missing.', { name: show(names[0]) }), this.#known())
    if (other)
      throw fail(
        say('two weights may be its {name}: {first} and {second}.', {
          name: show(names[0]),
          first: show(tensor.name),
          second: show(other.name),
        }),
      )
    if (this.#taken.has(tensor))
      throw fail(
        say('it is called more than once, and its calls share the weight {name}: layers here have weights of their own.', {
          name: show(tensor.name),
        }),
        say('save the model with a layer for each call, and copies of the weights.'),
      )
    this.#taken.add(tensor)
    if (!sameShape(tensor.shape, shape))
      throw fail(
        say('its weight {name} must be {wanted}; it is {found}.', {
          name: show(tensor.name),
          wanted: showShape(shape),
          found: showShape(tensor.shape),
        }),
      )
    if (tensor.data instanceof Float32Array) return tensor.data
    throw fail(say('its weight {name} is not of real numbers.', { name: show(tensor.name) }))
  }

  /** @throws FormatError where weights belong to no layer: something of the model was not understood */
  refuseLeftOver(): void {
    const left = this.#tensors.filter((tensor) => !this.#taken.has(tensor))
    if (left.length === 0) return
    throw fileError(this.#file, 'unused-weights', say('weights of it belong to no layer.'), [asIs(listOf(left))])
  }

  #known(): Sentence | undefined {
    return this.#tensors.length === 0 ? undefined : say('the weights are named {names}.', { names: listOf(this.#tensors) })
  }
}

/** The first names of some weights. */
function listOf(tensors: readonly ManifestTensor[]): string {
  const names = tensors.slice(0, 6).map(({ name }) => show(name))
  return names.join(', ') + (tensors.length > names.length ? ' …' : '')
}
