/**
 * Folders of small images for tests: each test gets one of its own, below one that is removed at the end.
 */
import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, beforeEach } from 'node:test'
import sharp from 'sharp'
import { StriateError } from '../../src/errors/errors.ts'
import { inKorean } from '../../src/errors/inKorean.ts'
import { type ImageFolderOptions, imageFolder } from '../../src/image.ts'
import { noise } from './makePng.ts'

/** For the tests of one file. */
export function workplace() {
  let root = ''
  let folder = ''
  let count = 0
  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'striate-folder-'))
  })
  after(() => rm(root, { recursive: true, force: true }))
  beforeEach(() => {
    folder = join(root, `photos-${count++}`)
  })

  /** The path of a file that can be written. */
  const at = async (name: string) => {
    const path = join(folder, name)
    await mkdir(dirname(path), { recursive: true })
    return path
  }
  const write = async (name: string, bytes: Uint8Array | string) => writeFile(await at(name), bytes)

  /** An image of noise, in the format of its name. */
  async function draw(name: string, [width, height]: readonly [number, number] = [9, 7], channels: 1 | 3 | 4 = 3): Promise<void> {
    const drawn = sharp(noise(width * height * channels), { raw: { width, height, channels } })
    const format = name.endsWith('.png') ? 'png' : name.endsWith('.webp') ? 'webp' : 'jpeg'
    await write(name, await drawn[format]().toBuffer())
  }

  /** So many images of noise in two classes, dark forest and bright sea, in three formats. */
  async function drawClasses(count: number): Promise<void> {
    for (let n = 0; n < count; n++) {
      const image = noise(3 * 9 * 7, n + 1).map((value) => (value >> 1) + (n % 2 ? 128 : 0))
      const format = (['png', 'jpeg', 'webp'] as const)[n % 3]!
      const drawn = sharp(image, { raw: { width: 9, height: 7, channels: 3 } })
      await write(`${n % 2 ? 'sea' : 'forest'}/${n}.${['png', 'jpg', 'webp'][n % 3]}`, await drawn[format]().toBuffer())
    }
  }

  async function drawAll(...names: string[]): Promise<void> {
    await Promise.all(names.map((name) => draw(name)))
  }

  const read = (options?: Partial<ImageFolderOptions>) => imageFolder(folder, { size: 4, ...options })

  /** That it is refused with this text, in which the folder is `photos`, and in Korean with that. */
  async function refused(code: string, english: string, korean: RegExp, work: () => Promise<unknown> = () => read()) {
    await assert.rejects(work(), (error) => {
      assert.ok(error instanceof StriateError, String(error))
      assert.equal(error.message.replaceAll(folder, 'photos'), english)
      assert.equal(error.code, code)
      assert.match(inKorean(error), korean)
      return true
    })
  }

  return { folder: () => folder, root: () => root, at, write, draw, drawClasses, drawAll, read, refused }
}
