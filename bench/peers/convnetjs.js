/**
 * Trains LeNet-5 with ConvNetJS 0.3.0 on some hundred MNIST images and scales the time to an epoch of 60,000. Prints
 * one line of JSON. ConvNetJS takes one image after the other and has only max pooling.
 *
 *   node convnetjs.js DATA [--activation tanh|relu] [--batch 64] [--learning-rate 0.01] [--images 640]
 *
 * DATA is the folder with the IDX files (not gzipped).
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import convnetjs from 'convnetjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    activation: { type: 'string', default: 'tanh' },
    batch: { type: 'string', default: '64' },
    'learning-rate': { type: 'string', default: '0.01' },
    images: { type: 'string', default: '640' },
  },
})
const [folder] = positionals
const { activation } = values
const batch = Number(values.batch)
const count = Number(values.images)
if (!folder || !['tanh', 'relu'].includes(activation) || !(batch >= 1) || !(count >= batch)) {
  console.error('node convnetjs.js DATA [--activation tanh|relu] [--batch 64] [--learning-rate 0.01] [--images 640]')
  process.exit(1)
}

const images = readFileSync(join(folder, 'train-images-idx3-ubyte')).subarray(16)
const labels = readFileSync(join(folder, 'train-labels-idx1-ubyte')).subarray(8)

/** Image n, normalised and padded to 32 × 32, as ConvNetJS reads it. */
function volume(n) {
  const vol = new convnetjs.Vol(32, 32, 1, -0.1307 / 0.3081)
  for (let y = 0; y < 28; y++)
    for (let x = 0; x < 28; x++) vol.set(x + 2, y + 2, 0, (images[n * 784 + y * 28 + x] / 255 - 0.1307) / 0.3081)
  return vol
}

const net = new convnetjs.Net()
net.makeLayers([
  { type: 'input', out_sx: 32, out_sy: 32, out_depth: 1 },
  { type: 'conv', sx: 5, filters: 6, stride: 1, pad: 0, activation },
  { type: 'pool', sx: 2, stride: 2 },
  { type: 'conv', sx: 5, filters: 16, stride: 1, pad: 0, activation },
  { type: 'pool', sx: 2, stride: 2 },
  { type: 'conv', sx: 5, filters: 120, stride: 1, pad: 0, activation },
  { type: 'fc', num_neurons: 84, activation },
  { type: 'softmax', num_classes: 10 },
])
const parameters = net.getParamsAndGrads().reduce((sum, { params }) => sum + params.length, 0)
if (parameters !== 61706) throw new Error(`this is not LeNet-5: ${parameters} parameters`)

const learningRate = Number(values['learning-rate'])
const trainer = new convnetjs.Trainer(net, { method: 'sgd', learning_rate: learningRate, momentum: 0.9, batch_size: batch })
const volumes = Array.from({ length: count }, (_, n) => volume(n))
for (let n = 0; n < batch; n++) trainer.train(volumes[n], labels[n]) // warm

let loss = 0
const start = performance.now()
for (let n = 0; n < count; n++) loss += trainer.train(volumes[n], labels[n]).loss
const seconds = (performance.now() - start) / 1000
const secondsPerEpoch = (seconds * 60_000) / count
console.log(
  JSON.stringify({
    peer: 'ConvNetJS 0.3.0',
    threads: 1,
    activation,
    pool: 'max',
    batch,
    optimizer: 'sgd',
    learningRate,
    images: count,
    measuredSeconds: Number(seconds.toFixed(3)),
    secondsPerEpoch: Number(secondsPerEpoch.toFixed(1)),
    imagesPerSecond: Math.round(60_000 / secondsPerEpoch),
    meanLoss: Number((loss / count).toFixed(4)),
  }),
)
