/** Long because it holds the whole life of a training, on both backends: learning, exactness, failing, refusing. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Backend } from '../backends/backend.ts'
import { reference } from '../backends/reference/reference.ts'
import { wasm } from '../backends/wasm/wasm.ts'
import type { Dataset } from '../data/dataset.ts'
import { dataset } from '../data/fromArrays.ts'
import {
  add,
  avgPool2d,
  concat,
  conv2d,
  dense,
  dropout,
  flatten,
  globalAvgPool2d,
  maxPool2d,
  relu,
  softmax,
  tanh,
} from '../layers/index.ts'
import { meanSquaredError, softmaxCrossEntropy } from '../losses/index.ts'
import { random } from '../math/random.ts'
import { graph, sequential } from '../model/graph.ts'
import type { Model } from '../model/model.ts'
import { adam, cosineRate, sgd } from '../optimizers/index.ts'
import { evaluate, predict } from './evaluate.ts'
import { type TrainOptions, train } from './train.ts'

/** Images of bars and blobs in noise, 1×12×12 bytes: a class is where the bright bar lies. */
function bars(count: number, classes = 4): Dataset {
  const noise = random(7, 99)
  const images = new Uint8Array(count * 144)
  const labels = new Uint8Array(count)
  for (let n = 0; n < count; n++) {
    labels[n] = n % classes
    for (let i = 0; i < 144; i++) {
      const bright = Math.floor((i % 12) / 3) === labels[n]! ? 130 : 0
      images[n * 144 + i] = bright + Math.floor(noise.uniform(n * 144 + i) * 120)
    }
  }
  return dataset({ name: 'bars', images, labels, shape: [1, 12, 12], classes })
}

const small = () =>
  sequential(
    'small',
    [1, 12, 12],
    [
      conv2d({ name: 'C1', filters: 5, kernelSize: 3 }),
      tanh(),
      maxPool2d({ kernelSize: 2 }),
      conv2d({ name: 'C2', filters: 6, kernelSize: 3, padding: 1 }),
      relu(),
      flatten(),
      dense({ units: 4 }),
    ],
  )

const options: TrainOptions = {
  loss: softmaxCrossEntropy(),
  optimizer: sgd({ learningRate: 0.05, momentum: 0.9 }),
  batch: 8,
  epochs: 2,
}

async function withBackends(run: (backend: Backend, name: string) => Promise<void>): Promise<void> {
  for (const [name, open] of [
    ['reference', async () => reference()],
    ['wasm', () => wasm({ threads: 2 })],
  ] as const) {
    const backend = await open()
    try {
      await run(backend, name)
    } finally {
      backend.dispose()
    }
  }
}

async function lossesOf(
  model: Model,
  data: Dataset,
  backend: Backend,
  given: TrainOptions = options,
  seed = 1,
): Promise<{ losses: number[]; weights: number[] }> {
  const net = await model.open(backend, { seed })
  const losses: number[] = []
  for await (const { loss } of train(net, data, given)) losses.push(loss)
  const weights = Object.values(await net.parameters()).flatMap(({ data }) => [...data])
  net.dispose()
  return { losses, weights }
}

const near = (a: readonly number[], b: readonly number[], tolerance: number) => {
  assert.equal(a.length, b.length)
  for (const [i, x] of a.entries())
    assert.ok(Math.abs(x - b[i]!) <= tolerance * Math.max(1, Math.abs(x)), `${i}: ${x} and ${b[i]}`)
}

test('32 images are learned by heart, and evaluation says so at any batch size', async () => {
  await withBackends(async (backend) => {
    const data = bars(32)
    const net = await small().open(backend, { seed: 3 })
    const before = await evaluate(net, data, { loss: softmaxCrossEntropy() })
    for await (const _ of train(net, data, { ...options, epochs: 25 }));
    const after = await evaluate(net, data, { loss: softmaxCrossEntropy(), topK: 2 })
    assert.ok(before.accuracy < 0.8 && after.accuracy === 1 && after.topK === 1, `${before.accuracy} ${after.accuracy}`)
    assert.ok(after.loss! < 0.05 && before.loss! > 0.8)
    assert.deepEqual(
      after.confusion.map((row, i) => row[i]),
      [8, 8, 8, 8],
    )
    const scores = await predict(net, data, { batch: 32 })
    for (const batch of [1, 7, 8, 24]) near([...(await predict(net, data, { batch }))], [...scores], 1e-5)
    const other = await evaluate(net, data, { loss: softmaxCrossEntropy(), batch: 5 })
    near([other.loss!], [after.loss!], 1e-5)
    net.dispose()
  })
})

