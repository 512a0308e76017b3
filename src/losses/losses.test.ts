/** Losses: values worked out by hand, gradients against central differences, error texts. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runCalls } from '../backends/reference/runCalls.ts'
import { meanReference } from '../ops/mean/reference.ts'
import { type AnyOpCall, type Emit, opCall } from '../ops/op.ts'
import { scalarAt, scalarCount } from '../ops/stepNumbers.ts'
import { newValue, type Value } from '../values/value.ts'
import { type Loss, lossOf, meanSquaredError, softmaxCrossEntropy } from './index.ts'

/** Runs a loss over outputs [N, E] by the reference: the losses and the gradient. */
function compute(loss: Loss, outputs: readonly (readonly number[])[], target: Int32Array | Float64Array, count = outputs.length) {
  const behaviour = lossOf(loss)
  const shape = [outputs.length, outputs[0]!.length]
  const calls: AnyOpCall[] = []
  const memory = new Map<Value, Float64Array | Int32Array>()
  const make = (name: string, size: readonly number[], data?: Float64Array | Int32Array) => {
    const value = newValue(name, size, { role: 'activation', dtype: data instanceof Int32Array ? 'i32' : 'real', batched: true })
    memory.set(value, data ?? new Float64Array(size.reduce((a, b) => a * b, 1)))
    return value
  }
  const emit: Emit = (op, attributes, inputs, written) => calls.push(opCall(op, attributes, inputs, written, 'loss'))
  const scalars = new Float64Array(scalarCount)
  scalars[scalarAt.count] = count
  const context = {
    output: make('output', shape, Float64Array.from(outputs.flat())),
    target: make('target', behaviour.target === 'labels' ? [shape[0]!] : shape, target),
    scalars: make('scalars', [scalarCount], scalars),
    emit,
  }
  const { losses, kept } = behaviour.forward(loss, { ...context, value: (name, size) => make(name, [shape[0]!, ...size]) })
  const gradient = make('gradient', shape)
  behaviour.backward(loss, { ...context, losses, kept, gradient })
  runCalls(calls, memory)
  return { losses: [...memory.get(losses)!], gradient: [...memory.get(gradient)!] }
}

const near = (actual: readonly number[], expected: readonly number[], within = 1e-12) => {
  assert.equal(actual.length, expected.length)
  for (const [i, value] of actual.entries()) assert.ok(Math.abs(value - expected[i]!) <= within, `${actual} ≠ ${expected}`)
}

test('softmaxCrossEntropy by hand', () => {
  // p = (1, 2, 5) / 8
  const logits = [0, Math.log(2), Math.log(5)]
  const { losses, gradient } = compute(softmaxCrossEntropy(), [logits, [0, 0, 0]], Int32Array.of(1, 2))
  near(losses, [Math.log(4), Math.log(3)])
  near(gradient, [1 / 16, -3 / 8, 5 / 16, 1 / 6, 1 / 6, -1 / 3])
  // divided by the given count, not by the images that are there
  near(compute(softmaxCrossEntropy(), [logits], Int32Array.of(1), 4).gradient, [1 / 32, -3 / 16, 5 / 32])
})

test('softmaxCrossEntropy with smoothing by hand', () => {
  // targets 0.3 / 3 = 0.1 and 0.7 + 0.1 = 0.8
  const { losses, gradient } = compute(softmaxCrossEntropy({ smoothing: 0.3 }), [[0, Math.log(2), Math.log(5)]], Int32Array.of(1))
  near(losses, [0.1 * Math.log(8) + 0.8 * Math.log(4) + 0.1 * Math.log(8 / 5)])
  near(gradient, [1 / 8 - 0.1, 2 / 8 - 0.8, 5 / 8 - 0.1])
})

test('softmaxCrossEntropy does not overflow', () => {
  const { losses, gradient } = compute(
    softmaxCrossEntropy(),
    [
      [1e4, 0],
      [-1e4, 0],
    ],
    Int32Array.of(0, 0),
  )
  near(losses, [0, 1e4])
  near(gradient, [0, 0, -0.5, 0.5])
})

test('meanSquaredError by hand', () => {
  const { losses, gradient } = compute(
    meanSquaredError(),
    [
      [1, 2],
      [0, -1],
    ],
    Float64Array.of(0, 4, 0, 1),
  )
  near(losses, [(1 + 4) / 2, 4 / 2])
  near(gradient, [2 / 4, -4 / 4, 0, -4 / 4])
})

test('the gradients are those of central differences', () => {
  const outputs = [
    [0.3, -0.2, 0.9],
    [-1.1, 0.4, 0.2],
  ]
  const cases = [
    [softmaxCrossEntropy(), Int32Array.of(2, 0)],
    [softmaxCrossEntropy({ smoothing: 0.1 }), Int32Array.of(1, 1)],
    [meanSquaredError(), Float64Array.of(1, 0, 0.5, -0.3, 0.2, 0.7)],
  ] as const
  for (const [loss, target] of cases) {
    const total = (moved: number[][]) => compute(loss, moved, target).losses.reduce((a, b) => a + b, 0) / 2
    const h = 1e-5
    const numeric = outputs.flatMap((row, n) =>
      row.map((_, c) => {
        const moved = (by: number) =>
          outputs.map((other, i) => other.map((value, j) => (i === n && j === c ? value + by : value)))
        return (total(moved(h)) - total(moved(-h))) / (2 * h)
      }),
    )
    near(compute(loss, outputs, target).gradient, numeric, 1e-9)
  }
})

test('mean divides by the given count', () => {
  const loss = new Float32Array(1)
  const scalars = new Float32Array(scalarCount)
  scalars[scalarAt.count] = 8
  meanReference(
    {},
    [
      { shape: [3], data: Float32Array.of(1, 2, 3) },
      { shape: [scalarCount], data: scalars },
    ],
    [{ shape: [1], data: loss }],
  )
  assert.equal(loss[0], 0.75)
})

test('values and error texts', () => {
  assert.deepEqual(softmaxCrossEntropy(), { kind: 'softmaxCrossEntropy', smoothing: 0 })
  assert.deepEqual(meanSquaredError(), { kind: 'meanSquaredError' })
  assert.throws(
    () => softmaxCrossEntropy({ smoothing: 1 }),
    /smoothing must be below 1: at 1 the label has no effect. Received: 1/,
  )
  assert.throws(() => softmaxCrossEntropy({ smoothing: -0.1 }), /smoothing must be a number from 0 to 1. Received: -0.1/)
  assert.throws(() => softmaxCrossEntropy({ smooth: 1 } as never), /has no option "smooth".\n {2}Fix: did you mean "smoothing"\?/)
  assert.throws(() => meanSquaredError({ x: 1 }), /meanSquaredError has no option "x"/)
  assert.throws(() => lossOf({ kind: 'crossEntropy' }), /there is no loss "crossEntropy"/)
  assert.throws(
    () => lossOf(softmaxCrossEntropy as never),
    /Received: a function.\n {2}Fix: call the function: softmaxCrossEntropy\(\)./,
  )
  assert.throws(() => lossOf(undefined as never), /a loss is a value \{ kind, … \}. Received: undefined/)
  assert.throws(() => lossOf(softmaxCrossEntropy()).check(softmaxCrossEntropy(), [10, 2, 1]), {
    message:
      "softmaxCrossEntropy reads one score per class, but the model's output is not flat.\n  output 10×2×1\n  Fix: end the model with flatten() (20 scores) or with dense({ units: the number of classes }).",
  })
  lossOf(meanSquaredError()).check(meanSquaredError(), [10, 2, 1])
})
