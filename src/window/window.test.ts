/** Output sizes, and every error text of windows. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { printError, ShapeError } from '../errors/errors.ts'
import { korean } from '../errors/korean/index.ts'
import { avgPool2d, behaviourOf, conv2d, maxPool2d, outputSize, type WindowOptions } from '../layers/index.ts'
import type { Layer } from '../layers/layer.ts'
import type { Shape } from '../values/shape.ts'
import { placeWindow, windowFields } from './window.ts'

const place = (options: WindowOptions, image: Shape) => placeWindow(windowFields('test', options), image)

test('outputSize: the sizes of the lecture', () => {
  assert.deepEqual(outputSize({ kernelSize: 5 }, [32, 32]), [28, 28])
  assert.deepEqual(outputSize({ kernelSize: 3, padding: 1 }, [5, 5]), [5, 5])
  assert.deepEqual(outputSize({ kernelSize: 3, padding: 'valid' }, [5, 5]), [3, 3])
  assert.deepEqual(outputSize({ kernelSize: 2, stride: 2 }, [6, 28, 28]), [14, 14])
  assert.deepEqual(outputSize({ kernelSize: [3, 1], stride: [2, 1] }, [7, 4]), [3, 4])
  assert.deepEqual(outputSize({ kernelSize: 3, dilation: 2 }, [7, 7]), [3, 3])
  assert.deepEqual(outputSize({ kernelSize: 11, stride: 4, padding: 2, rounding: 'floor' }, [224, 224]), [55, 55])
})

// Every size that the lecture's cells print, and those that they got by rounding down in silence
const printed: readonly [name: string, options: WindowOptions, size: number, output: number, exact?: number][] = [
  ['5 pixels, 3×3', { kernelSize: 3 }, 5, 3],
  ['the same, padding 1', { kernelSize: 3, padding: 1 }, 5, 5],
  ['a photograph, 3×3', { kernelSize: 3 }, 440, 438],
  ['3×3, stride 2', { kernelSize: 3, stride: 2 }, 440, 219, 219.5],
  ['3×3, stride 3', { kernelSize: 3, stride: 3 }, 440, 146, 146.67],
  ['5×5', { kernelSize: 5 }, 440, 436],
  ['max pooling 2/2 of 438', { kernelSize: 2, stride: 2 }, 438, 219],
  ['3×3 of 219', { kernelSize: 3 }, 219, 217],
  ['max pooling 2/2 of 217', { kernelSize: 2, stride: 2 }, 217, 108, 108.5],
]

test("outputSize: the lecture's tables; what is not whole is refused with the sum and mended by each fix", () => {
  for (const [name, options, size, output, exact] of printed) {
    const image = [size, size]
    assert.deepEqual(outputSize({ ...options, rounding: 'floor' }, image), [output, output], name)
    if (exact === undefined) {
      for (const rounding of ['whole', 'ceil'] as const)
        assert.deepEqual(outputSize({ ...options, rounding }, image), [output, output], name)
      continue
    }
    assert.deepEqual(outputSize({ ...options, rounding: 'ceil' }, image), [output + 1, output + 1], name)
    assert.throws(
      () => outputSize(options, image),
      (error: ShapeError) => {
        assert.equal(error.code, 'not-whole')
        const [k, s] = [options.kernelSize, options.stride]
        assert.ok(error.message.includes(`(${size} + 2·0 − ${k}) / ${s} + 1 = ${exact}`), error.message)
        assert.ok(error.message.includes(`rounding: 'floor', as in PyTorch (${output}×${output}`), error.message)
        const { fixes } = error.details as { fixes: { output: readonly number[] }[] }
        assert.ok(fixes.length >= 3, error.message)
        for (const { output: mended, ...change } of fixes) assert.deepEqual(outputSize({ ...options, ...change }, image), mended)
        return true
      },
    )
  }
})

test('outputSize: what is no image', () => {
  assert.throws(() => outputSize({ kernelSize: 3 }, [440]), {
    message: 'outputSize: image must be [height, width] or [channels, height, width]. Received: [440].',
  })
  assert.throws(() => outputSize({ kernelSize: 3, padding: [1, 2] as never }, [5, 5]), {
    message: /Fix: padding \[1, 2, 1, 2\] = top, left, bottom, right\.$/,
  })
})

test("'same' is ⌈n / stride⌉, the extra side at the bottom and right", () => {
  assert.deepEqual(place({ kernelSize: 3, padding: 'same' }, [5, 5]).window.padding, [1, 1, 1, 1])
  assert.deepEqual(place({ kernelSize: 2, padding: 'same' }, [5, 5]).window.padding, [0, 0, 1, 1])
  assert.deepEqual(place({ kernelSize: 4, padding: 'same' }, [5, 5]).window.padding, [1, 1, 2, 2])
  for (let n = 1; n < 12; n++)
    for (const kernelSize of [1, 2, 3, 4, 5])
      for (const stride of [1, 2, 3])
        for (const dilation of [1, 2]) {
          const { output, window } = place({ kernelSize, stride, dilation, padding: 'same' }, [n, n])
          assert.equal(output[0], Math.ceil(n / stride))
          const [top, , bottom] = window.padding
          assert.ok(bottom === top || bottom === top + 1)
        }
})

test("'floor' and 'ceil'; ceil drops a window that would start in the end padding (PyTorch's rule)", () => {
  assert.deepEqual(outputSize({ kernelSize: 2, stride: 2, rounding: 'floor' }, [7, 7]), [3, 3])
  assert.deepEqual(outputSize({ kernelSize: 2, stride: 2, rounding: 'ceil' }, [7, 7]), [4, 4])
  assert.deepEqual(outputSize({ kernelSize: 3, stride: 2, rounding: 'ceil' }, [32, 32]), [16, 16])
  // torch: MaxPool2d(2, 2, 1, ceil_mode=True) of 3×3 is 2×2; (3 + 2 − 2) / 2 + 1 = 2.5, and the third would start at 4 = 3 + 1
  assert.deepEqual(outputSize({ kernelSize: 2, stride: 2, padding: 1, rounding: 'ceil' }, [3, 3]), [2, 2])
  assert.deepEqual(outputSize({ kernelSize: 2, stride: 2, padding: 1, rounding: 'ceil' }, [5, 5]), [3, 3])
  // an image smaller than the kernel: one window
  assert.deepEqual(outputSize({ kernelSize: 3, stride: 2, rounding: 'ceil' }, [2, 2]), [1, 1])
  // where the size is whole, rounding changes nothing
  for (const rounding of ['whole', 'floor', 'ceil'] as const)
    assert.deepEqual(outputSize({ kernelSize: 5, rounding }, [32, 32]), [28, 28])
})

/** The text of the error that a layer's check makes of an input, with its place as the model gives it. */
function textOf(layer: Layer, input: Shape): string {
  try {
    behaviourOf(layer).output(layer, [input])
  } catch (error) {
    assert.ok(error instanceof ShapeError)
    return String(error.at({ position: 3, name: 'C3', kind: layer.kind, model: 'my model' }))
  }
  throw new assert.AssertionError({ message: 'no error' })
}
const c3 = (options: Partial<Parameters<typeof conv2d>[0]>) => conv2d({ filters: 16, kernelSize: 5, ...options })