test('the same seed gives the same bits, another seed others; dropout and augmentation too', async () => {
  const model = sequential(
    'random',
    [1, 12, 12],
    [conv2d({ filters: 4, kernelSize: 3 }), relu(), flatten(), dropout({ rate: 0.3 }), dense({ units: 4 })],
  )
  const given: TrainOptions = { ...options, augmentation: { shift: 1, rotate: 10, scale: 0.1, shear: 0.1 } }
  await withBackends(async (backend) => {
    const [one, again, other] = [
      await lossesOf(model, bars(20), backend, given),
      await lossesOf(model, bars(20), backend, given),
      await lossesOf(model, bars(20), backend, given, 2),
    ]
    assert.deepEqual(again, one)
    assert.notDeepEqual(other.losses, one.losses)
  })
})

test('wasm trains as the reference does, fused or not, short batches too', async () => {
  const data = bars(21)
  const plain = reference()
  const wanted = await lossesOf(small(), data, plain)
  const engine = await wasm({ threads: 2 })
  near((await lossesOf(small(), data, engine)).losses, wanted.losses, 1e-4)
  const net = await small().open(engine, { seed: 1, fuse: false })
  const losses: number[] = []
  for await (const { loss } of train(net, data, options)) losses.push(loss)
  near(losses, wanted.losses, 1e-4)
  engine.dispose()
})

test('fusion changes no bit where nothing is rounded in between', async () => {
  const backend = reference({ precision: 'float64' })
  const run = async (fuse: boolean) => {
    const net = await small().open(backend, { seed: 1, fuse })
    for await (const _ of train(net, bars(16), options));
    return net.parameters()
  }
  assert.deepEqual(await run(false), await run(true))
})

test('a residual net and a branching net learn', async () => {
  const residual = graph('residual', [1, 12, 12], (image, apply) => {
    const stem = apply(conv2d({ filters: 4, kernelSize: 3, padding: 1 }), image)
    const inner = apply(conv2d({ filters: 4, kernelSize: 3, padding: 1 }), apply(relu(), stem))
    const pooled = apply(maxPool2d({ kernelSize: 2 }), apply(relu(), apply(add(), inner, stem)))
    return apply(dense({ units: 4 }), apply(flatten(), pooled))
  })
  const branching = graph('branching', [1, 12, 12], (image, apply) => {
    const left = apply(relu(), apply(conv2d({ filters: 3, kernelSize: 3, padding: 'same' }), image))
    const right = apply(tanh(), apply(conv2d({ filters: 2, kernelSize: 5, padding: 'same' }), image))
    const both = apply(avgPool2d({ kernelSize: 3, stride: 3 }), apply(concat(), left, right))
    const summary = apply(flatten(), apply(globalAvgPool2d(), both))
    return apply(dense({ units: 4 }), apply(concat(), apply(flatten(), both), summary))
  })
  await withBackends(async (backend) => {
    for (const model of [residual, branching]) {
      const net = await model.open(backend, { seed: 5 })
      for await (const _ of train(net, bars(24), {
        ...options,
        optimizer: adam({ learningRate: cosineRate({ from: 0.01 }) }),
        epochs: 30,
      }));
      assert.equal((await evaluate(net, bars(24))).accuracy, 1, model.name)
      net.dispose()
    }
  })
})

