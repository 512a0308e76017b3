/**
 * Streamed images, measured. Run by hand:
 *
 *     node dist/test/image/measureStream.js memory [files]   an epoch over 100,000 tiny files: time, and the most memory
 *     node dist/test/image/measureStream.js speed [steps]    JPEGs of 640 × 480 to 224 × 224: as fast as they come, and the share
 *                                                            of time that an AlexNet in training waits for them
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import type { Dataset } from '../../src/data.ts'
import { imageFolder } from '../../src/image.ts'
import {
  conv2d,
  dense,
  flatten,
  type Model,
  maxPool2d,
  relu,
  sequential,
  sgd,
  softmaxCrossEntropy,
  train,
} from '../../src/index.ts'
import { wasm } from '../../src/wasm.ts'
import { alexnet } from '../../src/zoo.ts'
import { noise } from './makePng.ts'

const [what = 'memory', given] = process.argv.slice(2)
const folder = await mkdtemp(join(tmpdir(), 'striate-stream-'))
const mebibytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`

async function trained(model: Model, data: Dataset, batch: number, most = Number.POSITIVE_INFINITY): Promise<void> {
  const backend = await wasm()
  const net = await model.open(backend, { seed: 1 })
  const options = { loss: softmaxCrossEntropy(), optimizer: sgd({ learningRate: 0.001 }), batch }
  let [images, waited, first] = [0, 0, 0]
  let began = performance.now()
  for await (const step of train(net, data, options)) {
    // The first batch is waited for by everyone.
    if (step.step === 1) {
      first = step.waited
      began = performance.now()
      continue
    }
    images += step.images
    waited += step.waited
    if (step.step > most) break
  }
  const seconds = (performance.now() - began) / 1000
  console.log(`${images} images in ${seconds.toFixed(1)} s: ${(images / seconds).toFixed(1)} images/s`)
  console.log(`waiting: ${((100 * waited) / seconds).toFixed(2)} % of the time, and ${first.toFixed(2)} s for the first batch`)
  net.dispose()
  backend.dispose()
}

async function memory(count: number): Promise<void> {
  const pngs = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      sharp(noise(3 * 32 * 32, n + 1), { raw: { width: 32, height: 32, channels: 3 } })
        .jpeg()
        .toBuffer(),
    ),
  )
  for (let k = 0; k < 10; k++) await mkdir(join(folder, `class-${k}`))
  for (let from = 0; from < count; from += 500)
    await Promise.all(
      Array.from({ length: Math.min(500, count - from) }, (_, i) => {
        const n = from + i
        return writeFile(join(folder, `class-${n % 10}`, `${n}.jpg`), pngs[n % 50]!)
      }),
    )
  console.log(`${count} files are written; ${mebibytes(process.memoryUsage().rss)} now`)
  const began = performance.now()
  const data = await imageFolder(folder, { size: 32, stream: true })
  const seconds = (performance.now() - began) / 1000
  console.log(
    `found and looked at in ${seconds.toFixed(1)} s; at most ${mebibytes(1024 * process.resourceUsage().maxRSS)} so far`,
  )
  const layers = [conv2d({ filters: 8, kernelSize: 3 }), relu(), maxPool2d({ kernelSize: 2 }), flatten(), dense({ units: 10 })]
  await trained(sequential('small', [3, 32, 32], layers), data, 64)
  console.log(`at most ${mebibytes(1024 * process.resourceUsage().maxRSS)} of memory (RSS)`)
}

async function speed(steps: number): Promise<void> {
  for (const name of ['forest', 'sea']) {
    await mkdir(join(folder, name))
    for (let n = 0; n < 200; n++) {
      const data = Uint8Array.from({ length: 3 * 640 * 480 }, (_, i) => {
        const [x, y] = [Math.floor(i / 3) % 640, Math.floor(i / 1920)]
        return (
          128 +
          60 * Math.sin((x * (name === 'sea' ? 2 : 1) + n) / 17) +
          50 * Math.cos((y + 3 * n) / 11) +
          ((Math.imul(i, 0x9e3779b1) >>> 28) - 8)
        )
      })
      const jpeg = await sharp(data, { raw: { width: 640, height: 480, channels: 3 } })
        .jpeg({ quality: 85 })
        .toBuffer()
      await writeFile(join(folder, name, `${n}.jpg`), jpeg)
    }
  }
  for (let round = 0; round < 3; round++) {
    const began = performance.now()
    const { length } = await imageFolder(folder, { size: 224, stream: false })
    const seconds = (performance.now() - began) / 1000
    console.log(`read into memory: ${length} images in ${seconds.toFixed(2)} s, ${Math.round(length / seconds)} images/s`)
  }
  const data = await imageFolder(folder, { size: 224, stream: true })
  const model = alexnet({ variant: 'torchvision', classes: 2 })
  console.log(model.name, model.inputShape, 'batch 32')
  await trained(model, data, 32, steps)
}

try {
  if (what === 'speed') await speed(Number(given ?? 8))
  else await memory(Number(given ?? 100_000))
} finally {
  await rm(folder, { recursive: true, force: true })
}
