/** Every layer against PyTorch: output, gradients of the inputs, gradients of the parameters. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Backend } from '../../src/backends/backend.ts'
import { behaviourOf, restoreLayer } from '../../src/layers/index.ts'
import type { Layer } from '../../src/layers/layer.ts'
import { type Shape, sizeOf } from '../../src/values/shape.ts'
import { newValue, type Value } from '../../src/values/value.ts'
import { wantedIn } from '../wanted.ts'
import { copiesOf, onEveryBackend, tiled, untiled } from './backends.ts'
import { cases, close, type Stored } from './expected.ts'
import { hashed } from './hash.ts'
import { Calls, prepare } from './program.ts'
import './ownLayers.ts'

interface LayerCase {
  name: string
  layer: Layer
  seed: number
  scale?: number
  shift?: number
  inputShapes: number[][]
  outputShape: number[]
  output: Stored
  dx: Stored[]
  dparameters: Record<string, Stored>
}

async function runLayer(backend: Backend, golden: LayerCase, copies: number, tolerance: number): Promise<void> {
  const { seed, scale = 1, shift = 0, inputShapes, outputShape } = golden
  const layer = restoreLayer(golden.layer)
  const behaviour = behaviourOf(layer)
  const shapes = inputShapes.map((shape) => shape.slice(1))
  assert.deepEqual(behaviour.output(layer, shapes), outputShape.slice(1))
  const batch = outputShape[0]! * copies
  const whole = (shape: Shape) => [batch, ...shape]
  const batched = (name: string, shape: Shape, dtype: 'real' | 'i32' | 'u8' = 'real') =>
    newValue(name, whole(shape), { role: 'activation', dtype, batched: true })

  const calls = new Calls()
  const images = shapes.map((shape, i) => calls.image('forward', `x${i}`, whole(shape)))
  const specs = Object.entries(behaviour.parameters?.(layer, shapes) ?? {})
  const parameters = Object.fromEntries(specs.map(([name, { shape }]) => [name, newValue(name, shape, { role: 'parameter' })]))
  const gradients = Object.fromEntries(
    specs.map(([name, { shape }]) => [name, newValue(`d${name}`, shape, { role: 'gradient' })]),
  )
  const stateSpecs = Object.entries(behaviour.state?.(layer, shapes) ?? {})
  const state = Object.fromEntries(stateSpecs.map(([name, { shape }]) => [name, newValue(name, shape, { role: 'state' })]))
  const counters = calls.input('counters', [8], { dtype: 'i32' })
  const kept: Record<string, Value> = {}
  const context = {
    inputs: images.map(({ value }) => value),
    parameters,
    state,
    update: calls.emit('update'),
    training: true,
    counters,
    position: 0,
    keepOnce: (name: string, shape: Shape) => (kept[name] = newValue(name, shape, { role: 'activation' })),
    keep: (name: string, shape: Shape, dtype?: 'real' | 'i32' | 'u8') => (kept[name] = batched(name, shape, dtype)),
  }
  const result = behaviour.forward(layer, {
    ...context,
    emit: calls.emit('forward'),
    output: () => batched('y', outputShape.slice(1)),
  })
  const dy = calls.image('backward', 'dy', whole(outputShape.slice(1)))
  const dx = behaviour.backward(layer, {
    ...context,
    emit: calls.emit('backward'),
    result,
    dy: dy.value,
    kept,
    gradients,
    wants: () => true,
    gradient: (i) => batched(`dx${i}`, shapes[i]!),
  }) as Value[]

  const running = await prepare(backend, calls, batch, [result, ...dx])
  for (const [i, { raw }] of images.entries()) {
    const numbers = hashed(seed + i, sizeOf(inputShapes[i]!), scale).map((x) => x + shift)
    running.write(raw, tiled(numbers, copies))
  }
  running.write(dy.raw, tiled(hashed(seed + 8, sizeOf(outputShape)), copies))
  for (const [i, [name, { shape }]] of specs.entries()) {
    running.write(parameters[name]!, hashed(seed + 9 + i, sizeOf(shape)))
    running.write(gradients[name]!, new Float64Array(sizeOf(shape)).fill(0.25)) // gradients are added to what is there
  }
  for (const [name, { shape, initial }] of stateSpecs)
    running.write(
      state[name]!,
      Float64Array.from({ length: sizeOf(shape) }, (_, i) => (typeof initial === 'number' ? initial : initial[i]!)),
    )
  running.run('forward', 'backward')
  close('output', untiled(await running.read(result), copies), golden.output, tolerance)
  for (const [i, value] of dx.entries())
    close(`gradient of input ${i + 1}`, untiled(await running.read(value), copies), golden.dx[i]!, tolerance)
  for (const [name] of specs) {
    const found = Array.from(await running.read(gradients[name]!), (value) => value - 0.25)
    close(`gradient of ${name}`, found, golden.dparameters[name]!, tolerance, copies)
  }
  running.free()
}

const wanted = wantedIn(import.meta.url)
const all = cases<LayerCase>('layers')

test('what is stored are the lines of layers.py', () => {
  const table = readFileSync(new URL('../../../test/golden/layers.py', import.meta.url), 'utf8')
  const lines = [...table.split('LAYERS = [')[1]!.matchAll(/^ {4}case\("([^"]*)"/gm)].map(([, name]) => name)
  assert.deepEqual(
    all.map(({ name }) => name),
    lines,
    'run python3 make.py',
  )
})

onEveryBackend((backend, tolerance) => {
  for (const golden of all.filter(({ layer }) => wanted(layer.kind)))
    test(golden.name, async () => {
      for (const copies of copiesOf(golden.outputShape[0]!)) await runLayer(backend, golden, copies, tolerance)
    })
})
