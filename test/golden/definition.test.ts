/**
 * The definition behind `striate/reference` and the filters behind `striate/image`, against PyTorch: the layers on all cases of
 * layers.json that they are about, and at the lecture's sizes; images with every border against NumPy's.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { filterImage } from '../../src/image/filterImage.ts'
import type { Border } from '../../src/image/padImage.ts'
import { Conv2D, Dense, Pooling2D } from '../../src/reference.ts'
import { sizeOf } from '../../src/values/shape.ts'
import { cases, close, type Stored } from './expected.ts'
import { hashed } from './hash.ts'

const tensor = (seed: number, shape: readonly number[]) => ({ shape, data: hashed(seed, sizeOf(shape)) })

interface SmallCase {
  name: string
  // biome-ignore lint/suspicious/noExplicitAny: the options of any layer
  layer: any
  seed: number
  inputShapes: number[][]
  outputShape: number[]
  output: Stored
  dx: Stored[]
  dparameters: Record<string, Stored>
}

/** The layer of a case, its name and the gradients it has. */
function layerOf({ layer, seed, inputShapes, outputShape }: SmallCase, precision: 'float64' | 'float32') {
  const { kind, kernelSize, filters, units, groups = 1, bias = true, ...options } = layer
  const [, channels, ...sides] = inputShapes[0]!
  if (kind === 'globalAvgPool2d') return new Pooling2D({ kind: 'globalAverage', precision })
  if (kind === 'maxPool2d' || kind === 'avgPool2d')
    return new Pooling2D({ kind: kind === 'maxPool2d' ? 'max' : 'average', kernelSize, precision, ...options })
  const weights =
    kind === 'dense' ? [units, channels!] : [filters, channels! / groups, ...[kernelSize, kernelSize].flat().slice(0, 2)]
  const given = { weight: tensor(seed + 9, weights), bias: bias ? tensor(seed + 10, [outputShape[1]!]) : undefined, precision }
  assert.ok(sides.length === (kind === 'dense' ? 0 : 2))
  return kind === 'dense' ? new Dense(given) : new Conv2D({ ...given, groups, ...options })
}

const kinds = ['conv2d', 'dense', 'maxPool2d', 'avgPool2d', 'globalAvgPool2d']
for (const [precision, tolerance] of [
  ['float64', 1e-9],
  ['float32', 2e-6],
] as const)
  describe(`the cases of layers.json, ${precision}`, () => {
    // Its Dense is that of a lecture: of flat features.
    const small = cases<SmallCase>('layers').filter(({ layer }) => kinds.includes(layer.kind) && !layer.onLastAxis)
    assert.ok(small.length > 40)
    for (const golden of small)
      test(golden.name, () => {
        const layer = layerOf(golden, precision)
        const output = layer.forward(tensor(golden.seed, golden.inputShapes[0]!))
        assert.deepEqual(output.shape, golden.outputShape)
        close('output', output.data, golden.output, tolerance)
        const dx = layer.backward(tensor(golden.seed + 8, golden.outputShape))
        assert.deepEqual(dx.shape, golden.inputShapes[0])
        close('dx', dx.data, golden.dx[0]!, tolerance)
        if (layer instanceof Pooling2D) return
        close('dW', layer.dW.data, golden.dparameters.weight!, tolerance)
        if (golden.dparameters.bias) close('db', layer.db.data, golden.dparameters.bias, tolerance)
      })
  })

type LargeCase = { seed: number; shape: number[]; outputShape: number[]; output: Stored; dx: Stored; dW: Stored; db: Stored } & (
  | { layer: 'Conv2D'; filters: number; kernelSize: number; stride: number }
  | { layer: 'Pooling2D'; kind: 'max' | 'average' | 'globalAverage' }
  | { layer: 'filterImage'; kernel: number[]; border: Border; padding: [number, number, number, number]; stride: number }
)

for (const golden of cases<LargeCase>('definition')) {
  const { seed, shape, outputShape } = golden
  if (golden.layer === 'filterImage')
    test(`filterImage: ${shape.join('×')}, kernel ${golden.kernel.join('×')}, ${golden.border}, padding ${golden.padding}`, () => {
      const { kernel, border, padding, stride } = golden
      const bias = kernel.length === 2 ? 0 : Array.from(hashed(seed + 2, kernel[0]!))
      const result = filterImage(tensor(seed, shape), tensor(seed + 1, kernel), {
        border,
        padding,
        stride,
        bias,
        rounding: 'floor',
      })
      assert.deepEqual(result.shape, outputShape)
      close('output', result.data, golden.output, 1e-6)
    })
  else
    test(`${golden.layer} at the lecture's size: ${shape.join('×')} → ${outputShape.join('×')}`, () => {
      const layer =
        golden.layer === 'Pooling2D'
          ? new Pooling2D(
              golden.kind === 'globalAverage' ? { kind: golden.kind } : { kind: golden.kind, kernelSize: 2, rounding: 'floor' },
            )
          : new Conv2D({
              weight: tensor(seed + 1, [golden.filters, shape[1]!, golden.kernelSize, golden.kernelSize]),
              bias: tensor(seed + 2, [golden.filters]),
              stride: golden.stride,
              rounding: 'floor',
            })
      const output = layer.forward(tensor(seed, shape))
      assert.deepEqual(output.shape, outputShape)
      close('output', output.data, golden.output, 1e-9)
      close('dx', layer.backward(tensor(seed + 3, outputShape)).data, golden.dx, 1e-9)
      if (!(layer instanceof Conv2D)) return
      close('dW', layer.dW.data, golden.dW, 1e-9)
      close('db', layer.db.data, golden.db, 1e-9)
    })
}
