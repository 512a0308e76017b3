/** What named layers output for one image: each layer's own output, kept, as copies. */
import type { RealArray } from '../backends/backend.ts'
import { type RawImage, readImages } from '../graph/modelInput.ts'
import type { Shape } from '../values/shape.ts'
import { oneImage } from './checkImages.ts'
import { copy } from './predict.ts'
import { plainInput } from './use.ts'
import type { Uses } from './uses.ts'

/** What one layer output for one image. */
export interface FeatureMap {
  readonly layer: string
  /** Without the batch: [channels, height, width] or [features]. */
  readonly shape: Shape
  /** A copy. */
  readonly data: RealArray
}

export async function featureMapsOf(
  network: Uses,
  image: ArrayLike<number> | RawImage | { readonly data: ArrayLike<number> },
  layers: readonly string[],
): Promise<FeatureMap[]> {
  const { model } = network
  const data = oneImage('featureMaps', model, readImages('featureMaps', model, network.input, image))
  for (const name of layers) model.find(name)
  const use = { kind: 'inspect', batch: 1, input: plainInput(model.inputShape), keep: layers } as const
  return network.use(use, async (plan) => {
    plan.write(plan.values.raw, (raw) => copy(data, 0, raw))
    plan.writeStep()
    await plan.run('forward')
    return Promise.all(
      layers.map(async (layer) => {
        const value = plan.values.kept.get(layer)!
        return { layer, shape: value.shape.slice(1), data: (await plan.read(value)).slice() as RealArray }
      }),
    )
  })
}
