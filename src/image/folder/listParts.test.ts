/** Lists of images in parts: by their names, by a column, with the images in folders of parts; and what is refused of them. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { workplace } from '../../../test/image/workplace.ts'
import { imageFolder, imageFolderParts } from './imageFolder.ts'

const { folder, write, draw, drawAll, read, refused } = workplace()

const parts = (path = folder()) => imageFolderParts(path, { size: 4, name: 'x' })
const sizes = async (path?: string) => {
  const { training, validation, test } = await parts(path)
  return [training, validation, test].map((part) => part && [...part.labels!])
}

describe('are read', () => {
  test('train.csv, val.csv and test.csv beside one folder of images', async () => {
    await drawAll('img/1.png', 'img/2.png', 'img/3.png', 'img/4.png', 'img/5.png')
    await write('train.csv', 'img/1.png,sea\nimg/2.png,forest')
    await write('VAL.csv', 'img/3.png,sea')
    await write('test.csv', 'file,label\nimg/5.png,forest\nimg/4.png,sea')
    assert.deepEqual(await sizes(), [[1, 0], [1], [0, 1]])
    const { files, digest, training } = await parts()
    assert.equal(files, 5)
    assert.equal(String(training), '"x" (2 × 3×4×4)')
    await write('test.csv', 'img/5.png,forest')
    assert.notEqual((await parts()).digest, digest)
    // One of them by itself is a data set of one part.
    assert.equal((await imageFolder(join(folder(), 'train.csv'), { size: 4 })).length, 2)
    await refused(
      'several-parts',
      'imageFolder: photos has parts for training and for testing.\n  Fix: read all of them with imageFolderParts(…), or name one of them.',
      /학습용과 테스트용 데이터가 따로 있습니다/,
    )
  })

  test('with the images in folders of their parts, which hold no classes', async () => {
    await drawAll('train/1.png', 'train/2.png', 'test/3.png')
    await write('train.csv', 'train/1.png,a\ntrain/2.png,b')
    await write('test.csv', 'test/3.png,b')
    assert.deepEqual(await sizes(), [[0, 1], undefined, [1]])
  })

  test('one list with a column of parts, by itself or in its folder', async () => {
    await drawAll('1.png', '2.png', '3.png', '4.png')
    for (const head of ['split', 'Part', '구분']) {
      await write('labels.csv', `${head},label,file\ntrain,a,1.png\nTEST,b,2.png\ntraining,b,3.png\nvalid,a,4.png`)
      for (const path of [folder(), join(folder(), 'labels.csv')]) assert.deepEqual(await sizes(path), [[0, 1], [0], [1]])
    }
    const { skipped } = await imageFolderParts(folder(), { size: 4, skipBroken: true })
    assert.deepEqual(skipped, [])
    // Streamed as in memory.
    const [memory, streamed] = [await parts(), await imageFolderParts(folder(), { size: 4, stream: true })]
    for (const part of ['training', 'validation', 'test'] as const)
      assert.deepEqual((await streamed[part]!.loaded()).images, memory[part]!.images)
  })

  test('a broken file of a list is named as the list names it', async () => {
    await drawAll('1.png', '2.png', '3.png')
    await write('4.png', 'x')
    await write('train.csv', '1.png,a\n2.png,b')
    await write('test.csv', '3.png,a\n4.png,b')
    const { skipped, test } = await imageFolderParts(folder(), { size: 4, skipBroken: true })
    assert.deepEqual([skipped, test!.length], [['4.png'], 1])
  })

  test('many rows', async () => {
    for (let n = 0; n < 150; n++) await draw(`${n}.png`, [2, 2])
    await write('labels.csv', Array.from({ length: 150 }, (_, n) => `${n}.png,${n % 3}`).join('\n'))
    assert.deepEqual(
      [...(await read()).labels!],
      Array.from({ length: 150 }, (_, n) => n % 3),
    )
    await write('labels.csv', [...Array(150).keys(), 3].map((n) => `${n}.png,${n % 3}`).join('\n'))
    await assert.rejects(read(), { code: 'file-twice', message: /lines 4 and 151/ })
  })
})

describe('are refused', () => {
  test('a list beside class folders, or beside the folders of parts', async () => {
    await drawAll('a/1.png', 'b/1.png', 'sub/train/a/1.png', 'sub/train/b/1.png')
    await write('labels.csv', 'a/1.png,x\nb/1.png,y')
    const text = (path: string, fix: string) =>
      `${path} holds folders of images, and beside them labels.csv: which of them is meant is not clear.\n  Fix: name the list itself, ${fix}/labels.csv; or move it elsewhere, and the folders are the classes.`
    const korean = /이미지 폴더들과 labels\.csv가 함께 있습니다\. 어느 것을 읽을지 알 수 없습니다/
    await refused('list-beside-folders', text('photos', 'photos'), korean)
    assert.equal((await imageFolder(join(folder(), 'labels.csv'), { size: 4 })).length, 2)
    await write('sub/labels.csv', 'train/a/1.png,x\ntrain/b/1.png,y')
    await refused('list-beside-folders', text('photos/sub', 'photos/sub'), korean, () => parts(join(folder(), 'sub')))
    await write('sub/train/labels.csv', 'a/1.png,x\nb/1.png,y')
    await refused('list-beside-folders', text('photos/sub/train', 'photos/sub/train'), korean, () =>
      parts(join(folder(), 'sub/train')),
    )
  })

  test('an image in two parts, a part twice, a part unknown, nothing to learn from', async () => {
    await drawAll('1.png', '2.png', '3.png')
    await write('train.csv', '1.png,a\n2.png,b')
    await write('test.csv', './1.png,a')
    await refused(
      'file-twice',
      'the file ./1.png is in two lists: photos/train.csv and photos/test.csv.\n  Fix: keep it in one of them: an image that was learned from tests nothing.',
      /두 목록에 나옵니다: \S+train\.csv와 \S+test\.csv\./,
      () => parts(),
    )
    await write('training.csv', '3.png,a')
    await refused(
      'part-twice',
      'photos/train.csv and photos/training.csv are the same part of the data.\n  Fix: keep one list for each part: train.csv, validation.csv, test.csv.',
      /부분마다 목록을 하나씩만/,
      () => parts(),
    )
    const listed = async (text: string) => {
      await write('sub/l.csv', text)
      return parts(join(folder(), 'sub/l.csv'))
    }
    await refused(
      'wrong-list',
      'photos/sub/l.csv: line 3 is not of the form file,label.\n  found: the part "rest"; wanted: train, validation or test\n  Fix: write one image per line, such as sea/1.jpg,sea; put fields that hold commas in quotes.',
      /부분 "rest"; 쓸 수 있는 말: train, validation, test/,
      () => listed('file,label,part\n../1.png,a,train\n../2.png,b,rest'),
    )
    await refused(
      'no-training',
      'photos/sub/l.csv: no row is of the part train.\n  Fix: give it images to learn from.',
      /train 부분의 행이 없습니다/,
      () => listed('file,label,part\n../1.png,a,test'),
    )
    await refused(
      'wrong-list',
      'photos/sub/l.csv: line 1 is not of the form file,label.\n  found: a name with a zero character\n  Fix: write one image per line, such as sea/1.jpg,sea; put fields that hold commas in quotes.',
      /널\(NUL\) 문자가 든 이름/,
      () => listed('a\0b,x'),
    )
    await assert.rejects(listed(`../1.png,${'k'.repeat(257)}`), {
      message: /found: a class name of 257 characters; at most 256\n/,
    })
    await assert.rejects(listed(`${'n'.repeat(4097)},x`), { message: /found: a file name of 4097 characters; at most 4096\n/ })
  })

  test('a column of parts in a list that is a part itself', async () => {
    await drawAll('1.png', '2.png')
    await write('train.csv', 'file,label,part\n1.png,a,train')
    await write('test.csv', '2.png,a')
    await refused(
      'part-column',
      'photos/train.csv has a column of parts, and is a part by its place.\n  Fix: remove the column, or name a list with all parts by itself.',
      /이미 한 부분의 목록인데/,
      () => parts(),
    )
  })
})
