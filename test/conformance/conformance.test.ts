/**
 * Every case of every op on every backend, against the definition in float64: within a tolerance, and on the Wasm engine
 * with the same bits on any number of threads. A test is one case; its failure lists all backends that fail.
 */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { reference } from '../../src/backends/reference/reference.ts'
import type { RoutineCall } from '../../src/ops/lowering.ts'
import type { LoweredCall } from '../../src/ops/plan.ts'
import { sizeOf } from '../../src/values/shape.ts'
import { wantedIn } from '../wanted.ts'
import { readCases } from './cases.ts'
import { differences } from './compare.ts'
import { Cuts } from './cuts.ts'
import { assertSameBits, type Results, runOn } from './run.ts'
import { type Case, Sketch } from './sketch.ts'
import { openSubjects, type Subject, type Subjects } from './subjects.ts'

const wanted = wantedIn(import.meta.url)
const cases = await readCases()
const truth = reference({ precision: 'float64' })
let subjects: Subjects
const cuts = new Cuts()

before(async () => {
  subjects = await openSubjects()
})
after(() => subjects.dispose())

test('all backends are here', (t) => {
  for (const reason of subjects.missing) t.diagnostic(reason)
  if (subjects.missing.length > 0) t.skip(subjects.missing.join('; '))
})

test('every op has cases, with blocks of eight and without', () => {
  for (const [op, list] of Object.entries(cases)) {
    const batches = new Set(list.map(({ batch }) => batch % 8 === 0))
    assert.deepEqual([...batches].sort(), [false, true], op)
  }
})

for (const [op, list] of Object.entries(cases)) {
  // Of an op that is not asked for, those that name what is: an activation's fused ends.
  const isWanted = ({ name }: Case) => wanted(op) || name.split(/\W+/).some(wanted)
  const chosen = [...list.entries()].filter(([, one]) => isWanted(one))
  if (chosen.length === 0) continue
  describe(op, () => {
    for (const [i, one] of chosen) test(`${one.name}, batch ${one.batch}`, () => check(one, i + 1))
  })
}

test('every routine of the engine was at work, and all that may be cut into parts was', (t) => {
  if (!subjects.list.some(isWasm)) return t.skip('the engine is missing')
  if (!Object.keys(cases).every(wanted)) return t.skip('only some ops were asked for')
  assert.deepEqual(cuts.missing(), [])
})

const isWasm = ({ family }: Subject) => family.startsWith('wasm')

async function check({ name, batch, write }: Case, seed: number): Promise<void> {
  const sketch = new Sketch(batch, seed)
  write(sketch)
  const written = sketch.written(name)
  const wanted = await runOn(truth, written, { twice: false })
  assert.ok([...wanted.keys()].every(({ shape }) => sizeOf(shape) > 0))
  const failures: string[] = []
  const firstOf = new Map<string, Results>()
  for (const subject of subjects.list) {
    const { name, family, backend } = subject
    const see = isWasm(subject) ? ({ payload }: LoweredCall) => cuts.see(payload as RoutineCall) : undefined
    try {
      const got = await runOn(backend, written, { twice: !firstOf.has(family), see })
      const different = differences(got, wanted, written)
      failures.push(...different.map((line) => `${name}: ${line}`))
      const first = firstOf.get(family)
      if (!first) firstOf.set(family, got)
      else for (const [value, data] of first) assertSameBits(got.get(value)!, data, `${value.name} on another number of threads`)
    } catch (error) {
      failures.push(`${name}: ${(error as Error).message}`)
    }
  }
  assert.equal(failures.length, 0, failures.join('\n'))
}
