/**
 * Fine-tuning from the command line alone: a body that was trained on five kinds of pictures goes under a new head for three
 * others, and only the head learns. Stopped and resumed it ends with the same weights; what does not fit is said.
 */
import assert from 'node:assert/strict'
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { readSafetensors } from '../../src/formats.ts'
import { random } from '../../src/math/random.ts'
import { events, striate, workFolder } from './command.ts'

let folder = ''
let remove = async () => {}

/** What a picture shows, in a random place, size, light and colours: as different from each other as photographs of one thing. */
const kinds: Readonly<Record<string, (x: number, y: number, size: number) => boolean>> = {
  disc: (x, y, r) => x * x + y * y < r * r,
  square: (x, y, r) => Math.max(Math.abs(x), Math.abs(y)) < r * 0.9,
  cross: (x, y, r) => Math.min(Math.abs(x), Math.abs(y)) < r * 0.3 && Math.max(Math.abs(x), Math.abs(y)) < r,
  stripes: (x, y, r) => Math.abs(y) < r && Math.abs(x) < r && Math.floor((x + 64) / 3) % 2 === 0,
  ring: (x, y, r) => x * x + y * y < r * r && x * x + y * y > 0.4 * r * r,
  triangle: (x, y, r) => y > -r && y < r && Math.abs(x) < (y + r) / 2,
  checks: (x, y, r) => Math.max(Math.abs(x), Math.abs(y)) < r && (Math.floor((x + 64) / 4) + Math.floor((y + 64) / 4)) % 2 === 0,
  bars: (x, y, r) => Math.abs(y) < r && Math.abs(x) < r && Math.floor((y + 64) / 3) % 2 === 0,
}

async function draw(path: string, kind: string, count: number, seed: number): Promise<void> {
  await mkdir(join(folder, path, kind), { recursive: true })
  const [width, height] = [44, 36]
  const drawn = random(seed, 55, kind.length)
  let next = 0
  const between = (low: number, high: number) => low + (high - low) * drawn.uniform(next++)
  for (let n = 0; n < count; n++) {
    const [cx, cy, size] = [between(14, 30), between(12, 24), between(8, 12)]
    const [front, back] = [0, 1].map((side) => [0, 1, 2].map(() => between(side ? 20 : 140, side ? 110 : 235)))
    const data = new Uint8Array(width * height * 3)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const colour = kinds[kind]!(x - cx, y - cy, size) ? front! : back!
        for (let c = 0; c < 3; c++) data[(y * width + x) * 3 + c] = Math.max(0, Math.min(255, colour[c]! + between(-18, 18)))
      }
    await sharp(data, { raw: { width, height, channels: 3 } })
      .jpeg({ quality: 85 })
      .toFile(join(folder, path, kind, `${n}.jpg`))
  }
}

const model = (units: number) => ({
  format: 'striate-model',
  version: 1,
  name: 'Shapes',
  input: [3, 24, 24],
  layers: [
    { kind: 'conv2d', name: 'features.0', filters: 12, kernelSize: 3, padding: 1, bias: false },
    { kind: 'batchNorm2d', name: 'features.1' },
    { kind: 'relu' },
    { kind: 'maxPool2d', kernelSize: 2 },
    { kind: 'conv2d', name: 'features.4', filters: 24, kernelSize: 3, padding: 1, bias: false },
    { kind: 'batchNorm2d', name: 'features.5' },
    { kind: 'relu' },
    { kind: 'maxPool2d', kernelSize: 2 },
    { kind: 'flatten' },
    { kind: 'dense', name: 'head', units },
  ],
})

const normalization = { scale: [0.0125], offset: [-1.25] }

const body = ['features.0.weight', 'features.1.weight', 'features.1.bias', 'features.1.running_mean', 'features.1.running_var']

