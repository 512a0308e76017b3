/** Small networks against PyTorch, through the public API: scores, and the losses and weights of some steps of training. */
import { test } from 'node:test'
import type { Backend } from '../../src/backends/backend.ts'
import { dataset } from '../../src/data/fromArrays.ts'
import { add, concat, conv2d, dense, flatten, globalAvgPool2d, relu, restoreLayer, tanh } from '../../src/layers/index.ts'
import type { Layer } from '../../src/layers/layer.ts'
import { softmaxCrossEntropy } from '../../src/losses/index.ts'
import { graph, sequential } from '../../src/model/graph.ts'
import type { Model } from '../../src/model/model.ts'
import { type Optimizer, restoreOptimizer } from '../../src/optimizers/index.ts'
import { train } from '../../src/training/train.ts'
import { type Shape, sizeOf } from '../../src/values/shape.ts'
import { onEveryBackend } from './backends.ts'
import { cases, close, type Stored } from './expected.ts'
import { hashed, whole } from './hash.ts'

interface NetworkCase {
  name: string
  layers?: Layer[]
  inputShape: number[]
  classes: number
  seed: number
  scale: number
  images: number
  batch: number
  steps: number
  optimizer: Optimizer
  smoothing: number
  raw?: { mean: number; std: number }
  parameterShapes: Record<string, number[]>
  scores: Stored
  losses: number[]
  weights: Record<string, Stored>
}

/** The model `residual` of make.py. */
function residual(inputShape: Shape): Model {
  return graph('residual', inputShape, (image, apply) => {
    const conv = (name: string, filters: number, kernelSize: number) =>
      conv2d({ name, filters, kernelSize, padding: kernelSize === 3 ? 1 : 0 })
    const a = apply(relu(), apply(conv('A', 4, 3), image))
    const inner = apply(conv('C', 4, 3), apply(tanh(), apply(conv('B', 6, 1), a)))
    const joined = apply(concat(), apply(add(), inner, a), a)
    return apply(dense({ name: 'D', units: 3 }), apply(flatten(), apply(globalAvgPool2d(), joined)))
  })
}

async function runNetwork(backend: Backend, golden: NetworkCase, tolerance: number): Promise<void> {
  const { seed, scale, inputShape, classes, raw, images: imageCount } = golden
  const model = golden.layers ? sequential(golden.name, inputShape, golden.layers.map(restoreLayer)) : residual(inputShape)
  const count = imageCount * sizeOf(inputShape)
  const images = raw ? Uint8Array.from(whole(seed + 50, count, 256)) : Float32Array.from(hashed(seed + 50, count))
  const data = dataset({ images, labels: whole(seed + 51, imageCount, classes), shape: inputShape, classes, ...raw })
  const shapes = Object.entries(golden.parameterShapes)
  using net = await model.open(backend)
  net.setParameters(
    Object.fromEntries(shapes.map(([name, shape], i) => [name, { shape, data: hashed(seed + i, sizeOf(shape), scale) }])),
  )
  const plain = Array.from({ length: imageCount }, (_, i) => Array.from(data.image(i).data)).flat()
  // image() is float32, and so is the normalised image
  close('scores', await net.predict(plain), golden.scores, raw ? Math.max(tolerance, 1e-6) : tolerance)
  const losses: number[] = []
  const options = { batch: golden.batch, epochs: golden.steps, shuffle: false, report: 1 }
  const loss = softmaxCrossEntropy({ smoothing: golden.smoothing })
  for await (const step of train(net, data, { ...options, loss, optimizer: restoreOptimizer(golden.optimizer) })) {
    losses.push(step.loss)
    if (step.step === golden.steps) break
  }
  close('losses', losses, golden.losses, tolerance)
  const weights = await net.parameters()
  for (const [name, expected] of Object.entries(golden.weights)) close(name, weights[name]!.data, expected, tolerance)
}

onEveryBackend((backend, tolerance) => {
  for (const golden of cases<NetworkCase>('networks')) test(golden.name, () => runNetwork(backend, golden, tolerance))
})
