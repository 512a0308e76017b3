/** The zoo by names, as the command line calls its models: what each is, and how it is made. */
import type { Model } from '../model/model.ts'
import { alexnet } from './alexnet.ts'
import { lenet5 } from './lenet5.ts'
import { lenet5Recipe, lenet1998Recipe, type Recipe } from './lenet5Recipe.ts'
import { mobilenetV2 } from './mobilenetV2.ts'
import { resnet } from './resnet.ts'
import { smallNet } from './smallNet.ts'
import { resnet20Recipes, smallNetRecipes } from './smallRecipes.ts'
import { squeezenet } from './squeezenet.ts'
import { vgg } from './vgg.ts'

/** What models of the zoo can be told by name. */
export interface ZooOptions {
  readonly classes?: number | undefined
  readonly channels?: number | undefined
  /** Height and width. */
  readonly size?: number | undefined
}

/** A model that has a name. */
export interface ZooModel {
  /** Who published it, and when. */
  readonly source: string
  /** With as many classes as were published, or others; `channels` and `size` only where `anyInput` says so. */
  make(options?: ZooOptions): Model
  /** Whether it is built for square images of any size, grey or in colour: then `make` takes `channels` and `size`, too. */
  readonly anyInput?: true
  /** How it is trained on data sets, where that has been chosen for it. */
  readonly recipes?: Readonly<Partial<Record<'mnist' | 'fashion-mnist', () => Recipe>>>
}

const vggs = 'Simonyan, Zisserman 2014'
const resnets = 'He, Zhang, Ren, Sun 2015'

/**
 * The models of the zoo by name, from the smallest idea to the largest.
 * @example
 * ```ts
 * import { zooModels } from 'striate/zoo'
 *
 * console.log(zooModels.resnet18!.make({ classes: 3 }).outputShape) // [ 3 ]
 * ```
 */
export const zooModels: Readonly<Record<string, ZooModel>> = {
  lenet5: {
    source: 'LeCun, Bottou, Bengio, Haffner 1998',
    make: (options) => lenet5({ activation: 'relu', pooling: 'max', ...options }),
    recipes: { mnist: lenet5Recipe },
  },
  'lenet5-1998': {
    source: 'LeCun, Bottou, Bengio, Haffner 1998',
    make: (options) => lenet5({ variant: '1998', ...options }),
    recipes: { mnist: lenet1998Recipe },
  },
  'smallnet-32': { source: 'Striate', make: smallNet, anyInput: true, recipes: smallNetRecipes },
  'smallnet-64': { source: 'Striate', make: (options) => smallNet({ size: 64, ...options }), anyInput: true },
  alexnet: { source: 'Krizhevsky, Sutskever, Hinton 2012', make: alexnet },
  'alexnet-one-tower': {
    source: 'Krizhevsky, Sutskever, Hinton 2012',
    make: (options) => alexnet({ variant: 'one-tower', ...options }),
  },
  'alexnet-torchvision': { source: 'Krizhevsky 2014', make: (options) => alexnet({ variant: 'torchvision', ...options }) },
  vgg11: { source: vggs, make: (options) => vgg('A', options) },
  'vgg11-bn': { source: vggs, make: (options) => vgg('A', { batchNorm: true, ...options }) },
  vgg13: { source: vggs, make: (options) => vgg('B', options) },
  vgg16: { source: vggs, make: (options) => vgg('D', options) },
  'vgg16-bn': { source: vggs, make: (options) => vgg('D', { batchNorm: true, ...options }) },
  vgg19: { source: vggs, make: (options) => vgg('E', options) },
  resnet18: { source: resnets, make: (options) => resnet(18, options) },
  resnet34: { source: resnets, make: (options) => resnet(34, options) },
  resnet50: { source: resnets, make: (options) => resnet(50, options) },
  resnet20: { source: resnets, make: (options) => resnet(20, options), anyInput: true, recipes: resnet20Recipes },
  resnet32: { source: resnets, make: (options) => resnet(32, options), anyInput: true },
  resnet56: { source: resnets, make: (options) => resnet(56, options), anyInput: true },
  'mobilenet-v2': { source: 'Sandler, Howard, Zhu, Zhmoginov, Chen 2018', make: mobilenetV2 },
  'squeezenet1.0': {
    source: 'Iandola, Han, Moskewicz, Ashraf, Dally, Keutzer 2016',
    make: (options) => squeezenet({ version: '1.0', ...options }),
  },
  'squeezenet1.1': {
    source: 'Iandola, Han, Moskewicz, Ashraf, Dally, Keutzer 2016',
    make: (options) => squeezenet({ version: '1.1', ...options }),
  },
}
