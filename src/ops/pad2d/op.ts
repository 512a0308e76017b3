/**
 * A border around images. Outside the image stands
 *
 *   constant   a value                              v v | a b c d | v v
 *   reflect    the image, mirrored at its edge      c b | a b c d | c b   (the edge itself is not repeated)
 *   edge       the nearest pixel                    a a | a b c d | d d
 *
 *   pad2d      inputs x [N, C, H, W]         outputs y [N, C, top + H + bottom, left + W + right]
 *   pad2dGrad  inputs dy, of the shape of y  outputs dx [N, C, H, W]: the sum of dy over all places that show a pixel
 *
 * Reflection needs sides below H and W. The modes are those of ONNX's Pad and of NumPy. Cost: one copy.
 */
import { say } from '../../errors/say.ts'
import type { Value } from '../../values/value.ts'
import { op } from '../signature.ts'

export type PadMode = 'constant' | 'reflect' | 'edge'

export interface Pad2dAttributes extends Pad2dGradAttributes {
  /** Of mode 'constant'. */
  readonly value: number
}
export interface Pad2dGradAttributes {
  /** [top, left, bottom, right] */
  readonly padding: readonly [number, number, number, number]
  readonly mode: PadMode
}

/** Whether the one is the other with its border. */
function fits({ padding: [top, left, bottom, right], mode }: Pad2dGradAttributes, image: Value, padded: Value): boolean {
  const [N, C, H, W] = image.shape as readonly [number, number, number, number]
  const sizes = [N, C, top + H + bottom, left + W + right]
  const inside = mode !== 'reflect' || (Math.max(top, bottom) < H && Math.max(left, right) < W)
  return inside && padded.shape.length === 4 && sizes.every((size, i) => size === padded.shape[i])
}

const wrong = say('the border does not fit the image.')

export const pad2d = op<Pad2dAttributes, [x: Value], [y: Value]>('x > y', {
  check: (attributes, [x], [y]) => (fits(attributes, x, y) ? undefined : wrong),
})
export const pad2dGrad = op<Pad2dGradAttributes, [dy: Value], [dx: Value]>('dy > dx', {
  check: (attributes, [dy], [dx]) => (fits(attributes, dx, dy) ? undefined : wrong),
})