test('not whole: the sum, the numbers and the fixes', () => {
  assert.equal(
    textOf(c3({ stride: 2 }), [6, 32, 32]),
    `ShapeError: layer 3 "C3" (conv2d) in "my model": the output height and width are not whole.
  (32 + 2·0 − 5) / 2 + 1 = 14.5        input 6×32×32, kernelSize 5×5, stride 2, padding 0
  Fix: use stride 1 (28×28) or 3 (10×10), kernelSize 4 (15×15), padding [1, 1, 0, 0] = top, left (15×15),
       or rounding: 'floor', as in PyTorch (14×14; the last row and column are never read).`,
  )
})

test('not whole: only the height, with another image', () => {
  assert.equal(
    textOf(c3({ stride: 2 }), [6, 32, 31]),
    `ShapeError: layer 3 "C3" (conv2d) in "my model": the output height is not whole.
  height: (32 + 2·0 − 5) / 2 + 1 = 14.5
  width:  (31 + 2·0 − 5) / 2 + 1 = 14
  input 6×32×31, kernelSize 5×5, stride 2, padding 0
  Fix: use stride 1 (28×27), padding [1, 0, 0, 0] = top (15×14),
       or rounding: 'floor', as in PyTorch (14×14; the last row is never read).`,
  )
  assert.match(textOf(c3({ stride: [1, 2] }), [6, 31, 32]), /the output width is not whole[\s\S]*the last column is never read/)
})

