/** Reductions over axes of each image. */
import { say } from '../../../../errors/say.ts'
import { abs } from '../../../../layers/activations/abs.ts'
import { exp } from '../../../../layers/activations/exp.ts'
import { log } from '../../../../layers/activations/log.ts'
import { sqrt } from '../../../../layers/activations/sqrt.ts'
import { square } from '../../../../layers/activations/square.ts'
import { add } from '../../../../layers/add.ts'
import type { Layer } from '../../../../layers/layer.ts'
import { reduceMax } from '../../../../layers/reduceMax.ts'
import { reduceMean } from '../../../../layers/reduceMean.ts'
import { reduceMin } from '../../../../layers/reduceMin.ts'
import { reduceSum } from '../../../../layers/reduceSum.ts'
import { subtract } from '../../../../layers/subtract.ts'
import type { Place } from '../builder.ts'
import type { Node, Translate } from '../node.ts'

type Reduce = (options: { axes?: readonly number[]; keepDims?: boolean }) => Layer

/** max + log Σ exp(x − max), which no large x makes infinite. */
const logSumExp: Translate = (node) => {
  const x = node.place(0)
  const given = node.wholes('axes', 1)
  if (!given?.length) return node.int('noop_with_empty_axes', 0) ? x : node.fail(overAll())
  const axes = given.map((axis) => node.axis(axis, x.shape.length + 1))
  const keepDims = node.int('keepdims', 1) !== 0
  const most = node.add(reduceMax({ axes }), [x])
  const sum = node.add(reduceSum({ axes }), [node.add(exp(), [node.add(subtract(), [x, most])])])
  const whole = node.add(add(), [most, node.add(log(), [sum])])
  return keepDims ? whole : node.add(reduceSum({ axes, keepDims }), [whole])
}

const overAll = () => say('it goes over all axes, the batch among them: images are never mixed.')

/** The axes came as an attribute before version 18 (of ReduceSum before 13); since then as an input. */
const reduction =
  (reduce: Reduce, { before, after }: { before?: () => Layer; after?: () => Layer } = {}): Translate =>
  (node) => {
    const x = node.place(0)
    const axes = node.wholes('axes', 1)
    if (axes === undefined || axes.length === 0) {
      if (node.int('noop_with_empty_axes', 0)) return bent(node, bent(node, x, before), after)
      return node.fail(overAll())
    }
    const own = axes.map((axis) => node.axis(axis, x.shape.length + 1))
    const layer = reduce({ axes: own, keepDims: node.int('keepdims', 1) !== 0 })
    return bent(node, node.add(layer, [bent(node, x, before)]), after)
  }

const bent = (node: Node, x: Place, layer: (() => Layer) | undefined) => (layer ? node.add(layer(), [x]) : x)

export const reductions: Readonly<Record<string, Translate>> = {
  ReduceMean: reduction(reduceMean),
  ReduceSum: reduction(reduceSum),
  ReduceMax: reduction(reduceMax),
  ReduceMin: reduction(reduceMin),
  ReduceL1: reduction(reduceSum, { before: abs }),
  ReduceL2: reduction(reduceSum, { before: square, after: sqrt }),
  ReduceSumSquare: reduction(reduceSum, { before: square }),
  ReduceLogSum: reduction(reduceSum, { after: log }),
  ReduceLogSumExp: logSumExp,
}
