/** Cases of radial basis functions and of their gradient. */
import { all } from '../shapes.ts'
import type { Case, Sketch } from '../sketch.ts'

const sizes = [
  [1, 1],
  [84, 10],
  [7, 3],
  [13, 5],
  [4, 9],
  [30, 1],
] as const

const casesOf = (write: (sketch: Sketch, features: number, classes: number) => void): Case[] =>
  sizes.flatMap(([features, classes]) =>
    all.map((batch) => ({
      name: `${features} → ${classes}`,
      batch,
      write: (sketch: Sketch) => write(sketch, features, classes),
    })),
  )

export const rbf = casesOf((sketch, features, classes) => {
  const [x, centres] = [sketch.image('x', [features]), sketch.parameter('centres', [classes, features])]
  sketch.call('rbf', {}, [x, centres], [sketch.result('y', [classes])])
})

export const rbfGradInput = casesOf((sketch, features, classes) => {
  const [x, centres] = [sketch.image('x', [features]), sketch.parameter('centres', [classes, features])]
  sketch.call('rbfGradInput', {}, [x, centres, sketch.image('dy', [classes])], [sketch.result('dx', [features])])
})