test('not whole: two strides, four sides, dilation', () => {
  assert.equal(
    textOf(c3({ stride: [2, 1] }), [6, 32, 32]),
    `ShapeError: layer 3 "C3" (conv2d) in "my model": the output height is not whole.
  height: (32 + 2·0 − 5) / 2 + 1 = 14.5
  width:  (32 + 2·0 − 5) / 1 + 1 = 28
  input 6×32×32, kernelSize 5×5, stride [2, 1], padding 0
  Fix: use stride 1 (28×28) or [3, 1] (10×28), kernelSize 4 (15×29), padding [1, 0, 0, 0] = top (15×28),
       or rounding: 'floor', as in PyTorch (14×28; the last row is never read).`,
  )
  assert.equal(
    textOf(c3({ kernelSize: [3, 4], stride: 4, padding: [0, 1, 1, 0] }), [6, 32, 33]),
    `ShapeError: layer 3 "C3" (conv2d) in "my model": the output height and width are not whole.
  height: (32 + 0 + 1 − 3) / 4 + 1 = 8.5
  width:  (33 + 1 + 0 − 4) / 4 + 1 = 8.5
  input 6×32×33, kernelSize 3×4, stride 4, padding [0, 1, 1, 0]
  Fix: use stride 3 (11×11), padding [1, 2, 2, 1] = top, left, bottom, right (9×9),
       or rounding: 'floor', as in PyTorch (8×8; the last row and the last 2 columns are never read).`,
  )
  assert.equal(
    textOf(c3({ stride: 2, dilation: 2 }), [6, 32, 32]),
    `ShapeError: layer 3 "C3" (conv2d) in "my model": the output height and width are not whole.
  (32 + 2·0 − ((5 − 1)·2 + 1)) / 2 + 1 = 12.5        input 6×32×32, kernelSize 5×5, stride 2, dilation 2, padding 0
  Fix: use stride 1 (24×24), padding [1, 1, 0, 0] = top, left (13×13),
       or rounding: 'floor', as in PyTorch (12×12; the last row and column are never read).`,
  )
})

test('not whole: pooling, and what is never read', () => {
  assert.equal(
    textOf(maxPool2d({ kernelSize: 2 }), [6, 7, 7]),
    `ShapeError: layer 3 "C3" (maxPool2d) in "my model": the output height and width are not whole.
  (7 + 2·0 − 2) / 2 + 1 = 3.5        input 6×7×7, kernelSize 2×2, stride 2, padding 0
  Fix: use stride 1 (6×6), kernelSize 3 (3×3), padding [1, 1, 0, 0] = top, left (4×4),
       or rounding: 'floor', as in PyTorch (3×3; the last row and column are never read).`,
  )
  assert.match(textOf(avgPool2d({ kernelSize: 3, stride: 4 }), [6, 33, 33]), /the last 2 rows and columns are never read/)
  assert.match(textOf(avgPool2d({ kernelSize: 3, stride: 4 }), [6, 33, 31]), /the last 2 rows are never read/)
  assert.match(textOf(avgPool2d({ kernelSize: 3, stride: 4 }), [6, 31, 33]), /the last 2 columns are never read/)
  assert.match(textOf(maxPool2d({ kernelSize: 3, stride: 2, padding: 1 }), [6, 8, 8]), /only padding is never read/)
})

test('every fix that is offered is one', () => {
  for (let n = 4; n < 14; n++)
    for (const kernelSize of [2, 3, 4])
      for (const stride of [2, 3])
        for (const padding of [0, 1]) {
          const layer = maxPool2d({ kernelSize, stride, padding })
          try {
            behaviourOf(layer).output(layer, [[1, n, n + 1]])
          } catch (error) {
            const { fixes } = (error as ShapeError).details as { fixes: { output: readonly number[] }[] }
            assert.ok(fixes.length > 0)
            for (const { output, ...change } of fixes)
              assert.deepEqual(behaviourOf(layer).output({ ...layer, ...change }, [[1, n, n + 1]]), [1, ...output])
          }
        }
})

