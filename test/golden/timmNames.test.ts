/**
 * The names of published files against those of the zoo's models: every parameter and state of a model has one tensor in the
 * file, with as many numbers, and no tensor is left over.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { publishedModels } from '../../src/hub/publishedModels.ts'
import { nameIn } from '../../src/hub/timmNames.ts'
import { shapesOf, weightsFrom } from '../../src/hub/weightsFrom.ts'
import { sizeOf } from '../../src/values/shape.ts'
import { zooModels } from '../../src/zoo/zooModels.ts'

type Names = Readonly<Record<string, readonly number[]>>
const files: Readonly<Record<string, Names>> = JSON.parse(
  readFileSync(new URL('../../../test/golden/timmNames.json', import.meta.url), 'utf8'),
)

test('every published model is one of the zoo, and its file is known', () => {
  for (const [name, { repository, revision, sha256, file }] of Object.entries(publishedModels)) {
    assert.ok(Object.hasOwn(zooModels, name), name)
    assert.ok(files[repository], repository)
    assert.match(revision, /^[0-9a-f]{40}$/)
    assert.match(sha256 ?? '0'.repeat(64), /^[0-9a-f]{64}$/)
    assert.equal(file, 'model.safetensors')
  }
  const all = Object.values(publishedModels)
  assert.equal(new Set(all.map(({ repository }) => repository)).size, all.length)
  assert.equal(new Set(all.map(({ revision }) => revision)).size, all.length)
})

test('every number of the models is hit once, in a shape that holds as many; nothing is left over', () => {
  for (const [name, { repository, names }] of Object.entries(publishedModels)) {
    const left = new Map(Object.entries(files[repository]!))
    for (const [own, shape] of shapesOf(zooModels[name]!.make())) {
      const source = nameIn[names](own)
      const found = left.get(source)
      assert.ok(found, `${name}: ${own} → ${source}`)
      left.delete(source)
      if (own.startsWith('classifier.') && names === 'timm-vgg' && own.endsWith('.weight')) {
        assert.equal(found[0], shape[0])
        assert.equal(sizeOf([...found]), sizeOf(shape), own)
      } else assert.deepEqual(found, shape, own)
    }
    assert.deepEqual(
      [...left.keys()].filter((key) => !key.endsWith('.num_batches_tracked')),
      [],
      name,
    )
  }
})

/** A file's tensors, of which only the shapes matter here: all are views of the same numbers. */
function tensorsOf(names: Names) {
  const numbers = new Float32Array(Math.max(...Object.values(names).map((shape) => sizeOf([...shape]))))
  const tensor = (shape: readonly number[]) => ({ dtype: 'F32' as const, shape, data: numbers.subarray(0, sizeOf([...shape])) })
  return Object.fromEntries(Object.entries(names).map(([key, shape]) => [key, tensor(shape)]))
}

test('the tensors of a file as those of a model, and files of other models', () => {
  const model = zooModels['mobilenet-v2']!.make()
  const tensors = tensorsOf(files['timm/mobilenetv2_100.ra_in1k']!)
  const read = (given: typeof tensors) => weightsFrom(model, given, nameIn['timm-mobilenetv2'], 'a.safetensors')
  const weights = read(tensors)
  assert.deepEqual(Object.keys(weights), [...shapesOf(model).keys()])
  const refused = (given: typeof tensors, why: string) =>
    assert.throws(() => read(given), {
      code: 'other-weights',
      message: `a.safetensors does not hold the weights of "MobileNetV2": ${why}.`,
    })
  const { 'bn1.weight': _, ...without } = tensors
  refused(without, 'it lacks bn1.weight')
  refused({ ...tensors, 'aux.weight': tensors['bn1.weight']! }, 'it has aux.weight besides')
  refused(
    { ...tensors, 'classifier.weight': { ...tensors['classifier.weight']!, shape: [500, 2560] } },
    'classifier.weight is F32 500×2560, not F32 1000×1280',
  )
  const whole = { dtype: 'I32' as const, shape: [32], data: new Int32Array(32) }
  refused({ ...tensors, 'bn1.bias': whole as never }, 'bn1.bias is I32 32, not F32 32')
})
