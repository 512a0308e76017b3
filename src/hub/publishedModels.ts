/**
 * Models of the zoo whose weights are published on the Hugging Face hub, as safetensors: by timm, which has torchvision's own
 * (`tv_in1k`) among others. Commits and hashes are those that the hub's pages show (files of April 2023); where a hash is not
 * known here, the one that the hub announces counts.
 */
import type { HubFile } from './hubFile.ts'
import type { WeightNaming } from './timmNames.ts'

/** How images become the input of such a model. */
export interface PublishedImages {
  /** Height and width. */
  readonly size: number
  /** The share of each side that is kept, of what covers the size: 0.875 is 224 of 256. */
  readonly crop: number
  /** Of red, green and blue, 0 … 1. */
  readonly mean: readonly [number, number, number]
  readonly std: readonly [number, number, number]
}

/** Published weights of a model of the zoo. */
export interface PublishedModel extends HubFile {
  readonly names: WeightNaming
  readonly images: PublishedImages
  readonly licence: string
}

/** What networks are trained with on ImageNet. Source: torchvision, its documentation of the weights. */
/** Of most. */
export const imagenetImages: PublishedImages = { size: 224, crop: 0.875, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] }

function timm(
  name: string,
  revision: string,
  sha256: string | undefined,
  names: WeightNaming,
  licence = 'BSD-3-Clause',
): PublishedModel {
  return { repository: `timm/${name}`, revision, file: 'model.safetensors', sha256, names, images: imagenetImages, licence }
}

/**
 * By the names of `zooModels`. All of them tell the 1,000 classes of ImageNet (ILSVRC 2012) apart, in its order.
 *
 * Size on the disk: 14 MB (mobilenet-v2), 47, 87 and 102 MB (resnet18, 34, 50), 530 to 575 MB (VGG).
 * @example
 * ```ts
 * import { publishedModels } from 'striate/zoo'
 *
 * console.log(publishedModels.resnet18!.repository) // timm/resnet18.tv_in1k
 * ```
 */
// biome-ignore format: a table
export const publishedModels: Readonly<Record<string, PublishedModel>> = {
  vgg11: timm('vgg11.tv_in1k', '38b46049b490ec2bdb6d4d32b8354c74977f3347', '682c023808812148d4e60c76d80ad83dbeaf5d50eb1a952a0b836895003151e5', 'timm-vgg'),
  'vgg11-bn': timm('vgg11_bn.tv_in1k', '1eb350bbb712e01a71a259d3296ac996539a9f0e', undefined, 'timm-vgg'),
  vgg13: timm('vgg13.tv_in1k', '398c5a92d29787ceca04d7b45c8a07efd8f934f7', undefined, 'timm-vgg'),
  vgg16: timm('vgg16.tv_in1k', '3394518cba29aee1ea82a49d971be90d2dd1dab7', '57b026918159a6bf9faf8405c3a551903768e7138989d9c6224a14227203fad8', 'timm-vgg'),
  'vgg16-bn': timm('vgg16_bn.tv_in1k', 'e00c01e7cee168262dcba6428dc4a8f41e27e965', '88bbedbc8e780413736db38ac4efd41b06fc0e93fd5b8879b584bba63a950129', 'timm-vgg'),
  vgg19: timm('vgg19.tv_in1k', '128d4708565b3a414bcbb9bbad440b2fe37b9f18', '11aea017b543ff59233749d8f1cf544cda749378f5790d2fedab841fb86b7669', 'timm-vgg'),
  resnet18: timm('resnet18.tv_in1k', 'a987fd6b60f845221bfff84b6f0191273ba56ead', '694f673df6520a3158624e8a89af086f59923ee4cd7436fe5bc3bc71d295ad81', 'torchvision'),
  resnet34: timm('resnet34.tv_in1k', 'c983eba7f5e69bc3548a626d1b0b0b914e5de3a6', undefined, 'torchvision'),
  resnet50: timm('resnet50.tv_in1k', 'aa6c2d36d56bc0209040c02b5a7b7d7bf11d57b8', '5d061a3c593d795bfe682d9b152bafbcf550579873492def3515b46db1189888', 'torchvision'),
  'mobilenet-v2': timm('mobilenetv2_100.ra_in1k', 'f3ff81ba89de0bc46b546568ebeab2edef6b9d49', '55ea4fb3a96010b933710ebf44fc965b070d5cd054d3f35e44f2d1320b4a714e', 'timm-mobilenetv2', 'Apache-2.0'),
}
