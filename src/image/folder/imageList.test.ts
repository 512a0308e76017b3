/** CSV as spreadsheets write it, and lists of images that are refused, in both languages. */
import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { noise } from '../../../test/image/makePng.ts'
import { StriateError } from '../../errors/errors.ts'
import { inKorean } from '../../errors/inKorean.ts'
import { parseCsv } from './csv.ts'
import { imageFolder } from './imageFolder.ts'

let folder = ''
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'striate-list-'))
  for (const name of ['1.png', '2.png'])
    await sharp(noise(300), { raw: { width: 10, height: 10, channels: 3 } }).toFile(join(folder, name))
})
after(() => rm(folder, { recursive: true, force: true }))

const parsed = (text: string) => parseCsv(new TextEncoder().encode(text), 'l.csv').map(({ line, fields }) => [line, ...fields])

test('fields, quotes, line ends', () => {
  // biome-ignore format: a table
  const cases: [string, (string | number)[][]][] = [
    ['a,b', [[1, 'a', 'b']]],
    ['a,b\nc,d\n', [[1, 'a', 'b'], [2, 'c', 'd']]],
    ['a,b\r\n\r\n , \r\nc,d', [[1, 'a', 'b'], [4, 'c', 'd']]],
    ['a,b\rc,d', [[1, 'a', 'b'], [2, 'c', 'd']]],
    ['"a,""b""",c', [[1, 'a,"b"', 'c']]],
    ['"a\nb",c\nd,"e"', [[1, 'a\nb', 'c'], [3, 'd', 'e']]],
    ['a,', [[1, 'a', '']]],
    ['"",b', [[1, '', 'b']]],
    ['"a"b,c', [[1, 'ab', 'c']]],
    ['', []],
  ]
  for (const [text, rows] of cases) assert.deepEqual(parsed(text), rows, JSON.stringify(text))
})

test('what is wrong with a list', async () => {
  const form = '\n  Fix: write one image per line, such as sea/1.jpg,sea; put fields that hold commas in quotes.'
  const euckr = Uint8Array.from([0x31, 0x2e, 0x70, 0x6e, 0x67, 0x2c, 0xb9, 0xd9, 0xb4, 0xd9])
  // biome-ignore format: a table
  const cases: [text: string | Uint8Array, code: string, english: string, korean: RegExp][] = [
    ['1.png;a\n2.png;b', 'wrong-list', `l.csv: line 1 is not of the form file,label.\n  found: 1 field; wanted: 2${form}`, /1행이 file,label 형식이 아닙니다/],
    ['file,label\n1.png,a\n2.png,b,c', 'wrong-list', `l.csv: line 3 is not of the form file,label.\n  found: 3 fields; wanted: 2${form}`, /칸 3개, 있어야 할 칸: 2개/],
    ['1.png,a\n2.png,', 'wrong-list', `l.csv: line 2 is not of the form file,label.\n  found: an empty field${form}`, /빈칸/],
    ['file,label\n', 'wrong-list', `l.csv: line 1 is not of the form file,label.\n  found: no row${form}`, /행이 없음/],
    ['1.png,a\n"2.png,b', 'open-quote', 'l.csv: line 2 opens a quote that nothing closes.\n  Fix: close it; within quotes write "" for a quote.', /2행에서 연 따옴표가 닫히지 않습니다/],
    ['1.png,a\n2.png,b\n./1.png,b', 'file-twice', 'l.csv: the file ./1.png is listed twice.\n  lines 1 and 3\n  Fix: keep one of the two rows: every image is to be read once.', /두 번 나옵니다\.\n {2}1행과 3행/],
    [euckr, 'not-utf8', 'l.csv: the text is not UTF-8.\n  Fix: save it again as “CSV UTF-8”.', /UTF-8 텍스트가 아닙니다/],
    ['1.png,a\n2.png,a', 'one-class', 'l.csv: there is only one class, "a".\n  2 files\n  Fix: make one folder for each class, such as forest/ and sea/, or a list (CSV) with a line for each image: file,label.', /하나뿐입니다/],
    ['1.png,a\n2.png,b\n3.png,b', 'broken-images', 'l.csv: 1 of 3 files cannot be read as images.\n  there is no file 3.png.\n  Fix: convert or remove them, or leave them out: skipBroken: true of imageFolder, or --skip-broken.', /파일 3개 가운데 1개를/],
  ]
  for (const [text, code, english, korean] of cases) {
    await writeFile(join(folder, 'l.csv'), text)
    await assert.rejects(imageFolder(join(folder, 'l.csv'), { size: 4 }), (error) => {
      assert.ok(error instanceof StriateError, String(error))
      assert.equal(error.message.replaceAll(`${folder}/`, ''), english)
      assert.equal(error.code, code)
      assert.match(inKorean(error), korean)
      return true
    })
  }
})

test('two lists beside each other: one is to be named', async () => {
  await mkdir(join(folder, 'two'))
  for (const name of ['a.csv', 'b.csv']) await writeFile(join(folder, 'two', name), '../1.png,a\n../2.png,b')
  await assert.rejects(imageFolder(join(folder, 'two'), { size: 4 }), (error) => {
    const path = join(folder, 'two')
    assert.equal(
      (error as Error).message,
      `${path} holds several lists: a.csv, b.csv.\n  Fix: name the list itself: ${path}/a.csv.`,
    )
    assert.match(inKorean(error), /목록이 여러 개 있습니다: a\.csv, b\.csv/)
    return true
  })
  assert.equal((await imageFolder(join(folder, 'two', 'b.csv'), { size: 4 })).length, 2)
})
