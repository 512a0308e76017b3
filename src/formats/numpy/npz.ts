/** NumPy's .npz files: arrays by name, each an .npy file in a Zip file. Bytes in, bytes out. */

import { FormatError } from '../../errors/errors.ts'
import { booleanOption, knownOptions, show, wholeOption } from '../../errors/options.ts'
import { say } from '../../errors/say.ts'
import { fileError } from '../fileError.ts'
import type { LoadedTensor, StoredTensor } from '../numbers.ts'
import { npyBytes, readNpy } from './npy.ts'
import { unpackedFiles, zipFile } from './zip.ts'

/** What `readNpz` can be told. */
export interface ReadNpzOptions {
  /** As many bytes may come out of packed arrays, all together: a small file can hold far more. Default 2³⁰, a gibibyte. */
  readonly mostBytes?: number | undefined
}

/** What `writeNpz` can be told. */
export interface WriteNpzOptions {
  /** Whether the arrays are packed, as by `np.savez_compressed`. Weights hardly get smaller. Default false, as `np.savez`. */
  readonly compressed?: boolean | undefined
}

const ending = '.npy'

/**
 * The arrays in an .npz file, as `np.savez` and `np.savez_compressed` write it, by name and in its order; what arrays are read,
 * and as what, `readNpy` says. The record has no prototype: any name is safe, and names with folders or dots are only names.
 * `name` is for messages. Weights go into a network as those of safetensors do: `net.setParameters(readNpz(bytes))`.
 * @throws FormatError where the file is damaged (its directory, a checksum, an array), holds anything but arrays, or would
 * unpack to more than `mostBytes`. @throws OptionError for an unknown option.
 * Source: numpy/lib/npyio.py; PKWARE, APPNOTE.TXT.
 * @example
 * ```ts
 * const bytes = writeNpz({ 'C1.bias': { shape: [2], data: Float32Array.of(0.5, -1) } })
 * console.log(readNpz(bytes)['C1.bias']?.data) // Float32Array(2) [ 0.5, -1 ]
 * ```
 */
export function readNpz(bytes: Uint8Array, name = 'npz', given?: ReadNpzOptions): Record<string, LoadedTensor> {
  const { mostBytes = 2 ** 30 } = knownOptions('readNpz', given, ['mostBytes'])
  wholeOption('readNpz', 'mostBytes', mostBytes, { max: Number.MAX_SAFE_INTEGER })
  const tensors: Record<string, LoadedTensor> = Object.create(null)
  for (const file of unpackedFiles(bytes, name, mostBytes)) {
    if (!file.name.endsWith(ending))
      throw fileError(
        name,
        'not-npy',
        say('the file {name} in it is not an array: its name does not end in .npy.', { name: show(file.name) }),
      )
    const key = file.name.slice(0, -ending.length)
    tensors[key] = readNpy(file.bytes(), `${name}: ${key}`)
  }
  return tensors
}

/**
 * The bytes of an .npz file that `np.load` opens: each tensor by its name. The same tensors give the same bytes.
 * @throws FormatError where a shape and its data do not fit, a name cannot stand in a Zip file, or the file would be beyond 4 GiB
 * or 65,535 arrays. @throws OptionError for an unknown option.
 * @example
 * ```ts
 * const bytes = writeNpz(await net.parameters())
 * ```
 */
export function writeNpz(tensors: Readonly<Record<string, StoredTensor>>, given?: WriteNpzOptions): Uint8Array {
  const { compressed = false } = knownOptions('writeNpz', given, ['compressed'])
  booleanOption('writeNpz', 'compressed', compressed)
  const files = new Map<string, Uint8Array>()
  let total = 0
  for (const [name, tensor] of Object.entries(tensors)) {
    const bytes = npyBytes('writeNpz', name, tensor)
    total += bytes.length + 2 * (100 + 3 * name.length)
    if (!isName(name))
      throw new FormatError({
        code: 'cannot-store',
        message: say('writeNpz: an array cannot be named {name}.', { name: show(name) }),
        fix: say('rename it.'),
      })
    files.set(name + ending, bytes)
  }
  if (files.size > mostFiles || total > mostTotal)
    throw new FormatError({
      code: 'too-large',
      message: say('writeNpz: the file would be too large for Zip: {count} arrays, {total} bytes.', { count: files.size, total }),
      fix: say('write several files, or safetensors.'),
    })
  return zipFile(files, compressed)
}

/** What Zip has places for without its extension, which not every reader knows. */
const [mostFiles, mostTotal] = [0xffff - 1, 2 ** 32 - 2]

/** Whether a name comes back as it was written: not too long, without halves of letters, and without the zero that ends names. */
function isName(name: string): boolean {
  const bytes = new TextEncoder().encode(name)
  return bytes.length < 2 ** 15 && !name.includes('\0') && new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) === name
}
