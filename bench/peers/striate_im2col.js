/**
 * The convolution of numpy_im2col.py with Striate: the same images, weights and places, through `Network.forward`. Prints
 * one line of JSON, like it.
 *
 *     node --experimental-wasm-relaxed-simd striate_im2col.js [--images 15] [--side 440] [--filters 64] [--kernel 5] [--threads
 * N]
 *
 * The first call prepares the plan and takes the memory; the second has both.
 */
import { parseArgs } from 'node:util'
import { conv2d, sequential } from '../../dist/src/index.js'
import { wasm } from '../../dist/src/wasm.js'

const { values } = parseArgs({
  options: {
    images: { type: 'string', default: '15' },
    side: { type: 'string', default: '440' },
    filters: { type: 'string', default: '64' },
    kernel: { type: 'string', default: '5' },
    threads: { type: 'string' },
  },
})
const [images, side, filters, kernel] = ['images', 'side', 'filters', 'kernel'].map((name) => Number(values[name]))
const numbers = (count, factor, modulus) =>
  Float32Array.from({ length: count }, (_, i) => ((i * factor) % modulus) / (modulus / 2) - 1)

const backend = await wasm(values.threads ? { threads: Number(values.threads) } : {})
const net = await sequential('im2col', [3, side, side], [conv2d({ name: 'C1', filters, kernelSize: kernel })]).open(backend)
net.setParameters({
  'C1.weight': { shape: [filters, 3, kernel, kernel], data: numbers(filters * 3 * kernel * kernel, 613, 8192) },
  'C1.bias': { shape: [filters], data: numbers(filters, 101, 256) },
})
const x = numbers(images * 3 * side * side, 7919, 65536)
const seconds = []
let output
for (let i = 0; i < 2; i++) {
  const begin = performance.now()
  output = await net.forward(x)
  seconds.push((performance.now() - begin) / 1000)
}
const { shape, data } = output
const step = Math.floor(data.length / 997)
console.log(
  JSON.stringify({
    first: seconds[0],
    second: seconds[1],
    shape,
    samples: Array.from({ length: 997 }, (_, i) => data[(i * step) % data.length]),
    mib: process.resourceUsage().maxRSS / 1024,
    version: `Striate, ${backend.threads} threads, ${backend.build}`,
  }),
)
net.dispose()
backend.dispose()
