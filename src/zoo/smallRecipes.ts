/**
 * How ResNet-20 and the small net learn MNIST and Fashion-MNIST, at the size that the images have: within ten minutes on two
 * cores. Chosen on 10,000 training images held out, never on the test set: `bench/recipe.js` makes the choice again.
 */
import type { Augmentation } from '../data/augmentation.ts'
import { softmaxCrossEntropy } from '../losses/index.ts'
import { cosineRate, sgd, warmUp } from '../optimizers/index.ts'
import type { Recipe } from './lenet5Recipe.ts'
import { resnet } from './resnet.ts'
import { smallNet } from './smallNet.ts'

const greyImages = { channels: 1, size: 28 } as const

/** Digits keep their meaning when they are a little elsewhere, turned or bent; the last epoch sees them as they are. */
const digits: Augmentation = { shift: 1.5, rotate: 8, scale: 0.08, shear: 0.08, until: 0.8 }
/** Clothes have no left and right. */
const clothes: Augmentation = { flip: 0.5 }

const recipe = (model: Recipe['model'], epochs: number, augmentation: Augmentation): Recipe => ({
  model,
  epochs,
  options: {
    loss: softmaxCrossEntropy(),
    optimizer: sgd({
      learningRate: warmUp({ steps: 200, followedBy: cosineRate({ from: 0.1 }) }),
      momentum: 0.9,
      nesterov: true,
      weightDecay: 5e-4,
    }),
    batch: 64,
    augmentation,
  },
})

/** ResNet-20. */
export const resnet20Recipes = {
  mnist: () => recipe(resnet(20, greyImages), 5, digits),
  'fashion-mnist': () => recipe(resnet(20, greyImages), 5, clothes),
} as const

/** The small net. */
export const smallNetRecipes = {
  mnist: () => recipe(smallNet(greyImages), 5, digits),
  'fashion-mnist': () => recipe(smallNet(greyImages), 6, clothes),
} as const
