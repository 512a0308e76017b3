/** The names of a model's layers, which its weights and errors go by. */

import { OptionError } from '../errors/errors.ts'
import { longestName, show } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { shortened } from '../errors/shortened.ts'
import type { Layer } from '../layers/layer.ts'
import { wholeText } from '../text/numbers.ts'
import type { Joined } from './node.ts'

/** More layers than any network has; the streams of random numbers are counted for more. */
const mostLayers = 2 ** 14

/** @throws OptionError where a model has more layers than any network */
export function refuseTooManyLayers(model: string, layers: number): void {
  if (layers <= mostLayers) return
  throw new OptionError({
    code: 'too-many-layers',
    message: say('{model} has {layers} layers; a model has at most {most}.', {
      model,
      layers: wholeText(layers),
      most: wholeText(mostLayers),
    }),
    fix: say('split it into several models.'),
  })
}

/**
 * The name of each layer, checked.
 * @throws OptionError where there are no layers or too many, a name is not a name, or is used twice
 */
export function nameLayers(model: string, joined: readonly Joined[]): string[] {
  if (joined.length === 0)
    throw new OptionError({
      code: 'no-layers',
      message: say('{model} has no layers.', { model: show(model) }),
      fix: say('give at least one layer.'),
    })
  refuseTooManyLayers(show(model), joined.length)
  const called = namesOf(joined.map(({ layer }) => layer))
  const positions = new Map<string, number>()
  return joined.map(({ layer }, position) => {
    const kind = kindOf(layer)
    // It is refused where its behaviour is looked up, and said of its place.
    if (!kind) return ''
    const name = called[position]
    if (typeof name !== 'string' || name === '' || name === 'input' || name.length > longestName)
      throw new OptionError({
        code: 'layer-name',
        message: say('layer {number} of {model} cannot be named {name}.', {
          number: position + 1,
          model: show(model),
          name: show(name),
        }),
        fix:
          name === 'input'
            ? say('choose another name.')
            : say('a name is a string of 1 to {most} characters.', { most: longestName }),
      })
    const first = positions.get(name)
    if (first !== undefined)
      throw new OptionError({
        code: 'name-twice',
        message: say('layers {first} and {second} of {model} are both named {name}.', {
          first: first + 1,
          second: position + 1,
          model: show(model),
          name: show(name),
        }),
        fix: say('give each layer a name of its own.'),
      })
    positions.set(name, position)
    return name
  })
}

/**
 * The name of each layer: its own, or its kind with a number, which counts the layers of the kind (`conv2d2`). A name that is
 * said is not given to another: a layer that is put into a written model, in which all names are said, renames none.
 */
export function namesOf(layers: readonly (Layer | undefined)[]): unknown[] {
  const said = new Set<unknown>(layers.map((layer) => layer?.name))
  const counts = new Map<string, number>()
  return layers.map((layer) => {
    const kind = kindOf(layer)
    let count = (counts.get(kind) ?? 0) + 1
    if (layer?.name === undefined) while (said.has(`${kind}${count}`)) count++
    counts.set(kind, count)
    return layer?.name ?? `${kind}${count}`
  })
}

/** The kind of a layer as errors and names say it; '' of what is not a layer. */
export function kindOf(layer: Layer | undefined): string {
  return layer?.kind === undefined || typeof layer !== 'object' ? '' : shortened(String(layer.kind), 60)
}
