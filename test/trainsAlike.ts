/** A model trained on noise by both backends: the losses of the exact one fall, and those of the engine are the same. */
import assert from 'node:assert/strict'
import { reference } from '../src/backends/reference/reference.ts'
import { wasm } from '../src/backends/wasm/wasm.ts'
import { dataset } from '../src/data/fromArrays.ts'
import { softmaxCrossEntropy } from '../src/losses/index.ts'
import type { Model } from '../src/model/model.ts'
import { sgd } from '../src/optimizers/index.ts'
import { train } from '../src/training/train.ts'
import { sizeOf } from '../src/values/shape.ts'
import { hashed } from './golden/hash.ts'

/** In blocks of eight images and without; two classes. */
export async function trainsAlike(
  make: () => Model,
  { seed, learningRate }: { seed: number; learningRate: number },
): Promise<void> {
  for (const batch of [8, 5]) {
    const shape = make().inputShape
    const images = Float32Array.from(hashed(seed, 2 * batch * sizeOf(shape)))
    const data = dataset({ images, labels: Uint8Array.from({ length: 2 * batch }, (_, n) => n % 2), shape })
    const losses: number[][] = []
    for (const backend of [reference({ precision: 'float64' }), await wasm({ threads: 2 })]) {
      const net = await make().open(backend, { seed: 3 })
      const found: number[] = []
      const options = { loss: softmaxCrossEntropy(), optimizer: sgd({ learningRate }), epochs: 6, shuffle: false, report: 1 }
      for await (const { loss } of train(net, data, { ...options, batch })) found.push(loss)
      losses.push(found)
      backend.dispose()
    }
    const [exact, fast] = losses as [number[], number[]]
    assert.ok(exact.at(-1)! < exact[0]!, `it learns: ${exact}`)
    for (const [i, loss] of exact.entries()) assert.ok(Math.abs(fast[i]! - loss) < 1e-4, `step ${i + 1}: ${fast[i]}, not ${loss}`)
  }
}
