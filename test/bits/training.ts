/**
 * A small training whose every bit is fixed: a net in the manner of LeNet with dropout, augmentation and a schedule, on
 * images from the seeded generator, with a short last batch. It gives one hash of all losses and final weights. The same
 * compiled module runs in Node, in a page and in a worker, so it reaches for nothing but Striate.
 */
import { wasm } from '../../src/backends/wasm/wasm.ts'
import type { Dataset } from '../../src/data/dataset.ts'
import { dataset } from '../../src/data/fromArrays.ts'
import { avgPool2d, conv2d, dense, dropout, flatten, maxPool2d, relu, tanh } from '../../src/layers/index.ts'
import { softmaxCrossEntropy } from '../../src/losses/index.ts'
import { random } from '../../src/math/random.ts'
import { sequential } from '../../src/model/graph.ts'
import type { TensorRecord } from '../../src/network/weights.ts'
import { adam, cosineRate, sgd, warmUp } from '../../src/optimizers/index.ts'
import { type TrainOptions, type TrainStep, train } from '../../src/training/train.ts'
import { openInWorker } from '../../src/worker/openInWorker.ts'

export interface Trained {
  /** FNV-1a over the bytes of all losses and weights. */
  readonly hash: string
  readonly losses: readonly number[]
  readonly build: string
  readonly threads: number
}

export interface Choice {
  readonly optimizer: 'sgd' | 'adam'
  readonly threads: number
  readonly relaxed: boolean
}

export const steps = 50
const batch = 16
const seed = 42

const model = () =>
  // biome-ignore format: one line per stage
  sequential('bits', [1, 16, 16], [
    conv2d({ name: 'C1', filters: 6, kernelSize: 5 }), tanh({ scaled: true }),
    avgPool2d({ name: 'S2', kernelSize: 2 }),
    conv2d({ name: 'C3', filters: 10, kernelSize: 3, padding: 1 }), relu(),
    maxPool2d({ name: 'S4', kernelSize: 2 }),
    flatten(), dropout({ rate: 0.3 }),
    dense({ name: 'F5', units: 20 }), tanh(),
    dense({ name: 'output', units: 4 }),
  ])

/** Ten steps an epoch: nine whole batches, and one of seven. */
function noisyBars(): Dataset {
  const count = 9 * batch + 7
  const noise = random(3, 1000)
  const images = new Uint8Array(count * 12 * 12)
  const labels = Uint8Array.from({ length: count }, (_, n) => n % 4)
  for (let i = 0; i < images.length; i++) {
    const bright = Math.floor((i % 12) / 3) === labels[Math.floor(i / 144)]
    images[i] = Math.floor(noise.uniform(i) * 120) + (bright ? 130 : 0)
  }
  return dataset({ name: 'noise', images, labels, shape: [1, 12, 12], pad: 2, classes: 4, mean: 0.3, std: 0.3 })
}

function options(optimizer: Choice['optimizer']): TrainOptions {
  const rate = warmUp({ steps: 5, followedBy: cosineRate({ from: optimizer === 'adam' ? 0.01 : 0.05 }) })
  return {
    loss: softmaxCrossEntropy({ smoothing: 0.05 }),
    optimizer:
      optimizer === 'adam'
        ? adam({ learningRate: rate })
        : sgd({ learningRate: rate, momentum: 0.9, nesterov: true, weightDecay: 0.0005 }),
    batch,
    epochs: steps / 10,
    augmentation: { shift: 1, rotate: 12, scale: 0.1, shear: 0.1 },
  }
}

/** On a backend of this thread's own. */
export async function trainHere({ optimizer, ...engine }: Choice): Promise<Trained> {
  const backend = await wasm(engine)
  const net = await model().open(backend, { seed })
  const losses = await lossesOf(train(net, noisyBars(), options(optimizer)))
  const trained = { hash: hashOf(losses, await net.parameters()), losses, build: backend.build, threads: backend.threads }
  net.dispose()
  backend.dispose()
  return trained
}

/** On a network in a worker of its own. */
export async function trainRemotely({ optimizer, ...engine }: Choice): Promise<Trained> {
  const net = await openInWorker(model(), { seed, ...engine })
  const losses = await lossesOf(net.train(noisyBars(), options(optimizer)))
  const trained = { hash: hashOf(losses, await net.parameters()), losses, build: net.build, threads: net.threads }
  net.dispose()
  return trained
}

async function lossesOf(training: AsyncIterable<TrainStep>): Promise<number[]> {
  const losses: number[] = []
  for await (const { loss } of training) losses.push(loss)
  return losses
}

function hashOf(losses: readonly number[], weights: TensorRecord): string {
  let hash = 0x811c9dc5
  const take = (data: Float32Array | Float64Array) => {
    for (const byte of new Uint8Array(data.buffer, data.byteOffset, data.byteLength)) hash = Math.imul(hash ^ byte, 0x01000193)
  }
  take(Float64Array.from(losses))
  for (const name of Object.keys(weights).sort()) take(Float32Array.from(weights[name]!.data))
  return (hash >>> 0).toString(16).padStart(8, '0')
}
