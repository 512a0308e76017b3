/** One operation in translation: its inputs as they are known here, its attributes, and the way to add layers. */
import { asIs, type Sentence, say } from '../../../errors/say.ts'
import { constantTensor } from '../../../layers/constantTensor.ts'
import type { Layer } from '../../../layers/layer.ts'
import { parameter } from '../../../layers/parameter.ts'
import type { Attribute } from '../proto/messages.ts'
import { type Builder, type LayerWeights, layerNames, type Place } from './builder.ts'
import { Constant, fractions } from './constant.ts'
import { unsupported } from './errors.ts'
import type { Operation } from './operation.ts'
import { constantOf, type ExternalFiles } from './tensors.ts'

/** A value of the graph: numbers that are known, or what a layer gives. */
export type Value = Place | Constant

/** What all operations of a file share. */
export interface Translation {
  readonly builder: Builder
  readonly files: ExternalFiles
  /** How many images the file was written for; NaN: any number. */
  readonly batch: number
}

export class Node {
  readonly operation: Operation
  readonly inputs: readonly (Value | undefined)[]
  readonly translation: Translation

  constructor(operation: Operation, inputs: readonly (Value | undefined)[], translation: Translation) {
    this.operation = operation
    this.inputs = inputs
    this.translation = translation
  }

  get version(): number {
    return this.operation.version
  }

  fail(why: Sentence, fix?: Sentence): never {
    throw unsupported(this.operation, why, fix)
  }

  #attribute<K extends keyof Attribute>(name: string, field: K): Attribute[K] | undefined {
    const found = this.operation.attributes.get(name)
    if (!found) return undefined
    // A zero or an empty list is not written; the type tells that it is meant.
    return found[field]
  }

  has(name: string): boolean {
    return this.operation.attributes.has(name)
  }

  int(name: string, otherwise: number): number {
    return this.has(name) ? (this.#attribute(name, 'i') ?? 0) : otherwise
  }

  float(name: string, otherwise: number): number {
    return this.has(name) ? (this.#attribute(name, 'f') ?? 0) : otherwise
  }

  ints(name: string): readonly number[] | undefined {
    return this.has(name) ? (this.#attribute(name, 'ints') ?? []) : undefined
  }

  floats(name: string): readonly number[] | undefined {
    return this.has(name) ? (this.#attribute(name, 'floats') ?? []) : undefined
  }

  text(name: string, otherwise: string): string {
    const bytes = this.#attribute(name, 's')
    return this.has(name) ? new TextDecoder().decode(bytes ?? new Uint8Array()) : otherwise
  }

  /** One of some words. */
  choice<W extends string>(name: string, otherwise: W, known: readonly W[]): W {
    const found = this.text(name, otherwise)
    const word = known.find((one) => one === found)
    return word ?? this.fail(say('its {attribute} is {value}.', { attribute: name, value: found }))
  }

  tensor(name: string): Constant | undefined {
    const tensor = this.#attribute(name, 't')
    return tensor && constantOf(tensor, this.translation.files, undefined)
  }

  /** An input that a layer gives. */
  place(i: number): Place {
    const found = this.inputs[i]
    if (found && !(found instanceof Constant)) return found
    return this.fail(found ? say('its input {number} is a constant.', { number: i + 1 }) : missing(i))
  }

  /** An input that is known; undefined where it was left out. */
  constant(i: number): Constant | undefined {
    const found = this.inputs[i]
    if (found === undefined || found instanceof Constant) return found
    return this.fail(say('its input {number} depends on the image; it must be a constant.', { number: i + 1 }))
  }

  /** An input that is known and must be there. */
  known(i: number): Constant {
    return this.constant(i) ?? this.fail(missing(i))
  }

  /** Whole numbers from an attribute of old versions, or from an input of new ones; undefined where neither is there. */
  wholes(attribute: string, input: number): readonly number[] | undefined {
    const found = this.inputs[input]
    return found ? Array.from(this.known(input).data) : this.ints(attribute)
  }

  /** Adds a layer, named as the node or as its weights. */
  add(layer: Layer, inputs: readonly Place[], weights?: LayerWeights, named?: Constant): Place {
    const { builder } = this.translation
    return builder.add(this.operation, layer, inputs, layerNames(this.operation, named), weights)
  }

  /**
   * An axis as layers count them, without the batch; of `count` axes with the batch.
   * @throws FormatError where it is the batch, or none
   */
  axis(axis: number, count: number): number {
    const found = axis < 0 ? axis + count : axis
    if (!(Number.isInteger(found) && found >= 0 && found < count))
      this.fail(say('there is no axis {axis} of {count}.', { axis, count }))
    if (found === 0) this.fail(say('it goes along axis 0, the batch: images are never mixed.'))
    return found - 1
  }

  /**
   * A constant as what a layer gives, of as many axes as `place` has, to be broadcast: one number stands in the model, those of
   * an initializer are parameters that learn, and others are constants.
   */
  constantPlace(constant: Constant, rank: number): Place {
    const missingAxes = rank + 1 - constant.shape.length
    const padded = missingAxes >= 0 ? [...Array.from({ length: missingAxes }, () => 1), ...constant.shape] : constant.shape
    const leading = padded.slice(0, padded.length - rank)
    if (leading.some((size) => size !== 1))
      this.fail(
        say('it joins a constant of the shape [{shape}] with what depends on the image.', { shape: constant.shape.join(', ') }),
      )
    const shape = padded.slice(padded.length - rank)
    const { builder } = this.translation
    const own = layerNames(this.operation).map((name) => `${name}.constant`)
    if (constant.size === 1) return builder.add(this.operation, constantTensor({ shape, values: constant.data[0]! }), [], own)
    const learns = constant.name !== undefined && !constant.whole
    const layer = learns ? parameter({ shape }) : constantTensor({ shape })
    const names = constant.name === undefined ? own : [constant.name, ...own]
    return builder.add(this.operation, layer, [], names, { value: constant.as(shape) })
  }
}

const missing = (i: number) => say('its input {number} is missing.', { number: i + 1 })

/** A number to be broadcast to a place. */
export function numberPlace(node: Node, value: number, to: Place): Place {
  return node.constantPlace(fractions([], Float32Array.of(value)), to.shape.length)
}

/** What translates an operation: the values of its outputs. */
export type Translate = (node: Node) => Value | readonly (Value | undefined)[]

/** A number as text in a sentence. */
export const listText = (list: readonly number[]): Sentence => asIs(`[${list.join(', ')}]`)
