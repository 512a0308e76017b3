/** Data sets from folders of images: what is found, in which order, and with which bytes. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import sharp from 'sharp'
import { noise } from '../../../test/image/makePng.ts'
import { workplace } from '../../../test/image/workplace.ts'
import { imageFor } from '../imageFor.ts'
import { loadImage } from '../loadImage.ts'
import { imageFolder, imageFolderParts } from './imageFolder.ts'

const { folder, write, draw, drawAll, read } = workplace()

describe('what is found', () => {
  test('classes and files in the order of their names, whatever they hold; hidden files are passed over', async () => {
    await drawAll('sea/2.png', 'sea/10.jpg', 'sea/1.webp', 'Forest/deep/down/x.png', 'Forest/a.JPG', 'forest/z.png')
    for (const name of ['sea/.DS_Store', 'sea/Thumbs.db', 'forest/desktop.ini', '.git/x', '__MACOSX/sea/._1.jpg', 'notes.txt'])
      await write(name, 'x')
    const data = await read({ name: 'places' })
    assert.deepEqual(data.classes, ['Forest', 'forest', 'sea'])
    assert.deepEqual([...data.labels!], [0, 0, 1, 2, 2, 2])
    assert.equal(String(data), '"places" (6 × 3×4×4)')
    assert.ok(data.images instanceof Uint8Array)
    const { normalization, colours, border, padding } = data.input
    assert.deepEqual(
      { normalization, colours, border, padding },
      { normalization: { scale: [1 / (255 * 0.25)], offset: [-2] }, colours: 'rgb', border: 0, padding: [0, 0, 0, 0] },
    )
    const parts = await imageFolderParts(folder(), { size: 4 })
    assert.deepEqual([parts.files, parts.skipped, parts.validation, parts.test], [6, [], undefined, undefined])
  })

  test('names in Korean are one class however they are spelled, and may hold line breaks', async () => {
    await drawAll(`${'바다'.normalize('NFD')}/1.png`, '바다/2.png', '숲\n나무/1\n2.png')
    const data = await read()
    assert.deepEqual(data.classes, ['바다', '숲\n나무'])
    assert.deepEqual([...data.labels!], [0, 0, 1])
  })

  test('folders for training, validation and test; a class folder may be called train', async () => {
    await drawAll('train/b/1.png', 'train/a/1.png', 'train/a/2.png', 'val/a/1.png', 'Test/b/1.png', 'Test/b/2.png')
    const { training, validation, test, files } = await imageFolderParts(folder(), { size: 4, name: 'x' })
    assert.deepEqual([training, validation, test].map(String), [
      '"x" (3 × 3×4×4)',
      '"x, validation" (1 × 3×4×4)',
      '"x, test" (2 × 3×4×4)',
    ])
    assert.deepEqual([files, ...test!.labels!, test!.classes], [6, 1, 1, ['a', 'b']])
    await draw('car/1.png')
    const vehicles = await read({ skipBroken: true })
    assert.deepEqual(vehicles.classes, ['Test', 'car', 'train', 'val'])
  })

  test('a list: with a heading or without, with quotes, beside its images or named', async () => {
    await drawAll('img/a, b.png', 'img/"c".png', `img/${'사진'.normalize('NFD')}.png`, 'img/d.png')
    await write(
      'labels.csv',
      '\ufeffid,Label,File\r\n1,sea,"img/a, b.png"\r\n\r\n2,"for""est","img/""c"".png"\r\n3,"s\nea",img/사진.png\r\n',
    )
    const data = await read()
    assert.deepEqual(
      [data.classes, [...data.labels!]],
      [
        ['for"est', 's\nea', 'sea'],
        [2, 0, 1],
      ],
    )
    await write('other.csv', 'img/d.png,1\nimg/a\u002c b.png,2'.replace('img/a, b.png', '"img/a, b.png"'))
    const other = await imageFolder(join(folder(), 'other.csv'), { size: 4 })
    assert.deepEqual(
      [other.classes, [...other.labels!]],
      [
        ['1', '2'],
        [0, 1],
      ],
    )
  })

  test('the digest goes by names, classes and sizes', async () => {
    await drawAll('a/1.png', 'b/1.png')
    const digest = async () => (await imageFolderParts(folder(), { size: 4, skipBroken: true })).digest
    const first = await digest()
    assert.match(first, /^[0-9a-f]{32}$/)
    assert.equal(await digest(), first)
    await draw('a/1.png', [9, 8])
    const second = await digest()
    assert.notEqual(second, first)
    await write('a/notes.txt', 'x')
    assert.notEqual(await digest(), second)
  })

  test('classes given are the order of the labels', async () => {
    await drawAll('a/1.png', 'b/1.png')
    const data = await read({ classes: ['c', 'b', 'a'] })
    assert.deepEqual(
      [data.classes, [...data.labels!]],
      [
        ['c', 'b', 'a'],
        [2, 1],
      ],
    )
  })
})

test('the bytes are those of one photograph that is prepared for the network', async () => {
  await draw('a/tall.jpg', [60, 91])
  await draw('a/wide.png', [50, 13], 4)
  await draw('b/grey.png', [8, 8], 1)
  await draw('b/small.webp', [5, 3])
  await write(
    'b/turned.jpg',
    await sharp(noise(900), { raw: { width: 20, height: 15, channels: 3 } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer(),
  )
  for (const colours of ['rgb', 'grey', 'bgr'] as const)
    for (const [fit, crop] of [['contain'], ['cover'], ['cover', 0.8], ['fill']] as const) {
      const data = await read({ size: [16, 12], colours, fit, crop, background: 77 })
      const names = ['a/tall.jpg', 'a/wide.png', 'b/grey.png', 'b/small.webp', 'b/turned.jpg']
      for (const [n, name] of names.entries()) {
        const one = imageFor(data, await loadImage(join(folder(), name), { grey: colours === 'grey' }))
        assert.deepEqual(one.data, data.raw(n), `${name} ${colours} ${fit} ${crop}`)
      }
    }
})

test('options', async () => {
  await drawAll('a/1.png', 'b/1.png')
  await assert.rejects(read({ size: 0 }), { name: 'OptionError', message: /imageFolder: size must be/ })
  await assert.rejects(read({ size: [8000, 8000] }), { code: 'too-many-pixels' })
  await assert.rejects(read({ fit: 'crop' as never }), { message: /fit must be/ })
  await assert.rejects(read({ colours: 'red' as never }), { message: /colours must be/ })
  await assert.rejects(read({ background: 256 }), { message: /background must be/ })
  await assert.rejects(read({ grey: true } as never), { message: /has no option "grey"/ })
  await assert.rejects(imageFolder('', { size: 4 }), { message: /path must be the path of a folder or of a list/ })
  await assert.rejects(read({ signal: AbortSignal.abort(new Error('enough')) }), { message: 'enough' })
  const seen: string[] = []
  await read({ onProgress: (done, all) => seen.push(`${done}/${all}`) })
  assert.deepEqual(seen, ['1/2', '2/2'])
})
