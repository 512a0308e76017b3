/** Training on mixed images: what is computed is what mixing says, on both backends, for labels and for values. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reference } from '../backends/reference/reference.ts'
import { wasm } from '../backends/wasm/wasm.ts'
import { dataset } from '../data/fromArrays.ts'
import { mixShare } from '../data/mixShare.ts'
import { dense, flatten } from '../layers/index.ts'
import { defineLoss, meanSquaredError, softmaxCrossEntropy } from '../losses/index.ts'
import { exp, log } from '../math/elementary.ts'
import { random } from '../math/random.ts'
import { sequential } from '../model/graph.ts'
import { sgd } from '../optimizers/index.ts'
import { trainingState } from './state.ts'
import { type TrainOptions, train } from './train.ts'

const noise = random(9, 71)
const count = 22
const images = Float32Array.from({ length: count * 6 }, (_, i) => noise.uniform(i) - 0.5)
const labels = Uint8Array.from({ length: count }, (_, n) => n % 3)
const data = dataset({ name: 'noise', images, labels, shape: [1, 2, 3], classes: 3 })
const model = () => sequential('linear', [1, 2, 3], [flatten(), dense({ name: 'out', units: 3 })])
const usual: TrainOptions = {
  loss: softmaxCrossEntropy(),
  optimizer: sgd({ learningRate: 0.5 }),
  batch: 8,
  epochs: 2,
  seed: 4,
  shuffle: false,
  augmentation: { mixup: 0.5 },
}

/** The same step in plain loops: the loss of mixed images, with both targets, and the gradient of the weights. */
function step(
  weight: ArrayLike<number>,
  bias: ArrayLike<number>,
  rows: readonly number[],
  epoch: number,
  classWeights = [1, 1, 1],
) {
  const shareOf = mixShare(4, epoch, 0.5)
  let [loss, total] = [0, 0]
  const dw = new Float64Array(18)
  for (const [n, row] of rows.entries()) {
    const next = rows[(n + 1) % rows.length]!
    const share = Math.fround(shareOf(row))
    const x = Array.from({ length: 6 }, (_, f) => share * images[6 * row + f]! + (1 - share) * images[6 * next + f]!)
    const scores = [0, 1, 2].map((c) => x.reduce((sum, value, f) => sum + value * weight[6 * c + f]!, bias[c]!))
    const sum = scores.reduce((s, value) => s + exp(value), 0)
    const own = share * classWeights[labels[row]!]!
    const other = (1 - share) * classWeights[labels[next]!]!
    total += own + other
    loss += own * (log(sum) - scores[labels[row]!]!) + other * (log(sum) - scores[labels[next]!]!)
    for (const c of [0, 1, 2]) {
      const p = exp(scores[c]!) / sum
      const g = own * (p - (c === labels[row] ? 1 : 0)) + other * (p - (c === labels[next] ? 1 : 0))
      for (const [f, value] of x.entries()) dw[6 * c + f]! += g * value
    }
  }
  return { loss: loss / total, dw: dw.map((value) => value / total) }
}

test('the loss and the update are those of mixed images with both targets; a short last batch is exact', async () => {
  for (const classWeights of [undefined, [1, 2, 5]])
    for (const backend of [reference(), await wasm({ threads: 2 })]) {
      const net = await model().open(backend, { seed: 1 })
      let before = await net.parameters()
      for await (const { step: at, epoch, loss } of train(net, data, { ...usual, classWeights })) {
        const from = 8 * ((at - 1) % 3)
        const rows = Array.from({ length: Math.min(8, count - from) }, (_, n) => from + n)
        const [weight, bias] = [before['out.weight']!.data, before['out.bias']!.data]
        const wanted = step(weight, bias, rows, epoch - 1, classWeights)
        assert.ok(Math.abs(loss - wanted.loss) < 2e-6, `step ${at}: ${loss}, wanted ${wanted.loss}`)
        const after = await net.parameters()
        for (const [i, value] of after['out.weight']!.data.entries())
          assert.ok(Math.abs(weight[i]! - 0.5 * wanted.dw[i]! - value) < 2e-6, `step ${at}, weight ${i}`)
        before = after
      }
      net.dispose()
      await backend.dispose()
    }
})

