/** Other shapes and orders, parts, products, reductions, and values that stand in the model. */
import type { ConstantTensorLayer } from '../../../../layers/constantTensor.ts'
import type { DenseLayer } from '../../../../layers/dense.ts'
import type { DropoutLayer } from '../../../../layers/dropout.ts'
import type { GatherLayer } from '../../../../layers/gather.ts'
import type { MatMulLayer } from '../../../../layers/matMul.ts'
import type { Pad2dLayer } from '../../../../layers/pad2d.ts'
import type { RbfLayer } from '../../../../layers/rbf.ts'
import type { ReductionLayer } from '../../../../layers/reductionLayer.ts'
import type { Resize2dLayer } from '../../../../layers/resize2d.ts'
import type { SliceLayer } from '../../../../layers/slice.ts'
import type { SqueezeLayer } from '../../../../layers/squeeze.ts'
import type { TransposeLayer } from '../../../../layers/transpose.ts'
import type { UnsqueezeLayer } from '../../../../layers/unsqueeze.ts'
import { ints, padded, type Writer, type Writing } from '../writer.ts'

/** An axis of a layer, from the front and with the batch. */
const withBatch = (axis: number, count: number) => (axis < 0 ? axis + count : axis) + 1

/** 0 is the size that the input has there: of axis 0, the number of images. */
const reshaped = ({ graph, output }: Writing, x: string, shape = output) => graph.node('Reshape', [x, graph.ints([0, ...shape])])

const reshape: Writer = (writing) => reshaped(writing, writing.inputs[0]!)

const flatten: Writer = ({ graph, inputs }) => graph.node('Flatten', [inputs[0]!], { axis: { int: 1 } })

const transpose: Writer = ({ layer, graph, inputs }: Writing<TransposeLayer>) =>
  graph.node('Transpose', [inputs[0]!], { perm: ints([0, ...layer.axes.map((axis) => axis + 1)]) })

const squeeze: Writer = (writing: Writing<SqueezeLayer>) => reshaped(writing, writing.inputs[0]!)
const unsqueeze: Writer = (writing: Writing<UnsqueezeLayer>) => reshaped(writing, writing.inputs[0]!)

const slice: Writer = ({ layer, graph, inputs, shapes }: Writing<SliceLayer>) => {
  const axes = layer.axes.map((axis) => withBatch(axis, shapes[0]!.length))
  const lists = [layer.starts, layer.ends, axes, layer.steps].map((list) => graph.ints(list))
  return graph.node('Slice', [inputs[0]!, ...lists])
}

const gather: Writer = ({ layer, graph, inputs, shapes }: Writing<GatherLayer>) => {
  const sizes: number[] = []
  for (let list: unknown = layer.indices; Array.isArray(list); list = list[0]) sizes.push(list.length)
  const flat = ([layer.indices] as unknown[]).flat(8) as number[]
  const axis = withBatch(layer.axis, shapes[0]!.length)
  return graph.node('Gather', [inputs[0]!, graph.ints(flat, sizes)], { axis: { int: axis } })
}

const concat: Writer = ({ graph, inputs }) => graph.node('Concat', inputs, { axis: { int: 1 } })

const pad2d: Writer = ({ layer, graph, inputs }: Writing<Pad2dLayer>) => {
  const x = padded(graph, inputs[0]!, layer.padding, layer.value, layer.mode)
  return x === inputs[0] ? graph.node('Identity', [x]) : x
}

const resize2d: Writer = ({ layer, graph, inputs, output, name }: Writing<Resize2dLayer>) => {
  const { scale, mode, coordinates, nearestMode, cubicCoefficient } = layer
  const scales = scale ? graph.floats(`${name}/scales`, [4], Float32Array.of(1, 1, ...scale)) : ''
  const attributes = {
    mode: { text: mode === 'bilinear' ? 'linear' : mode },
    coordinate_transformation_mode: { text: coordinates.replaceAll('-', '_') },
    ...(mode === 'nearest' ? { nearest_mode: { text: nearestMode.replaceAll('-', '_') } } : {}),
    ...(mode === 'cubic' ? { cubic_coeff_a: { float: cubicCoefficient } } : {}),
  }
  if (scale) return graph.node('Resize', [inputs[0]!, '', scales], attributes)
  return graph.node('Resize', [inputs[0]!, '', '', sizesOfBatch(graph, inputs[0]!, output)], attributes)
}

