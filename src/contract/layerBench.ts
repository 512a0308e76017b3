/** The bench of the layer contract: one layer alone on the reference, with its values, arrays and calls. */

import { RunError } from '../errors/errors.ts'
import { asIs, type Sentence, say } from '../errors/say.ts'
import { behaviourOf } from '../layers/index.ts'
import type { Layer } from '../layers/layer.ts'
import { random, shuffled } from '../math/random.ts'
import { type AnyOpCall, type Emit, opCall } from '../ops/op.ts'
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
  /** Between which numbers those of inputs and parameters lie. Default [-1, 1]; a square root would want [0.5, 2]. */
  readonly range?: readonly [low: number, high: number]
}

/** One layer with its values, arrays and calls: the smallest thing that runs. The loss is ⟨u, y⟩ for some fixed u. */
export class LayerBench {
  readonly output: Shape
  readonly #layer: Layer
  readonly #run: ContractOptions['run']
  readonly #memory = new Map<Value, Data>()
  readonly #inputs: readonly Value[]
  readonly #parameters: Readonly<Record<string, Value>>
  readonly #state: Readonly<Record<string, Value>>
  readonly #counters = newValue('counters', [counterCount], { role: 'scalars', dtype: 'i32' })
  readonly #batch: number
  readonly #forward: readonly AnyOpCall[]
  /** Of the last forward pass that was written. */
  #updates: AnyOpCall[] = []
  readonly #result: Value
  readonly #dy: Value
  readonly #kept: Readonly<Record<string, Value>>

  /** Whether the layer learns; at rest it works as in inference, and its gradient, too. */
  readonly #training: boolean

  constructor(layer: Layer, shapes: readonly Shape[], { run, batch = 2, range }: ContractOptions, training = true) {
    const behaviour = behaviourOf(layer)
    this.#layer = layer
    this.#training = training
    this.#run = run
    this.#batch = batch
    this.output = behaviour.output(layer, shapes)
    this.#inputs = shapes.map((shape, i) => this.#batched(`input ${i + 1}`, shape))
    const specs = Object.entries(behaviour.parameters?.(layer, shapes) ?? {})
    this.#parameters = Object.fromEntries(specs.map(([name, { shape }]) => [name, newValue(name, shape, { role: 'parameter' })]))
    const state = Object.entries(behaviour.state?.(layer, shapes) ?? {})
    this.#state = Object.fromEntries(state.map(([name, { shape }]) => [name, newValue(name, shape, { role: 'state' })]))
    for (const [name, { initial }] of state) {
      if (typeof initial === 'number') this.#array(this.#state[name]!).fill(initial)
      else this.#array(this.#state[name]!).set(initial)
    }
    const forward = this.#emitForward(training)
    this.#forward = forward.calls
    this.#result = forward.result
    this.#kept = forward.kept
    this.#refuseStateWritten(forward.calls)
    const expected = [batch, ...this.output]
    if (!sameShape(this.#result.shape, expected))
      throw broken(layer, say('the output does not have the declared shape.'), [
        say('{found}, declared {declared}', { found: showShape(this.#result.shape), declared: showShape(expected) }),
      ])
    this.#dy = this.#batched('dy', this.output)
    const given = [...this.#inputs, ...Object.values(this.#parameters)]
    for (const [i, value] of [...given, this.#dy].entries())
      spread(this.#real(value), random(i + 1, 99), i < given.length ? range : undefined)
    this.#array(this.#counters).set([7, 3, 1])
  }

  /** Runs the forward pass. */
  loss(): number {
    this.#compute(this.#forward)
    return dot(this.#real(this.#result), this.#real(this.#dy))
  }

  /** Runs the update, after the forward pass. */
  checkUpdate(): void {
    this.#compute(this.#updates)
    for (const [name, value] of Object.entries(this.#state))
      if (!this.#real(value).every(Number.isFinite))
        throw broken(this.#layer, say('its update leaves {name} not finite.', { name }))
  }

  #refuseStateWritten(calls: readonly AnyOpCall[]): void {
    const state = Object.values(this.#state)
    const call = calls.find(({ outputs }) => outputs.some((value) => state.includes(storageOf(value))))
    if (!call) return
    throw broken(this.#layer, say('its pass writes its state, which only the update may.'), [asIs(call.op)])
  }

  get hasState(): boolean {
    return Object.keys(this.#state).length > 0
  }

  /** The gradients of the inputs alone: at rest no parameter has one. */
  inputGradients(): Record<string, { data: Float64Array; gradient: Float64Array }> {
    this.loss()
    return Object.fromEntries(Object.entries(this.#backward(true)).filter(([name]) => name.startsWith('input ')))
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
    this.#updates = []
    const kept: Record<string, Value> = {}
    const result = behaviourOf(this.#layer).forward(this.#layer, {
      ...this.#context(calls, training),
      output: () => this.#batched('output', this.output),
      keep: (name, shape, dtype) => (kept[name] = this.#batched(name, shape, dtype)),
      keepOnce: (name, shape) => (kept[name] = this.#once(name, shape)),
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
      ...this.#context(calls, this.#training),
      result: this.#result,
      dy: this.#dy,
      kept: this.#kept,
      gradients,
      keep: (name, shape, dtype) => this.#batched(name, shape, dtype),
      keepOnce: (name, shape) => this.#once(name, shape),
      wants: () => wanted,
      gradient: (input) => this.#batched(`input ${input + 1}.gradient`, this.#inputs[input]!.shape.slice(1)),
    })
    this.#refuseStateWritten(calls)
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
    const into =
      (list: AnyOpCall[]): Emit =>
      (op, attributes, inputs, outputs) => {
        list.push(opCall(op, attributes, inputs, outputs, this.#layer.kind))
      }
    const [inputs, parameters, state, counters] = [this.#inputs, this.#parameters, this.#state, this.#counters]
    return { inputs, parameters, state, training, counters, position: 1, emit: into(calls), update: into(this.#updates) }
  }

  #batched(name: string, shape: Shape, dtype: Dtype = 'real'): Value {
    return newValue(name, [this.#batch, ...shape], { role: 'activation', dtype, batched: true })
  }

  #once(name: string, shape: Shape): Value {
    return newValue(name, shape, { role: 'activation' })
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
 * Numbers from −1 to 1 (or in another range) in a random order, all equally far from each other and none near the middle: so no
 * small step reaches the edge of a relu or makes another element the largest of a window.
 */
function spread(data: Float64Array, source: ReturnType<typeof random>, [low, high]: readonly [number, number] = [-1, 1]): void {
  const order = shuffled(data.length, source)
  const [middle, half] = [(low + high) / 2, (high - low) / 2]
  for (const [i, place] of order.entries()) data[i] = middle + (half * (2 * place + 1.3 - data.length)) / data.length
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0)
}

/** The error of a promise that is broken. */
export function broken({ kind }: Layer, what: Sentence, numbers?: readonly Sentence[]): RunError {
  return new RunError({
    code: 'layer-contract',
    message: say('the layer {kind} breaks its contract: {what}', { kind, what }),
    numbers,
    details: { kind },
  })
}
