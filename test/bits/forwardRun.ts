/**
 * A program for the test of large outputs: 15 different images of 3 × 440 × 440 through 64 filters of 5 × 5 (0.68 GiB of
 * results), read value by value in a process of its own, so that no one else's memory is counted. Prints what it saw as JSON.
 */
import { readFileSync } from 'node:fs'
import { wasm } from '../../src/backends/wasm/wasm.ts'
import { conv2d } from '../../src/layers/index.ts'
import { sequential } from '../../src/model/graph.ts'

export interface ForwardReport {
  readonly view: boolean
  readonly shape: readonly number[]
  /** Values that are not what they must be, and how many were looked at. */
  readonly wrong: number
  readonly values: number
  /** Bytes: of the Wasm memory, and the most that the process ever held. */
  readonly wasm: number
  readonly mostRss: number
}

const [count, channels, side, filters, kernel] = [Number(process.argv[2] ?? 15), 3, 440, 64, 5]
const out = side - kernel + 1
/** Small whole numbers, others for each image, channel and place. */
const pixel = (n: number, c: number, y: number, x: number) => (n * 31 + c * 17 + y * 7 + x * 3 + ((y * x) >> 4)) % 251

const backend = await wasm({ threads: 2 })
const net = await sequential('large', [channels, side, side], [conv2d({ name: 'C1', filters, kernelSize: kernel })]).open(backend)
// Each filter looks at one tap alone, and doubles it: all results are known by construction.
const taps = channels * kernel * kernel
const weight = new Float32Array(filters * taps)
const tapOf = (f: number) => (f * 29) % taps
for (let f = 0; f < filters; f++) weight[f * taps + tapOf(f)] = 2
const bias = Float32Array.from({ length: filters }, (_, f) => f)
net.setParameters({
  'C1.weight': { shape: [filters, channels, kernel, kernel], data: weight },
  'C1.bias': { shape: [filters], data: bias },
})
const images = new Float32Array(count * channels * side * side)
let at = 0
for (let n = 0; n < count; n++)
  for (let c = 0; c < channels; c++)
    for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) images[at++] = pixel(n, c, y, x)

const { shape, data, view } = await net.forward(images)
let wrong = 0
let i = 0
for (let n = 0; n < count; n++)
  for (let f = 0; f < filters; f++) {
    const tap = tapOf(f)
    const [c, kh, kw] = [Math.floor(tap / kernel ** 2), Math.floor(tap / kernel) % kernel, tap % kernel]
    for (let y = 0; y < out; y++) for (let x = 0; x < out; x++) if (data[i++] !== 2 * pixel(n, c, y + kh, x + kw) + f) wrong++
  }

/** In kB, as Linux counts the most of this process alone; elsewhere as Node says it. */
function most(): number {
  try {
    return 1024 * Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))![1])
  } catch {
    return 1024 * process.resourceUsage().maxRSS
  }
}
const report: ForwardReport = { view, shape, wrong, values: i, wasm: backend.memory().size, mostRss: most() }
console.log(JSON.stringify(report))
net.dispose()
backend.dispose()
