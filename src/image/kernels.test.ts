/** The named kernels: the lecture's numbers, what their sums and symmetries must be, and the error texts of those with a size. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kernels, type NamedKernel } from './kernels.ts'

const sum = ({ kernel }: NamedKernel) => kernel.flat().reduce((total, value) => total + value, 0)
const turned = ({ kernel }: NamedKernel) => kernel[0]!.map((_, i) => kernel.map((row) => row[i]!))

test("the lecture's two Sobel filters, number by number", () => {
  assert.deepEqual(kernels.sobelVertical.kernel, [
    [1, 2, 1],
    [0, 0, 0],
    [-1, -2, -1],
  ])
  assert.deepEqual(kernels.sobelHorizontal.kernel, [
    [1, 0, -1],
    [2, 0, -2],
    [1, 0, -1],
  ])
})

test('horizontal is vertical with rows and columns exchanged; derivatives sum to 0, the rest to 1', () => {
  for (const family of ['sobel', 'prewitt', 'scharr'] as const)
    assert.deepEqual(kernels[`${family}Horizontal`].kernel, turned(kernels[`${family}Vertical`]))
  const { identity, sharpen, emboss, gaussian, boxBlur, ...derivatives } = kernels
  for (const kernel of Object.values(derivatives)) assert.equal(sum(kernel), 0, kernel.name)
  for (const kernel of [identity, sharpen, emboss, gaussian(1), gaussian(4), gaussian(7, 1.5), boxBlur(1), boxBlur(6)])
    assert.ok(Math.abs(sum(kernel) - 1) < 1e-14, kernel.name)
})

test('each says its own name and a source', () => {
  for (const [name, kernel] of Object.entries(kernels)) {
    if (typeof kernel === 'function') continue
    assert.equal(kernel.name, name)
    assert.ok(kernel.source.length > 4)
  }
})

test("gaussian: e to −(i² + j²) / 2σ²; without σ OpenCV's rule", () => {
  const { kernel, name } = kernels.gaussian(5, 1.5)
  assert.equal(name, 'gaussian 5×5, σ 1.5')
  for (let i = 0; i < 5; i++)
    for (let j = 0; j < 5; j++) {
      const ratio = Math.exp(-((i - 2) ** 2 + (j - 2) ** 2) / (2 * 1.5 ** 2))
      assert.ok(Math.abs(kernel[i]![j]! / kernel[2]![2]! - ratio) < 1e-15)
    }
  // cv2.getGaussianKernel(5, 0): σ = 1.1
  assert.equal(kernels.gaussian(5).name, 'gaussian 5×5, σ 1.1')
  assert.deepEqual(kernels.boxBlur(2).kernel, [
    [0.25, 0.25],
    [0.25, 0.25],
  ])
})

test('error texts', () => {
  assert.throws(() => kernels.gaussian(0), {
    message: 'kernels.gaussian: size must be a whole number from 1 to 255. Received: 0.',
  })
  assert.throws(() => kernels.gaussian(3, 0), { message: 'kernels.gaussian: sigma must be a number above 0. Received: 0.' })
  assert.throws(() => kernels.gaussian(3, Number.NaN), {
    message: 'kernels.gaussian: sigma must be a number above 0. Received: NaN.',
  })
  assert.throws(() => kernels.boxBlur(2.5), {
    message: 'kernels.boxBlur: size must be a whole number from 1 to 255. Received: 2.5.',
  })
})
