/** The door `striate/zoo`: models as published and as taught. */
export { alexNet } from './zoo/alexNet.ts'
export { type Lenet5Options, lenet5 } from './zoo/lenet5.ts'
export { lenet5Recipe, type Recipe } from './zoo/lenet5Recipe.ts'
export { vgg16 } from './zoo/vgg16.ts'
