/** The door `striate/zoo`: models as published and as taught, and weights that were published for them. */
export type { DownloadOptions } from './hub/download.ts'
export type { HubFile } from './hub/hubFile.ts'
export { type ImagenetInputOptions, imagenetInput } from './hub/imagenetInput.ts'
export { imagenetNames } from './hub/imagenetNames.ts'
export {
  type PretrainedOptions,
  type PretrainedSource,
  type PublishedWeights,
  pretrained,
  pretrainedWeights,
} from './hub/pretrained.ts'
export { type PublishedImages, type PublishedModel, publishedModels } from './hub/publishedModels.ts'
export type { WeightNaming } from './hub/timmNames.ts'
export { type AlexnetOptions, alexnet } from './zoo/alexnet.ts'
export { type Lenet5Options, lenet5 } from './zoo/lenet5.ts'
export { lenet5Recipe, lenet1998Recipe, type Recipe } from './zoo/lenet5Recipe.ts'
export { type MobilenetV2Options, mobilenetV2 } from './zoo/mobilenetV2.ts'
export { type ResnetOptions, resnet } from './zoo/resnet.ts'
export { type SmallNetOptions, smallNet } from './zoo/smallNet.ts'
export { type SqueezenetOptions, squeezenet } from './zoo/squeezenet.ts'
export { type VggOptions, vgg } from './zoo/vgg.ts'
export { type ZooModel, zooModels } from './zoo/zooModels.ts'
