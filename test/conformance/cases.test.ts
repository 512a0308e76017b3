/** The table of cases makes itself: what it says of an op without cases, and of cases without an op. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { joinCases } from './cases.ts'

test('the lists of all files, in the order of the ops', () => {
  const one = [{ name: 'one', batch: 1, write() {} }]
  const join = (...files: [string, object][]) => joinCases(files as Parameters<typeof joinCases>[0], ['fold', 'lrn'])
  assert.deepEqual(Object.keys(join(['lrn.js', { lrn: one }], ['fold.js', { fold: one }])), ['fold', 'lrn'])
  assert.throws(() => join(['fold.js', { fold: one }]), {
    message: 'no file of test/conformance/cases exports cases of lrn: write lrn.ts there.',
  })
  assert.throws(() => join(['lrn.js', { lrm: one }]), { message: 'cases/lrn.js exports lrm, and there is no op of that name.' })
  assert.throws(() => join(['lrn.js', { lrn: one }], ['old.js', { lrn: one }]), {
    message: 'cases/old.js and cases/lrn.js both have cases of the op lrn.',
  })
})
