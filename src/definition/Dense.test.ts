/** Dense: by hand, flattening, against the engine, its gradients against central differences, every error text. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashed } from '../../test/golden/hash.ts'
import { wasm } from '../backends/wasm/wasm.ts'
import { normal } from '../initializers/index.ts'
import { dense } from '../layers/index.ts'
import { sequential } from '../model/graph.ts'
import { type Shape, sizeOf } from '../values/shape.ts'
import { Dense, type DenseDefinitionOptions } from './Dense.ts'

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => Array.from(a).reduce((sum, value, i) => sum + value * b[i]!, 0)
const drawn = (seed: number, shape: Shape) => ({ shape, data: hashed(seed, sizeOf(shape)) })

test('by hand: a row of the weights is a unit, as in PyTorch', () => {
  const layer = new Dense({
    weight: [
      [1, 2, 3],
      [4, 5, 6],
    ],
    bias: [10, 20],
  })
  assert.deepEqual(layer.forward([[1, 0, 2]]), { shape: [1, 2], data: Float64Array.of(17, 36) })
  assert.deepEqual(layer.backward([[1, 10]]), { shape: [1, 3], data: Float64Array.of(41, 52, 63) })
  assert.deepEqual(layer.dW, { shape: [2, 3], data: Float64Array.of(1, 0, 2, 10, 0, 20) })
  assert.deepEqual(layer.db, { shape: [2], data: Float64Array.of(1, 10) })
  assert.deepEqual([layer.x.data, layer.dy.data], [Float64Array.of(1, 0, 2), Float64Array.of(1, 10)])
})

test('images are flattened, and dx has their shape', () => {
  const layer = new Dense({ weight: drawn(1, [3, 8]) })
  const x = drawn(2, [2, 2, 2, 2])
  const output = layer.forward(x)
  assert.deepEqual(
    [output.shape, layer.x.shape],
    [
      [2, 3],
      [2, 8],
    ],
  )
  assert.deepEqual(layer.backward(output).shape, [2, 2, 2, 2])
  assert.deepEqual(new Dense({ weight: layer.weight }).forward({ shape: [2, 8], data: x.data }), output)
})

test('float32, and drawn weights: those of a network of the same seed, and its numbers', async () => {
  const layer = new Dense({ units: 5, inputs: 7, seed: 3, precision: 'float32' })
  const backend = await wasm({ threads: 1 })
  {
    using net = await sequential('m', [7], [dense({ name: 'F', units: 5, initializer: normal(0.01) })]).open(backend, { seed: 3 })
    assert.deepEqual((await net.parameters())['F.weight']!.data, layer.weight.data)
    const x = drawn(1, [2, 7])
    const found = await net.predict(x.data)
    for (const [i, value] of layer.forward(x).data.entries()) assert.ok(Math.abs(found[i]! - value) < 1e-7)
    const dy = drawn(2, [2, 5])
    const dx = await net.inputGradient(x.data, 'F', dy.data)
    for (const [i, value] of layer.backward(dy).data.entries()) assert.ok(Math.abs(dx[i]! - value) < 1e-7)
    assert.ok([layer.output, layer.dW, layer.db, layer.dx].every(({ data }) => data instanceof Float32Array))
  }
  backend.dispose()
})

test('gradients: as central differences in float64, to 1e-7', () => {
  const layer = new Dense({ weight: drawn(1, [3, 4]), bias: drawn(2, [3]) })
  const x = drawn(3, [2, 4])
  const u = drawn(4, [2, 3])
  const loss = () => dot(layer.forward(x).data, u.data)
  loss()
  layer.backward(u)
  const analytic = [layer.dx.data, layer.dW.data, layer.db.data]
  for (const [k, values] of [x.data, layer.weight.data, layer.bias.data].entries())
    for (let i = 0; i < values.length; i++) {
      const before = values[i]!
      values[i] = before + 2 ** -10
      const above = loss()
      values[i] = before - 2 ** -10
      const numeric = (above - loss()) * 2 ** 9
      values[i] = before
      assert.ok(Math.abs(numeric - analytic[k]![i]!) <= 1e-7, `${k}, ${i}: ${numeric}, ${analytic[k]![i]}`)
    }
})

test('error texts', () => {
  const say = (options: unknown, message: string) =>
    assert.throws(() => new Dense(options as DenseDefinitionOptions), { message })
  say({}, 'Dense needs a weight, or the options to draw one.\n  Fix: give weight: [units, inputs], or units and inputs.')
  say(
    { weight: [[1]], units: 1 },
    'Dense takes either weight or the options to draw one (units), not both.\n  Fix: leave out weight, or leave out units.',
  )
  say({ units: 3 }, 'Dense: inputs must be a whole number of at least 1. Received: undefined.')
  say({ weight: [[1], [2]], bias: [1] }, 'Dense needs one bias per unit.\n  weight 2×1 = units×inputs, bias 1')
  say({ weight: [1, 2] }, 'Dense: weight must have the shape [units, inputs].\n  weight: 2\n  Fix: give it the shape [1, 2].')
  say(
    { weight: [[1]], bias: [[1]] },
    'Dense: bias must have the shape [units].\n  bias: 1×1\n  Fix: take a part of it, of shape [units].',
  )
  const layer = new Dense({ weight: [[1, 2]] })
  assert.throws(() => layer.dx, { message: 'Dense has no dx yet.\n  Fix: call backward(dy) first.' })
  assert.throws(() => layer.backward([[1]]), { message: 'Dense has no output yet.\n  Fix: call forward(x) first.' })
  assert.throws(() => layer.forward(drawn(1, [2, 1, 3, 3])), {
    message:
      'Dense: the weights are for a different number of inputs.\n  x 2×1×3×3 has rows of 9, weight 1×2 = units×inputs\n  Fix: use weight of shape [1, 9].',
  })
  assert.throws(() => layer.forward(undefined as never), { message: /^Dense: x must be a tensor/ })
  layer.forward([[1, 2]])
  assert.throws(() => layer.backward([[1, 2]]), { message: 'Dense: dy must have the shape of the output.\n  dy 1×2, output 1×1' })
})
