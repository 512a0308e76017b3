/** The door `striate/zoo`: models as published and as taught. */
export { type AlexnetOptions, alexnet } from './zoo/alexnet.ts'
export { type Lenet5Options, lenet5 } from './zoo/lenet5.ts'
export { lenet5Recipe, type Recipe } from './zoo/lenet5Recipe.ts'
export { type MobilenetV2Options, mobilenetV2 } from './zoo/mobilenetV2.ts'
export { type ResnetOptions, resnet } from './zoo/resnet.ts'
export { type SqueezenetOptions, squeezenet } from './zoo/squeezenet.ts'
export { type VggOptions, vgg } from './zoo/vgg.ts'
export { type ZooModel, zooModels } from './zoo/zooModels.ts'
