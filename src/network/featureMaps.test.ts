/** Looking into one image: what layers output, themselves, whatever is fused and wherever it lies. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reference } from '../backends/reference/reference.ts'
import { wasm } from '../backends/wasm/wasm.ts'
import { random } from '../math/random.ts'
import { lenet5 } from '../zoo/lenet5.ts'

const model = lenet5({ activation: 'relu', pooling: 'max' })
const names = model.nodes.map(({ name }) => name)
const image = Float32Array.from({ length: 1024 }, (_, i) => 2 * random(1, 80).uniform(i) - 1)

test('kept values are each layer’s own output, on both backends, after training-size plans too', async () => {
  const [plain, engine] = [reference({ precision: 'float64' }), await wasm({ threads: 2 })]
  const [one, other] = [await model.open(plain, { seed: 1 }), await model.open(engine, { seed: 1 })]
  await other.predict(new Float32Array(64 * 1024), { batch: 64 })
  const [wanted, found] = [await one.featureMaps(image, names), await other.featureMaps(image, names)]
  for (const [i, { layer, shape, data }] of wanted.entries()) {
    assert.equal(found[i]!.layer, layer)
    assert.deepEqual(found[i]!.shape, shape)
    const largest = Math.max(...Array.from(data, Math.abs))
    for (const [j, x] of data.entries()) assert.ok(Math.abs(x - found[i]!.data[j]!) <= 1e-5 * largest, `${layer} ${j}`)
  }
  const of = (name: string) => found[names.indexOf(name)]!.data
  // C1 is before the activation that follows it, although elsewhere the two are one call.
  assert.ok([...of('C1')].some((x) => x < 0))
  assert.deepEqual(
    [...of('relu1')],
    [...of('C1')].map((x) => Math.max(x, 0)),
  )
  assert.deepEqual([...of('flatten1')], [...of('relu3')])
  assert.deepEqual([...(await other.predict(image))], [...of('output')])
  engine.dispose()
})

test('one image of many is the same as one alone', async () => {
  const engine = await wasm({ threads: 2 })
  const net = await model.open(engine, { seed: 1 })
  const [alone] = await net.featureMaps(image, ['output'])
  const many = new Float32Array(16 * 1024)
  many.set(image, 5 * 1024)
  const scores = await net.predict(many, { batch: 16 })
  for (const [i, x] of alone!.data.entries()) assert.ok(Math.abs(scores[50 + i]! - x) < 1e-5)
  engine.dispose()
})
