/** Cases of losses: also answers that are wrong with confidence, smoothed targets, and counts that are not the batch. */
import { type Case, ofSums, type Sketch } from '../sketch.ts'

const all = [1, 7, 8, 16]
/** Classes, how large the scores are, smoothing. */
const classifications = [
  [1, 3, 0],
  [2, 3, 0],
  [10, 3, 0],
  [10, 3, 0.1],
  [10, 200, 0],
  [10, 200, 0.1],
  [3, 30000, 0],
  [17, 5, 0.25],
  [1000, 4, 0],
] as const

const casesOf = (write: (sketch: Sketch, classes: number, size: number, smoothing: number) => void): Case[] =>
  classifications.flatMap(([classes, size, smoothing]) =>
    all.map((batch) => ({
      name: `${classes} classes, scores up to ${size}, smoothing ${smoothing}`,
      batch,
      write: (sketch: Sketch) => write(sketch, classes, size, smoothing),
    })),
  )

const labelsOf = (sketch: Sketch, classes: number) =>
  sketch.input('labels', [sketch.batch], sketch.whole(sketch.batch, classes), { batched: true })

export const softmaxCrossEntropy = casesOf((sketch, classes, size, smoothing) => {
  const logits = sketch.image('logits', [classes], sketch.numbers(sketch.batch * classes, -size, size))
  const probabilities = sketch.result('probabilities', [classes], { relative: 1e-5, floor: 1e-3 })
  sketch.call(
    'softmaxCrossEntropy',
    { smoothing },
    [logits, labelsOf(sketch, classes)],
    [sketch.result('losses', []), probabilities],
  )
})

export const softmaxCrossEntropyGrad = casesOf((sketch, classes, size, smoothing) => {
  const labels = labelsOf(sketch, classes)
  const probabilities = sketch.between('probabilities', [classes])
  const logits = sketch.image('logits', [classes], sketch.numbers(sketch.batch * classes, -size, size))
  sketch.call('softmaxCrossEntropy', { smoothing }, [logits, labels], [sketch.between('losses', []), probabilities])
  const scalars = sketch.scalars({ count: 24 })
  sketch.call('softmaxCrossEntropyGrad', { smoothing }, [probabilities, labels, scalars], [sketch.result('dlogits', [classes])])
})

const shapes = [[1], [10], [3, 5, 7], [131], [1, 4, 4]] as const
const everyShape = (write: (sketch: Sketch, shape: readonly number[]) => void): Case[] =>
  shapes.flatMap((shape) =>
    all.map((batch) => ({ name: shape.join('×'), batch, write: (sketch: Sketch) => write(sketch, shape) })),
  )

export const meanSquaredError = everyShape((sketch, shape) => {
  sketch.call('meanSquaredError', {}, [sketch.image('y', shape), sketch.image('target', shape)], [sketch.result('losses', [])])
})

export const meanSquaredErrorGrad = everyShape((sketch, shape) => {
  const inputs = [sketch.image('y', shape), sketch.image('target', shape), sketch.scalars({ count: 24 })] as const
  sketch.call('meanSquaredErrorGrad', {}, inputs, [sketch.result('dy', shape)])
})

export const mean: Case[] = [...all, 3, 256, 1000].flatMap((batch) =>
  [1, 24].map((count) => ({
    name: `count ${count}`,
    batch,
    write: (sketch: Sketch) => {
      const losses = sketch.input('losses', [batch], sketch.numbers(batch, 0, 4), { batched: true })
      sketch.call('mean', {}, [losses, sketch.scalars({ count })], [sketch.number('loss', ofSums)])
    },
  })),
)