test('values are mixed like labels: the squared error of one among zeros', async () => {
  const [backend, other] = [reference(), await wasm({ threads: 1 })]
  const losses = []
  for (const one of [backend, other]) {
    const net = await model().open(one, { seed: 1 })
    const own: number[] = []
    for await (const { loss } of train(net, data, { ...usual, loss: meanSquaredError() })) own.push(loss)
    losses.push(own)
    net.dispose()
  }
  for (const [i, loss] of losses[0]!.entries()) assert.ok(Math.abs(loss - losses[1]![i]!) < 1e-5)
  assert.notEqual(losses[0]![0], losses[0]![3])
  other.dispose()
})

test('any number of threads, and a training that goes on, give the same bits', async () => {
  const photos = dataset({
    name: 'photos',
    images: Uint8Array.from({ length: 20 * 3 * 64 }, (_, i) => Math.floor(256 * noise.uniform(9000 + i))),
    labels: Uint8Array.from({ length: 20 }, (_, n) => n % 2),
    shape: [3, 8, 8],
    classes: 2,
    colours: 'rgb',
  })
  const small = () => sequential('small', [3, 8, 8], [flatten(), dense({ units: 2 })])
  const all = {
    shift: 1,
    flip: 0.5,
    crop: 0.5,
    brightness: 0.2,
    contrast: 0.2,
    saturation: 0.2,
    hue: 0.1,
    cutout: 0.3,
    mixup: 0.3,
  }
  const options = { ...usual, shuffle: true, augmentation: all }
  const ends = []
  for (const threads of [1, 3]) {
    const backend = await wasm({ threads })
    const net = await small().open(backend, { seed: 1 })
    for await (const _ of train(net, photos, options));
    ends.push((await net.parameters())['dense1.weight']!.data)
    net.dispose()
    backend.dispose()
  }
  assert.deepEqual(ends[0], ends[1])
  const backend = await wasm({ threads: 1 })
  const net = await small().open(backend, { seed: 1 })
  let state: Awaited<ReturnType<typeof trainingState>> | undefined
  for await (const { step } of train(net, photos, options)) if (step === 4) break
  state = await trainingState(net, 4)
  const again = await small().open(backend, { seed: 7 })
  for await (const _ of train(again, photos, { ...options, from: state }));
  assert.deepEqual((await again.parameters())['dense1.weight']!.data, ends[0])
  backend.dispose()
})

test('until: in the last epochs the images are as they are, and the training goes on', async () => {
  const backend = reference()
  const last: number[][] = []
  for (const augmentation of [{ mixup: 0.5, until: 0.5 }, undefined]) {
    const net = await model().open(backend, { seed: 1 })
    const losses: number[] = []
    const options = { ...usual, optimizer: sgd({ learningRate: 1e-9 }), augmentation, classWeights: [1, 2, 5] }
    for await (const { loss } of train(net, data, options)) losses.push(loss)
    last.push(losses)
    net.dispose()
  }
  const [some, none] = last as [number[], number[]]
  for (const step of [0, 1, 2]) assert.ok(Math.abs(some[step]! - none[step]!) > 1e-4, 'mixed')
  for (const step of [3, 4, 5]) assert.ok(Math.abs(some[step]! - none[step]!) < 1e-6, 'as they are')
})

test('mixing needs two images', async () => {
  const net = await model().open(reference())
  assert.throws(() => train(net, data, { ...usual, batch: 1 }), {
    message:
      'augmentation: mixup mixes each image with the next of its batch, but a batch has one.\n  Fix: use a batch of at least 2, or leave out mixup.',
  })
  net.dispose()
})

