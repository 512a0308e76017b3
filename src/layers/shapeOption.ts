/** The shape that a layer without inputs gives, as an option. */
import { wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import type { Shape } from '../values/shape.ts'

/** @throws OptionError for what is no shape of one to four sizes */
export function shapeOption(owner: string, shape: unknown): Shape {
  const isSize = (size: unknown) => Number.isInteger(size) && (size as number) >= 1 && (size as number) < 2 ** 31
  if (Array.isArray(shape) && shape.length >= 1 && shape.length <= 4 && shape.every(isSize)) return [...shape]
  throw wrongOption(owner, 'shape', shape, say('a list of one to four whole numbers of at least 1'))
}
