/** Checks of a layer's input shapes that several layers share. The model adds the layer's place to what they throw. */
import { ShapeError } from '../errors/errors.ts'
import { type Shape, showShape, sizeOf } from '../values/shape.ts'

/** The one input as a picture [channels, height, width]. */
export function pictureInput(kind: string, [shape]: readonly [Shape]): readonly [number, number, number] {
  if (shape.length === 3) return shape as unknown as readonly [number, number, number]
  const flat = shape.length === 1
  throw new ShapeError({
    code: 'not-a-picture',
    message: `${kind} reads pictures [channels, height, width], and its input ${flat ? 'is flat' : `has ${shape.length} sizes`}.`,
    numbers: [`input ${showShape(shape)}`],
    fix: flat ? `put ${kind} before flatten() and dense().` : 'give the model an input of [channels, height, width].',
    details: { input: shape },
  })
}

/** The one input as a list of features. */
export function flatInput(kind: string, [shape]: readonly [Shape]): number {
  const [features] = shape
  if (shape.length === 1 && features !== undefined) return features
  throw new ShapeError({
    code: 'not-flat',
    message: `${kind} reads a flat list of features, and its input is ${shape.length === 3 ? 'a picture' : `of ${shape.length} sizes`}.`,
    numbers: [`input ${showShape(shape)}`],
    fix: `put flatten() before it (${shape.join(' · ')} = ${sizeOf(shape)} features).`,
    details: { input: shape },
  })
}

/** The error of inputs that should agree: one line an input, of the first sixteen. */
export function unequalInputs(code: string, message: string, inputs: readonly Shape[], fix: string): ShapeError {
  const most = 16
  const numbers = inputs.slice(0, most).map((shape, i) => `input ${i + 1}: ${showShape(shape)}`)
  if (inputs.length > most) numbers.push(`… ${inputs.length - most} more`)
  return new ShapeError({ code, message, numbers, fix, details: { inputs: inputs.slice(0, most) } })
}
