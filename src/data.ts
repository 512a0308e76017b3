/** The door `striate/data`: data sets, the readers that make them, and what training draws from them. */
export { type BatchArrays, Dataset, type DatasetParts, type Normalization, type Picture } from './data/dataset.ts'
export { dataset, type DatasetOptions } from './data/fromArrays.ts'
