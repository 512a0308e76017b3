/**
 * Every element times one number: y = factor · x. The gradient of x is the same op on dy.
 *
 *   scale   inputs x   outputs y, of the shape of x
 */
import type { Value } from '../../values/value.ts'
import { op } from '../signature.ts'

export interface ScaleAttributes {
  readonly factor: number
}

export const scale = op<ScaleAttributes, [x: Value], [y: Value]>('x > x')
