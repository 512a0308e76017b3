/** Streamed folders with files that are no images: what is known beforehand, and what is met in the middle of a training. */
import assert from 'node:assert/strict'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import sharp from 'sharp'
import { noise } from '../../../test/image/makePng.ts'
import { workplace } from '../../../test/image/workplace.ts'
import type { StriateError } from '../../errors/errors.ts'
import { inKorean } from '../../errors/inKorean.ts'
import { dense, flatten } from '../../layers/index.ts'
import { softmaxCrossEntropy } from '../../losses/index.ts'
import { sequential } from '../../model/graph.ts'
import { sgd } from '../../optimizers/index.ts'
import { evaluate } from '../../training/evaluate.ts'
import { train } from '../../training/train.ts'
import { wasm } from '../../wasm.ts'
import { imageFolderParts } from '../folder/imageFolder.ts'

const { folder, at, draw, drawClasses, read, refused } = workplace()

const model = () => sequential('small', [3, 4, 4], [flatten(), dense({ units: 2 })])
const options = { loss: softmaxCrossEntropy(), optimizer: sgd({ learningRate: 0.01 }), batch: 6 }

describe('files that are no images', () => {
  /** A PNG with a wrong byte in its pixels: whole by its header and end. */
  async function damage(name: string): Promise<void> {
    await draw(name, [20, 20])
    const bytes = await sharp(noise(1200), { raw: { width: 20, height: 20, channels: 3 } })
      .png()
      .toBuffer()
    bytes[bytes.length - 40]! ^= 0xff
    await writeFile(await at(name), bytes)
  }

  test('what shows without decoding is refused at once, or left out', async () => {
    await drawClasses(6)
    await writeFile(
      await at('sea/cut.jpg'),
      (
        await sharp(noise(1200), { raw: { width: 20, height: 20, channels: 3 } })
          .jpeg()
          .toBuffer()
      ).subarray(0, 300),
    )
    await writeFile(await at('sea/notes.txt'), 'x')
    await refused(
      'broken-images',
      `photos: 2 of 8 files cannot be read as images.
  sea/cut.jpg: the JPEG image is cut off.
  sea/notes.txt: this is text, not a PNG, JPEG or WebP image.
  Fix: convert or remove them, or leave them out: skipBroken: true of imageFolder, or --skip-broken.`,
      /파일 8개 가운데 2개를/,
      () => read({ stream: true }),
    )
    const seen: string[] = []
    const { training, skipped } = await imageFolderParts(folder(), {
      size: 4,
      stream: true,
      skipBroken: true,
      onProgress: (done, all) => seen.push(`${done}/${all}`),
    })
    assert.deepEqual(skipped, ['sea/cut.jpg', 'sea/notes.txt'])
    assert.deepEqual([training.length, seen.length, seen.at(-1)], [6, 8, '8/8'])
    const memory = await read({ stream: false, skipBroken: true })
    assert.deepEqual((await training.loaded()).images, memory.images)
  })

  test('damage inside: met in training it is an error that names the file; with skipBroken it is found before', async () => {
    await drawClasses(20)
    await damage('sea/hurt.png')
    const data = await read({ stream: true })
    assert.equal(data.length, 21)
    const backend = await wasm({ threads: 1 })
    const net = await model().open(backend, { seed: 5 })
    const steps: number[] = []
    const work = async () => {
      for await (const { step } of train(net, data, { ...options, shuffle: false })) steps.push(step)
    }
    await assert.rejects(work(), (error: StriateError) => {
      assert.equal(error.name, 'FormatError')
      assert.equal(error.code, 'image-unreadable')
      assert.equal(error.details.why, 'damaged')
      assert.match(
        error.message,
        /^sea\/hurt\.png: the PNG image is damaged: .+\.\n {2}Fix: restore the file, and resume; or begin anew without it: skipBroken: true \(--skip-broken\) decodes every image before it begins\.$/,
      )
      assert.match(inKorean(error), /해결: 파일을 되살리고 이어서 하거나/)
      return true
    })
    assert.deepEqual(steps, [1, 2, 3])
    await assert.rejects(evaluate(net, data), { code: 'image-unreadable' })
    await assert.rejects(data.loaded([20]), { code: 'image-unreadable' })
    await assert.rejects(data.loaded([2, 20]), { code: 'image-unreadable' })
    assert.equal((await data.loaded([2, 19])).length, 2)
    const { training, skipped } = await imageFolderParts(folder(), { size: 4, stream: true, skipBroken: true })
    assert.deepEqual([training.length, skipped], [20, ['sea/hurt.png']])
    // A file that is gone meanwhile.
    await rm(join(folder(), 'sea/1.jpg'))
    await assert.rejects(training.loaded(), { code: 'image-unreadable', message: /^there is no file .*sea\/1\.jpg/ })
    backend.dispose()
  })
})
