/**
 * Fashion-MNIST: 60,000 + 10,000 images of clothes, 28 × 28 bytes, in the form of MNIST (Xiao, Rasul, Vollgraf 2017). The files
 * come from where they are usually installed, from files or bytes of your own, or from a web address. The images are normalised
 * with the training set's mean 0.2860 and standard deviation 0.3530.
 */

import { UnsupportedError } from '../errors/errors.ts'
import { say } from '../errors/say.ts'
import { folderStorage } from '../storage/folderStorage.ts'
import { inNode, nodeModules } from '../storage/node.ts'
import { mnistForm } from './mnistForm.ts'

/** What its labels 0 … 9 mean. */
const classes = [
  ...['T-shirt/top', 'Trouser', 'Pullover', 'Dress', 'Coat'],
  ...['Sandal', 'Shirt', 'Sneaker', 'Bag', 'Ankle boot'],
] as const

/** Names the folder of the files, before all others. */
const variable = 'STRIATE_FASHION_MNIST'

/**
 * `await fashionMnist.train({ pad: 2 })`, `await fashionMnist.test({ pad: 2 })`: options as of `mnist`, and the names of the
 * classes. Looked for in the folder that the environment variable STRIATE_FASHION_MNIST names; in that of Debian's package
 * `dataset-fashion-mnist`; and where Keras (~/.keras/datasets/fashion-mnist) and torchvision (data/FashionMNIST/raw) put them.
 * Throws UnsupportedError where the files are not found, FormatError where they are others.
 */
export const fashionMnist = mnistForm({
  ...{ owner: 'fashionMnist', name: 'Fashion-MNIST', mean: 0.286, std: 0.353, classes, handwriting: false, installed },
})

async function installed(owner: string): Promise<string> {
  const places = inNode() ? usualPlaces() : []
  for (const place of places) {
    const names = await folderStorage(place).list()
    if (names.some((name) => /^train-images[-.]idx3-ubyte(\.gz)?$/.test(name))) return place
  }
  throw new UnsupportedError({
    code: 'no-fashion-mnist',
    message: say('{owner}: the {set} files are not installed.', { owner, set: 'Fashion-MNIST' }),
    numbers: places.length > 0 ? [say('looked in {places}', { places: places.join(', ') })] : [],
    fix: say(
      "on Debian and Ubuntu run apt install dataset-fashion-mnist; or fetch the four files of github.com/zalandoresearch/fashion-mnist,\nand name their folder: { files: 'folder' }, or {variable}=folder.",
      { variable },
    ),
    details: { places },
  })
}

/** A folder that is named is the only one. */
function usualPlaces(): string[] {
  const named = globalThis.process.env[variable]
  if (named) return [named]
  const { path, os } = nodeModules()
  return [
    '/usr/share/datasets/fashion-mnist',
    path.join(os.homedir(), '.keras', 'datasets', 'fashion-mnist'),
    path.join(process.cwd(), 'data', 'FashionMNIST', 'raw'),
  ]
}
