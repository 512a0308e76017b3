/** Models from damaged and hostile JSON: errors are Striate's own and short, whatever the text. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { StriateError } from '../../src/index.ts'
import { look, mutation } from './mutations.ts'

test('2,000 mutated models are read, or refused with an error that fits on a page', () => {
  const seen = new Map<string, number>()
  for (let i = 0; i < 2000; i++) {
    let code = 'accepted'
    try {
      look(mutation(i))
    } catch (error) {
      assert.ok(error instanceof StriateError, `mutation ${i}: ${(error as Error).stack}`)
      assert.ok(error.message.length <= 4000, `mutation ${i}: a message of ${error.message.length} letters`)
      assert.ok(JSON.stringify(error.details).length <= 4000, `mutation ${i}: ${JSON.stringify(error.details).slice(0, 4000)}`)
      code = error.code
    }
    seen.set(code, (seen.get(code) ?? 0) + 1)
  }
  // The mutations reach what they are meant for: sums, sizes, inputs, names, and models that are still good.
  for (const code of ['accepted', 'not-whole', 'kernel-too-large', 'empty-window', 'too-large', 'not-a-model', 'wrong-option'])
    assert.ok(seen.has(code), `no mutation is ${code}: ${[...seen.keys()].join(', ')}`)
})
