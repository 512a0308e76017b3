/**
 * The translation of a graph: operation by operation, constants are worked out, and what depends on the image becomes layers.
 * Nothing is guessed: what cannot be said exactly in layers is an error that names the operation.
 */
import { FormatError, StriateError } from '../../../errors/errors.ts'
import { show } from '../../../errors/options.ts'
import { say } from '../../../errors/say.ts'
import { reshape } from '../../../layers/reshape.ts'
import { type Shape, sizeOf } from '../../../values/shape.ts'
import type { ModelProto, ValueInfo } from '../proto/messages.ts'
import { Builder, type Place } from './builder.ts'
import { Constant } from './constant.ts'
import { malformed, unknownOperation, unsupported } from './errors.ts'
import { foldedArithmetic } from './fold/arithmetic.ts'
import { foldedReductions } from './fold/reductions.ts'
import { foldedShapes } from './fold/shapes.ts'
import { Node, type Translation, type Value } from './node.ts'
import type { Operation } from './operation.ts'
import { operationsOf } from './operations.ts'
import { translations } from './operators/index.ts'
import { constantOf, type ExternalFiles } from './tensors.ts'

const folds = new Map(Object.entries({ ...foldedArithmetic, ...foldedShapes, ...foldedReductions }))

/** A translated graph. */
export interface Translated {
  readonly builder: Builder
  /** The places of its outputs. */
  readonly outputs: readonly Place[]
  /** Names of the outputs in the file. */
  readonly outputNames: readonly string[]
}

/** @throws FormatError where something in it cannot be translated */
export function translate(model: ModelProto, files: ExternalFiles): Translated {
  const graph = model.graph ?? {}
  const initializers = graph.initializer ?? []
  const names = new Set(initializers.map(({ name }) => name))
  // Old files name their weights among the inputs, too.
  const inputs = (graph.input ?? []).filter(({ name }) => !names.has(name))
  if (inputs.length !== 1)
    throw malformed(
      say('it has {count} inputs ({names}); a model reads one image.', {
        count: inputs.length,
        names: inputs.map(({ name }) => show(name ?? '')).join(', '),
      }),
    )
  const { shape, batch } = inputShape(inputs[0]!)
  // A model reads images or lists of features: other shapes are made of a list first.
  const known = shape.length === 1 || shape.length === 3
  const builder = new Builder(known ? shape : [sizeOf(shape)])
  const translation: Translation = { builder, files, batch }
  const image = known ? builder.image : builder.add(entry, reshape({ shape }), [builder.image], [])
  const values = new Map<string, Value>([[inputs[0]!.name ?? '', image]])
  for (const tensor of initializers) values.set(tensor.name ?? '', constantOf(tensor, files))
  for (const operation of needed(operationsOf(model), graph.output ?? [])) translateOne(operation, values, translation)
  const outputs = (graph.output ?? []).map(({ name = '' }) => {
    const found = values.get(name)
    if (found && !(found instanceof Constant)) return found
    throw malformed(
      found
        ? say('its output {name} does not depend on the image.', { name: show(name) })
        : say('no operation gives its output {name}.', { name: show(name) }),
    )
  })
  return { builder, outputs, outputNames: (graph.output ?? []).map(({ name = '' }) => name) }
}

/** What errors call the model's entrance. */
const entry: Operation = { op: 'Reshape', domain: '', version: 0, name: 'input', inputs: [], outputs: [], attributes: new Map() }

/** The operations that some output needs. */
function needed(operations: readonly Operation[], outputs: readonly ValueInfo[]): Operation[] {
  const wanted = new Set(outputs.map(({ name }) => name))
  const kept = [...operations].reverse().filter((operation) => {
    if (!operation.outputs.some((name) => name !== '' && wanted.has(name))) return false
    for (const name of operation.inputs) wanted.add(name)
    return true
  })
  // What no one reads is not asked for: the mask of a dropout, the indices of a pooling.
  return kept.reverse().map((operation) => ({
    ...operation,
    outputs: operation.outputs.map((name) => (wanted.has(name) ? name : '')),
  }))
}

function translateOne(operation: Operation, values: Map<string, Value>, translation: Translation): void {
  const inputs = operation.inputs.map((name) => {
    if (name === '') return undefined
    const found = values.get(name)
    if (found) return found
    throw malformed(
      say('{op} of node {node} reads {name}, which nothing before it gives.', {
        op: operation.op,
        node: show(operation.name),
        name: show(name),
      }),
    )
  })
  const node = new Node(operation, inputs, translation)
  if (!inputs.some(Boolean) && operation.op !== 'Constant') throw node.fail(say('it has no inputs.'))
  const made = saidOf(operation, () => translatorOf(operation, inputs)(node))
  const outputs = Array.isArray(made) ? (made as readonly (Value | undefined)[]) : [made as Value]
  for (const [i, name] of operation.outputs.entries()) {
    if (name === '') continue
    const value = outputs[i]
    if (!value) throw node.fail(say('its output {number} is read.', { number: i + 1 }))
    values.set(name, value)
  }
}

/** Whether operations of that name are known: of values that depend on the image, or of constants alone. */
export function isKnown({ op, domain }: Pick<Operation, 'op' | 'domain'>): boolean {
  return domain === '' && (translations.has(op) || folds.has(op))
}

/** What a layer's own factory refuses is said of the operation. */
function saidOf<T>(operation: Operation, translated: () => T): T {
  try {
    return translated()
  } catch (cause) {
    if (!(cause instanceof StriateError) || cause instanceof FormatError) throw cause
    throw unsupported(operation, cause.data.message, cause.data.fix)
  }
}

/** Shape asks for no numbers; all else is worked out where all numbers are known. */
function translatorOf(operation: Operation, inputs: readonly (Value | undefined)[]) {
  const { op, domain } = operation
  const constant = inputs.every((input) => input === undefined || input instanceof Constant)
  const found = domain !== '' ? undefined : constant || op === 'Shape' ? folds.get(op) : translations.get(op)
  // A constant can be broadcast to the batch: then it is one for each image.
  const batched = constant && op === 'Expand' && inputs[1] instanceof Constant && Number.isNaN(inputs[1].data[0])
  if (batched) return translations.get(op)!
  if (!found) throw unknownOperation(operation)
  return found
}

/** The shape without the batch, and the batch: NaN where it may be any. */
function inputShape({ name = '', type }: ValueInfo): { shape: Shape; batch: number } {
  const dims = type?.tensorType?.shape?.dim
  const shown = (dims ?? []).map(({ dimValue, dimParam }) => (dimValue === undefined ? dimParam || '?' : dimValue)).join(', ')
  const [batch, ...sizes] = (dims ?? []).map(({ dimValue }) => dimValue)
  if (!dims || sizes.length === 0 || sizes.some((size) => size === undefined || size < 1))
    throw malformed(
      say('its input {name} has the shape [{shape}]; known must be all but the first, the number of images.', {
        name: show(name),
        shape: shown,
      }),
    )
  return { shape: sizes as number[], batch: batch ?? Number.NaN }
}
