/** The door `striate/data`: data sets, the readers that make them, and what training draws from them. */

export { type Augmentation, augmentation } from './data/augmentation.ts'
export { type BatchArrays, Dataset, type DatasetParts, type ImageTensor, type Normalization } from './data/dataset.ts'
export { type DatasetOptions, dataset } from './data/fromArrays.ts'
export { type IdxArray, type IdxData, parseIdx, readIdx, writeIdx } from './data/idx.ts'
export { type IdxDatasetOptions, idxDataset } from './data/idxDataset.ts'
export { type MnistOptions, mnist } from './data/mnist.ts'
export { folderStorage } from './storage/folderStorage.ts'
export { memoryStorage } from './storage/memoryStorage.ts'
export type { Lock, Storage } from './storage/storage.ts'
export { webStorage } from './storage/webStorage.ts'
