/**
 * A program that trains into a run's folder, going on where it stands: what the kill test starts and kills. It says
 * 'training' once it trains and 'finished' at the end.
 *
 *   node dist/test/runs/trainer.js <folder> <seed> <epochs> [threads]
 */
import { folderStorage, mnist } from '../../src/data.ts'
import { conv2d, dense, dropout, flatten, maxPool2d, relu, sequential, sgd, softmaxCrossEntropy } from '../../src/index.ts'
import { createRun, machineNow, openRun, type RunData, trainRun } from '../../src/runs.ts'
import { wasm } from '../../src/wasm.ts'

const [folder = '', seed = '1', epochs = '10', threads = '2'] = process.argv.slice(2)

// Everything random is in it: order, dropout, augmentation; and a short batch at each epoch's end.
const model = sequential(
  'small',
  [1, 28, 28],
  [
    conv2d({ name: 'C1', filters: 4, kernelSize: 5, stride: 2, padding: [1, 1, 2, 2] }),
    relu(),
    maxPool2d({ kernelSize: 2 }),
    flatten(),
    dropout({ rate: 0.2 }),
    dense({ name: 'output', units: 10 }),
  ],
)
const digits = await mnist.train({ limit: 1000 })
const data: RunData = { source: { kind: 'mnist' }, training: digits, test: await mnist.test({ limit: 200 }) }
const backend = await wasm({ threads: Number(threads) })
const storage = folderStorage(folder)
const run = (await storage.list()).includes('config.json')
  ? await openRun(storage)
  : await createRun(storage, {
      model,
      data,
      training: {
        loss: softmaxCrossEntropy(),
        optimizer: sgd({ learningRate: 0.02, momentum: 0.9 }),
        batch: 32,
        epochs: Number(epochs),
        seed: Number(seed),
        augmentation: { shift: 1, rotate: 5 },
      },
      machine: machineNow(backend),
    })
const net = await run.model.open(backend, { seed: Number(seed) })
for await (const event of trainRun(run, net, data, { resume: true, tensorboard: true })) {
  if (event.kind === 'resumed') process.stdout.write(`training from ${event.step}\n`)
  if (event.kind === 'finished') process.stdout.write('finished\n')
}
