/** Checks of a layer's input shapes that several layers share. The model adds the layer's place to what they throw. */

import { OptionError, ShapeError } from '../errors/errors.ts'
import { asIs, type Sentence, say } from '../errors/say.ts'
import { type Shape, showShape, sizeOf } from '../values/shape.ts'

/** The one input as an image [channels, height, width]. */
export function imageInput(kind: string, [shape]: readonly [Shape]): readonly [number, number, number] {
  if (shape.length === 3) return shape as unknown as readonly [number, number, number]
  const flat = shape.length === 1
  throw new ShapeError({
    code: 'not-an-image',
    message: flat
      ? say('{kind} reads images [channels, height, width], but its input is flat.', { kind })
      : say('{kind} reads images [channels, height, width], but its input has {count} dimensions.', {
          kind,
          count: shape.length,
        }),
    numbers: [say('input {shape}', { shape: showShape(shape) })],
    fix: flat
      ? say('put {kind} before flatten() and dense().', { kind })
      : say('give the model an input of [channels, height, width].'),
    details: { input: shape },
  })
}

/** The one input as a list of features. */
export function flatInput(kind: string, [shape]: readonly [Shape]): number {
  const [features] = shape
  if (shape.length === 1 && features !== undefined) return features
  throw new ShapeError({
    code: 'not-flat',
    message:
      shape.length === 3
        ? say('{kind} reads a flat list of features, but its input is an image.', { kind })
        : say('{kind} reads a flat list of features, but its input has {count} dimensions.', { kind, count: shape.length }),
    numbers: [say('input {shape}', { shape: showShape(shape) })],
    fix:
      shape.length === 3
        ? say('put flatten() before it ({sizes} = {features} features).', { sizes: shape.join(' · '), features: sizeOf(shape) })
        : say('put flatten() before it ({sizes} = {features} features); or, for each row by itself, set onLastAxis: true.', {
            sizes: shape.join(' · '),
            features: sizeOf(shape),
          }),
    details: { input: shape },
  })
}

/** The error of inputs that should agree: one line for each input, of the first sixteen. */
export function unequalInputs(code: string, message: Sentence, inputs: readonly Shape[], fix: Sentence): ShapeError {
  const most = 16
  const numbers = inputs
    .slice(0, most)
    .map((shape, i) => say('input {number}: {shape}', { number: i + 1, shape: showShape(shape) }))
  if (inputs.length > most) numbers.push(say('… and {count} more', { count: inputs.length - most }))
  return new ShapeError({ code, message, numbers, fix, details: { inputs: inputs.slice(0, most) } })
}

/** Groups of equally many channels of the input. `filters`: the groups must divide these as well. */
export function checkGroups(groups: number, input: Shape, filters?: number): void {
  const channels = input[0]!
  if (channels % groups === 0) return
  throw new ShapeError({
    code: 'groups',
    message: say('groups must divide the number of input channels.'),
    numbers: [
      say('{channels} channels / {groups} groups = {quotient}', {
        channels,
        groups,
        quotient: Number((channels / groups).toFixed(2)),
      }),
    ],
    fix: divisorsOf(channels, filters),
    details: { input, groups },
  })
}

/** Groups of equally many filters. */
export function checkFilterGroups(
  owner: string,
  { filters, groups }: { readonly filters: number; readonly groups: number },
): void {
  if (filters % groups === 0) return
  throw new OptionError({
    code: 'groups',
    message: say('{owner}: groups must divide the number of filters.', { owner }),
    numbers: [
      say('{filters} filters / {groups} groups = {quotient}', {
        filters,
        groups,
        quotient: Number((filters / groups).toFixed(2)),
      }),
    ],
    fix: divisorsOf(filters),
    details: { filters, groups },
  })
}

/** `groups 1, 2, 3 or 6.`: the common divisors, the largest eight of them. */
export function divisorsOf(a: number, b = a): Sentence {
  const divisors = Array.from({ length: Math.min(a, b, 4096) }, (_, i) => i + 1)
    .filter((d) => a % d === 0 && b % d === 0)
    .slice(-8)
  const last = divisors.pop()!
  return divisors.length
    ? say('set groups to {divisors} or {last}.', { divisors: divisors.join(', '), last })
    : asIs(`groups ${last}.`)
}
