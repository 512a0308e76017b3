/**
 * The border as a layer: what it is, and the texts of its errors. Its numbers are held to PyTorch's and, by hand, with its op.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { printError, type ShapeError } from '../errors/errors.ts'
import { korean } from '../errors/korean/index.ts'
import { sequential } from '../model/graph.ts'
import { behaviourOf, conv2d, pad2d } from './index.ts'

test('the value, and the table', () => {
  assert.deepEqual(pad2d({ padding: 2 }), { kind: 'pad2d', padding: [2, 2, 2, 2], mode: 'constant', value: 0 })
  const layers = [pad2d({ name: 'P', padding: [1, 2, 3, 0], mode: 'reflect' }), conv2d({ filters: 1, kernelSize: 3 })]
  const [row, next] = sequential('padded', [2, 5, 7], layers).summary().layers
  assert.deepEqual([row?.output, row?.parameters, row?.macs], [[2, 9, 9], 0, 0])
  assert.deepEqual(row?.receptiveField, { size: [1, 1], jump: [1, 1], start: [-1, -2], misaligned: false })
  assert.deepEqual(next?.receptiveField?.start, [-1, -2])
})

test('error texts', () => {
  assert.throws(
    () => pad2d({} as never),
    /pad2d: padding must be a whole number of at least 0, or four of them .*Received: undefined/,
  )
  assert.throws(() => pad2d({ padding: 1, mode: 'mirror' as never }), /mode must be one of 'constant', 'reflect', 'edge'/)
  assert.throws(() => pad2d({ padding: 1, value: Number.NaN }), /value must be a number/)
  const layer = pad2d({ padding: [3, 0, 4, 1], mode: 'reflect' })
  const output = () => behaviourOf(layer).output(layer, [[2, 4, 6]])
  assert.throws(output, (error: ShapeError) => {
    assert.equal(
      String(error),
      "ShapeError: padding of mode 'reflect' must be smaller than the image.\n  input 2×4×6, padding [3, 0, 4, 1] = top, left, bottom, right\n  Fix: use at most 3 at the top and bottom and 5 at the left and right, or mode 'edge'.",
    )
    assert.match(printError(error.data, korean), /해결: 위아래는 3 이하, 좌우는 5 이하로 하거나 mode 'edge'를 쓰세요\.$/)
    return true
  })
  assert.throws(() => behaviourOf(layer).output(layer, [[6]]), /pad2d reads images/)
})
