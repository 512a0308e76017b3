/** Dense layers on plain images: how the work is cut. A convolution whose kernel covers its whole input comes here too. */
import type { Value } from '../../values/value.ts'
import type { Lowering } from '../lowering.ts'
import { type Forward, stepFor } from './cut.ts'

export interface DenseSizes {
  readonly batch: number
  readonly features: number
  readonly units: number
}

export function plainForward(lowering: Lowering, sizes: DenseSizes, { x, weight, bias, y, activation }: Forward): void {
  const unitStep = stepFor(sizes.units, 64, 4)
  const scratch = lowering.workspace('tile', 8 * lowering.threads)
  lowering.call('contractPlain', Math.ceil(sizes.units / unitStep), {
    x,
    weight,
    bias,
    y,
    scratch,
    ...sizes,
    unitStep,
    ...activation,
  })
}

export function plainGradInput(lowering: Lowering, sizes: DenseSizes, dy: Value, weight: Value, dx: Value): void {
  const featureStep = Math.min(1024, stepFor(sizes.features, 16, 8))
  lowering.call('contractPlainGradInput', Math.ceil(sizes.features / featureStep), { dy, weight, dx, ...sizes, featureStep })
}

/** `xStep`: numbers from one image to the next in x. */
export function plainGradWeight(
  lowering: Lowering,
  sizes: DenseSizes,
  x: Value,
  dy: Value,
  dweight: Value,
  xStep = sizes.features,
): void {
  // The images' part stays in the first cache: 16 KiB; and long pieces of the weights' rows are read.
  const featureStep = Math.max(64, Math.min(1024, Math.floor(4096 / sizes.batch / 8) * 8))
  const featureChunks = Math.ceil(sizes.features / featureStep)
  const unitStep = stepFor(sizes.units, Math.ceil(64 / featureChunks), 4)
  lowering.call('contractPlainGradWeight', featureChunks * Math.ceil(sizes.units / unitStep), {
    x,
    dy,
    dweight,
    ...sizes,
    xStep,
    featureStep,
    unitStep,
  })
}
