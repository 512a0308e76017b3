/** A run's data from a folder of images: as the model reads them, also one that was trained elsewhere. */
import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { noise } from '../../test/image/makePng.ts'
import { FormatError } from '../errors/errors.ts'
import { asIs } from '../errors/say.ts'
import { findImages } from '../image/folder/findImages.ts'
import { partsFrom } from '../image/folder/imageFolder.ts'
import { imageFor } from '../image/imageFor.ts'
import { loadImage } from '../image/loadImage.ts'
import { conv2d, dense, flatten } from '../layers/index.ts'
import { sequential } from '../model/graph.ts'
import { loadRunData } from './data.ts'
import { fieldsOf } from './fields.ts'
import { folderFrom } from './folderData.ts'

let path = ''
before(async () => {
  path = await mkdtemp(join(tmpdir(), 'striate-data-'))
  for (const name of ['a', 'b']) {
    await mkdir(join(path, name))
    for (const n of [1, 2])
      await sharp(noise(540, n), { raw: { width: 18, height: 10, channels: 3 } }).toFile(join(path, name, `${n}.png`))
  }
})
after(() => rm(path, { recursive: true, force: true }))

const small = (input: number[], units = 2) =>
  sequential('small', input, [conv2d({ filters: 1, kernelSize: 3 }), flatten(), dense({ units })])
const source = () => ({ kind: 'folder', path }) as const

test('in the size and the colours of the model’s input; what was found is kept', async () => {
  const grey = await loadRunData(source(), small([1, 6, 9]))
  assert.deepEqual([grey.training.shape, grey.training.colours, grey.training.length], [[1, 6, 9], 'grey', 4])
  const rgb = await loadRunData(source(), small([3, 8, 8]))
  assert.deepEqual([rgb.training.colours, rgb.training.classes, [...rgb.training.labels!]], ['rgb', ['a', 'b'], [0, 0, 1, 1]])
  assert.ok(rgb.source.kind === 'folder')
  assert.deepEqual(rgb.source.found, { size: [8, 8], files: 4, skipped: [], digest: rgb.source.found!.digest })
  const fail = () => new FormatError({ code: 'x', message: asIs('x') })
  assert.deepEqual(folderFrom(fieldsOf(JSON.parse(JSON.stringify(rgb.source)), fail)), rgb.source)
  await loadRunData(rgb.source, small([3, 8, 8]))
})

test('a model that knows its input reads them as it did; its classes keep their order', async () => {
  const input = {
    stored: [3, 8, 8],
    dtype: 'u8',
    padding: [1, 1, 1, 1],
    border: 9,
    normalization: { scale: [1 / 99], offset: [-0.5] },
    colours: 'bgr',
    classes: ['b', 'a'],
    fit: 'cover',
  } as const
  const { training } = await loadRunData(source(), small([3, 10, 10]).withInput(input))
  assert.deepEqual(JSON.parse(JSON.stringify(training.input)), { ...input, handwriting: false })
  assert.deepEqual([...training.labels!], [1, 1, 0, 0])
  assert.deepEqual(training.raw(0), imageFor({ input }, await loadImage(join(path, 'a/1.png'))).data)
  // Other names are those of another task: they are the folder's.
  const renamed = small([3, 10, 10]).withInput({ ...input, classes: ['x', 'y'] })
  assert.deepEqual((await loadRunData(source(), renamed)).training.classes, ['a', 'b'])
  await assert.rejects(loadRunData(source(), renamed, undefined, { trained: true }), { code: 'unknown-class' })
})

test('streamed: the same images; what was left out when the run began is not looked at again', async () => {
  const model = small([3, 8, 8])
  await writeFile(join(path, 'a/notes.txt'), 'x')
  const asked = { ...source(), stream: true, skipBroken: true } as const
  const [memory, begun] = [await loadRunData({ ...source(), skipBroken: true }, model), await loadRunData(asked, model)]
  assert.ok(begun.source.kind === 'folder' && begun.training.streamed && !memory.training.streamed)
  assert.deepEqual((await begun.training.loaded()).images, memory.training.images)
  assert.deepEqual(begun.source.found!.skipped, ['a/notes.txt'])
  const fail = () => new FormatError({ code: 'x', message: asIs('x') })
  assert.deepEqual(folderFrom(fieldsOf(JSON.parse(JSON.stringify(begun.source)), fail)), begun.source)
  let looked = 0
  const again = await loadRunData(begun.source, model, undefined, { onProgress: () => looked++ })
  assert.deepEqual([looked, String(again.training)], [0, String(begun.training)])
  assert.deepEqual(again.source, begun.source)
  const told: string[] = []
  const left = { size: 8, stream: true, onSkipped: (file: string, { message }: Error) => told.push(`${file}: ${message}`) }
  await partsFrom(path, await findImages(path), left, ['a/notes.txt'])
  assert.deepEqual(told, ['a/notes.txt: a/notes.txt: it was left out before.'])
  await rm(join(path, 'a/notes.txt'))
})