test('a regression learns targets', async () => {
  const images = Float32Array.from({ length: 60 }, (_, i) => random(1, 50).uniform(i) - 0.5)
  const targets = Float32Array.from({ length: 20 }, (_, n) => images[3 * n]! + 2 * images[3 * n + 1]! - images[3 * n + 2]!)
  const data = dataset({ images, targets, shape: [3] })
  await withBackends(async (backend) => {
    const net = await sequential('line', [3], [dense({ units: 1 })]).open(backend)
    for await (const _ of train(net, data, {
      loss: meanSquaredError(),
      optimizer: sgd({ learningRate: 0.2 }),
      batch: 5,
      epochs: 200,
    }));
    near([...(await net.parameters())['dense1.weight']!.data], [1, 2, -1], 1e-3)
    assert.ok((await evaluate(net, data, { loss: meanSquaredError() })).loss! < 1e-5)
  })
})

test('two half batches, accumulated, give the gradients of the whole', async () => {
  await withBackends(async (backend) => {
    const data = bars(16)
    const net = await small().open(backend, { seed: 1 })
    const { writeBatch } = await import('./batch.ts')
    const { inputForm } = await import('./checkData.ts')
    const { batchesOf, readBatches } = await import('../data/readBatches.ts')
    const order = Uint32Array.from({ length: 16 }, (_, i) => i)
    const gradients = async (batch: number) => {
      const { loss, optimizer } = options
      return net.use({ kind: 'train', batch, input: inputForm(data), loss, optimizer }, async (plan) => {
        await plan.run('zero')
        const reader = readBatches(data, () => batchesOf(order, batch), batch)
        for (let from = 0; from < 16; from += batch) {
          writeBatch(plan, await reader.next())
          plan.writeStep({ count: 16 })
          await plan.run('forward', 'backward')
        }
        return [...(await plan.read(plan.values.gradients))]
      })
    }
    near(await gradients(8), await gradients(16), 1e-5)
    near(await gradients(4), await gradients(16), 1e-5)
  })
})

test('a loss that is no number stops the training and names the layer', async () => {
  await withBackends(async (backend) => {
    const net = await small().open(backend, { seed: 1 })
    const wild: TrainOptions = { ...options, optimizer: sgd({ learningRate: 1e30 }) }
    await assert.rejects(
      (async () => {
        for await (const _ of train(net, bars(16), wild));
      })(),
      (error: Error) => {
        assert.match(
          error.message,
          /^layer \d "\w+" \(\w+\) in "small": the loss is (NaN|-?Infinity) at step \d+ \(epoch \d\); this layer’s output is the first that is not finite\.\n {2}learning rate 1e\+30, batch 8\n {2}Fix: use a learning rate of 1e\+29, clipNorm: 1, or a warm-up\./,
        )
        assert.equal(error.name, 'RunError')
        return true
      },
    )
    net.dispose()
  })
})

