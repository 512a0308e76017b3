/**
 * How the default settings of `striate train` for models of people's own were chosen: three data sets, three kinds of networks,
 * three seeds, and a few recipes. Each cell is the worst and the median test error of the seeds; `diverged` counts trainings
 * whose loss was not finite or that ended no better than guessing.
 *
 *   node bench/defaultRecipe.js [words]     all recipes, or those whose name has one of these words
 */
import { dataset, mnist } from '../dist/lib/data.js'
import {
  adam,
  adamW,
  conv2d,
  cosineRate,
  dense,
  evaluate,
  flatten,
  globalAvgPool2d,
  maxPool2d,
  relu,
  sequential,
  sgd,
  softmaxCrossEntropy,
  train,
  warmUp,
} from '../dist/lib/index.js'
import { wasm } from '../dist/lib/wasm.js'

/** Discs, squares, triangles and crosses of any colour, size and place on another colour, with noise: 3 × 32 × 32 bytes. */
function shapes(count, seed) {
  let state = seed
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  const images = new Uint8Array(count * 3 * 1024)
  const labels = new Uint8Array(count)
  for (let n = 0; n < count; n++) {
    const kind = n % 4
    const [x, y, r] = [10 + 12 * random(), 10 + 12 * random(), 5 + 5 * random()]
    const [ink, paper] = [0, 1].map(() => [0, 1, 2].map(() => 255 * random()))
    labels[n] = kind
    for (let h = 0; h < 32; h++)
      for (let w = 0; w < 32; w++) {
        const [dx, dy] = [w - x, h - y]
        const inside = [
          dx * dx + dy * dy < r * r,
          Math.max(Math.abs(dx), Math.abs(dy)) < 0.85 * r,
          dy < 0.7 * r && dy > 1.8 * Math.abs(dx) - r,
          Math.max(Math.abs(dx), Math.abs(dy)) < r && Math.min(Math.abs(dx), Math.abs(dy)) < 0.3 * r,
        ][kind]
        for (let c = 0; c < 3; c++)
          images[((n * 3 + c) * 32 + h) * 32 + w] = Math.min(255, Math.max(0, (inside ? ink : paper)[c] + 40 * (random() - 0.5)))
      }
  }
  return dataset({ name: 'shapes', images, labels, shape: [3, 32, 32], classes: 4, mean: 0.5, std: 0.29 })
}

const digits = await mnist.train({ limit: 10_000 })
const sets = {
  '360 digits': [digits.subset(0, 360), digits.subset(8000, 10_000), 20],
  '6,000 digits': [digits.subset(0, 6000), digits.subset(8000, 10_000), 5],
  '2,000 shapes': [shapes(2000, 1), shapes(1000, 2), 10],
}
const nets = {
  'conv, dense': (units) => [conv2d({ filters: 8, kernelSize: 3 }), relu(), flatten(), dense({ units })],
  'two conv + pool': (units) => [
    ...[conv2d({ filters: 8, kernelSize: 5, padding: 'same' }), relu(), maxPool2d({ kernelSize: 2 })],
    ...[conv2d({ filters: 16, kernelSize: 5, padding: 'same' }), relu(), maxPool2d({ kernelSize: 2 })],
    ...[flatten(), dense({ units: 64 }), relu(), dense({ units })],
  ],
  'six conv, no dense': (units) => [
    ...[8, 8].flatMap((filters) => [conv2d({ filters, kernelSize: 3, padding: 'same' }), relu()]),
    maxPool2d({ kernelSize: 2 }),
    ...[16, 16].flatMap((filters) => [conv2d({ filters, kernelSize: 3, padding: 'same' }), relu()]),
    maxPool2d({ kernelSize: 2 }),
    ...[32, 32].flatMap((filters) => [conv2d({ filters, kernelSize: 3, padding: 'same' }), relu()]),
    ...[globalAvgPool2d(), flatten(), dense({ units })],
  ],
}
const cosine = (from, steps) => warmUp({ steps: Math.min(200, steps >> 1), followedBy: cosineRate({ from }) })
const recipes = {
  'nesterov 0.05': (steps) => ({
    optimizer: sgd({ learningRate: cosine(0.05, steps), momentum: 0.9, nesterov: true, weightDecay: 5e-4 }),
  }),
  'nesterov 0.05, clip 1': (steps) => ({ ...recipes['nesterov 0.05'](steps), clipNorm: 1 }),
  'nesterov 0.01': (steps) => ({
    optimizer: sgd({ learningRate: cosine(0.01, steps), momentum: 0.9, nesterov: true, weightDecay: 5e-4 }),
  }),
  'adam 0.001': (steps) => ({ optimizer: adam({ learningRate: cosine(0.001, steps) }) }),
  'adamW 0.001': (steps) => ({ optimizer: adamW({ learningRate: cosine(0.001, steps), weightDecay: 0.01 }) }),
  'adamW 0.003': (steps) => ({ optimizer: adamW({ learningRate: cosine(0.003, steps), weightDecay: 0.01 }) }),
  'adamW 0.003, clip 1': (steps) => ({ ...recipes['adamW 0.003'](steps), clipNorm: 1 }),
  'adamW 0.002, clip 1': (steps) => ({
    optimizer: adamW({ learningRate: cosine(0.002, steps), weightDecay: 0.01 }),
    clipNorm: 1,
  }),
}

const words = process.argv.slice(2)
const chosen = Object.entries(recipes).filter(([name]) => words.length === 0 || words.some((word) => name.includes(word)))
const backend = await wasm()
const totals = Object.fromEntries(chosen.map(([name]) => name).map((name) => [name, { diverged: 0, sum: 0 }]))
for (const [setName, [training, test, epochs]] of Object.entries(sets))
  for (const [netName, layers] of Object.entries(nets))
    for (const [recipeName, recipe] of chosen) {
      const batch = Math.min(64, Math.max(8, Math.floor(training.length / 20)))
      const errors = []
      for (const seed of [1, 2, 3]) {
        const model = sequential(netName, training.shape, layers(training.classes.length))
        const net = await model.open(backend, { seed })
        const steps = Math.ceil(training.length / batch) * epochs
        let error = 1
        try {
          for await (const _ of train(net, training, { loss: softmaxCrossEntropy(), batch, epochs, ...recipe(steps) })) void _
          error = (await evaluate(net, test)).error
        } catch (failure) {
          if (failure.code !== 'not-finite') throw failure
        }
        net.dispose()
        errors.push(error)
      }
      errors.sort((a, b) => a - b)
      const guessing = 1 - 1 / training.classes.length
      totals[recipeName].diverged += errors.filter((error) => error > 0.9 * guessing).length
      totals[recipeName].sum += errors[1]
      const percent = (error) => `${(100 * error).toFixed(1)} %`.padStart(7)
      console.log(
        `${setName.padEnd(13)} ${netName.padEnd(19)} ${recipeName.padEnd(22)} worst ${percent(errors[2])}  median ${percent(errors[1])}`,
      )
    }
console.log()
for (const [name, { diverged, sum }] of Object.entries(totals))
  console.log(`${name.padEnd(22)} diverged ${diverged} of 27   mean of the medians ${((100 * sum) / 9).toFixed(1)} %`)
backend.dispose()
