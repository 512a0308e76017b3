/** The door `striate/zoo`: models as published and as taught. */
export { type Lenet5Options, lenet5 } from './zoo/lenet5.ts'
export { lenet5Recipe, type Recipe } from './zoo/lenet5Recipe.ts'
