/**
 * Files from outside, mutated: lists of images (CSV), the files of CIFAR, model.json. Every outcome is a right result or an
 * error of Striate's, with a message that fits on a page. Some hundreds of cases each; STRIATE_FUZZ=20000 takes so many.
 */
import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { cifar10 } from '../../src/data/cifar.ts'
import { type CifarForm, readCifar } from '../../src/data/cifarFile.ts'
import { parseCsv } from '../../src/image/folder/csv.ts'
import { findImages } from '../../src/image/folder/findImages.ts'
import { modelFromJson } from '../../src/index.ts'
import { memoryStorage } from '../../src/storage/memoryStorage.ts'
import { lenet5 } from '../../src/zoo.ts'
import { look, mutation } from '../model/mutations.ts'
import { drawsOf, mutated } from './bytes.ts'
import { fuzz } from './cases.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

test('lists of images', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'striate-fuzz-'))
  t.after(() => rm(folder, { recursive: true }))
  await mkdir(join(folder, 'sea'))
  for (const name of ['1.png', '2.png', 'sea/3.jpg', 'a, b.png', '바다.png']) await writeFile(join(folder, name), 'x')
  const texts = [
    '1.png,a\n2.png,b\nsea/3.jpg,a\n"a, b.png","b"\n바다.png,바다\n',
    '\ufeffid,Label,File\r\n1,sea,1.png\r\n\r\n2,"for""est","a, b.png"\r\n3,"s\nea",sea/3.jpg\r\n',
    'file,label,part\n1.png,a,train\n2.png,b,train\nsea/3.jpg,a,val\n바다.png,b,test\n',
    'file,label\r1.png,a\r2.png,b',
  ].map(utf8)
  const odd = [
    ...[
      '"',
      '""',
      ',',
      '\n',
      '\r',
      '\r\n',
      ';',
      '\t',
      '\0',
      '\ufeff',
      '../',
      '/',
      '..',
      ' ',
      'train',
      ',part',
      '1.png,a\n',
      'é',
      '\u202e\u001b[0m',
    ],
    ...[
      'x'.repeat(300),
      'y'.repeat(70_000),
      `${'z'.repeat(5000)}.png,${'k'.repeat(9000)}\n`,
      ','.repeat(3000),
      '"\n'.repeat(500),
      '\n'.repeat(3000),
    ],
  ].map(utf8)
  odd.push(Uint8Array.of(0xff), Uint8Array.of(0xc3), Uint8Array.of(0xed, 0xa0, 0x80))
  const path = join(folder, 'list.csv')
  const run = async (i: number) => {
    const draws = drawsOf(30, i)
    const bytes = mutated(draws.pick(texts), draws, odd)
    // Rows that are read are those that one gets who writes them down again.
    const rows = parseCsv(bytes, path).map(({ fields }) => fields)
    const again = rows.map((fields) => fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(',')).join('\n')
    assert.deepEqual(
      parseCsv(utf8(again), path).map(({ fields }) => fields),
      rows,
    )
    await writeFile(path, bytes)
    const parts = await findImages(path)
    const files = Object.values(parts).flatMap((part) => part.files)
    assert.ok(files.length >= 2 && files.length <= rows.length)
    assert.equal(new Set(files.map((file) => file.path)).size, files.length)
    for (const { name, label } of files)
      assert.ok(name !== '' && rows.some((fields) => fields.some((field) => field.trim().normalize('NFC') === label)))
    return 'accepted'
  }
  await fuzz(t, run, ['accepted', 'wrong-list', 'not-utf8', 'open-quote', 'one-class', 'file-twice'])
})

test('files of CIFAR, and of their classes', async (t) => {
  const odd = [
    Uint8Array.of(10),
    Uint8Array.of(255, 255),
    Uint8Array.of(0x1f, 0x8b),
    new Uint8Array(3073),
    new Uint8Array(100_000),
  ]
  const names = utf8(['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck', ''].join('\n'))
  const run = async (i: number) => {
    const draws = drawsOf(31, i)
    if (draws.below(4) === 0) {
      const meta = mutated(names, draws, [...odd, utf8('\n'), utf8('\r'), utf8('cat\n'), utf8('x'.repeat(9000))])
      return String((await cifar10(memoryStorage({ 'batches.meta.txt': meta }))).training)
    }
    const form: CifarForm = { labels: 1 + draws.below(2), classes: draws.pick([3, 10, 100]), rows: 1 + draws.below(4) }
    const row = form.labels + 3072
    const whole = Uint8Array.from({ length: form.rows * row }, (_, at) =>
      at % row < form.labels ? draws.below(form.classes) : (at * 7) & 255,
    )
    // Mostly labels: they are few among the bytes.
    const bytes = draws.below(3) > 0 ? mutated(whole, draws, odd) : whole
    if (draws.below(3) === 0) bytes[draws.below(form.rows) * row + form.labels - 1] = draws.below(256)
    const images = new Uint8Array(form.rows * 3072)
    const labels = new Uint8Array(form.rows)
    readCifar(bytes, form, 'file.bin', images, labels)
    for (let n = 0; n < form.rows; n++) {
      assert.equal(labels[n], bytes[n * row + form.labels - 1])
      assert.ok(labels[n]! < form.classes)
      assert.deepEqual(images.subarray(n * 3072, (n + 1) * 3072), bytes.subarray(n * row + form.labels, (n + 1) * row))
    }
    return 'accepted'
  }
  await fuzz(t, run, ['accepted', 'truncated', 'trailing-bytes', 'wrong-label', 'wrong-names', 'missing-file'])
})

test('model.json', async (t) => {
  const run = (i: number) => {
    look(mutation(i))
    return 'accepted'
  }
  await fuzz(t, run, ['accepted', 'wrong-option'])
})

test('model.json as a text: bytes of it changed', async (t) => {
  const odd = [
    '"',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '1e999',
    '-0',
    'null',
    '\\u0000',
    '"kind":"conv2d",',
    '[['.repeat(2000),
    '9'.repeat(400),
    '\0',
    '\\',
  ].map(utf8)
  const text = utf8(JSON.stringify(lenet5()))
  const run = (i: number) => {
    const draws = drawsOf(33, i)
    const bytes = mutated(text, draws, odd)
    return String(modelFromJson(new TextDecoder().decode(bytes)).summary()).length > 0 ? 'accepted' : 'empty'
  }
  await fuzz(t, run, ['accepted'])
})
