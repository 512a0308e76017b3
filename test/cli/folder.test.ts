/**
 * Training on a folder of photographs by one command: class folders, their parts, what is left out, what the run keeps of it,
 * and what is refused, in both languages.
 */
import assert from 'node:assert/strict'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { events, striate, workFolder } from './command.ts'

let folder = ''
let remove = async () => {}
/** Photographs of two kinds, red and blue, in `path`. */
async function photographs(path: string, count: number, first = 0): Promise<void> {
  await mkdir(join(folder, path), { recursive: true })
  const sea = path.includes('바다')
  for (let n = first; n < first + count; n++) {
    const data = Uint8Array.from({ length: 3 * 20 * 16 }, (_, i) => (i % 3 === (sea ? 2 : 0) ? 180 : 60) + ((i * (n + 7)) % 37))
    await sharp(data, { raw: { width: 20, height: 16, channels: 3 } }).toFile(join(folder, path, `${n}.png`))
  }
}

before(async () => {
  ;({ folder, remove } = await workFolder())
  for (const part of ['all', 'parts/train']) for (const name of ['단풍', '바다']) await photographs(`${part}/${name}`, 12)
  await writeFile(join(folder, 'all/바다/notes.txt'), 'x')
  await writeFile(join(folder, 'all/바다/.DS_Store'), 'x')
  for (const name of ['단풍', '바다']) {
    await photographs(`parts/val/${name}`, 4, 100)
    await photographs(`parts/test/${name}`, 3, 200)
    await photographs(`others/${name}`, 2, 300)
  }
  await mkdir(join(folder, 'others/숲'))
  await writeFile(join(folder, 'others/숲/a.heic'), '\0\0\0\x18ftypheic')
  const layers = [{ kind: 'conv2d', filters: 4, kernelSize: 3 }, { kind: 'relu' }, { kind: 'flatten' }]
  const model = (units: number, input = [3, 8, 8]) =>
    JSON.stringify({ format: 'striate-model', version: 1, name: 'Places', input, layers: [...layers, { kind: 'dense', units }] })
  await writeFile(join(folder, 'places.json'), model(2))
  await writeFile(join(folder, 'ten.json'), model(10))
  await writeFile(join(folder, 'five.json'), model(2, [5, 8, 8]))
})
after(() => remove())

const quick = ['--threads', '1', '--epochs', '4', '--lr', '0.01', '--no-pictures']
const train = (...args: string[]) => striate(['train', 'places.json', ...quick, ...args], folder)
const config = async (run: string) => JSON.parse(await readFile(join(folder, run, 'config.json'), 'utf8'))
/** That it is refused in both languages. */
async function refused(args: string[], code: number, english: RegExp, korean: RegExp): Promise<void> {
  const own = await striate(args, folder)
  assert.match(own.error, english)
  assert.equal(own.code, code)
  const other = await striate([...args, '--lang', 'ko'], folder)
  assert.match(other.error, korean)
  assert.doesNotMatch(other.error, / {2}Fix: |\b(?:the|has|must|of) /)
}

test('class folders: trained, evaluated and predicted with their names; what was left out is said and kept', async () => {
  await refused(
    ['train', 'places.json', '--data', 'all', '--out', 'no'],
    1,
    /all: 1 of 25 files cannot be read as images\.\n {2}바다\/notes\.txt: this is text, not a PNG, JPEG or WebP image\.\n {2}Fix: .*--skip-broken/,
    /파일 25개 가운데 1개를 이미지로 읽을 수 없습니다\.\n {2}바다\/notes\.txt: /,
  )
  const trained = await train('--data', 'all', '--skip-broken', '--validation', '0.25', '--out', 'one')
  assert.equal(trained.code, 0, trained.error)
  assert.match(trained.out, /1 file was left out, as no images: 바다\/notes\.txt/)
  assert.match(trained.out, /all: 18 training images, 6 for validation, no test images/)
  const { source } = await config('one')
  assert.deepEqual(
    { ...source, found: { ...source.found, digest: source.found.digest.length } },
    {
      kind: 'folder',
      path: join(folder, 'all'),
      skipBroken: true,
      found: { size: [8, 8], files: 25, skipped: ['바다/notes.txt'], digest: 32 },
    },
  )
  const { out } = await striate(['evaluate', 'one'], folder)
  assert.match(out, /one on all: 6 images/)
  assert.match(out, /단풍 +\d+ +\d+/)
  const found = await striate(['predict', 'one', 'parts/test/바다/200.png', '--anyway', '--json'], folder)
  const [{ best }] = events(found.out) as unknown as [{ best: { class: string }[] }]
  assert.equal(best[0]!.class, '바다')
})

