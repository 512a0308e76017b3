/** What each class of Keras' layers becomes. */
import { activationLayers } from './activations.ts'
import { convolutions } from './convolutions.ts'
import { denseLayers } from './dense.ts'
import type { Convert } from './layerCall.ts'
import { mergingLayers } from './merging.ts'
import { normalizations } from './normalization.ts'
import { pooling } from './pooling.ts'
import { shapeLayers } from './shapes.ts'

export type { LayerCall, Origin } from './layerCall.ts'

export const conversions: ReadonlyMap<string, Convert> = new Map(
  Object.entries({
    ...shapeLayers,
    ...convolutions,
    ...denseLayers,
    ...pooling,
    ...normalizations,
    ...activationLayers,
    ...mergingLayers,
  }),
)