test('options and data that do not fit are refused before anything runs', async () => {
  const net = await small().open(reference())
  const refusal = (call: () => unknown): string => {
    try {
      call()
    } catch (error) {
      return `${(error as Error).name}: ${(error as Error).message}`
    }
    throw new Error('it did not throw')
  }
  const data = bars(16)
  assert.equal(
    refusal(() => train(net, data, { ...options, batch: 64 })),
    'OptionError: a batch of 64 is larger than the data set "bars" (16 × 1×12×12).\n  Fix: use a batch of at most 16.',
  )
  assert.equal(
    refusal(() => train(net, data, { ...options, epochs: Number.NaN })),
    'OptionError: train: epochs must be a whole number of at least 1. Received: NaN.',
  )
  assert.equal(
    refusal(() => train(net, data, { ...options, epoch: 3 } as never)),
    'OptionError: train has no option "epoch".\n  Fix: did you mean "epochs"? Known: loss, optimizer, batch, epochs, seed, shuffle, augmentation, validation, patience, classWeights, freeze, groups, clipNorm, auxiliary, report, accuracy, from.',
  )
  assert.equal(
    refusal(() => train(net, data, { optimizer: options.optimizer } as never)),
    'OptionError: train needs the option "loss".\n  Fix: loss: softmaxCrossEntropy().',
  )
  assert.equal(
    refusal(() => train(net, data, { loss: options.loss } as never)),
    'OptionError: train needs the option "optimizer".\n  Fix: optimizer: sgd({ learningRate: 0.01, momentum: 0.9 }).',
  )
  assert.equal(
    refusal(() => train(net, bars(16, 9), options)),
    'OptionError: image 4 of "bars" (16 × 1×12×12) has the label 4, but "small" has 4 outputs: 0 … 3.\n  Fix: use a last layer of at least 5 units, or other labels.',
  )
  const tiny = dataset({ name: 'tiny', images: new Uint8Array(16 * 100), labels: new Uint8Array(16), shape: [1, 10, 10] })
  assert.equal(
    refusal(() => train(net, tiny, options)),
    'ShapeError: "small" reads images of 1×12×12; the data set "tiny" (16 × 1×10×10) has 1×10×10.\n  Fix: set pad: 1 in the options of the data set, or use a model with the input shape [1, 10, 10].',
  )
  const nameless = dataset({ images: new Uint8Array(16 * 144), shape: [1, 12, 12] })
  assert.match(
    refusal(() => train(net, nameless, options)),
    /^OptionError: the loss softmaxCrossEntropy needs labels, but the data set "data" \(16 × 1×12×12\) has none\./,
  )
  await assert.rejects(evaluate(net, nameless), /^OptionError: evaluate needs labels or a loss/)
  await assert.rejects(
    evaluate(net, data, { topK: 5 }),
    /^OptionError: evaluate: topK must be a whole number from 1 to 4\. Received: 5\./,
  )
  await assert.rejects(
    net.featureMaps(new Float32Array(3), ['C1']),
    /^ShapeError: featureMaps takes one image of "small": 1×12×12 = 144 numbers\. Received: 3\./,
  )
  await assert.rejects(
    net.featureMaps(new Float32Array(144), ['C3']),
    /^OptionError: "small" has no layer "C3"\.\n {2}Fix: did you mean "C1"\?/,
  )
  await assert.rejects(
    net.predict(new Float32Array(150)),
    /^ShapeError: a list of length 150 does not hold a whole number of images for "small"\./,
  )
  net.dispose()
  await assert.rejects(net.predict(new Float32Array(144)), /^RunError: the network of "small" has been disposed\./)
})

test('a hint of the batch makes its plan at once, and what cannot fit is refused with nothing taken', async () => {
  const engine = await wasm({ threads: 1 })
  const before = engine.memory().taken
  await assert.rejects(
    small().open(engine, { batch: 2_000_000 }),
    /^UnsupportedError: "small" needs [\d,.]+ MiB, but the backend "wasm" can hold only 4,096 MiB\.\n {2}parameters [\s\S]*arena +[\d,.]+ MiB at batch 2000000[\s\S]*Fix: use a batch smaller than 2000000/,
  )
  assert.equal(engine.memory().taken, before)
  const net = await small().open(engine, { batch: 8 })
  assert.ok(net.memory().programs > 0)
  engine.dispose()
})

test('softmax before softmaxCrossEntropy is refused, and batchSize is understood', async () => {
  const images = new Float32Array(8)
  const data = dataset({ images, shape: [2], labels: Uint8Array.of(0, 1, 0, 1) })
  const net = await sequential('twice', [2], [dense({ units: 2 }), softmax({ name: 'P' })]).open(reference())
  const options = { loss: softmaxCrossEntropy(), optimizer: sgd({ learningRate: 0.1 }), batch: 2 }
  assert.throws(() => train(net, data, options), {
    code: 'softmax-twice',
    message:
      'the loss softmaxCrossEntropy turns scores into probabilities, but "twice" ends in "P", which already does.\n' +
      '  Fix: leave "P" out: applied twice, softmax makes all classes nearly equal, and the network hardly learns.',
  })
  await assert.rejects(evaluate(net, data, { loss: softmaxCrossEntropy() }), { code: 'softmax-twice' })
  assert.equal((await evaluate(net, data)).images, 4)
  assert.throws(() => train(net, data, { ...options, batchSize: 2 } as never), /did you mean "batch"\?/)
})
