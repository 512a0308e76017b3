/** Layers that count, choose and reorder elements, and products of matrices: what they are, and the texts of their errors. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { printError, type StriateError } from '../errors/errors.ts'
import { korean } from '../errors/korean/index.ts'
import type { Shape } from '../values/shape.ts'
import {
  behaviourOf,
  dense,
  gather,
  matMul,
  reshape,
  restoreLayer,
  slice,
  softmax,
  squeeze,
  transpose,
  unsqueeze,
} from './index.ts'
import type { Layer } from './layer.ts'

const refused = (make: () => unknown, text: string) =>
  assert.throws(make, (error) => {
    assert.equal(String(error), text)
    return true
  })
const output =
  (layer: Layer, ...inputs: Shape[]) =>
  () =>
    behaviourOf(layer).output(layer, inputs)

test('what they are: plain options with the defaults filled in', () => {
  assert.deepEqual(reshape({ name: 'R', shape: [4, -1] }), { kind: 'reshape', name: 'R', shape: [4, -1] })
  assert.deepEqual(squeeze(), { kind: 'squeeze', axes: null })
  assert.deepEqual(gather({ indices: [[1], [-1]] }), { kind: 'gather', indices: [[1], [-1]], axis: 0 })
  const cut = { kind: 'slice', starts: [1, 2], ends: [3, 4], steps: [1, 1], axes: [0, 1], of: null }
  assert.deepEqual(slice({ starts: [1, 2], ends: [3, 4] }), cut)
  assert.deepEqual(matMul(), { kind: 'matMul', transposeA: false, transposeB: false })
  assert.deepEqual(softmax(), { kind: 'softmax', axis: 0 })
  assert.equal(dense({ units: 2 }).onLastAxis, false)
  // As models were written before there was a choice.
  assert.deepEqual(restoreLayer({ kind: 'softmax' }), softmax())
})

test('slices as Python and ONNX have them: from the end, beyond it, backwards', () => {
  const count = (start: number, end: number, step = 1) => {
    const layer = slice({ starts: [start], ends: [end], steps: [step] })
    return behaviourOf(layer).output(layer, [[10]])[0]
  }
  assert.deepEqual([count(2, 5), count(-3, 9), count(0, 2 ** 63), count(-100, 4)], [3, 2, 10, 4])
  assert.deepEqual(
    [count(0, 10, 3), count(1, 10, 3), count(9, 0, -1), count(-1, -11, -1), count(100, -100, -4)],
    [4, 3, 9, 10, 3],
  )
})

test('multiply-adds, of each row', () => {
  const [rows, product] = [dense({ units: 6, onLastAxis: true }), matMul({ transposeB: true })]
  assert.equal(behaviourOf(rows).macs?.(rows, [[3, 4, 5]]), 12 * 5 * 6)
  const shapes = [
    [3, 4, 5],
    [1, 7, 5],
  ]
  assert.equal(behaviourOf(product).macs?.(product, shapes), 3 * 4 * 7 * 5)
})

test('error texts: other shapes', () => {
  refused(
    output(reshape({ shape: [3, -1] }), [4, 5]),
    'ShapeError: the 20 values of the input do not fill the shape.\n  input 4×5; shape [3, -1]\n  Fix: use sizes whose product is 20, or −1 for one of them; the batch is not part of the shape.',
  )
  assert.throws(output(reshape({ shape: [3, 4] }), [4, 5]), /the 20 values of the input do not fill the shape/)
  for (const shape of [[], [0, 2], [-1, -1], [2.5], [1, 1, 1, 1, 1, 1, 1, 1, 1], 'flat', undefined])
    assert.throws(
      () => reshape({ shape: shape as number[] }),
      /^OptionError: reshape: shape must be a list of 1 to 8 sizes: whole numbers above 0, and one of them may be −1 for the rest\. Received/,
    )
  refused(
    output(squeeze({ axes: [0, 2] }), [1, 3, 2]),
    'ShapeError: squeeze: axis 2 has size 2, not 1.\n  input 1×3×2\n  Fix: leave the axis in, or choose one index of it with gather() or slice().',
  )
  refused(
    output(squeeze({ axes: [0] }), [1]),
    'ShapeError: squeeze would leave no axis.\n  input 1\n  Fix: leave one axis of size 1: the batch is not part of the shape.',
  )
  assert.deepEqual(output(squeeze(), [1, 1, 1])(), [1])
  refused(
    output(unsqueeze({ axes: [-4] }), [3, 4]),
    'ShapeError: unsqueeze: there is no axis -4.\n  input 3×4; axes 0 to 2, or −3 to −1 from the end\n  Fix: the batch is not part of the shape: axis 0 is the first after it.',
  )
  refused(
    output(unsqueeze({ axes: [1, -3] }), [3, 4]),
    'ShapeError: unsqueeze: axis 1 is named twice.\n  input 3×4; axes [1, -3]\n  Fix: name each axis once.',
  )
  refused(
    output(unsqueeze({ axes: [0, 1, 2, 3] }), [1, 2, 3, 4, 5]),
    'ShapeError: unsqueeze would make 9 axes; a shape has at most 8.\n  input 1×2×3×4×5\n  Fix: join some axes with reshape() first.',
  )
  assert.throws(() => unsqueeze({} as never), /unsqueeze: axes must be a list of 1 to 8 whole numbers\. Received: undefined/)
})

test('error texts: axes in another order', () => {
  refused(
    output(transpose({ axes: [0, 2, 3, 1] }), [16, 5, 6]),
    'ShapeError: transpose has 4 axes, but its input has 3.\n  input 16×5×6; axes [0, 2, 3, 1]\n  Fix: the batch is not part of the shape: axes [1, 2, 0].',
  )
  refused(
    output(transpose({ axes: [1, 0] }), [16, 5, 6]),
    'ShapeError: transpose has 2 axes, but its input has 3.\n  input 16×5×6; axes [1, 0]\n  Fix: the batch is not part of the shape: axis 0 is the first after it.',
  )
  for (const axes of [[0, 0], [1, 2], [-1, 0], [], 3])
    assert.throws(
      () => transpose({ axes: axes as number[] }),
      /transpose: axes must be a list of the whole numbers from 0 on, each once, at most 8\. Received/,
    )
})

test('error texts: parts', () => {
  refused(
    output(slice({ name: 'S', axes: [1], starts: [3], ends: [-8] }), [2, 10]),
    'ShapeError: slice leaves nothing of axis 1.\n  input 2×10: axis of size 10, from 3 to -8 by 1\n  Fix: end is one past the last index taken; negative numbers count from the end.',
  )
  refused(
    output(slice({ starts: [5], ends: [-1], steps: [-1] }), [10]),
    'ShapeError: slice leaves nothing of axis 0.\n  input 10: axis of size 10, from 5 to -1 by -1\n  Fix: with a negative step, end is one before the last index taken: -11 takes index 0 as well.',
  )
  assert.throws(output(slice({ starts: [0, 0], ends: [1, 1] }), [10]), /slice: there is no axis 1\.\n {2}input 10; axes 0 to 0/)
  refused(
    () => slice({ name: 'S', starts: [0, 1], ends: [1] }),
    'OptionError: slice "S": ends has 1 number, but starts has 2.\n  Fix: give one for each axis that is cut.',
  )
  assert.throws(() => slice({ starts: [0], ends: [4], steps: [0] }), /steps must be a list of 1 to 8 whole numbers other than 0/)
  assert.throws(() => slice({ starts: 0 as never, ends: [4] }), /starts must be a list of 1 to 8 whole numbers\. Received: 0/)
})

test('error texts: chosen indices', () => {
  refused(
    output(gather({ indices: [0, 6] }), [6, 2, 2]),
    'ShapeError: gather: axis 0 has no index 6.\n  input 6×2×2; indices 0 to 5, or −6 to −1 from the end\n  Fix: choose indices of the axis, or another axis: 0 is the first after the batch.',
  )
  assert.throws(output(gather({ indices: -7 }), [6, 2]), /axis 0 has no index -7/)
  refused(
    output(softmax({ axis: 3 }), [6, 2, 2]),
    'ShapeError: softmax: there is no axis 3.\n  input 6×2×2; axes 0 to 2, or −3 to −1 from the end\n  Fix: the batch is not part of the shape: axis 0 is the first after it.',
  )
  assert.throws(output(gather({ indices: 0 }), [6]), /gather would leave no axis/)
  assert.throws(output(gather({ indices: [[[[0]]]] }), [1, 1, 1, 1, 1, 1]), /gather would make 9 axes; a shape has at most 8/)
  for (const indices of [[], [[0], [0, 1]], [0, [1]], [0.5], 'all', [[[[[[[[[0]]]]]]]]], undefined])
    assert.throws(
      () => gather({ indices: indices as never }),
      /gather: indices must be a whole number, or a list of them; lists of lists are all equally long, at most 8 deep\. Received/,
    )
  assert.throws(() => gather({ indices: 0, axis: 0.5 }), /axis must be a whole number\. Received: 0\.5/)
  assert.throws(() => softmax({ axis: '1' as never }), /softmax: axis must be a whole number\. Received: "1"/)
})

test('error texts: products of matrices', () => {
  const shapes = '\n  input 1: 3×4\n  input 2: 5×3'
  refused(
    output(matMul(), [3, 4], [5, 3]),
    `ShapeError: matMul: the rows of the first have 4 values, the columns of the second 5.${shapes}\n  Fix: they must be equally long; transposeA and transposeB read an input with its last two axes exchanged.`,
  )
  assert.throws(output(matMul(), [3, 4], [5, 4]), /Fix: set transposeB: true\.$/)
  assert.throws(output(matMul({ transposeB: true }), [3, 4], [4, 5]), /Fix: set transposeB: false\.$/)
  assert.throws(output(matMul(), [4, 3], [4, 5]), /Fix: set transposeA: true\.$/)
  refused(
    output(matMul(), [2, 3, 4], [4, 5]),
    'ShapeError: matMul multiplies matrices […, M, K] and […, K, P] with equally many axes, at least two.\n  input 1: 2×3×4\n  input 2: 4×5\n  Fix: unsqueeze() gives an input further axes of size 1; the batch is not part of the shape.',
  )
  assert.throws(output(matMul(), [4], [4]), /matMul multiplies matrices/)
  refused(
    output(matMul(), [2, 3, 4], [3, 4, 5]),
    'ShapeError: matMul: the axes before the matrices must be equal, or 1.\n  input 1: 2×3×4\n  input 2: 3×4×5\n  Fix: give both as many matrices, or one of them a single one that stands for all.',
  )
  refused(
    output(matMul(), [2, 2], [2, 2], [2, 2]),
    'ShapeError: matMul takes two inputs, but got 3.\n  input 1: 2×2\n  input 2: 2×2\n  input 3: 2×2\n  Fix: multiply them two at a time: apply(matMul(), apply(matMul(), a, b), c).',
  )
  assert.throws(() => matMul({ transposeA: 1 as never }), /transposeA must be true or false/)
})

test('error texts: dense on more axes, unless it is told so', () => {
  refused(
    output(dense({ units: 10 }), [7, 5]),
    'ShapeError: dense reads a flat list of features, but its input has 2 dimensions.\n  input 7×5\n  Fix: put flatten() before it (7 · 5 = 35 features); or, for each row by itself, set onLastAxis: true.',
  )
  assert.deepEqual(output(dense({ units: 10, onLastAxis: true }), [7, 5])(), [7, 10])
  assert.throws(() => dense({ units: 10, onLastAxis: 'yes' as never }), /onLastAxis must be true or false/)
})

test('in Korean, with particles', () => {
  const inKorean = (make: () => unknown) => {
    try {
      make()
    } catch (error) {
      return printError((error as StriateError).data, korean)
    }
    return ''
  }
  assert.match(inKorean(output(transpose({ axes: [0, 2, 1] }), [5, 6])), /배치는 모양에 들지 않습니다: axes \[1, 0\]\./)
  assert.match(inKorean(output(squeeze({ axes: [0] }), [1])), /^squeeze를 지나면 축이 하나도 남지 않습니다\./)
  assert.match(inKorean(output(softmax({ axis: 3 }), [6])), /^softmax: 축 3이 없습니다\./)
  assert.match(inKorean(output(gather({ indices: 6 }), [6, 2])), /축 0에는 인덱스 6이 없습니다/)
})