/** The loss of one image with one target, by a step that changes nothing. */
async function lossOf(loss: TrainOptions['loss'], image: Float32Array, target: { label?: number; values?: Float32Array }) {
  const { label, values } = target
  const one = dataset({
    images: image,
    shape: [1, 2, 3],
    ...(label === undefined ? { targets: values!, targetShape: [3] } : { labels: Uint8Array.of(label), classes: 3 }),
  })
  const net = await model().open(reference({ precision: 'float64' }), { seed: 1 })
  const options = { loss, optimizer: sgd({ learningRate: 0 }), batch: 1, seed: 4 }
  for await (const step of train(net, one, options)) return step.loss
  throw new Error('no step')
}

test('any loss: smoothed labels, values of a regression, and one of one’s own, with both targets', async () => {
  const targets = Float32Array.from({ length: count * 3 }, (_, i) => noise.uniform(500 + i))
  const regression = dataset({ name: 'values', images, targets, shape: [1, 2, 3], targetShape: [3] })
  // The squared error, doubled: by the same ops as any loss of one's own.
  const doubled = defineLoss('doubledError', {
    target: 'values',
    check() {},
    forward(_, { output, target, emit, value }) {
      const [losses, twice] = [value('losses', []), value('twice', [])]
      emit('meanSquaredError', {}, [output, target], [losses])
      emit('add', {}, [losses, losses], [twice])
      return { losses: twice, kept: [value('half', output.shape.slice(1))] }
    },
    backward(_, { output, target, kept: [half], scalars, gradient, emit }) {
      emit('meanSquaredErrorGrad', {}, [output, target, scalars], [half])
      emit('add', {}, [half, half], [gradient])
    },
  })()
  for (const [loss, set] of [
    [softmaxCrossEntropy({ smoothing: 0.2 }), data],
    [meanSquaredError(), regression],
    [doubled, regression],
  ] as const)
    for (const backend of [reference(), await wasm({ threads: 2 })]) {
      const net = await model().open(backend, { seed: 1 })
      const found: number[] = []
      for await (const step of train(net, set, { ...usual, loss, optimizer: sgd({ learningRate: 0 }), epochs: 1 }))
        found.push(step.loss)
      const shareOf = mixShare(4, 0, 0.5)
      for (const [at, from] of [0, 8, 16].entries()) {
        const rows = Array.from({ length: Math.min(8, count - from) }, (_, n) => from + n)
        let wanted = 0
        for (const [n, row] of rows.entries()) {
          const next = rows[(n + 1) % rows.length]!
          const share = Math.fround(shareOf(row))
          const mixed = Float32Array.from(
            { length: 6 },
            (_, f) => share * images[6 * row + f]! + (1 - share) * images[6 * next + f]!,
          )
          const by = (n: number) =>
            lossOf(loss, mixed, set === data ? { label: labels[n]! } : { values: targets.slice(3 * n, 3 * n + 3) })
          wanted += (share * (await by(row)) + (1 - share) * (await by(next))) / rows.length
        }
        assert.ok(Math.abs(found[at]! - wanted) < 2e-6, `${loss.kind}, batch ${at}: ${found[at]}, wanted ${wanted}`)
      }
      net.dispose()
      await backend.dispose()
    }
})

test('counted as correct by the label of the larger share', async () => {
  const net = await model().open(reference(), { seed: 1 })
  const shareOf = mixShare(4, 0, 0.5)
  const options = { ...usual, optimizer: sgd({ learningRate: 0 }), epochs: 1, accuracy: true }
  const { 'out.weight': weight, 'out.bias': bias } = await net.parameters()
  let from = 0
  for await (const { correct, images: size } of train(net, data, options)) {
    let wanted = 0
    for (let n = 0; n < size; n++) {
      const [row, next] = [from + n, from + ((n + 1) % size)]
      const share = shareOf(row)
      const scores = [0, 1, 2].map((c) => {
        const value = (f: number) => share * images[6 * row + f]! + (1 - share) * images[6 * next + f]!
        return [0, 1, 2, 3, 4, 5].reduce((sum, f) => sum + value(f) * weight!.data[6 * c + f]!, bias!.data[c]!)
      })
      if (scores.indexOf(Math.max(...scores)) === labels[row]) wanted++
    }
    assert.equal(correct, wanted)
    from += size
  }
  assert.equal(from, count)
})
