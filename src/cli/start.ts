/**
 * What `npm start` runs: LeNet-5 on the whole of MNIST, on all cores, by the recipe of `zoo/lenet5Recipe.ts`. It says
 * how well it does after each epoch, and writes the weights to a safetensors file at the end.
 */
import { parseArgs } from 'node:util'
import { folderStorage, mnist } from '../data.ts'
import { writeSafetensors } from '../formats.ts'
import { evaluate, StriateError, train } from '../index.ts'
import { wasm } from '../wasm.ts'
import { lenet5Recipe } from '../zoo.ts'
import { bar, liveLine, showSeconds } from './progress.ts'

const paper = 0.95

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      epochs: { type: 'string' },
      threads: { type: 'string' },
      out: { type: 'string', default: 'runs/lenet5/weights.safetensors' },
    },
  })
  const line = liveLine(process.stdout)
  const recipe = lenet5Recipe()
  const epochs = values.epochs === undefined ? recipe.epochs : Number(values.epochs)
  const backend = await wasm({ threads: values.threads === undefined ? undefined : Number(values.threads) })
  const [digits, tests] = [await mnist.train({ pad: 2 }), await mnist.test({ pad: 2 })]

  line.print(`${recipe.model.summary()}\n`)
  line.print(
    `${digits.length.toLocaleString('en-US')} digits to learn from, ${tests.length.toLocaleString('en-US')} to be tested on`,
  )
  line.print(
    `engine: wasm, ${backend.threads} ${backend.threads === 1 ? 'thread' : 'threads'}, ${backend.build === 'relaxed' ? 'relaxed SIMD' : 'SIMD'}${backend.note ? ` (${backend.note})` : ''}\n`,
  )

  const net = await recipe.model.open(backend, { seed: Number(values.seed) })
  let error = Number.NaN
  let training = 0
  let began = performance.now()
  let seen = 0
  let sum = 0
  for await (const step of train(net, digits, { ...recipe.options, epochs })) {
    seen += step.pictures
    sum += step.loss * step.pictures
    const left = (training + (performance.now() - began) / 1000) * (step.steps / step.step - 1)
    line.update(
      `epoch ${String(step.epoch).padStart(2)}/${epochs}  ${bar(step.step / step.steps, 20)}  loss ${(sum / seen).toFixed(4)}  ` +
        `${Math.round(step.picturesPerSecond).toLocaleString('en-US')} images/s  ${showSeconds(left)} left`,
    )
    if (!step.endOfEpoch) continue
    // The time of testing is not the time of training.
    const seconds = (performance.now() - began) / 1000
    training += seconds
    const tested = await evaluate(net, tests)
    error = 100 * tested.error
    line.print(
      `epoch ${String(step.epoch).padStart(2)}/${epochs}  loss ${(sum / seen).toFixed(4)}  test error ${error.toFixed(2)} %  ` +
        `${Math.round(seen / seconds).toLocaleString('en-US')} images/s  ${seconds.toFixed(1)} s`,
    )
    seen = 0
    sum = 0
    began = performance.now()
  }

  await folderStorage().write(values.out, writeSafetensors(await net.parameters(), { model: JSON.stringify(recipe.model) }))
  line.print(
    `\ntest error ${error.toFixed(2)} %   (LeCun, Bottou, Bengio, Haffner 1998: ${paper} %)   trained in ${showSeconds(training)}`,
  )
  line.print(`weights: ${values.out}`)
  net.dispose()
  backend.dispose()
}

process.on('SIGINT', () => {
  process.stdout.write('\nstopped; nothing was written\n')
  process.exit(130)
})

try {
  await main()
} catch (error) {
  process.stderr.write(`\n${error instanceof StriateError ? `${error.name}: ${error.message}` : (error as Error).stack}\n`)
  process.exit(1)
}
