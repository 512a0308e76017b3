/** Every optimizer against PyTorch: the parameters after each of eight steps with given gradients. */
import { test } from 'node:test'
import type { Backend } from '../../src/backends/backend.ts'
import { scalarAt, scalarCount } from '../../src/ops/stepNumbers.ts'
import { type Optimizer, optimizerOf, restoreOptimizer } from '../../src/optimizers/index.ts'
import { newValue } from '../../src/values/value.ts'
import { wantedIn } from '../wanted.ts'
import { onEveryBackend } from './backends.ts'
import { cases, close, type Stored } from './expected.ts'
import { hashed } from './hash.ts'
import { Calls, prepare } from './program.ts'

interface OptimizerCase {
  optimizer: Optimizer
  seed: number
  parameters: number
  after: Stored[]
}

async function runOptimizer(backend: Backend, golden: OptimizerCase, tolerance: number): Promise<void> {
  const optimizer = restoreOptimizer(golden.optimizer)
  const behaviour = optimizerOf(optimizer)
  const range = Math.ceil(golden.parameters / 16) * 16
  const own = (name: string, role: 'parameter' | 'gradient' | 'optimizer') => newValue(name, [range], { role })
  const padded = (data: Float64Array) => Float64Array.from({ length: range }, (_, i) => data[i] ?? 0)
  const calls = new Calls()
  const scalars = calls.input('scalars', [scalarCount])
  const [parameters, gradients] = [own('parameters', 'parameter'), own('gradients', 'gradient')]
  const states = Object.fromEntries(behaviour.states(optimizer).map((name) => [name, own(name, 'optimizer')]))
  behaviour.emit(optimizer, { parameters, gradients, states, scalars, emit: calls.emit('update') })
  const running = await prepare(backend, calls, 1, [])
  running.write(parameters, padded(hashed(golden.seed, golden.parameters)))
  for (const [i, expected] of golden.after.entries()) {
    const numbers = new Float64Array(scalarCount)
    numbers[scalarAt.learningRate] = optimizer.learningRate as number
    numbers.set(behaviour.scalars?.(optimizer, i + 1) ?? [], scalarAt.optimizer)
    running.write(scalars, numbers)
    running.write(gradients, padded(hashed(golden.seed + i + 1, golden.parameters)))
    running.run('update')
    close(`parameters after step ${i + 1}`, (await running.read(parameters)).slice(0, golden.parameters), expected, tolerance)
  }
  running.free()
}

const wanted = wantedIn(import.meta.url)

onEveryBackend((backend, tolerance) => {
  for (const golden of cases<OptimizerCase>('optimizers').filter(({ optimizer }) => wanted(optimizer.kind)))
    test(JSON.stringify(golden.optimizer), () => runOptimizer(backend, golden, tolerance))
})
