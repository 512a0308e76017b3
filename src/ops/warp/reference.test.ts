/**
 * The definition of augmentation: it leaves alone what it should, moves by what was drawn, and depends on image and epoch
 * alone.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random, streams } from '../../math/random.ts'
import { counterAt, counterCount } from '../stepNumbers.ts'
import type { WarpAttributes } from './op.ts'
import { warpReference } from './reference.ts'

const still: WarpAttributes = { shift: 0, rotate: 0, scale: 0, shear: 0, border: [0] }
const ramp = Float64Array.from({ length: 25 }, (_, i) => i)

function warp(change: Partial<WarpAttributes>, indices: readonly number[], { epoch = 0, data = ramp } = {}): number[] {
  const N = indices.length
  const counters = new Int32Array(counterCount)
  counters[counterAt.seed] = 11
  counters[counterAt.epoch] = epoch
  const x = { shape: [N, 1, 5, 5], data: Float64Array.from(indices.flatMap(() => [...data])) }
  const y = { shape: x.shape, data: new Float64Array(25 * N) }
  warpReference(
    { ...still, ...change },
    [x, { shape: [N], data: Int32Array.from(indices) }, { shape: [counterCount], data: counters }],
    [y],
  )
  return [...y.data]
}

test('nothing drawn, nothing moved', () => {
  assert.deepEqual(warp({}, [3]), [...ramp])
})

test('a shift reads bilinearly where it was drawn; outside lies the border', () => {
  const source = random(11, streams.augmentation, 2)
  const [tx, ty] = [5, 6].map((j) => 2 * source.uniform(8 * 4 + j) - 1) as [number, number]
  const moved = warp({ shift: 1, border: [-100] }, [4], { epoch: 2 })
  // a ramp is linear, so that reading it bilinearly is exact: 5·row + column
  for (let h = 1; h < 4; h++) for (let w = 1; w < 4; w++) assert.ok(Math.abs(moved[h * 5 + w]! - (5 * (h + ty) + w + tx)) < 1e-12)
  assert.ok(moved.some((value) => value < 0))
})

test('a turn is about the centre', () => {
  const source = random(11, streams.augmentation, 0)
  const angle = 0.5 * (2 * source.uniform(0) - 1)
  const turned = warp({ rotate: 0.5 }, [0])
  assert.ok(Math.abs(turned[12]! - 12) < 1e-12)
  // one step to the right of the centre
  assert.ok(Math.abs(turned[13]! - (12 + Math.cos(angle) - 5 * Math.sin(angle))) < 1e-12)
})

test('it depends on the image and the epoch, not on the place in the batch', () => {
  const all: Partial<WarpAttributes> = { shift: 1, rotate: 0.2, scale: 0.1, shear: 0.1 }
  const batch = warp(all, [7, 8])
  assert.deepEqual(warp(all, [8]), batch.slice(25))
  assert.notDeepEqual(batch.slice(0, 25), batch.slice(25))
  assert.notDeepEqual(warp(all, [8], { epoch: 1 }), batch.slice(25))
})
