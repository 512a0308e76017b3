/** File names of any names: short enough for every file system, and never half a letter. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileName } from './fileName.ts'

test('safe, at most forty letters, none of them half', () => {
  assert.equal(fileName('conv1/relu a:b'), 'conv1-relu-a-b')
  assert.equal(fileName('C1'), 'C1')
  const long = fileName(`a${'𝐀'.repeat(60)}`)
  assert.equal(Array.from(long).length, 40)
  assert.doesNotThrow(() => encodeURI(long))
  assert.ok(new TextEncoder().encode(fileName('가'.repeat(256))).length <= 160)
})
