import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random } from '../math/random.ts'
import type { LoweredCall, LoweredPlan } from '../ops/plan.ts'
import { newValue, storageOf, type Value, viewOf } from '../values/value.ts'
import { planArena } from './memory.ts'

const layout = { realBytes: 4, alignment: 64 }
const real = (name: string, size: number): Value => newValue(name, [size], { role: 'activation' })

function lowered(forward: readonly LoweredCall[], inputs: readonly Value[] = [], outputs: readonly Value[] = []): LoweredPlan {
  const calls = { zero: [], forward, backward: [], update: [] }
  return {
    plan: { name: 'test', batch: 1, calls: { zero: [], forward: [], backward: [], update: [] }, inputs, outputs },
    calls,
    programBytes: 0,
  }
}

const call = (reads: readonly Value[], writes: readonly Value[], inPlace: LoweredCall['inPlace'] = []): LoweredCall => ({
  name: 'any',
  layer: 'any',
  reads,
  writes,
  inPlace,
  payload: null,
})

/** Runs the calls on a simulated memory: each value fills its place with itself, and must still be there when it is read. */
function simulate(plan: LoweredPlan): void {
  const { offsets, bytes } = planArena(plan, layout)
  const memory = new Array<Value | undefined>(bytes / 4).fill(undefined)
  const fill = (value: Value) => {
    const at = offsets.get(storageOf(value))! / 4
    memory.fill(storageOf(value), at, at + storageOf(value).shape[0]!)
  }
  const check = (value: Value) => {
    const at = offsets.get(storageOf(value))! / 4
    assert.equal(offsets.get(storageOf(value))! % 64, 0)
    for (let i = 0; i < storageOf(value).shape[0]!; i++)
      assert.ok(memory[at + i] === storageOf(value), `${value.name} was overwritten`)
  }
  for (const value of plan.plan.inputs) fill(value)
  for (const { reads, writes } of plan.calls.forward) {
    for (const value of reads) check(value)
    for (const value of writes) fill(value)
  }
  for (const value of [...plan.plan.outputs, ...plan.plan.inputs]) check(value)
}

test('no value is overwritten while it is needed, in a hundred random programs', () => {
  for (let round = 0; round < 100; round++) {
    const source = random(round, 60)
    let index = 0
    const pick = (n: number) => Math.floor(source.uniform(index++) * n)
    const values = [real('input', 1 + pick(300))]
    const calls: LoweredCall[] = []
    for (let i = 0; i < 30; i++) {
      const reads = [values[pick(values.length)]!, values[Math.max(0, values.length - 1 - pick(3))]!]
      const written = real(`v${i}`, pick(3) ? reads[1]!.shape[0]! : 1 + pick(300))
      const scratch = newValue(`w${i}`, [1 + pick(50)], { role: 'workspace' })
      calls.push(call(reads, [written, scratch], [[written, reads[1]!]]))
      values.push(written)
    }
    // A value that is both read in place and once more must not be taken over.
    simulate(lowered(calls, [values[0]!], [values.at(-1)!, values[pick(values.length)]!]))
  }
})

test('a chain needs two places, and one where it works in place', () => {
  const values = Array.from({ length: 6 }, (_, i) => real(`v${i}`, 100))
  const chain = (inPlace: boolean) =>
    planArena(
      lowered(values.slice(1).map((value, i) => call([values[i]!], [value], inPlace ? [[value, values[i]!]] : []))),
      layout,
    )
  assert.equal(chain(false).bytes, 2 * 448)
  assert.equal(chain(true).bytes, 448)
  assert.deepEqual(chain(true).byRole, { activation: 6 * 448 })
})

test('inputs and outputs are kept apart, whole runs long', () => {
  const [a, b, c] = [real('a', 16), real('b', 16), real('c', 16)]
  const { offsets } = planArena(lowered([call([a], [b], [[b, a]]), call([b], [c], [[c, b]])], [a], [b, c]), layout)
  assert.equal(new Set([a, b, c].map((value) => offsets.get(value))).size, 3)
})

test('a view keeps its storage alive; parameters are not the arena’s', () => {
  const base = real('base', 32)
  const view = viewOf(base, 'view', [16], 16)
  const weight = newValue('w', [1000], { role: 'parameter' })
  const plan = lowered([call([weight], [base]), call([weight], [real('other', 32)]), call([view], [real('end', 8)])])
  const { offsets } = planArena(plan, layout)
  assert.equal(offsets.has(weight), false)
  simulate(
    lowered(
      plan.calls.forward.map(({ reads, writes }) =>
        call(
          reads.filter((value) => value !== weight),
          writes,
        ),
      ),
    ),
  )
  assert.throws(() => viewOf(base, 'far', [17], 16), /view "far" reaches beyond "base"/)
})