test('in Korean: the same sums and fixes', () => {
  const told = (options: WindowOptions, image: Shape, text: string) =>
    assert.throws(
      () => outputSize(options, image),
      (error: ShapeError) => {
        assert.equal(printError(error.data, korean), text)
        return true
      },
    )
  told(
    { kernelSize: 5, stride: [2, 1] },
    [6, 32, 32],
    `출력의 높이가 정수가 아닙니다.
  높이: (32 + 2·0 − 5) / 2 + 1 = 14.5
  너비: (32 + 2·0 − 5) / 1 + 1 = 28
  입력 6×32×32, kernelSize 5×5, stride [2, 1], padding 0
  해결: 다음 가운데 하나를 쓰세요: stride 1 (28×28) 또는 [3, 1] (10×28), kernelSize 4 (15×29), padding [1, 0, 0, 0] = 위 (15×28),
       또는 PyTorch처럼 rounding: 'floor' (14×28; 마지막 행은 읽히지 않음).`,
  )
  told(
    { kernelSize: 7 },
    [6, 5, 5],
    `커널이 이미지보다 큽니다.
  5 + 2·0 = 5픽셀, 커널 7        입력 6×5×5, kernelSize 7×7, stride 1, padding 0
  해결: 다음 가운데 하나를 쓰세요: kernelSize 5 (1×1), padding 1 (1×1), 또는 7×7 이상인 입력.`,
  )
})

test('a kernel larger than the image', () => {
  assert.equal(
    textOf(c3({ kernelSize: 7 }), [6, 5, 5]),
    `ShapeError: layer 3 "C3" (conv2d) in "my model": the kernel is larger than the image.
  5 + 2·0 = 5 pixels for a kernel of 7        input 6×5×5, kernelSize 7×7, stride 1, padding 0
  Fix: use kernelSize 5 (1×1), padding 1 (1×1), or an input of at least 7×7.`,
  )
  assert.equal(
    textOf(c3({ kernelSize: 7, stride: 3, padding: [0, 0, 1, 0] }), [6, 4, 9]),
    `ShapeError: layer 3 "C3" (conv2d) in "my model": the kernel is larger than the image.
  height: 4 + 0 + 1 = 5 pixels for a kernel of 7
  width:  9 + 2·0 = 9 pixels for a kernel of 7
  input 6×4×9, kernelSize 7×7, stride 3, padding [0, 0, 1, 0]
  Fix: use an input of at least 6×9.`,
  )
  assert.equal(
    textOf(maxPool2d({ kernelSize: 2 }), [6, 1, 1]),
    `ShapeError: layer 3 "C3" (maxPool2d) in "my model": the kernel is larger than the image.
  1 + 2·0 = 1 pixel for a kernel of 2        input 6×1×1, kernelSize 2×2, stride 2, padding 0
  Fix: use kernelSize 1 (1×1), padding [1, 1, 0, 0] = top, left (1×1), or an input of at least 2×2.`,
  )
  assert.match(textOf(c3({ kernelSize: 3, dilation: 3 }), [6, 5, 5]), /5 \+ 2·0 = 5 pixels for a kernel of \(3 − 1\)·3 \+ 1 = 7 /)
})

test('a pooling window without a pixel', () => {
  assert.equal(
    textOf(maxPool2d({ kernelSize: 2, padding: 2 }), [6, 4, 4]),
    `ShapeError: layer 3 "C3" (maxPool2d) in "my model": a pooling window lies entirely in the padding and covers no pixels.
  input 6×4×4, kernelSize 2×2, stride 2, padding 2
  Fix: use padding of at most half the kernel: 1.`,
  )
  // dilation: the only pixel lies between the two elements of the kernel
  assert.match(textOf(maxPool2d({ kernelSize: 2, dilation: 4, stride: 1, padding: 2 }), [1, 1, 1]), /covers no pixels/)
  // a convolution may well see padding alone
  assert.deepEqual(behaviourOf(c3({})).output(c3({ kernelSize: 2, padding: 2 }), [[1, 4, 4]]), [16, 7, 7])
})