/** [N, sizes …]: the number of images is that of the value. */
function sizesOfBatch(graph: Writing['graph'], value: string, sizes: readonly number[]): string {
  const batch = graph.node('Shape', [value], { start: { int: 0 }, end: { int: 1 } })
  return graph.node('Concat', [batch, graph.ints(sizes)], { axis: { int: 0 } })
}

const channelShuffle: Writer = (writing) => {
  const { layer, graph, inputs, shapes } = writing as Writing<{ kind: 'channelShuffle'; groups: number }>
  const [channels, ...rest] = shapes[0]!
  const parts = reshaped(writing, inputs[0]!, [layer.groups, channels! / layer.groups, ...rest])
  const perm = ints([0, 2, 1, ...rest.map((_, i) => i + 3)])
  return reshaped(writing, graph.node('Transpose', [parts], { perm }))
}

const dense: Writer = ({ layer, graph, inputs, shapes, weight, has, data, name }: Writing<DenseLayer>) => {
  if (shapes[0]!.length === 1) {
    const bias = has('bias') ? [weight('bias')] : []
    return graph.node('Gemm', [inputs[0]!, weight('weight'), ...bias], { transB: { int: 1 } })
  }
  const features = shapes[0]!.at(-1)!
  const numbers = data('weight')
  const turned = Float32Array.from(numbers, (_, i) => numbers[(i % layer.units) * features + Math.floor(i / layer.units)]!)
  const product = graph.node('MatMul', [inputs[0]!, graph.floats(`${name}.weight.T`, [features, layer.units], turned)])
  return has('bias') ? graph.node('Add', [product, weight('bias')]) : product
}

const matMul: Writer = ({ layer, graph, inputs, shapes }: Writing<MatMulLayer>) => {
  const turned = (i: 0 | 1, wanted: boolean) => {
    const rank = shapes[i]!.length + 1
    const perm = [...Array.from({ length: rank - 2 }, (_, axis) => axis), rank - 1, rank - 2]
    return wanted ? graph.node('Transpose', [inputs[i]!], { perm: ints(perm) }) : inputs[i]!
  }
  return graph.node('MatMul', [turned(0, layer.transposeA), turned(1, layer.transposeB)])
}

/** −Σ (x − centre)²: the image as a row beside all centres. */
const rbf: Writer = ({ graph, inputs, shapes, weight }: Writing<RbfLayer>) => {
  const row = graph.node('Reshape', [inputs[0]!, graph.ints([0, 1, ...shapes[0]!])])
  const away = graph.node('Sub', [row, weight('centres')])
  const squares = graph.node('ReduceSum', [graph.node('Mul', [away, away]), graph.ints([2])], { keepdims: { int: 0 } })
  return graph.node('Neg', [squares])
}

/** Dropout does nothing at inference; whoever trains the file on finds it there. */
const dropout: Writer = ({ layer, graph, inputs }: Writing<DropoutLayer>) =>
  graph.node('Dropout', [inputs[0]!, graph.number(layer.rate)])

/** ReduceSum takes its axes as an input since opset 13, the others since 18. */
const reduction =
  (op: string): Writer =>
  (writing: Writing<ReductionLayer>) => {
    const { layer, graph, inputs, shapes } = writing
    const count = shapes[0]!.length
    const axes = (layer.axes ?? shapes[0]!.map((_, axis) => axis)).map((axis) => withBatch(axis, count))
    const keepdims = { int: 1 }
    const reduced =
      op === 'ReduceSum'
        ? graph.node(op, [inputs[0]!, graph.ints(axes)], { keepdims })
        : graph.node(op, [inputs[0]!], { keepdims, axes: ints(axes) })
    return layer.keepDims ? reduced : reshaped(writing, reduced)
  }

/** What stands in the model is there for each image. */
const stored: Writer = ({ layer, weight, forEachImage }: Writing<ConstantTensorLayer>) =>
  forEachImage(weight('value', [1, ...layer.shape]), layer.shape)

export const shapeWriters = {
  reshape,
  flatten,
  transpose,
  squeeze,
  unsqueeze,
  slice,
  gather,
  concat,
  pad2d,
  resize2d,
  channelShuffle,
  dense,
  matMul,
  rbf,
  dropout,
  reduceMean: reduction('ReduceMean'),
  reduceSum: reduction('ReduceSum'),
  reduceMax: reduction('ReduceMax'),
  reduceMin: reduction('ReduceMin'),
  parameter: stored,
  constantTensor: stored,
}
