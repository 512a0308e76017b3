/**
 * The example of defineLoss: it is the code that is tested here, and gives the same numbers on both backends in either layout.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { reference } from '../backends/reference/reference.ts'
import { wasm } from '../backends/wasm/wasm.ts'
import { dataset } from '../data/fromArrays.ts'
import { dense } from '../layers/index.ts'
import { sequential } from '../model/graph.ts'
import { sgd } from '../optimizers/index.ts'
import { train } from '../training/train.ts'
import { defineLoss } from './index.ts'

const brier = defineLoss('brier', {
  target: 'values',
  check() {},
  forward(_, { output, target, emit, value }) {
    const shape = output.shape.slice(1)
    const [p, dp, losses] = [value('p', shape), value('dp', shape), value('losses', [])]
    emit('unary', { activation: { fn: 'sigmoid' } }, [output], [p])
    emit('meanSquaredError', {}, [p, target], [losses])
    return { losses, kept: [p, dp] }
  },
  backward(_, { target, kept: [p, dp], scalars, gradient, emit }) {
    emit('meanSquaredErrorGrad', {}, [p, target, scalars], [dp])
    emit('unaryGrad', { activation: { fn: 'sigmoid' } }, [p, dp], [gradient])
  },
})

test('the docstring has this code', () => {
  const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')
  const code = (text: string) => /^const brier = [\s\S]*?^}\)$/m.exec(text)![0]
  const docstring = read('src/losses/index.ts').replace(/^ \* ?/gm, '')
  assert.equal(code(docstring), code(read('src/losses/defineLoss.test.ts')))
})

for (const batch of [5, 8])
  test(`a target of values lies as the output does: batch ${batch}`, async () => {
    const images = Float32Array.from({ length: batch * 3 }, (_, i) => ((i * 7) % 11) / 11)
    const targets = Float32Array.from({ length: batch * 2 }, (_, i) => ((i * 5) % 7) / 7)
    const data = dataset({ images, shape: [3], targets })
    const results = []
    const engine = await wasm({ threads: 1 })
    for (const backend of [reference({ precision: 'float64' }), engine]) {
      const net = await sequential('net', [3], [dense({ units: 2 })]).open(backend, { seed: 1 })
      const losses = []
      const options = { loss: brier(), optimizer: sgd({ learningRate: 1 }), batch, epochs: 3, seed: 1 }
      for await (const { loss } of train(net, data, options)) losses.push(loss)
      results.push(losses)
    }
    const [wanted, got] = results as [number[], number[]]
    for (const [i, loss] of wanted.entries()) assert.ok(Math.abs(got[i]! - loss) < 1e-6, `${got} ≠ ${wanted}`)
    assert.ok(wanted[2]! < wanted[0]!)
    engine.dispose()
  })
