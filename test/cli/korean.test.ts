/** Errors in Korean, wherever they come from: a model, a file, data, an image. With --json they are English, for programs. */
import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { writeIdx } from '../../src/data.ts'
import { events, smallData, striate, workFolder } from './command.ts'
import { createImage } from './image.ts'

let folder = ''
let remove = async () => {}
before(async () => {
  ;({ folder, remove } = await workFolder())
  await smallData(folder)
  const model = (layers: readonly object[]) =>
    JSON.stringify({ format: 'striate-model', version: 1, name: 'x', input: [1, 28, 28], layers })
  await writeFile(join(folder, 'option.json'), model([{ kind: 'conv2d', filters: 4, kernalSize: 3 }]))
  await writeFile(join(folder, 'digits.json'), model([{ kind: 'flatten' }, { kind: 'dense', units: 2 }]))
  const images = Uint8Array.from({ length: 16 * 784 }, (_, i) => (i * 37) % 256)
  await writeFile(join(folder, 'images'), writeIdx({ shape: [16, 28, 28], data: images }))
  await writeFile(join(folder, 'labels'), writeIdx({ shape: [16], data: Uint8Array.from({ length: 16 }, (_, n) => n % 2) }))
  await writeFile(join(folder, 'cut'), (await readFile(join(folder, 'images'))).subarray(0, 1000))
  await writeFile(
    join(folder, 'blank.png'),
    createImage(40, 40, () => 200),
  )
  const training = ['train', 'digits.json', '--data', 'images,labels', '--handwriting', '--epochs', '1', '--no-pictures']
  const { code, error } = await striate([...training, '--threads', '1', '--out', 'run'], folder)
  assert.equal(code, 0, error)
})
after(() => remove())

/** What was typed, and what Korean and English say of it. */
const cases: readonly (readonly [args: readonly string[], korean: RegExp, english: RegExp])[] = [
  [
    ['summary', 'option.json'],
    /^설정이 맞지 않습니다\nOptionError: .*옵션 "kernalSize"가 없습니다\.\n {2}파일 option\.json\n {2}해결: 혹시 "kernelSize"인가요\? 사용할 수 있는 것: /,
    /has no option "kernalSize"\.\n {2}in option\.json\n {2}Fix: did you mean "kernelSize"\? Known: /,
  ],
  [['inspect', 'option.json', 'nowhere.png'], /^설정이 맞지 않습니다\nOptionError: /, /has no option/],
  [
    ['predict', 'run', 'nowhere.png', '--as-is'],
    /^이미지를 읽지 못했습니다: nowhere\.png\n파일이나 데이터가 올바르지 않습니다\nFormatError: .*nowhere\.png 파일이 없습니다\./,
    /there is no file .*nowhere\.png\./,
  ],
  [
    ['train', 'digits.json', '--data', 'cut,labels', '--out', 'other'],
    /^파일이나 데이터가 올바르지 않습니다\nFormatError: .*: 파일이 중간에 잘렸습니다\.\n {2}16 \+ 16×28×28 × 1 = 12560바이트; 파일은 1000바이트로 11560바이트 모자랍니다\n {2}이미지: \S+\n {2}레이블: \S+\n {2}해결: 파일을 다시 받으세요\./,
    /the file is cut off\.\n {2}16 \+ 16×28×28 × 1 = 12560 bytes; the file has 1000, 11560 too few\n {2}images: \S+\n {2}labels: \S+\n {2}Fix: fetch the file again\./,
  ],
  [
    ['predict', 'run', 'blank.png'],
    /^이미지를 읽지 못했습니다: blank\.png\n파일이나 데이터가 올바르지 않습니다\nFormatError: [^\n]*[가-힣][^\n]*\n {2}[^\n]*[가-힣][^\n]*\n {2}[^\n]*[가-힣][^\n]*\n {2}해결: [^\n]*[가-힣]/,
    /there is no writing in this image\.\n/,
  ],
  [
    ['evaluate', 'option.json'],
    /^실행을 찾지 못했습니다\nOptionError: option\.json은 파일이거나 파일 안의 경로입니다\./,
    /option\.json is a file, or lies in one; a run is a folder\./,
  ],
  [
    ['evaluate', 'nowhere'],
    /^실행을 찾지 못했습니다\nOptionError: nowhere에 실행이 없습니다\.\n {2}폴더가 비어 있거나 없습니다\n {2}해결: `striate train`이/,
    /there is no run in nowhere\./,
  ],
]

test('errors of the library are said in the language of the screen', async () => {
  for (const [args, korean, english] of cases) {
    const other = await striate([...args, '--lang', 'ko'], folder)
    assert.equal(other.code, 1)
    assert.match(other.error, korean)
    assert.doesNotMatch(other.error, english)
    assert.doesNotMatch(other.error, / {2}Fix: |\b(?:the|is|has|must|of) /, `striate ${args.join(' ')}`)
    const own = await striate(args, folder)
    assert.match(own.error, english)
  }
})

test('with --json they are English in Korea, too, and the fix is a text', async () => {
  for (const [args, , english] of cases) {
    const { code, error } = await striate([...args, '--json', '--lang', 'ko'], folder)
    assert.equal(code, 1)
    const [one] = events(error)
    assert.equal(one!.event, 'error')
    assert.match(String(one!.message), english)
    if (one!.fix !== undefined) {
      assert.equal(typeof one!.fix, 'string')
      assert.ok(
        String(one!.message)
          .replace(/\n {7}/g, '\n')
          .endsWith(`Fix: ${one!.fix}`),
      )
    }
  }
})
