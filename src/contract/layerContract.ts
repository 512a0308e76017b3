/**
 * What every layer must keep, checked on one layer alone, in double precision: the output has the declared shape, the
 * value survives JSON, the gradients of every input and parameter are those of central differences, and a linear layer
 * passes the adjoint identity. Made for the tests of this house and for layers of your own.
 */

import { RunError } from '../errors/errors.ts'
import { asIs, type Sentence, say } from '../errors/say.ts'
import { behaviourOf, restoreLayer } from '../layers/index.ts'
import type { Layer } from '../layers/layer.ts'
import { extent } from '../math/extent.ts'
import { random, shuffled } from '../math/random.ts'
import type { AnyOpCall, Emit } from '../ops/op.ts'
import { opCall } from '../ops/op.ts'
import { counterCount } from '../ops/stepNumbers.ts'
import { type Shape, sameShape, showShape, sizeOf } from '../values/shape.ts'
import { type Dtype, newValue, storageOf, type Value } from '../values/value.ts'

type Data = Float64Array | Int32Array | Uint8Array

/** How `layerContract` is to compute, and how strict it is. */
export interface ContractOptions {
  /** How op calls are computed: `runCalls` of the reference. */
  readonly run: (calls: readonly AnyOpCall[], memory: ReadonlyMap<Value, Data>) => void
  /** The layer is linear in its inputs, but for a constant: ⟨f(x) − f(0), u⟩ = ⟨x, fᵀ(u)⟩ must hold. Default false. */
  readonly linear?: boolean
  /** Images. Default 2. */
  readonly batch?: number
  /** The largest relative error of a gradient. Default 1e-6. */
  readonly tolerance?: number
}

/** What `layerContract` found of a layer that keeps it. */
export interface ContractReport {
  /** Without the batch. */
  readonly output: Shape
  /** The largest relative error of the gradient of each input ('input 1') and parameter ('weight'). */
  readonly errors: Readonly<Record<string, number>>
}

/**
 * Checks a layer on inputs of the given shapes (without the batch).
 * @throws RunError with code 'layer-contract', the numbers beside it, for the first promise that is broken.
 */
export function layerContract(layer: Layer, shapes: readonly Shape[], options: ContractOptions): ContractReport {
  const { linear = false, tolerance = 1e-6 } = options
  checkJson(layer)
  const bench = new Bench(layer, shapes, options)
  bench.checkInference()
  const loss = () => bench.loss()
  loss()
  const analytic = bench.gradients()
  const errors: Record<string, number> = {}
  for (const [name, { data, gradient }] of Object.entries(analytic)) {
    const numeric = centralDifferences(loss, data)
    const [, largest] = extent(numeric.map(Math.abs))
    let worst = 0
    for (const [i, expected] of numeric.entries()) {
      const scale = Math.max(Math.abs(expected), Math.abs(gradient[i]!), largest / 100, 1e-3)
      const error = Math.abs(gradient[i]! - expected) / scale
      // written so that NaN is broken too
      if (!(error <= tolerance))
        throw broken(layer, say('the gradient of {name} is wrong.', { name }), [
          say('element {index}: the layer gives {found}, central differences give {expected}', {
            index: i,
            found: gradient[i]!,
            expected,
          }),
        ])
      worst = Math.max(worst, error)
    }
    errors[name] = worst
  }
  if (linear) bench.checkAdjoint()
  return { output: bench.output, errors }
}

/** ∂loss/∂data[i] ≈ (loss(data[i] + h) − loss(data[i] − h)) / 2h. */
function centralDifferences(loss: () => number, data: Float64Array): Float64Array {
  const h = 1e-5
  return data.map((value, i) => {
    data[i] = value + h
    const above = loss()
    data[i] = value - h
    const below = loss()
    data[i] = value
    return (above - below) / (2 * h)
  })
}

/** One layer with its values, arrays and calls: the smallest thing that runs. The loss is ⟨u, y⟩ for some fixed u. */
class Bench {
  readonly output: Shape
  readonly #layer: Layer
  readonly #run: ContractOptions['run']
  readonly #memory = new Map<Value, Data>()
  readonly #inputs: readonly Value[]
  readonly #parameters: Readonly<Record<string, Value>>
  readonly #counters = newValue('counters', [counterCount], { role: 'scalars', dtype: 'i32' })
  readonly #batch: number
  readonly #forward: readonly AnyOpCall[]
  readonly #result: Value
  readonly #dy: Value
  readonly #kept: Readonly<Record<string, Value>>

