/** Data sets that have a name of their own: MNIST, Fashion-MNIST, CIFAR-10 and CIFAR-100, as a model reads them. */
import { cifar10, cifar100 } from '../data/cifar.ts'
import { Dataset } from '../data/dataset.ts'
import { fashionMnist } from '../data/fashionMnist.ts'
import { mnist } from '../data/mnist.ts'
import { asIs } from '../errors/say.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import { type Shape, sameShape } from '../values/shape.ts'
import type { Fields } from './fields.ts'
import { paddingTo } from './paddingTo.ts'

/** Those that are installed, and those in a folder. */
export type NamedSource =
  | { readonly kind: 'mnist' }
  | { readonly kind: 'fashion-mnist' }
  | { readonly kind: 'cifar10' | 'cifar100'; readonly path: string }

/** Their kinds in config.json. */
export const namedKinds = ['mnist', 'fashion-mnist', 'cifar10', 'cifar100'] as const

/** What each is called. */
export const dataNames: Readonly<Record<NamedSource['kind'], string>> = {
  mnist: 'MNIST',
  'fashion-mnist': 'Fashion-MNIST',
  cifar10: 'CIFAR-10',
  cifar100: 'CIFAR-100',
}

/** How many classes each has. */
export const classCounts: Readonly<Record<NamedSource['kind'], number>> = {
  mnist: 10,
  'fashion-mnist': 10,
  cifar10: 10,
  cifar100: 100,
}

/** The shape of the images of each. */
export const imageShapes: Readonly<Record<NamedSource['kind'], Shape>> = {
  mnist: [1, 28, 28],
  'fashion-mnist': [1, 28, 28],
  cifar10: [3, 32, 32],
  cifar100: [3, 32, 32],
}

/** A source as config.json holds it. @throws FormatError, by `fields` */
export function namedFrom(kind: NamedSource['kind'], fields: Fields): NamedSource {
  return kind === 'cifar10' || kind === 'cifar100' ? { kind, path: fields.text('path') } : { kind }
}

/**
 * With the border that the model's input asks for; normalised as is usual for each set, or (but for MNIST) as the model does
 * that reads such images already.
 */
export async function loadNamed(source: NamedSource, model: ModelGraph): Promise<{ training: Dataset; test: Dataset }> {
  const pad = paddingTo(model, imageShapes[source.kind], asIs(dataNames[source.kind]))
  if (source.kind === 'mnist' || source.kind === 'fashion-mnist') {
    const set = source.kind === 'mnist' ? mnist : fashionMnist
    const parts = { training: await set.train({ pad }), test: await set.test({ pad }) }
    return source.kind === 'mnist' ? parts : readAsBefore(model, parts)
  }
  return readAsBefore(model, await (source.kind === 'cifar10' ? cifar10 : cifar100)(source.path, { pad }))
}

/** A model that reads such images already goes on reading them as it did. */
function readAsBefore(model: ModelGraph, parts: { training: Dataset; test: Dataset }): { training: Dataset; test: Dataset } {
  const known = model.input
  if (known?.dtype !== 'u8' || !sameShape(known.stored, parts.training.stored)) return parts
  const as = (set: Dataset) => new Dataset({ ...set, padding: known.padding, normalization: known.normalization })
  return { training: as(parts.training), test: as(parts.test) }
}
