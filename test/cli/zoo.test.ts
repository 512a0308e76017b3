/** `striate zoo`: every model by its name, in both languages, at 80 and 40 columns, for programs. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { zooModels } from '../../src/zoo.ts'
import { controls, events, striate, widthOf, workFolder } from './command.ts'

let folder = ''
let remove = async () => {}
before(async () => {
  ;({ folder, remove } = await workFolder())
})
after(() => remove())

test('every model, with its parameters; whole names at 40 columns, and Korean', async () => {
  const { code, out, error } = await striate(['zoo'], folder)
  assert.equal(code, 0)
  assert.equal(error, '')
  assert.equal(controls(out), '')
  for (const name of Object.keys(zooModels)) assert.match(out, new RegExp(`^${name.replace('.', '\\.')} `, 'm'))
  assert.match(out, /^vgg16 +3×224×224 +138,357,544 +15,470,264,320 +212/m)
  for (const width of ['80', '40']) {
    const narrow = await striate(['zoo', '--lang', 'ko'], folder, { STRIATE_COLUMNS: width })
    for (const line of narrow.out.split('\n')) assert.ok(widthOf(line) <= Number(width), `too wide: "${line}"`)
    assert.match(narrow.out, /^alexnet-torchvision +.*61,100,840/m)
    assert.match(narrow.out, /매개변수/)
  }
})

test('--json: the same for programs', async () => {
  const [{ models }] = events((await striate(['zoo', '--json'], folder)).out) as [{ models: Record<string, unknown>[] }]
  assert.deepEqual(
    models.map(({ name }) => name),
    Object.keys(zooModels),
  )
  const alexnet = models.find(({ name }) => name === 'alexnet')
  assert.deepEqual([alexnet!.parameters, alexnet!.macs, alexnet!.field], [60_965_224, 724_406_816, [195]])
})

test('a model of the zoo can be named wherever a model is', async () => {
  assert.match((await striate(['summary', 'squeezenet1.1'], folder)).out, /^total +.*1,235,496/m)
  const { code, error } = await striate(['summary', 'resnet19'], folder)
  assert.equal(code, 2)
  assert.match(error, /there is no model "resnet19"\.\n {2}Fix: did you mean resnet18\? `striate zoo` lists those that there are/)
})