before(async () => {
  ;({ folder, remove } = await workFolder())
  for (const kind of ['disc', 'square', 'cross', 'stripes', 'ring']) await draw('five', kind, 80, 1)
  for (const kind of ['triangle', 'checks', 'bars']) {
    await draw('three/train', kind, 100, 2)
    await draw('three/test', kind, 30, 3)
  }
  // Scaled in a way of its own, which the weights were learned with.
  const images = { stored: [3, 24, 24], dtype: 'u8', padding: [0, 0, 0, 0], border: 0, normalization, colours: 'rgb' }
  await writeFile(join(folder, 'five.json'), JSON.stringify({ ...model(5), images }))
  await writeFile(join(folder, 'three.json'), JSON.stringify(model(3)))
  const quick = ['--threads', '2', '--no-pictures', '--epochs', '6']
  const { code, error } = await striate(['train', 'five.json', '--data', 'five', '--out', 'first', ...quick], folder)
  assert.equal(code, 0, error)
})
after(() => remove())

const tensors = async (run: string, file = 'weights') =>
  readSafetensors(await readFile(join(folder, run, `${file}.safetensors`))).tensors
const tune = ['train', 'three.json', '--data', 'three', '--from', 'first', '--freeze', 'features.*']
const usual = ['--threads', '2', '--no-pictures', '--epochs', '12']

test('the body of another run under a new head: at least 95 % of new pictures are right, and the body stays as it was', async () => {
  const { code, out, error } = await striate([...tune, '--out', 'tuned', ...usual], folder)
  assert.equal(code, 0, error)
  assert.match(out, /^10 tensors from first$/m)
  assert.match(out, /^new, with random weights: head\.weight, head\.bias$/m)
  assert.match(out, /features\.\* frozen/)
  const [before, after] = [await tensors('first'), await tensors('tuned')]
  for (const name of body) assert.deepEqual(after[name]!.data, before[name]!.data, name)
  const { images } = JSON.parse(await readFile(join(folder, 'tuned/model.json'), 'utf8'))
  assert.deepEqual(images.normalization, normalization)
  assert.deepEqual(images.classes, ['bars', 'checks', 'triangle'])
  const [found] = events((await striate(['evaluate', 'tuned', '--json'], folder)).out) as [{ accuracy: number }]
  assert.ok(found.accuracy >= 0.95, `${found.accuracy}`)
  const said = (await striate(['predict', 'tuned', 'three/test/checks/0.jpg', '--json'], folder)).out
  assert.match(said, /"checks"/)
})

test('it begins again from the same weights where it was stopped before its first checkpoint', async () => {
  const { code } = await striate([...tune, '--out', 'again', ...usual], folder)
  assert.equal(code, 0)
  for (const name of ['checkpoint.safetensors', 'weights.safetensors', 'metrics.jsonl', 'familiar.safetensors'])
    await rm(join(folder, 'again', name), { force: true })
  assert.equal((await striate(['train', '--resume', 'again', '--threads', '2', '--no-pictures'], folder)).code, 0)
  const [one, other] = [await tensors('tuned'), await tensors('again')]
  for (const name of Object.keys(one)) assert.deepEqual(other[name]!.data, one[name]!.data, name)
})

test('from a file of weights; what does not fit, and what is not there', async () => {
  await copyFile(join(folder, 'first/weights.safetensors'), join(folder, 'body.safetensors'))
  const file = await striate(
    ['train', 'three.json', '--data', 'three', '--from', 'body.safetensors', '--out', 'filed', '--json', ...usual],
    folder,
  )
  assert.equal(file.code, 0, file.error)
  const adopted = events(file.out).find(({ event }) => event === 'adopted') as { adopted: string[]; reshaped: string[] }
  assert.equal(adopted.adopted.length, 10)
  assert.deepEqual(adopted.reshaped, ['head.weight', 'head.bias'])
  const foreign = await striate(['train', 'lenet5', '--from', 'first', '--out', 'no', ...usual], folder)
  assert.match(foreign.error, /none of the weights has a name that "LeNet-5" uses/)
  const nowhere = await striate([...tune.slice(0, 4), '--from', 'nowhere', '--out', 'no', ...usual], folder)
  assert.match(nowhere.error, /there is no run in nowhere/)
  await rm(join(folder, 'again/initial.safetensors'))
  for (const name of ['checkpoint.safetensors', 'weights.safetensors', 'metrics.jsonl']) await rm(join(folder, 'again', name))
  const lost = await striate(['train', '--resume', 'again', '--no-pictures'], folder)
  assert.equal(lost.code, 1)
  assert.match(lost.error, /there is no file again\/initial\.safetensors\.\n {2}Fix: restore it from a backup/)
})
