/** Folders of images that are refused, or read without what is no image: each with its text, in both languages. */
import assert from 'node:assert/strict'
import { chmod, mkdir, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import sharp from 'sharp'
import { noise } from '../../../test/image/makePng.ts'
import { workplace } from '../../../test/image/workplace.ts'
import { imageFor } from '../imageFor.ts'
import { loadImage } from '../loadImage.ts'
import { imageFolder, imageFolderParts } from './imageFolder.ts'

const { folder, root, at, write, draw, drawAll, read, refused } = workplace()

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
      () => imageFolder(folder(), { size: 4, name: 'photos' }),
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
    const third = imageFor(data, await loadImage(join(folder(), 'a/3.png')))
    assert.deepEqual(data.raw(1), third.data)
    const { skipped } = await imageFolderParts(folder(), { size: 4, skipBroken: true })
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
    await refused('empty-class', `the class folder photos/b is empty.${fix}`, /클래스 폴더 \S+b가 비어 있습니다/)
  })

  test('one class only, and the classes one folder deeper', async () => {
    await drawAll('a/1.png', 'a/2.png')
    await refused('one-class', `photos: there is only one class, "a".\n  2 files${layout}`, /클래스가 "a" 하나뿐입니다/)
    await drawAll('a/x/1.png', 'a/y/1.png')
    const fix = '\n  Fix: if the classes are the folders in photos/a, name that.'
    await refused(
      'one-class',
      `photos: there is only one class, "a".\n  4 files${fix}`,
      /안의 폴더들이 클래스라면 그 폴더를 지정하세요/,
    )
  })

  test('nothing there, no folder, no classes', async () => {
    const fix = `\n  Fix: a relative path starts at the working folder, ${process.cwd()}.`
    await refused('missing-folder', `there is no folder photos.${fix}`, /폴더 \S+ 없습니다/)
    await write('file.txt', 'x')
    await refused('no-classes', `photos holds no class folders.${layout}`, /에 클래스 폴더가 없습니다/)
    await refused(
      'not-classes',
      `photos/file.txt is neither a folder of images nor a list of them (CSV).${layout}`,
      /이미지 폴더도 이미지 목록\(CSV\)도 아닙니다/,
      () => imageFolder(join(folder(), 'file.txt'), { size: 4 }),
    )
  })

  test('links in a circle, and a test folder that is the training folder', async () => {
    await drawAll('train/a/1.png', 'train/b/1.png')
    await symlink('..', join(folder(), 'train/a/up'))
    const fix = '\n  Fix: remove the link: every image is to be read once.'
    const korean = /이미 읽은 폴더 \S+ 이어집니다/
    const parts = () => imageFolderParts(folder(), { size: 4 })
    await refused('folder-again', `photos/train/a/up leads to a folder that is read already: photos/train.${fix}`, korean, parts)
    await rm(join(folder(), 'train/a/up'))
    await symlink('train', join(folder(), 'test'))
    await refused('folder-again', `photos/train leads to a folder that is read already: photos/test.${fix}`, korean, parts)
    await rm(join(folder(), 'test'))
    // A link that leads elsewhere is followed.
    await mkdir(join(folder(), 'val'))
    await draw('elsewhere/1.png')
    await rm(join(folder(), 'train/b'), { recursive: true })
    await symlink('../elsewhere', join(folder(), 'train/b'))
    const { classes } = await imageFolder(join(folder(), 'train'), { size: 4 })
    assert.deepEqual(classes, ['a', 'b'])
  })

  test('a folder that may not be read', async () => {
    await drawAll('a/1.png', 'b/1.png')
    await chmod(root(), 0o755)
    await chmod(join(folder(), 'b'), 0)
    const fix = '\n  Fix: choose another folder, or ask for permission to use this one.'
    // Root may read everything: while it is someone else, it may not.
    const isRoot = process.getuid?.() === 0
    if (isRoot) process.seteuid!(65534)
    try {
      await refused('file-refused', `cannot list photos/b: access is denied (EACCES).${fix}`, /EACCES/)
    } finally {
      if (isRoot) process.seteuid!(0)
      await chmod(join(folder(), 'b'), 0o700)
    }
  })

  test('parts: asked for as one, twice the same, a class that is not learned', async () => {
    await drawAll('train/a/1.png', 'train/b/1.png', 'val/a/1.png', 'val/c/1.png')
    const all = 'read all of them with imageFolderParts(…), or name one of them.'
    await refused('several-parts', `imageFolder: photos has parts for training and for testing.\n  Fix: ${all}`, /따로 있습니다/)
    const parts = () => imageFolderParts(folder(), { size: 4 })
    const unknown = 'photos/val: the class "c" is not one of "a", "b".\n  Fix: remove it, or give it images to learn from.'
    await refused('unknown-class', unknown, /클래스 "c"는 "a", "b" 가운데 없습니다/, parts)
    await drawAll('validation/a/1.png')
    const twice =
      'photos/val and photos/validation are the same part of the data.\n  Fix: keep one folder for each part: train, validation, test.'
    await refused('part-twice', twice, /데이터의 같은 부분입니다/, parts)
  })
})
