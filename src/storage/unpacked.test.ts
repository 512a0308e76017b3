/** Unpacking as a stream: blocks of any size in, stopping early, damage. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { noise } from '../../test/image/makePng.ts'
import { unpacked } from './unpacked.ts'

async function whole(pieces: Iterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of unpacked(pieces, 'deflate')) chunks.push(chunk)
  return new Uint8Array(Buffer.concat(chunks))
}

test('pieces of any size, also of none, are one stream', async () => {
  const bytes = noise(50_000)
  const packed = new Uint8Array(deflateSync(bytes))
  function* cut(size: number) {
    for (let at = 0; at < packed.length; at += size) {
      yield new Uint8Array(0)
      yield packed.subarray(at, at + size)
    }
  }
  for (const size of [1, 7, 16_383, 16_384, 16_385, 1e6]) assert.deepEqual(await whole(cut(size)), bytes, `${size}`)
})

test('who stops reading stops the unpacking: no more is asked for', async () => {
  // Of 1 GB only the first pieces are ever made.
  let made = 0
  function* endless() {
    const packed = deflateSync(new Uint8Array(2 ** 24))
    yield packed.subarray(0, packed.length - 100)
    for (; made < 1000; made++) yield noise(16_384, made)
  }
  for await (const chunk of unpacked(endless(), 'deflate')) {
    assert.equal(chunk[0], 0)
    break
  }
  await new Promise((soon) => setImmediate(soon))
  assert.ok(made < 10, `${made} more pieces were asked for`)
})

test('what is damaged, cut off, or fails to come is an error', async () => {
  const packed = new Uint8Array(deflateSync(noise(50_000)))
  await assert.rejects(whole([packed.subarray(0, 20_000)]))
  await assert.rejects(whole([noise(20_000)]))
  await assert.rejects(whole([]))
  function* failing() {
    yield packed.subarray(0, 20_000)
    throw new Error('no more')
  }
  await assert.rejects(whole(failing()), { message: 'no more' })
})