  constructor(layer: Layer, shapes: readonly Shape[], { run, batch = 2 }: ContractOptions) {
    const behaviour = behaviourOf(layer)
    this.#layer = layer
    this.#run = run
    this.#batch = batch
    this.output = behaviour.output(layer, shapes)
    this.#inputs = shapes.map((shape, i) => this.#batched(`input ${i + 1}`, shape))
    const specs = Object.entries(behaviour.parameters?.(layer, shapes) ?? {})
    this.#parameters = Object.fromEntries(specs.map(([name, { shape }]) => [name, newValue(name, shape, { role: 'parameter' })]))
    const forward = this.#emitForward(true)
    this.#forward = forward.calls
    this.#result = forward.result
    this.#kept = forward.kept
    const expected = [batch, ...this.output]
    if (!sameShape(this.#result.shape, expected))
      throw broken(layer, say('the output does not have the declared shape.'), [
        say('{found}, declared {declared}', { found: showShape(this.#result.shape), declared: showShape(expected) }),
      ])
    this.#dy = this.#batched('dy', this.output)
    for (const [i, value] of [...this.#inputs, ...Object.values(this.#parameters), this.#dy].entries())
      spread(this.#real(value), random(i + 1, 99))
    this.#array(this.#counters).set([7, 3, 1])
  }

  /** Runs the forward pass. */
  loss(): number {
    this.#compute(this.#forward)
    return dot(this.#real(this.#result), this.#real(this.#dy))
  }

  /** Runs the backward pass, after the forward pass: data and gradient of each input and parameter. */
  gradients(): Record<string, { data: Float64Array; gradient: Float64Array }> {
    const all = this.#backward(true)
    const withoutInputs = this.#backward(false)
    for (const [name, { gradient }] of Object.entries(withoutInputs))
      if (gradient.some((one, i) => one !== all[name]!.gradient[i]))
        throw broken(this.#layer, say('the gradient of {name} depends on whether the gradient of the input is wanted.', { name }))
    return all
  }

  /** In inference too, the output must have its shape, whatever it is. */
  checkInference(): void {
    const { calls, result } = this.#emitForward(false)
    this.#compute(calls)
    const expected = [this.#batch, ...this.output]
    if (!sameShape(result.shape, expected))
      throw broken(this.#layer, say('in inference, the output does not have the declared shape.'), [
        say('{found}, declared {declared}', { found: showShape(result.shape), declared: showShape(expected) }),
      ])
  }

  /** ⟨f(x) − f(0), u⟩ = ⟨x, fᵀ(u)⟩ */
  checkAdjoint(): void {
    const forward = this.loss()
    const backward = Object.entries(this.#backward(true))
      .filter(([name]) => name.startsWith('input '))
      .reduce((sum, [, { data, gradient }]) => sum + dot(data, gradient), 0)
    for (const input of this.#inputs) this.#array(input).fill(0)
    const constant = this.loss()
    if (!(Math.abs(forward - constant - backward) <= 1e-9 * Math.max(1, Math.abs(backward))))
      throw broken(this.#layer, say('the backward pass is not the adjoint of the forward pass.'), [
        asIs(`⟨f(x) − f(0), u⟩ = ${forward - constant}`),
        asIs(`⟨x, fᵀ(u)⟩ = ${backward}`),
      ])
  }

  #emitForward(training: boolean) {
    const calls: AnyOpCall[] = []
    const kept: Record<string, Value> = {}
    const result = behaviourOf(this.#layer).forward(this.#layer, {
      ...this.#context(calls, training),
      output: () => this.#batched('output', this.output),
      keep: (name, shape, dtype) => (kept[name] = this.#batched(name, shape, dtype)),
    })
    return { calls, kept, result }
  }

  #backward(wanted: boolean): Record<string, { data: Float64Array; gradient: Float64Array }> {
    const calls: AnyOpCall[] = []
    const names = Object.keys(this.#parameters)
    const gradients = Object.fromEntries(
      names.map((name) => [name, newValue(`${name}.gradient`, this.#parameters[name]!.shape, { role: 'gradient' })]),
    )
    // gradients of parameters are added to what is there
    for (const gradient of Object.values(gradients)) this.#array(gradient).fill(1)
    const made = behaviourOf(this.#layer).backward(this.#layer, {
      ...this.#context(calls, true),
      result: this.#result,
      dy: this.#dy,
      kept: this.#kept,
      gradients,
      keep: (name, shape, dtype) => this.#batched(name, shape, dtype),
      wants: () => wanted,
      gradient: (input) => this.#batched(`input ${input + 1}.gradient`, this.#inputs[input]!.shape.slice(1)),
    })
    this.#compute(calls)
    const results: Record<string, { data: Float64Array; gradient: Float64Array }> = {}
    for (const [i, input] of this.#inputs.entries()) {
      if (!wanted) {
        if (made[i])
          throw broken(this.#layer, say('it returns a gradient of input {input} that was not requested.', { input: i + 1 }))
        continue
      }
      const value = made[i]
      if (!value) throw broken(this.#layer, say('it returns no gradient of input {input}.', { input: i + 1 }))
      if (!sameShape(value.shape, input.shape))
        throw broken(this.#layer, say('the gradient of input {input} does not have the shape of the input.', { input: i + 1 }), [
          say('{found}, input {wanted}', { found: showShape(value.shape), wanted: showShape(input.shape) }),
        ])
      results[`input ${i + 1}`] = { data: this.#real(input), gradient: this.#real(value).slice() }
    }
    for (const name of names)
      results[name] = { data: this.#real(this.#parameters[name]!), gradient: this.#real(gradients[name]!).map((sum) => sum - 1) }
    return results
  }

  #context(calls: AnyOpCall[], training: boolean) {
    const emit: Emit = (op, attributes, inputs, outputs) => {
      calls.push(opCall(op, attributes, inputs, outputs, this.#layer.kind))
    }
    return { inputs: this.#inputs, parameters: this.#parameters, training, counters: this.#counters, position: 1, emit }
  }

  #batched(name: string, shape: Shape, dtype: Dtype = 'real'): Value {
    return newValue(name, [this.#batch, ...shape], { role: 'activation', dtype, batched: true })
  }

  #compute(calls: readonly AnyOpCall[]): void {
    for (const call of calls) for (const value of [...call.inputs, ...call.outputs]) this.#array(value)
    this.#run(calls, this.#memory)
  }

  /** The whole array of the value's storage. */
  #array(value: Value): Data {
    const storage = storageOf(value)
    const found = this.#memory.get(storage)
    if (found) return found
    const size = sizeOf(storage.shape)
    const made =
      storage.dtype === 'real' ? new Float64Array(size) : storage.dtype === 'i32' ? new Int32Array(size) : new Uint8Array(size)
    this.#memory.set(storage, made)
    return made
  }

  /** The value's own part of its storage. */
  #real(value: Value): Float64Array {
    const offset = value.of?.offset ?? 0
    return this.#array(value).subarray(offset, offset + sizeOf(value.shape)) as Float64Array
  }
}

/**
 * Numbers from −1 to 1 in a random order, all equally far from each other and none near 0: so no small step reaches the
 * edge of a relu or makes another element the largest of a window.
 */
function spread(data: Float64Array, source: ReturnType<typeof random>): void {
  const order = shuffled(data.length, source)
  for (const [i, place] of order.entries()) data[i] = (2 * place + 1.3 - data.length) / data.length
}

function checkJson(layer: Layer): void {
  const text = JSON.stringify(layer)
  const again = JSON.stringify(restoreLayer(JSON.parse(text)))
  if (text !== again) throw broken(layer, say('it changes when converted to JSON and back.'), [asIs(text), asIs(again)])
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0)
}

function broken({ kind }: Layer, what: Sentence, numbers?: readonly Sentence[]): RunError {
  return new RunError({
    code: 'layer-contract',
    message: say('the layer {kind} breaks its contract: {what}', { kind, what }),
    numbers,
    details: { kind },
  })
}
