/** The transposed convolution: what it is, by hand, and the texts of its errors. Its numbers are held to PyTorch's. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reference } from '../backends/reference/reference.ts'
import { printError, type ShapeError } from '../errors/errors.ts'
import { korean } from '../errors/korean/index.ts'
import { sequential } from '../model/graph.ts'
import type { Shape } from '../values/shape.ts'
import { behaviourOf, convTranspose2d } from './index.ts'

test('the value: defaults filled in', () => {
  assert.deepEqual(convTranspose2d({ filters: 6, kernelSize: 3, stride: 2, padding: [1, 0, 0, 1] }), {
    kind: 'convTranspose2d',
    filters: 6,
    kernelSize: [3, 3],
    stride: [2, 2],
    padding: [1, 0, 0, 1],
    outputPadding: [0, 0],
    dilation: [1, 1],
    groups: 1,
    bias: true,
    initializer: { kind: 'lecun' },
    biasInitializer: { kind: 'constant', value: 0 },
  })
})

test('parameters, multiply-adds, window', () => {
  const up = convTranspose2d({ filters: 4, kernelSize: 3, stride: 2, padding: 1, groups: 2 })
  const { parameters, macs, window } = behaviourOf(up)
  const fans = { fanIn: 3 * 1.5 * 1.5, fanOut: 2 * 9 }
  assert.deepEqual(parameters?.(up, [[6, 5, 7]]), {
    weight: { shape: [6, 2, 3, 3], initializer: { kind: 'lecun' }, ...fans, filters: 'transposed' },
    bias: { shape: [4], initializer: { kind: 'constant', value: 0 }, ...fans },
  })
  assert.equal(macs?.(up, [[6, 5, 7]]), 6 * 5 * 7 * 2 * 9)
  assert.deepEqual(window?.(up, [[6, 5, 7]]), {
    kernelSize: [3, 3],
    stride: [0.5, 0.5],
    dilation: [0.5, 0.5],
    padding: [0.5, 0.5, 0.5, 0.5],
  })
})

test('each pixel lays its filter down, and what falls on one place adds up', async () => {
  const model = sequential('laid', [1, 1, 3], [convTranspose2d({ name: 'U', filters: 1, kernelSize: [1, 3], stride: [1, 2] })])
  const net = await model.open(reference({ precision: 'float64' }))
  net.setParameters({
    'U.weight': { shape: [1, 1, 1, 3], data: Float64Array.of(1, 10, 100) },
    'U.bias': { shape: [1], data: Float64Array.of(0.5) },
  })
  assert.deepEqual([...(await net.predict(Float64Array.of(1, 2, 3)))], [1.5, 10.5, 102.5, 20.5, 203.5, 30.5, 300.5])
  net.dispose()
})

test('a row more where the sizes leave it open: the way back of a strided convolution', () => {
  const size = (options: object, input: Shape) => {
    const layer = convTranspose2d({ filters: 1, kernelSize: 3, stride: 2, padding: 1, ...options })
    return behaviourOf(layer).output(layer, [input])
  }
  assert.deepEqual(size({}, [1, 14, 7]), [1, 27, 13])
  assert.deepEqual(size({ outputPadding: 1 }, [1, 14, 7]), [1, 28, 14])
  assert.deepEqual(size({ outputPadding: [1, 0], dilation: 2 }, [1, 14, 7]), [1, 30, 15])
})

test('a table of a model that grows: jumps below 1', () => {
  const model = sequential('up', [8, 7, 7], [convTranspose2d({ name: 'U', filters: 4, kernelSize: 4, stride: 2, padding: 1 })])
  const [row] = model.summary().layers
  assert.deepEqual([row?.output, row?.parameters, row?.macs], [[4, 14, 14], 8 * 4 * 16 + 4, 8 * 49 * 4 * 16])
  assert.deepEqual(row?.receptiveField, { size: [2, 2], jump: [0.5, 0.5], start: [-1, -1], misaligned: false })
  assert.match(String(model.summary()), / 2 {3}0\.5$/m)
})

const refused = (make: () => unknown, text: string) =>
  assert.throws(make, (error) => {
    assert.equal(String(error), text)
    return true
  })

test('error texts: options', () => {
  const up = (options: object) => () => convTranspose2d({ filters: 6, kernelSize: 3, ...options })
  refused(
    up({ stride: [2, 1], dilation: [1, 3], outputPadding: [2, 2] }),
    'OptionError: convTranspose2d: outputPadding must be smaller than stride or dilation.\n  outputPadding [2, 2], stride [2, 1], dilation [1, 3]\n  Fix: set outputPadding to at most [1, 2].',
  )
  refused(
    up({ padding: [1, 2] }),
    'OptionError: convTranspose2d: padding must be a whole number of at least 0, or four of them [top, left, bottom, right]. Received: [1, 2].\n  Fix: padding [1, 2, 1, 2] = top, left, bottom, right.',
  )
  refused(
    up({ groups: 4 }),
    'OptionError: convTranspose2d: groups must divide the number of filters.\n  6 filters / 4 groups = 1.5\n  Fix: set groups to 1, 2, 3 or 6.',
  )
  assert.throws(up({ outputPadding: -1 }), /outputPadding must be a whole number of at least 0, or two of them/)
  assert.throws(up({ kernelSize: undefined }), /kernelSize must be a whole number of at least 1/)
  assert.throws(up({ rounding: 'floor' }), /convTranspose2d has no option "rounding"/)
})

test('error texts: inputs that do not fit', () => {
  const output = (options: object, input: Shape) => () => {
    const layer = convTranspose2d({ filters: 4, kernelSize: 2, ...options })
    behaviourOf(layer).output(layer, [input])
  }
  const cutOff = output({ stride: 2, padding: [3, 0, 3, 0] }, [4, 3, 5])
  refused(
    cutOff,
    'ShapeError: the padding cuts off the whole output.\n  input 4×3×5; before it is cut the output is 6×10, padding [3, 0, 3, 0] = top, left, bottom, right\n  Fix: use less padding, or a larger kernel.',
  )
  assert.throws(cutOff, (error: ShapeError) => {
    assert.match(printError(error.data, korean), /^패딩이 출력을 모두 잘라 냅니다\.\n {2}입력 4×3×5, 자르기 전의 출력 6×10/)
    return true
  })
  assert.throws(output({ groups: 4 }, [6, 3, 3]), /6 channels \/ 4 groups = 1\.5\n {2}Fix: set groups to 1 or 2\./)
  assert.throws(output({}, [6]), /convTranspose2d reads images \[channels, height, width\], but its input is flat/)
})
