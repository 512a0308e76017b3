/** A model with further outputs, trained by the command: which of them learn, what is said of the others, and wrong weights. */
import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { readSafetensors } from '../../src/formats.ts'
import { conv2d, dense, flatten, graph, relu } from '../../src/index.ts'
import { smallData, smallDataOption, striate, workFolder } from './command.ts'

let folder = ''
let remove = async () => {}
before(async () => {
  ;({ folder, remove } = await workFolder())
  await smallData(folder)
  const model = graph('Two-headed bars', [1, 8, 8], (image, apply) => {
    const trunk = apply(flatten(), apply(relu(), apply(conv2d({ name: 'C1', filters: 4, kernelSize: 3 }), image)))
    return [apply(dense({ name: 'main', units: 2 }), trunk), apply(dense({ name: 'aux', units: 2 }), trunk)]
  })
  await writeFile(join(folder, 'two.json'), JSON.stringify(model))
})
after(() => remove())

const two = ['train', 'two.json', '--data', smallDataOption, '--epochs', '2', '--threads', '1', '--no-pictures']

async function biasOf(run: string, layer: string): Promise<readonly number[]> {
  const { tensors } = readSafetensors(await readFile(join(folder, run, 'weights.safetensors')))
  return [...tensors[`${layer}.bias`]!.data].map(Number)
}

test('without --auxiliary the further output stays as it was, and this is said; in Korean, too', async () => {
  const { code, out, error } = await striate([...two, '--out', 'runs/alone'], folder)
  assert.deepEqual([code, error], [0, ''])
  assert.match(out, /^Not trained, as no loss reads it: aux \(--auxiliary aux=0\.3 trains it, too\)\.$/m)
  assert.deepEqual(await biasOf('runs/alone', 'aux'), [0, 0])
  assert.notDeepEqual(await biasOf('runs/alone', 'main'), [0, 0])
  const korean = await striate([...two, '--out', 'runs/alone-ko', '--lang', 'ko'], folder)
  assert.match(korean.out, /^손실에 쓰이지 않아 학습하지 않는 출력: aux \(--auxiliary aux=0\.3로 함께 학습할 수 있습니다\)\.$/m)
})

test('with it both learn; the run knows the weight, and says it', async () => {
  const { code, out, error } = await striate([...two, '--auxiliary', 'aux=0.3', '--out', 'runs/both'], folder)
  assert.deepEqual([code, error], [0, ''])
  assert.match(out, /^recipe .*with aux × 0\.3/m)
  assert.doesNotMatch(out, /Not trained/)
  assert.notDeepEqual(await biasOf('runs/both', 'aux'), [0, 0])
  const { training } = JSON.parse(await readFile(join(folder, 'runs/both/config.json'), 'utf8'))
  assert.deepEqual(training.auxiliary, { aux: 0.3 })
})

test('weights that are none, names that are no outputs', async () => {
  const refused = async (given: string, message: RegExp, code: number) => {
    const ended = await striate([...two, '--auxiliary', given, '--out', 'runs/none'], folder)
    assert.match(ended.error, message)
    assert.equal(ended.code, code)
  }
  const wanted =
    /--auxiliary must be names of outputs with weights above 0\. Received: ".*"\.\n {2}Fix: for example --auxiliary aux1=/
  for (const given of ['aux', 'aux=0', 'aux=-1', '=1', 'aux=x']) await refused(given, wanted, 2)
  await refused('aux=1,aux=2', /--auxiliary has aux twice/, 2)
  await refused('axu=1', /--auxiliary: "Two-headed bars" has no further output "axu"\.\n {2}Fix: did you mean "aux"\?/, 2)
})
