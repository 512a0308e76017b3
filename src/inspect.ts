/** The door `striate/inspect`: what a network sees and what it looks at, in numbers. Figures of them are in `striate/figures`. */
export {
  type EffectiveField,
  type EffectiveFieldOptions,
  effectiveReceptiveField,
  type UntrainedModel,
} from './inspect/effectiveReceptiveField.ts'
export { type Familiarity, type FamiliarLayers, type Unlikeness, unlikeness } from './inspect/familiarity.ts'
export { type FilterImage, featureMaps, filtersOf } from './inspect/featureMaps.ts'
export type { FieldMeasures, GaussianFit } from './inspect/fieldMeasures.ts'
export type { Gaussians } from './inspect/gaussians.ts'
export type { InspectedImage, InspectedNetwork } from './inspect/lookedAt.ts'
export { type OcclusionMap, type OcclusionOptions, occlusionMap } from './inspect/occlusion.ts'
export { type LayerField, type PixelBox, receptiveField } from './inspect/receptiveField.ts'
export { type Saliency, type SaliencyKind, type SaliencyOptions, saliency } from './inspect/saliency.ts'
export { measureFamiliarity } from './training/measureFamiliarity.ts'
