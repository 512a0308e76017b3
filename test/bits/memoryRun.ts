/**
 * A program for the tests of memory: trains in a process of its own, so that no one else's memory is counted, and prints
 * what it saw as one line of JSON. `long` is 10,000 steps of a tiny net, `large` a few steps of one that fills its memory.
 */
import { wasm } from '../../src/backends/wasm/wasm.ts'
import { dataset } from '../../src/data/fromArrays.ts'
import { conv2d, dense, flatten, maxPool2d, relu } from '../../src/layers/index.ts'
import { softmaxCrossEntropy } from '../../src/losses/index.ts'
import { random } from '../../src/math/random.ts'
import { sequential } from '../../src/model/graph.ts'
import { adam } from '../../src/optimizers/index.ts'
import { evaluate } from '../../src/training/evaluate.ts'
import { train } from '../../src/training/train.ts'

export interface Seen {
  readonly step: number
  /** After a collection. */
  readonly heap: number
  readonly rss: number
  /** Bytes of the Wasm memory. */
  readonly wasm: number
}

export interface Report {
  readonly seen: readonly Seen[]
  readonly total: number
  readonly highWater: number
  readonly wasm: number
  /** The most that the process ever held. */
  readonly mostRss: number
}

const long = process.argv[2] === 'long'
const [side, filters, count, batch, epochs] = long ? [6, 3, 35, 8, 2000] : [32, 32, 1000, 900, 2]
/** Before these steps all that is compiled and cached has come to rest. */
const looks = long ? [2000, 10_000] : [4]

const noise = random(1, 1000)
const images = Uint8Array.from({ length: count * side * side }, (_, i) => Math.floor(256 * noise.uniform(i)))
const labels = Uint8Array.from({ length: count }, (_, n) => n % 3)
const data = dataset({ images, labels, shape: [1, side, side], classes: 3 })
// biome-ignore format: one line per stage
const model = sequential('memory', [1, side, side], [
  conv2d({ filters, kernelSize: 3 }), relu(), maxPool2d({ kernelSize: 2 }), flatten(), dense({ units: 3 }),
])

const backend = await wasm({ threads: 2 })
const net = await model.open(backend, { seed: 1 })
const seen: Seen[] = []
for await (const { step } of train(net, data, { loss: softmaxCrossEntropy(), optimizer: adam(), batch, epochs })) {
  if (!looks.includes(step)) continue
  ;(globalThis as { gc?: () => void }).gc?.()
  const { heapUsed, rss } = process.memoryUsage()
  seen.push({ step, heap: heapUsed, rss, wasm: backend.memory().size })
}
await evaluate(net, data)
const { highWater, size } = backend.memory()
const mostRss = process.resourceUsage().maxRSS * 1024
const report: Report = { seen, total: net.memory().total, highWater, wasm: size, mostRss }
console.log(JSON.stringify(report))
net.dispose()
backend.dispose()
