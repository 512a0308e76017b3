/**
 * Trains LeNet-5 on MNIST with Striate: what the peers are compared with. Prints one line of JSON, like they do.
 *
 *     node --experimental-wasm-relaxed-simd striate_lenet5.js [--activation tanh|relu] [--pool avg|max] [--batch 64]
 *         [--learning-rate 0.01] [--momentum 0.9] [--epochs 1] [--threads N] [--seed 1] [--limit N] [--simd]
 *
 * A timed epoch is all 60,000 images, with the new order, the gathering of batches and the last short one.
 */
import { parseArgs } from 'node:util'
import { mnist } from '../../dist/src/data.js'
import { evaluate, sgd, softmaxCrossEntropy, train } from '../../dist/src/index.js'
import { wasm } from '../../dist/src/wasm.js'
import { lenet5 } from '../../dist/src/zoo.js'

const { values } = parseArgs({
  options: {
    activation: { type: 'string', default: 'tanh' },
    pool: { type: 'string', default: 'avg' },
    batch: { type: 'string', default: '64' },
    'learning-rate': { type: 'string', default: '0.01' },
    momentum: { type: 'string', default: '0.9' },
    epochs: { type: 'string', default: '1' },
    threads: { type: 'string' },
    seed: { type: 'string', default: '1' },
    limit: { type: 'string' },
    simd: { type: 'boolean', default: false },
  },
})
const backend = await wasm({ threads: values.threads ? Number(values.threads) : undefined, relaxed: !values.simd })
const digits = await mnist.train({ pad: 2, limit: values.limit ? Number(values.limit) : undefined })
const model = lenet5({ activation: values.activation, pooling: values.pool === 'max' ? 'max' : 'average', scaled: false })
const net = await model.open(backend, { seed: Number(values.seed) })
const options = {
  loss: softmaxCrossEntropy(),
  optimizer: sgd({ learningRate: Number(values['learning-rate']), momentum: Number(values.momentum) }),
  batch: Number(values.batch),
  epochs: Number(values.epochs),
}
// A few untimed steps, taken back: the peers warm up too.
const first = await net.parameters()
let warm = 0
for await (const _ of train(net, digits, options)) if (++warm === 5) break
net.setParameters(first)

const seconds = []
const losses = []
let began = performance.now()
let sum = 0
for await (const { loss, images, endOfEpoch } of train(net, digits, options)) {
  sum += loss * images
  if (!endOfEpoch) continue
  seconds.push(((performance.now() - began) / 1000) * (60_000 / digits.length))
  losses.push(sum / digits.length)
  sum = 0
  began = performance.now()
}
const { error } = await evaluate(net, await mnist.test({ pad: 2 }))
const best = Math.min(...seconds)
const round = (value, digits) => Number(value.toFixed(digits))
console.log(
  JSON.stringify({
    peer: 'Striate',
    build: backend.build,
    threads: backend.threads,
    activation: values.activation,
    pool: values.pool,
    batch: options.batch,
    secondsPerEpoch: round(best, 3),
    allSeconds: seconds.map((s) => round(s, 3)),
    imagesPerSecond: Math.round(60_000 / best),
    losses: losses.map((loss) => round(loss, 4)),
    testError: round(error, 4),
  }),
)
