/** Data sets from folders of images: what is found, in which order, with which bytes; and what is refused, in both languages. */
import assert from 'node:assert/strict'
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import sharp from 'sharp'
import { noise } from '../../../test/image/makePng.ts'
import { StriateError } from '../../errors/errors.ts'
import { inKorean } from '../../errors/inKorean.ts'
import { imageFor } from '../imageFor.ts'
import { loadImage } from '../loadImage.ts'
import { type ImageFolderOptions, imageFolder, imageFolderParts } from './imageFolder.ts'

let root = ''
let folder = ''
let count = 0
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'striate-folder-'))
})
after(() => rm(root, { recursive: true, force: true }))
beforeEach(() => {
  folder = join(root, `${count++}`)
})

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

async function drawAll(...names: string[]): Promise<void> {
  await Promise.all(names.map((name) => draw(name)))
}

/** That it is refused with this text, and in Korean with that. */
async function refused(
  code: string,
  english: string,
  korean: RegExp,
  work: () => Promise<unknown> = () => read(),
): Promise<void> {
  await assert.rejects(work(), (error) => {
    assert.ok(error instanceof StriateError, String(error))
    const said = error.message
      .replaceAll(`${root}/`, '')
      .replaceAll(`${count - 1}/`, '')
      .replace(/^\d+\b/, 'photos')
    assert.equal(said, english)
    assert.equal(error.code, code)
    assert.match(inKorean(error), korean)
    return true
  })
}

const read = (options?: Partial<ImageFolderOptions>) => imageFolder(folder, { size: 4, ...options })

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
    const parts = await imageFolderParts(folder, { size: 4 })
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
    const { training, validation, test, files } = await imageFolderParts(folder, { size: 4, name: 'x' })
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
    const other = await imageFolder(join(folder, 'other.csv'), { size: 4 })
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
    const digest = async () => (await imageFolderParts(folder, { size: 4, skipBroken: true })).digest
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
    for (const fit of ['contain', 'cover', 'fill'] as const) {
      const data = await read({ size: [16, 12], colours, fit, background: 77 })
      const names = ['a/tall.jpg', 'a/wide.png', 'b/grey.png', 'b/small.webp', 'b/turned.jpg']
      for (const [n, name] of names.entries()) {
        const one = imageFor(data, await loadImage(join(folder, name), { grey: colours === 'grey' }))
        assert.deepEqual(one.data, data.raw(n), `${name} ${colours} ${fit}`)
      }
    }
})

describe('what is no image', () => {
  const heic = '\0\0\0\x18ftypheic'
  test('is refused, with the first few names', async () => {
    await drawAll('a/1.png', 'b/1.png', 'lost.png')
    await write('a/phone.heic', heic)
    await write('a/notes.txt', 'x')
    for (let n = 2; n < 6; n++) await write(`b/${n}.png`, '')
    await refused(
      'broken-images',
      `photos: 7 of 9 files cannot be read as images.
  lost.png: it lies in no class folder.
  a/notes.txt: this is text, not a PNG, JPEG or WebP image.
  a/phone.heic: this is a HEIC image, not a PNG, JPEG or WebP image.
  b/2.png: there is no data (0 bytes).
  b/3.png: there is no data (0 bytes).
  and 2 more
  Fix: convert or remove them, or leave them out: skipBroken: true of imageFolder, or --skip-broken.`,
      /파일 9개 가운데 7개를 이미지로 읽을 수 없습니다\.\n {2}lost\.png: 클래스 폴더 밖에 있습니다\.\n[\s\S]*HEIC 이미지입니다\.\n[\s\S]* {2}외 2개\n/,
      () => imageFolder(folder, { size: 4, name: 'photos' }),
    )
  })

  test('is left out where that is asked for, and told', async () => {
    await drawAll('a/1.png', 'a/3.png', 'b/1.png')
    await write(
      'a/2.png',
      (
        await sharp(noise(3000), { raw: { width: 25, height: 40, channels: 3 } })
          .png()
          .toBuffer()
      ).subarray(0, 99),
    )
    await symlink('nowhere.png', await at('b/gone.png'))
    const told: string[] = []
    const data = await read({ onSkipped: (file, { code }) => told.push(`${file} ${code}`) })
    assert.deepEqual(told, ['a/2.png truncated', 'b/gone.png missing-file'])
    assert.deepEqual([...data.labels!], [0, 0, 1])
    const third = imageFor(data, await loadImage(join(folder, 'a/3.png')))
    assert.deepEqual(data.raw(1), third.data)
    const { skipped } = await imageFolderParts(folder, { size: 4, skipBroken: true })
    assert.deepEqual(skipped, ['a/2.png', 'b/gone.png'])
  })

  test('a class of nothing else', async () => {
    await draw('a/1.png')
    await write('b/phone.heic', heic)
    await refused(
      'empty-class',
      `photos: no file of the class "b" can be read as an image.
  b/phone.heic: this is a HEIC image, not a PNG, JPEG or WebP image.
  Fix: put images of this class into it, or remove it.`,
      /클래스 "b"에 이미지로 읽을 수 있는 파일이 없습니다/,
      () => read({ skipBroken: true }),
    )
  })
})

