/**
 * Resizing as a layer: what it is, sizes, and the texts of its errors. Its numbers are held to ONNX's and PyTorch's elsewhere.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { printError, type ShapeError } from '../errors/errors.ts'
import { korean } from '../errors/korean/index.ts'
import { sequential } from '../model/graph.ts'
import type { Shape } from '../values/shape.ts'
import { behaviourOf, conv2d, maxPool2d, type Resize2dOptions, resize2d } from './index.ts'

const usual = { mode: 'nearest', coordinates: 'half-pixel', nearestMode: 'round-prefer-floor', cubicCoefficient: -0.75 }

test('the value: size or scale as pairs, the other one left out', () => {
  assert.deepEqual(resize2d({ size: 7 }), { kind: 'resize2d', size: [7, 7], ...usual })
  assert.deepEqual(resize2d({ name: 'R', scale: [2, 0.5], mode: 'cubic' }), {
    kind: 'resize2d',
    name: 'R',
    scale: [2, 0.5],
    ...usual,
    mode: 'cubic',
  })
})

const output = (options: Resize2dOptions, input: Shape) => {
  const layer = resize2d(options)
  return behaviourOf(layer).output(layer, [input])
}

test('sizes: given, or rounded down', () => {
  assert.deepEqual(output({ size: [3, 40] }, [2, 7, 9]), [2, 3, 40])
  assert.deepEqual(output({ scale: 1.7 }, [2, 7, 9]), [2, 11, 15])
  assert.deepEqual(output({ scale: [1, 0.34] }, [2, 7, 9]), [2, 7, 3])
})

test('the table: down and up again', () => {
  const layers = [
    conv2d({ filters: 2, kernelSize: 3, padding: 1 }),
    maxPool2d({ kernelSize: 2 }),
    resize2d({ name: 'R', scale: 2 }),
    conv2d({ name: 'C', filters: 2, kernelSize: 3, padding: 1 }),
  ]
  const { layers: rows } = sequential('hourglass', [1, 8, 8], layers).summary()
  assert.deepEqual(
    rows.map(({ output, macs, receptiveField }) => [output.join(), macs, receptiveField?.size[0], receptiveField?.jump[0]]),
    [
      ['2,8,8', 1152, 3, 1],
      ['2,4,4', 0, 4, 2],
      ['2,8,8', 0, 5, 1],
      ['2,8,8', 2304, 7, 1],
    ],
  )
})

test('a written model may ask for any size: no window is looked for output by output', () => {
  const layer = resize2d({ size: [2 ** 31 - 1, 1], mode: 'bilinear' })
  const window = behaviourOf(layer).window?.(layer, [[1, 100, 100]])
  assert.ok(window && window !== 'all' && window.dilation[0] === 3, JSON.stringify(window))
})

const refused = (make: () => unknown, text: string) =>
  assert.throws(make, (error) => {
    assert.equal(String(error), text)
    return true
  })

test('error texts', () => {
  const example = '\n  Fix: for example, scale: 2 or size: [height, width].'
  refused(() => resize2d({}), `OptionError: resize2d needs either size or scale.${example}`)
  refused(() => resize2d({ size: 3, scale: 2 }), `OptionError: resize2d takes either size or scale, not both.${example}`)
  refused(
    () => resize2d({ scale: 0 }),
    'OptionError: resize2d: scale must be a number above 0, or two of them [height, width]. Received: 0.',
  )
  assert.throws(() => resize2d({ scale: [1, Number.NaN] }), /scale must be a number above 0/)
  assert.throws(() => resize2d({ size: 0 }), /size must be a whole number of at least 1, or two of them/)
  assert.throws(() => resize2d({ scale: 2, mode: 'linear' as never }), /mode must be one of 'nearest', 'bilinear', 'cubic'/)
  assert.throws(
    () => resize2d({ scale: 2, coordinates: 'half_pixel' as never }),
    /coordinates must be one of 'half-pixel', .*\n {2}Fix: did you mean "half-pixel"\?/,
  )
  assert.throws(() => resize2d({ scale: 2, nearestMode: 'round' as never }), /nearestMode must be one of 'round-prefer-floor'/)
  assert.throws(() => resize2d({ scale: 2, cubicCoefficient: '1' as never }), /cubicCoefficient must be a number/)
  const gone = () => output({ scale: [0.1, 1] }, [3, 7, 9])
  refused(
    gone,
    'ShapeError: the scale leaves no pixel.\n  input 3×7×9, scale [0.1, 1]: output 0×9\n  Fix: use a larger scale, or size: [height, width].',
  )
  assert.throws(gone, (error: ShapeError) => {
    assert.match(printError(error.data, korean), /^배율이 너무 작아 픽셀이 남지 않습니다\.\n {2}입력 3×7×9/)
    return true
  })
  assert.throws(() => output({ scale: 2 }, [7]), /resize2d reads images/)
})
