/**
 * From what names an image (a path, an address, bytes, a Blob) to its bytes, with a limit on how many. Files are read
 * through Node's own modules as `storage/node.ts` hands them out; addresses through `download.ts`. Nothing is decoded here.
 */

import { FormatError, OptionError } from '../errors/errors.ts'
import { show } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { inNode, nodeModules } from '../storage/node.ts'
import { isMissing, reason } from '../storage/storageErrors.ts'
import { urlText } from '../storage/urlText.ts'
import { download, isWeb } from './download.ts'
import type { ImageBytes, ImageName, ReadLimits } from './imageBytes.ts'
import { tooLarge } from './tooLarge.ts'

/** A Blob or File, as far as it is needed here. */
export interface BlobLike {
  readonly size: number
  arrayBuffer(): Promise<ArrayBuffer>
}

export type BytesSource = string | { readonly href: string } | Uint8Array | ArrayBuffer | BlobLike

/** The bytes of a source. Throws as `loadImage` says. */
export async function imageBytes(source: BytesSource, limits: ReadLimits): Promise<ImageBytes> {
  if (ArrayBuffer.isView(source)) return within({ name: say('the given bytes'), bytes: source }, limits.bytes)
  if (source instanceof ArrayBuffer) return within({ name: say('the given bytes'), bytes: new Uint8Array(source) }, limits.bytes)
  if (isBlob(source)) {
    const name = (source as { name?: unknown }).name
    const blob = { name: typeof name === 'string' && name ? name : say('the given Blob'), bytes: new Uint8Array(0) }
    if (source.size > limits.bytes) throw tooManyBytes(blob.name, source.size, limits.bytes)
    return { ...blob, bytes: new Uint8Array(await source.arrayBuffer()) }
  }
  const address = typeof source === 'string' ? source : source?.href
  if (typeof address !== 'string' || address === '') throw notASource(source)
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(address)?.[1]?.toLowerCase()
  if (scheme === 'data') return within(await fromData(address, limits.bytes), limits.bytes)
  if (isWeb(scheme)) return download(address, limits)
  if (!inNode()) {
    // In a page a string without a scheme is an address too, and a Blob may have one.
    if (scheme === undefined || scheme === 'blob') return download(address, limits)
  } else if (scheme === 'file') return readFile(filePath(address), limits.bytes)
  else if (scheme === undefined || !/^[a-z0-9+.-]+:\/\//i.test(address)) return readFile(address, limits.bytes)
  throw new OptionError({
    code: 'unknown-scheme',
    message: say('loadImage does not read {scheme}: addresses. Received: {received}.', {
      scheme,
      received: show(urlText(address)),
    }),
    fix: inNode()
      ? say('pass a path, or an address that begins with http:, https:, data: or file:.')
      : say('pass an http:, https:, data: or blob: address.'),
    details: { scheme },
  })
}

function isBlob(source: unknown): source is BlobLike {
  return typeof (source as BlobLike | null)?.arrayBuffer === 'function' && typeof (source as BlobLike).size === 'number'
}

export function notASource(source: unknown): OptionError {
  return new OptionError({
    code: 'not-a-source',
    message: say(
      'loadImage takes a path, an address, bytes or a Blob; in a page also what a canvas can draw. Received: {received}.',
      {
        received: show(source),
      },
    ),
    details: { received: source },
  })
}

function filePath(address: string): string {
  try {
    return nodeModules().url.fileURLToPath(address)
  } catch (cause) {
    throw new OptionError(
      {
        code: 'wrong-address',
        message: say('loadImage: {address} is not the address of a file: {why}.', {
          address: show(urlText(address)),
          why: (cause as Error).message,
        }),
      },
      { cause },
    )
  }
}

/** A regular file; sizes are looked at before its bytes are taken. */
async function readFile(path: string, limit: number): Promise<ImageBytes> {
  const { fs } = nodeModules()
  try {
    const state = await fs.stat(path)
    if (!state.isFile())
      throw new FormatError({
        code: 'not-a-file',
        message: state.isDirectory()
          ? say('{path}: this is a folder, not an image.', { path })
          : say('{path}: this is not a regular file.', { path }),
        fix: state.isDirectory() ? say('pass the path of an image in it.') : undefined,
        details: { path },
      })
    if (state.size > limit) throw tooManyBytes(path, state.size, limit)
    const bytes = await fs.readFile(path)
    return { name: path, bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length) }
  } catch (cause) {
    if (cause instanceof FormatError) throw cause
    if (isMissing(cause))
      throw new FormatError(
        {
          code: 'missing-file',
          message: say('there is no file {path}.', { path }),
          fix: say('a relative path starts at the working folder, {folder}.', { folder: process.cwd() }),
          details: { path },
        },
        { cause },
      )
    throw new FormatError(
      {
        code: 'file-refused',
        message: say('cannot read {path}: {why}.', { path, why: reason(cause) }),
        details: { path },
      },
      { cause },
    )
  }
}

/** A data: address. The text is at most four thirds of the bytes, where it is base64. */
async function fromData(address: string, limit: number): Promise<ImageBytes> {
  const name = say('the data: address')
  if (address.length > 3 * limit + 1000)
    throw tooLarge(name, limit, say('{length} characters; the limit is {limit} bytes', { length: address.length, limit }))
  try {
    const answer = await fetch(address)
    return { name, bytes: new Uint8Array(await answer.arrayBuffer()) }
  } catch (cause) {
    throw new FormatError(
      {
        code: 'wrong-address',
        message: say('the data: address cannot be read. Received: {received}.', { received: show(address) }),
        fix: say('write data:image/png;base64, and then the bytes in base64.'),
      },
      { cause },
    )
  }
}

function within(found: ImageBytes, limit: number): ImageBytes {
  if (found.bytes.length > limit) throw tooManyBytes(found.name, found.bytes.length, limit)
  return found
}

function tooManyBytes(name: ImageName, length: number, limit: number): FormatError {
  return tooLarge(name, limit, say('{length} bytes; the limit is {limit} bytes', { length, limit }))
}