describe('folders that are no data set', () => {
  const layout =
    '\n  Fix: make one folder for each class, such as forest/ and sea/, or a list (CSV) with a line for each image: file,label.'

  test('an empty class folder, one with hidden files alone', async () => {
    await drawAll('a/1.png')
    await write('b/.DS_Store', 'x')
    const fix = '\n  Fix: put images of this class into it, or remove it.'
    await refused('empty-class', `the class folder b is empty.${fix}`, /클래스 폴더 \S+b가 비어 있습니다/)
  })

  test('one class only, and the classes one folder deeper', async () => {
    await drawAll('a/1.png', 'a/2.png')
    await refused('one-class', `photos: there is only one class, "a".\n  2 files${layout}`, /클래스가 "a" 하나뿐입니다/)
    await drawAll('a/x/1.png', 'a/y/1.png')
    const fix = '\n  Fix: if the classes are the folders in a, name that.'
    await refused(
      'one-class',
      `photos: there is only one class, "a".\n  4 files${fix}`,
      /안의 폴더들이 클래스라면 그 폴더를 지정하세요/,
    )
  })

  test('nothing there, no folder, no classes', async () => {
    const fix = `\n  Fix: a relative path starts at the working folder, ${process.cwd()}.`
    await refused(
      'missing-folder',
      `there is no folder ${count - 1}.${fix}`.replace(`${count - 1}.`, `${count - 1}.`),
      /폴더 \S+ 없습니다/,
    )
    await write('file.txt', 'x')
    await refused('no-classes', `photos holds no class folders.${layout}`, /에 클래스 폴더가 없습니다/)
    await refused(
      'not-classes',
      `file.txt is neither a folder of images nor a list of them (CSV).${layout}`,
      /이미지 폴더도 이미지 목록\(CSV\)도 아닙니다/,
      () => imageFolder(join(folder, 'file.txt'), { size: 4 }),
    )
  })

  test('links in a circle, and a test folder that is the training folder', async () => {
    await drawAll('train/a/1.png', 'train/b/1.png')
    await symlink('..', join(folder, 'train/a/up'))
    const fix = '\n  Fix: remove the link: every image is to be read once.'
    const korean = /이미 읽은 폴더 \S+ 이어집니다/
    const parts = () => imageFolderParts(folder, { size: 4 })
    await refused('folder-again', `train/a/up leads to a folder that is read already: train.${fix}`, korean, parts)
    await rm(join(folder, 'train/a/up'))
    await symlink('train', join(folder, 'test'))
    await refused('folder-again', `train leads to a folder that is read already: test.${fix}`, korean, parts)
    await rm(join(folder, 'test'))
    // A link that leads elsewhere is followed.
    await mkdir(join(folder, 'val'))
    await draw('elsewhere/1.png')
    await rm(join(folder, 'train/b'), { recursive: true })
    await symlink('../elsewhere', join(folder, 'train/b'))
    const { classes } = await imageFolder(join(folder, 'train'), { size: 4 })
    assert.deepEqual(classes, ['a', 'b'])
  })

  test('a folder that may not be read', async () => {
    await drawAll('a/1.png', 'b/1.png')
    await chmod(root, 0o755)
    await chmod(join(folder, 'b'), 0)
    const fix = '\n  Fix: choose another folder, or ask for permission to use this one.'
    // Root may read everything: while it is someone else, it may not.
    const isRoot = process.getuid?.() === 0
    if (isRoot) process.seteuid!(65534)
    try {
      await refused('file-refused', `cannot list b: access is denied (EACCES).${fix}`, /EACCES/)
    } finally {
      if (isRoot) process.seteuid!(0)
      await chmod(join(folder, 'b'), 0o700)
    }
  })

  test('parts: asked for as one, twice the same, a class that is not learned', async () => {
    await drawAll('train/a/1.png', 'train/b/1.png', 'val/a/1.png', 'val/c/1.png')
    const all = 'read all of them with imageFolderParts(…), or name one of them.'
    await refused(
      'several-parts',
      `imageFolder: ${count - 1} has folders for training and for testing.\n  Fix: ${all}`,
      /따로 있습니다/,
    )
    const parts = () => imageFolderParts(folder, { size: 4 })
    const unknown = 'val: the class "c" is not one of "a", "b".\n  Fix: remove it, or give it images to learn from.'
    await refused('unknown-class', unknown, /클래스 "c"는 "a", "b" 가운데 없습니다/, parts)
    await drawAll('validation/a/1.png')
    const twice =
      'val and validation are the same part of the data.\n  Fix: keep one folder for each part: train, validation, test.'
    await refused('part-twice', twice, /데이터의 같은 부분입니다/, parts)
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
})
