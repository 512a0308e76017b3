/** Metrics by hand, with ties and with scores that are not numbers. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { classMeasures, macroF1 } from './classMeasures.ts'
import { accuracy, argMax, confusionMatrix, topK } from './index.ts'

const scores = Float32Array.of(0.1, 0.7, 0.2, 0.5, 0.3, 0.2, 0.2, 0.3, 0.5, 0.6, 0.1, 0.3)

test('accuracy and topK', () => {
  assert.equal(accuracy(scores, [1, 0, 2, 2], 3), 0.75)
  assert.equal(topK(scores, [1, 0, 2, 2], 3, 2), 1)
  assert.equal(topK(scores, [2, 2, 0, 1], 3, 2), 0.25)
  assert.equal(topK(scores, [2, 2, 0, 1], 3, 3), 1)
  assert.ok(Number.isNaN(accuracy([], [], 3)))
})

test('of equal scores, the first is the higher', () => {
  assert.equal(accuracy([1, 1, 1], [0], 3), 1)
  assert.equal(accuracy([1, 1, 1], [1], 3), 0)
  assert.equal(topK([1, 1, 1], [1], 3, 2), 1)
  assert.equal(argMax([1, 1, 1]), 0)
  assert.equal(argMax([9, 1, 3, 3, 2], 1), 1)
  assert.equal(argMax([9, 1, 3, 9, 2], 1, 2), 1)
})

test('what is not a number is never right', () => {
  assert.equal(accuracy([Number.NaN, 0, 0], [0], 3), 0)
  assert.equal(accuracy([Number.NaN, 1, 0], [1], 3), 0)
  assert.equal(accuracy([1, 0, 0], [3], 3), 0)
})

test('confusionMatrix: rows are labels', () => {
  assert.deepEqual(confusionMatrix(scores, [1, 0, 2, 2], 3), [
    [1, 0, 0],
    [0, 1, 0],
    [1, 0, 1],
  ])
})

test('error texts', () => {
  assert.throws(() => accuracy(scores, [1, 0], 3), {
    message:
      'the scores do not match the labels.\n  2 labels · 3 classes = 6 ≠ 12 scores\n  Fix: give [n, classes] scores and n labels.',
  })
  assert.throws(() => topK(scores, [1, 0, 2, 2], 3, 4), /topK: k must be a whole number from 1 to 3. Received: 4/)
  assert.throws(() => confusionMatrix(scores, [1, 0, 3, 2], 3), {
    message:
      'a label is not one of the classes.\n  label 3 of image 2, classes 0 … 2\n  Fix: use a model with as many outputs as there are classes.',
  })
})

test('precision, recall and F1 of each class, by hand', () => {
  // 5 of class 0: 4 found, 1 taken for 1. 3 of class 1: 2 found, 1 taken for 0. None of class 2, and none predicted.
  const measures = classMeasures([
    [4, 1, 0],
    [1, 2, 0],
    [0, 0, 0],
  ])
  assert.deepEqual(measures, [
    { images: 5, precision: 4 / 5, recall: 4 / 5, f1: 8 / 10 },
    { images: 3, precision: 2 / 3, recall: 2 / 3, f1: 4 / 6 },
    { images: 0, precision: undefined, recall: undefined, f1: undefined },
  ])
  assert.equal(macroF1(measures), (0.8 + 2 / 3) / 2)
  assert.ok(Number.isNaN(macroF1([])))
})
