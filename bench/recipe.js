/**
 * How the default recipe of LeNet-5 was chosen, and how good it is.
 *
 *     node [--experimental-wasm-relaxed-simd] bench/recipe.js choose [words]   the candidates, each on 55,000 training
 *                                                        images, judged on the 5,000 held out; the test set is not touched
 *     node [--experimental-wasm-relaxed-simd] bench/recipe.js final            the recipe, three fixed seeds, all 60,000; the
 *                                                        final weights meet the test set once
 */

import { mnist } from '../dist/src/data.js'
import { cosineRate, evaluate, sgd, softmaxCrossEntropy, train, warmUp } from '../dist/src/index.js'
import { wasm } from '../dist/src/wasm.js'
import { lenet5, lenet5Recipe } from '../dist/src/zoo.js'

const seeds = [1, 2, 3]
const rate = (from, momentum = 0.9, weightDecay = 1e-4) =>
  sgd({ learningRate: warmUp({ steps: 200, followedBy: cosineRate({ from }) }), momentum, nesterov: true, weightDecay })
const soft = { shift: 1.5, rotate: 8, scale: 0.08, shear: 0.08 }
const middle = { shift: 2, rotate: 10, scale: 0.1, shear: 0.1 }

const candidate = (model, from, augmentation, { epochs = 14, smoothing = 0, batch = 64, weightDecay } = {}) => ({
  model: lenet5(model),
  epochs,
  options: { loss: softmaxCrossEntropy({ smoothing }), optimizer: rate(from, 0.9, weightDecay), batch, augmentation },
})
const tanh = { activation: 'tanh', pooling: 'average' }
const relu = { activation: 'relu', pooling: 'max' }
const tanhMax = { activation: 'tanh', pooling: 'max' }
const candidates = {
  'tanh average 0.02 middle': candidate(tanh, 0.02, middle, { epochs: 10 }),
  'tanh average 0.05 middle': candidate(tanh, 0.05, middle, { epochs: 10 }),
  'tanh max 0.03 middle': candidate(tanhMax, 0.03, middle, { epochs: 10 }),
  'tanh max 0.03 soft': candidate(tanhMax, 0.03, soft, { epochs: 10 }),
  'relu max 0.05 middle': candidate(relu, 0.05, middle, { epochs: 10 }),
  'relu max 0.05 soft': candidate(relu, 0.05, soft, { epochs: 10 }),
  'relu max 0.1 middle': candidate(relu, 0.1, middle, { epochs: 10 }),
  'relu max 0.05 none': candidate(relu, 0.05, undefined, { epochs: 10 }),
  'relu max 0.05 soft, decay 5e-4': candidate(relu, 0.05, soft, { epochs: 10, weightDecay: 5e-4 }),
  'long relu max 0.05 soft': candidate(relu, 0.05, soft),
  'long relu max 0.03 soft': candidate(relu, 0.03, soft),
  'long relu max 0.05 soft, decay 5e-4': candidate(relu, 0.05, soft, { weightDecay: 5e-4 }),
  'long relu max 0.05 middle, decay 5e-4': candidate(relu, 0.05, middle, { weightDecay: 5e-4 }),
  'long relu max 0.05 soft, decay 1e-3': candidate(relu, 0.05, soft, { weightDecay: 1e-3 }),
  'long relu max 0.08 soft, decay 5e-4': candidate(relu, 0.08, soft, { weightDecay: 5e-4 }),
  'long relu max 0.03 soft, smoothing 0.05': candidate(relu, 0.03, soft, { smoothing: 0.05 }),
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
  const { training, validation } = (await mnist.train({ pad: 2 })).split({ validation: 5000, seed: 1 })
  for (const [name, recipe] of Object.entries(candidates)) {
    if (!words.every((word) => name.includes(word))) continue
    const results = []
    for (const seed of seeds.slice(0, 1)) results.push(await fit(recipe, training, validation, seed, backend))
    const mean = results.reduce((sum, { error }) => sum + error, 0) / results.length
    console.log(
      `${name.padEnd(40)} held-out error ${mean.toFixed(2)} %  (${results.map(({ error }) => error.toFixed(2)).join(' ')})   ${results.at(-1).seconds.toFixed(0)} s`,
    )
  }
} else if (what === 'final') {
  const [digits, tests] = [await mnist.train({ pad: 2 }), await mnist.test({ pad: 2 })]
  const errors = []
  for (const seed of seeds) {
    const { error, seconds } = await fit(lenet5Recipe(), digits, tests, seed, backend)
    errors.push(error)
    console.log(
      `seed ${seed}   test error ${error.toFixed(2)} %   ${seconds.toFixed(1)} s of training   ${backend.threads} threads`,
    )
  }
  console.log(`median       ${median(errors).toFixed(2)} %   (the paper: 0.95 %)`)
} else console.log('node bench/recipe.js choose [words] | final')
process.exit()
