/** Arithmetic of two inputs, reductions, and layers without inputs: what they are, what is refused, and how their fields lie. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { he } from '../initializers/index.ts'
import type { Shape } from '../values/shape.ts'
import {
  add,
  behaviourOf,
  constantTensor,
  divide,
  maximum,
  multiply,
  parameter,
  power,
  reduceMax,
  reduceMean,
  reduceMin,
  reduceSum,
  restoreLayer,
  subtract,
} from './index.ts'
import type { Layer } from './layer.ts'

const output = (layer: Layer, ...inputs: Shape[]) => behaviourOf(layer).output(layer, inputs)
const refused = (make: () => unknown, ...lines: string[]) =>
  assert.throws(make, (error) => {
    assert.equal(String(error), lines.join('\n  '))
    return true
  })

test('what they are: plain options with the defaults filled in', () => {
  assert.deepEqual(subtract({ name: 'S' }), { kind: 'subtract', name: 'S' })
  assert.deepEqual(reduceMean(), { kind: 'reduceMean', keepDims: true })
  assert.deepEqual(reduceMax({ axes: [1, -1], keepDims: false }), { kind: 'reduceMax', axes: [1, -1], keepDims: false })
  assert.deepEqual(parameter({ shape: [3] }), { kind: 'parameter', shape: [3], initializer: { kind: 'constant', value: 0 } })
  assert.deepEqual(parameter({ shape: [3, 1, 1], value: 2, name: 'p' }), {
    kind: 'parameter',
    name: 'p',
    shape: [3, 1, 1],
    initializer: { kind: 'constant', value: 2 },
  })
  assert.deepEqual(parameter({ shape: [3], initializer: he() }).initializer, { kind: 'he' })
  assert.deepEqual(constantTensor({ shape: [3], values: Float32Array.of(1, 2, 0.5) }).values, [1, 2, 0.5])
  assert.deepEqual(constantTensor({ shape: [2, 2] }), { kind: 'constantTensor', shape: [2, 2] })
  for (const layer of [
    parameter({ shape: [3], value: 1 }),
    constantTensor({ shape: [2], values: [1, 2] }),
    reduceMin({ axes: [0] }),
  ])
    assert.deepEqual(restoreLayer(JSON.parse(JSON.stringify(layer))), layer)
})

test('the shapes that two make together', () => {
  for (const layer of [add(), subtract(), multiply(), divide(), power(), maximum()]) {
    assert.deepEqual(output(layer, [3, 4, 5], [3, 4, 5]), [3, 4, 5])
    assert.deepEqual(output(layer, [3, 1, 1], [3, 4, 5]), [3, 4, 5])
    assert.deepEqual(output(layer, [3, 4, 1], [1, 1, 5]), [3, 4, 5])
    assert.deepEqual(output(layer, [1], [7]), [7])
  }
})

test('the shapes that reductions leave', () => {
  const of = (options: object, input: Shape = [3, 4, 5]) => output(reduceSum(options), input)
  assert.deepEqual(of({}), [1, 1, 1])
  assert.deepEqual(of({ keepDims: false }), [1])
  assert.deepEqual(of({ axes: [1, 2] }), [3, 1, 1])
  assert.deepEqual(of({ axes: [-1, 1], keepDims: false }), [3])
  assert.deepEqual(of({ axes: [-3] }), [1, 4, 5])
  assert.deepEqual(of({ axes: [1], keepDims: false }), [3, 5])
  assert.deepEqual(of({ axes: [0] }, [7]), [1])
})

test('the window of a reduction: all of what it goes over, and one place is left', () => {
  const window = (axes: number[] | undefined, input: Shape = [3, 4, 5]) => {
    const layer = reduceMean({ axes })
    return behaviourOf(layer).window?.(layer, [input])
  }
  assert.equal(window(undefined), 'all')
  assert.equal(window([1, 2]), 'all')
  assert.equal(window([0]), undefined)
  assert.deepEqual(window([1]), { kernelSize: [4, 1], stride: [0, 1], dilation: [1, 1], padding: [0, 0, 0, 0] })
  assert.deepEqual(window([0, 2]), { kernelSize: [1, 5], stride: [1, 0], dilation: [1, 1], padding: [0, 0, 0, 0] })
  assert.equal(window([0], [7]), 'all')
  assert.equal(window([1], [3, 4]), 'all')
})

test('error texts: inputs that do not fit', () => {
  refused(
    () => output(multiply(), [3, 4, 4], [2, 1, 1]),
    'ShapeError: multiply needs inputs of the same shape; a size may also be 1, which is then broadcast.',
    'input 1: 3×4×4',
    'input 2: 2×1×1',
    'Fix: give the branches the same filters, strides and padding; or sizes of 1: [channels, 1, 1] is a number per channel.',
  )
  refused(
    () => output(multiply(), [4], [4], [4]),
    'ShapeError: multiply takes two inputs, but got 3.',
    'input 1: 4',
    'input 2: 4',
    'input 3: 4',
    'Fix: join them two at a time: apply(multiply(), apply(multiply(), a, b), c).',
  )
  refused(
    () => output(divide(), [16, 8, 8], [16]),
    'ShapeError: divide needs inputs with the same number of dimensions.',
    'input 1: 16×8×8',
    'input 2: 16',
    'Fix: reshape one of them, with sizes of 1 where it is to be broadcast: [channels, 1, 1].',
  )
  refused(
    () => output(add(), [4], [1], [4]),
    'ShapeError: add needs inputs of the same shape, if there are more than two.',
    'input 1: 4',
    'input 2: 1',
    'input 3: 4',
    'Fix: give the branches the same filters, strides and padding; or add them two at a time.',
  )
  refused(
    () => output(power(), [1, 2, 3, 4, 5], [1, 2, 3, 4, 5]),
    'ShapeError: power takes inputs of at most 4 dimensions.',
    'input 1: 1×2×3×4×5',
    'input 2: 1×2×3×4×5',
    'Fix: flatten() both, if their shapes are the same.',
  )
  refused(
    () => output(reduceMean({ axes: [3] }), [3, 4, 5]),
    'ShapeError: reduceMean: there is no axis 3.',
    'input 3×4×5; axes 0 to 2, or −3 to −1 from the end',
    'Fix: the batch is not part of the shape: axis 0 is the first after it.',
  )
  assert.throws(() => output(reduceMean({ axes: [-2] }), [7]), /reduceMean: there is no axis -2/)
  refused(
    () => output(reduceMax({ axes: [2, -1] }), [3, 4, 5]),
    'ShapeError: reduceMax: axis 2 is named twice.',
    'input 3×4×5; axes [2, -1]',
    'Fix: name each axis once.',
  )
  assert.throws(
    () => output(reduceSum(), [1, 2, 3, 4, 5]),
    /reduceSum takes inputs of at most 4 dimensions\.\n {2}input 1×2×3×4×5/,
  )
})

test('error texts: options', () => {
  refused(
    () => reduceMean({ axes: [] }),
    'OptionError: reduceMean: axes must be a list of axes: 0 is the first without the batch, -1 the last. Received: [].',
    'Fix: leave axes out to reduce all of them.',
  )
  for (const axes of [1, [0.5], [4], [-5], ['0'], [0, 1, 2, 3, 0]])
    assert.throws(() => reduceSum({ axes: axes as never }), /reduceSum: axes must be a list of axes/)
  assert.throws(() => reduceMin({ keepDims: 0 as never }), /keepDims must be true or false/)
  assert.throws(() => reduceMin({ axis: 0 } as never), /reduceMin has no option "axis".\n {2}Fix: did you mean "axes"\?/)
  assert.throws(() => divide({ by: 2 } as never), /divide has no option "by"/)
  refused(
    () => parameter({ name: 'p', shape: [3, 0] }),
    'OptionError: parameter "p": shape must be a list of one to four whole numbers of at least 1. Received: [3, 0].',
  )
  for (const shape of [undefined, 3, [], [1, 2, 3, 4, 5], [1.5], [2 ** 31]])
    assert.throws(() => parameter({ shape: shape as never }), /parameter: shape must be a list/)
  refused(
    () => parameter({ shape: [1], value: 1, initializer: he() }),
    'OptionError: parameter takes either value or initializer, not both.',
    'Fix: parameter({ shape: [16, 1, 1], value: 1 })',
  )
  assert.throws(() => parameter({ shape: [1], value: Number.NaN }), /parameter: value must be a number\. Received: NaN/)
  assert.throws(() => parameter({ shape: [1], initializer: 'he' as never }), /initializer must be an initializer/)
  refused(
    () => constantTensor({ shape: [2, 2], values: [1, 2, 3] }),
    'OptionError: constantTensor: values must be a number, or a list of 4 finite numbers: as many as the shape has. Received: [1, 2, 3].',
  )
  for (const values of ['1', Number.NaN, 1e39, [1, 2, 3, Infinity], [1, 2, 3, '4'], null])
    assert.throws(() => constantTensor({ shape: [4], values: values as never }), /values must be a number, or a list of 4/)
  refused(
    () => constantTensor({ shape: [2 ** 16 + 1], values: new Float32Array(2 ** 16 + 1) }),
    'OptionError: constantTensor: 65,537 values are too many for a model; at most 65,536.',
    'Fix: leave values out, and set them with the weights, as the layer\'s "value".',
  )
})