test('train, val and test folders: the test images are met once, at the end', async () => {
  const { code, out, error } = await train('--data', 'parts', '--patience', '3', '--out', 'two', '--json')
  assert.equal(code, 0, error)
  const said = events(out)
  assert.deepEqual(said[0]!.images, { training: 24, validation: 8, test: 6 })
  const epochs = said.filter(({ event }) => event === 'epoch')
  assert.ok(epochs.every((one) => one.validationError !== undefined && one.testError === undefined))
  assert.equal(said.find(({ event }) => event === 'finished')!.testError, 0)
  const evaluated = events((await striate(['evaluate', 'two', '--json'], folder)).out)[0]!
  assert.equal(evaluated.images, 6)
  await rename(join(folder, 'parts/val'), join(folder, 'val'))
  const without = await train('--data', 'parts', '--out', 'three', '--json')
  assert.equal(without.code, 0, without.error)
  const lines = events(without.out)
  assert.ok(lines.every(({ event, testError }) => event !== 'epoch' || testError === undefined))
  assert.equal(lines.find(({ event }) => event === 'finished')!.testError, 0)
  await rename(join(folder, 'val'), join(folder, 'parts/val'))
})

test('a list of images; other photographs are tested by the classes of the run', async () => {
  const rows = ['단풍', '바다'].flatMap((name) => Array.from({ length: 12 }, (_, n) => `all/${name}/${n}.png,${name}`))
  await writeFile(join(folder, 'labels.csv'), rows.join('\r\n'))
  const { code, out, error } = await train('--data', 'labels.csv', '--out', 'four')
  assert.equal(code, 0, error)
  assert.match(out, /labels\.csv: 24 training images, no test images/)
  await refused(
    ['evaluate', 'four', '--data', 'others'],
    1,
    /others: the class "숲" is not one of "단풍", "바다"\./,
    /others: 클래스 "숲"은 "단풍", "바다" 가운데 없습니다\./,
  )
  await rm(join(folder, 'others/숲'), { recursive: true })
  const others = await striate(['evaluate', 'four', '--data', 'others', '--json'], folder)
  assert.deepEqual([events(others.out)[0]!.images, events(others.out)[0]!.error], [4, 0])
})

test('a run whose photographs have changed is not resumed', async () => {
  const { code, error } = await train('--data', 'others', '--out', 'five', '--seed', '4')
  assert.equal(code, 0, error)
  await photographs('others/단풍', 1, 400)
  const changed = [
    /does not hold the images that the run began with\.\n {2}then 4 files, now 5\n {2}Fix: restore them/,
    /실행을 시작할 때와 다릅니다\.\n {2}그때는 파일 4개, 지금은 5개\n/,
  ] as const
  await refused(['train', '--resume', 'five'], 1, ...changed)
  await refused(['evaluate', 'five'], 1, ...changed)
  await rm(join(folder, 'others/단풍/400.png'))
  assert.equal((await striate(['train', '--resume', 'five', '--no-pictures'], folder)).code, 0)
  await writeFile(join(folder, 'others/단풍/300.png'), await readFile(join(folder, 'all/바다/notes.txt')))
  await refused(
    ['train', '--resume', 'five'],
    1,
    /\n {2}4 files, as then, but with other names, classes or sizes\n/,
    /\n {2}파일은 그때처럼 4개이지만 이름, 클래스, 크기가 다릅니다\n/,
  )
})

test('a model of the zoo ends with the classes of the folder', async () => {
  const { code, out, error } = await striate(['train', 'lenet5', ...quick, '--data', 'all', '--skip-broken'], folder)
  assert.equal(code, 0, error)
  assert.match(out, /runs\/lenet5\//)
  const { images } = JSON.parse(await readFile(join(folder, 'runs/lenet5/model.json'), 'utf8'))
  assert.deepEqual([images.stored, images.colours, images.classes], [[1, 32, 32], 'grey', ['단풍', '바다']])
})

test('what does not fit together', async () => {
  const all = ['--data', 'all', '--skip-broken', '--out', 'no']
  await refused(
    ['train', 'ten.json', ...all],
    1,
    /"Places" has 10 outputs, but \S+all has 2 classes\.\n {2}classes: "단풍", "바다"\n {2}Fix: end the model with one output for each class: dense\(\{ units: 2 \}\)\./,
    /"Places"의 출력은 10개인데 \S+all의 클래스는 2개입니다\./,
  )
  await refused(
    ['train', 'five.json', ...all],
    1,
    /"Places" reads 5×8×8, which is no image in grey \(1\) or colour \(3\)\./,
    /"Places"가 읽는 5×8×8은 흑백\(1\)이나 컬러\(3\) 이미지가 아닙니다\./,
  )
  await refused(
    ['train', 'places.json', '--data', 'parts', '--validation', '0.2', '--out', 'no'],
    2,
    /--validation holds out training images, and the data has a validation folder of its own\.\n {2}Fix: leave out --validation\./,
    /데이터에 검증 폴더가 이미 있습니다/,
  )
  await refused(
    ['train', 'places.json', ...all, '--patience', '2'],
    2,
    /--patience watches the validation loss, and there is no --validation/,
    /--validation이 없습니다/,
  )
  await refused(
    ['train', 'places.json', ...all, '--handwriting'],
    2,
    /--handwriting goes with IDX files/,
    /이미지 폴더에는 쓰지 않습니다/,
  )
  await refused(
    ['train', 'lenet5', '--skip-broken', '--out', 'no'],
    2,
    /--skip-broken goes with a folder/,
    /이미지 폴더나 이미지 목록에 씁니다/,
  )
})
