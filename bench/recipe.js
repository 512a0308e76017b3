/**
 * How the recipes of the zoo were chosen, and how good they are.
 *
 *     node [--experimental-wasm-relaxed-simd] bench/recipe.js choose [words]   the candidates, each on 50,000 training
 *                                                        images, judged on the 10,000 held out; the test set is not touched
 *     node [--experimental-wasm-relaxed-simd] bench/recipe.js final [model] [data] [seeds]   the recipe of a model of the zoo
 *                                                        (lenet5) for a data set (mnist), seeds 1 to 3, on all 60,000; the final
 *                                                        weights meet the test set once
 */

import { fashionMnist, mnist } from '../dist/src/data.js'
import { cosineRate, evaluate, sgd, softmaxCrossEntropy, train, warmUp } from '../dist/src/index.js'
import { wasm } from '../dist/src/wasm.js'
import { lenet5, resnet, smallNet, zooModels } from '../dist/src/zoo.js'

const rate = (from, momentum = 0.9, weightDecay = 1e-4) =>
  sgd({ learningRate: warmUp({ steps: 200, followedBy: cosineRate({ from }) }), momentum, nesterov: true, weightDecay })
const soft = { shift: 1.5, rotate: 8, scale: 0.08, shear: 0.08 }
const middle = { shift: 2, rotate: 12, scale: 0.12, shear: 0.15 }
const wide = { shift: 2.5, rotate: 15, scale: 0.18, shear: 0.25 }

const candidate = (augmentation, { from = 0.1, epochs = 22, smoothing = 0.05, batch = 64, weightDecay = 5e-4, until } = {}) => ({
  model: lenet5({ activation: 'relu', pooling: 'max' }),
  epochs,
  options: {
    loss: softmaxCrossEntropy({ smoothing }),
    optimizer: rate(from, 0.9, weightDecay),
    batch,
    augmentation: { ...augmentation, ...(until === undefined ? {} : { until }) },
  },
})
const candidates = {
  'soft 0.05, no smoothing': candidate(soft, { from: 0.05, smoothing: 0 }),
  'middle 0.05, no smoothing': candidate(middle, { from: 0.05, smoothing: 0 }),
  'wide 0.05, no smoothing': candidate(wide, { from: 0.05, smoothing: 0 }),
  'middle 0.1, no smoothing': candidate(middle, { smoothing: 0 }),
  'soft 0.1': candidate(soft),
  'middle 0.1': candidate(middle),
  'middle 0.1, 26 epochs': candidate(middle, { epochs: 26 }),
  'middle 0.1, until 0.86': candidate(middle, { until: 0.86 }),
  'middle 0.05, batch 32': candidate(middle, { from: 0.05, batch: 32 }),
  'middle 0.05, batch 32, until 0.86': candidate(middle, { from: 0.05, batch: 32, until: 0.86 }),
  'middle 0.15, smoothing 0.03': candidate(middle, { from: 0.15, smoothing: 0.03 }),
  'middle 0.1, smoothing 0.1': candidate(middle, { smoothing: 0.1 }),
  'middle 0.2, smoothing 0.1': candidate(middle, { from: 0.2, smoothing: 0.1 }),
  'middle 0.1, decay 2e-4': candidate(middle, { weightDecay: 2e-4 }),
  'middle 0.1, decay 1e-3': candidate(middle, { weightDecay: 1e-3 }),
}

/** Larger nets, for ten minutes of two cores. */
const larger = (model, epochs, { smoothing = 0, augmentation = { flip: 0.5 } } = {}) => ({
  model,
  epochs,
  options: { loss: softmaxCrossEntropy({ smoothing }), optimizer: rate(0.1, 0.9, 5e-4), batch: 64, augmentation },
})
const [residual, small] = [resnet(20, { size: 28, channels: 1 }), smallNet({ size: 28, channels: 1 })]
const largerCandidates = {
  'digits resnet20, 3 epochs': larger(residual, 3, { augmentation: { ...middle, until: 0.86 } }),
  'digits resnet20': larger(residual, 5, { augmentation: { ...soft, until: 0.8 } }),
  'digits smallnet, 3 epochs': larger(small, 3, { augmentation: { ...middle, until: 0.86 } }),
  'fashion resnet20': larger(residual, 5),
  'fashion smallnet': larger(small, 6),
  'fashion smallnet, smoothing 0.05, shift 1': larger(small, 6, { smoothing: 0.05, augmentation: { flip: 0.5, shift: 1 } }),
}

async function fit({ model, epochs, options }, digits, tests, seed, backend) {
  const net = await model.open(backend, { seed })
  const began = performance.now()
  for await (const _ of train(net, digits, { ...options, epochs }));
  const seconds = (performance.now() - began) / 1000
  const { error } = await evaluate(net, tests)
  net.dispose()
  return { error: 100 * error, seconds }
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]
const [what, ...words] = process.argv.slice(2)
const backend = await wasm({ relaxed: true })
if (what === 'choose') {
  const parts = {}
  for (const [name, recipe] of Object.entries({ ...candidates, ...largerCandidates })) {
    if (!words.every((word) => name.includes(word))) continue
    const set = name.startsWith('fashion') ? fashionMnist : mnist
    const pad = (recipe.model.inputShape[1] - 28) / 2
    const key = `${set === mnist} ${pad}`
    parts[key] ??= (await set.train({ pad })).split({ validation: 10_000, seed: 1 })
    const { training, validation } = parts[key]
    const { error, seconds } = await fit(recipe, training, validation, 1, backend)
    console.log(`${name.padEnd(45)} held-out error ${error.toFixed(2)} %   ${seconds.toFixed(0)} s`)
  }
} else if (what === 'final') {
  const [model = 'lenet5', data = 'mnist', seeds = '3'] = words
  const set = data === 'mnist' ? mnist : fashionMnist
  const recipe = zooModels[model].recipes[data]()
  const pad = (recipe.model.inputShape[1] - 28) / 2
  const [images, tests] = [await set.train({ pad }), await set.test({ pad })]
  const errors = []
  for (let seed = 1; seed <= Number(seeds); seed++) {
    const { error, seconds } = await fit(recipe, images, tests, seed, backend)
    errors.push(error)
    console.log(
      `seed ${seed}   test error ${error.toFixed(2)} %   ${seconds.toFixed(1)} s of training   ${backend.threads} threads`,
    )
  }
  console.log(`median       ${median(errors).toFixed(2)} %`)
} else console.log('node bench/recipe.js choose [words] | final [model] [data] [seeds]')
process.exit()
