import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alignment, engineMemory, newMemory } from './memory.ts'

const page = 65536
const open = (limit = 64 * page) => engineMemory(newMemory(false).memory, page, limit)

test('pieces start at cache lines, one after the other', () => {
  const space = open()
  const [a, b] = [space.alloc(1), space.alloc(100)]
  assert.deepEqual(a, { address: page, bytes: alignment })
  assert.deepEqual(b, { address: page + alignment, bytes: 2 * alignment })
  assert.deepEqual(space.state(), { taken: 3 * alignment, highWater: page + 3 * alignment, size: 2 * page, limit: 64 * page })
})

test('a free piece between others is used again, by the first that fits', () => {
  const space = open()
  const pieces = [256, 512, 256, 64].map((bytes) => space.alloc(bytes))
  space.free(pieces[0]!)
  space.free(pieces[2]!)
  assert.equal(space.alloc(256).address, pieces[0]!.address)
  assert.equal(space.alloc(64).address, pieces[2]!.address)
  assert.equal(space.alloc(192).address, pieces[2]!.address + 64)
  assert.equal(space.state().highWater, pieces[3]!.address + 64)
})

test('neighbours join, in whatever order they are freed', () => {
  for (const order of [
    [0, 1, 2],
    [2, 1, 0],
    [0, 2, 1],
    [1, 0, 2],
  ]) {
    const space = open()
    const pieces = [64, 64, 64].map((bytes) => space.alloc(bytes))
    const guard = space.alloc(64)
    for (const i of order) space.free(pieces[i]!)
    assert.equal(space.alloc(192).address, pieces[0]!.address, `order ${order}`)
    space.free(guard)
  }
})

test('the free end is given back: a larger piece then starts at the same address', () => {
  const space = open()
  const kept = space.alloc(1000)
  const low = space.alloc(1000)
  const high = space.alloc(1000)
  space.free(low)
  space.free(high)
  const larger = space.alloc(10 * page)
  assert.equal(larger.address, low.address)
  assert.equal(space.state().highWater, larger.address + larger.bytes)
  space.free(larger)
  space.free(kept)
  assert.equal(space.state().taken, 0)
  assert.equal(space.alloc(20 * page).address, page)
})

test('memory is zero, new and used again', () => {
  const space = open()
  const piece = space.alloc(1024)
  new Uint8Array(space.memory.buffer, piece.address, 1024).fill(7)
  space.free(piece)
  const again = space.alloc(3 * page)
  assert.equal(again.address, piece.address)
  assert.ok(new Uint8Array(space.memory.buffer, again.address, again.bytes).every((byte) => byte === 0))
})

test('many pieces in random order never overlap, and all come back', () => {
  const space = open(1024 * page)
  let state = 1
  const random = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const held: { address: number; bytes: number }[] = []
  for (let turn = 0; turn < 3000; turn++) {
    if (held.length > 40 || (held.length > 0 && random(3) === 0)) space.free(held.splice(random(held.length), 1)[0]!)
    else held.push(space.alloc(random(5000)))
    const sorted = [...held].sort((a, b) => a.address - b.address)
    for (let i = 1; i < sorted.length; i++) assert.ok(sorted[i - 1]!.address + sorted[i - 1]!.bytes <= sorted[i]!.address)
    assert.equal(
      space.state().taken,
      held.reduce((sum, { bytes }) => sum + bytes, 0),
    )
  }
  for (const piece of held) space.free(piece)
  assert.equal(space.alloc(1).address, page)
})

test('a full memory says what was wanted and what there is', () => {
  const space = open(32 * page)
  const first = space.alloc(10 * page)
  space.alloc(11 * page)
  space.free(first)
  assert.throws(() => space.alloc(15 * page), {
    name: 'RunError',
    code: 'out-of-memory',
    message: [
      'the Wasm memory is full.',
      '  wanted 0.9 MiB; 0.8 MiB of 2.0 MiB in use; the largest free block is 0.6 MiB',
      '  Fix: use a smaller batch, or dispose networks that are no longer used.',
    ].join('\n'),
  })
  // What fits still fits.
  assert.equal(space.alloc(10 * page).address, first.address)
})
