/** The definition of convolution, by hand. Its gradients are checked by central differences with the layers. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Conv2dAttributes } from './op.ts'
import { conv2dGradInputReference, conv2dGradWeightReference, conv2dReference } from './reference.ts'

const plain: Conv2dAttributes = {
  kernelSize: [2, 2],
  stride: [1, 1],
  dilation: [1, 1],
  padding: [0, 0, 0, 0],
  groups: 1,
  paddingValue: 0,
  activation: null,
}
const image = { shape: [1, 1, 3, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9) }
const edge = { shape: [1, 1, 2, 2], data: Float32Array.of(1, 0, 0, -1) }

/** The output of the image (or another input) and the filter. */
function convolve(
  change: Partial<Conv2dAttributes>,
  shape: readonly number[],
  inputs: readonly object[] = [image, edge],
): number[] {
  const y = { shape, data: new Float32Array(shape.reduce((a, b) => a * b, 1)) }
  conv2dReference({ ...plain, ...change }, inputs as never, [y])
  return [...y.data]
}

test('cross-correlation: the filter is not turned over', () => {
  assert.deepEqual(convolve({}, [1, 1, 2, 2]), [-4, -4, -4, -4])
  const ramp = { shape: [1, 1, 1, 2], data: Float32Array.of(1, 10) }
  assert.deepEqual(convolve({ kernelSize: [1, 2] }, [1, 1, 3, 2], [image, ramp]), [21, 32, 54, 65, 87, 98])
})

test('bias, activation, stride, padding, padding value, dilation', () => {
  const bias = { shape: [1], data: Float32Array.of(0.5) }
  assert.deepEqual(convolve({}, [1, 1, 2, 2], [image, edge, bias]), [-3.5, -3.5, -3.5, -3.5])
  assert.deepEqual(convolve({ activation: { fn: 'relu' } }, [1, 1, 2, 2]), [0, 0, 0, 0])
  assert.deepEqual(convolve({ activation: { fn: 'leakyRelu', slope: 0.5 } }, [1, 1, 2, 2]), [-2, -2, -2, -2])
  assert.deepEqual(convolve({ padding: [1, 1, 0, 0], stride: [2, 2] }, [1, 1, 2, 2]), [-1, -3, -7, -4])
  assert.deepEqual(convolve({ padding: [1, 1, 0, 0], stride: [2, 2], paddingValue: 10 }, [1, 1, 2, 2]), [9, 7, 3, -4])
  assert.deepEqual(convolve({ dilation: [2, 2] }, [1, 1, 1, 1]), [-8])
})

test('groups do not see each other', () => {
  const two = { shape: [1, 2, 1, 1], data: Float32Array.of(3, 5) }
  const filters = { shape: [2, 1, 1, 1], data: Float32Array.of(10, 100) }
  assert.deepEqual(convolve({ kernelSize: [1, 1], groups: 2 }, [1, 2, 1, 1], [two, filters]), [30, 500])
})

test('the gradient of the weight is added to, that of the input overwritten', () => {
  const dy = { shape: [1, 1, 2, 2], data: Float32Array.of(1, 0, 0, 2) }
  const dweight = { shape: [1, 1, 2, 2], data: Float32Array.of(100, 100, 100, 100) }
  conv2dGradWeightReference(plain, [image, dy], [dweight])
  assert.deepEqual([...dweight.data], [111, 114, 120, 123])
  const dx = { shape: [1, 1, 3, 3], data: new Float32Array(9).fill(7) }
  conv2dGradInputReference(plain, [dy, edge], [dx])
  assert.deepEqual([...dx.data], [1, 0, 0, 0, -1 + 2, 0, 0, 0, -2])
})
