/**
 * How a case of the conformance tests is written: values with their numbers, and a few op calls on them, joined to a plan
 * that any backend can lower. All numbers come from the seeded generator and are exact in float32, so that every backend
 * reads the same. Parameters and gradients lie at odd places of a larger range, among numbers that no one may touch or use.
 */
import type { NumberArray } from '../../src/backends/backend.ts'
import { random } from '../../src/math/random.ts'
import { type AnyOpCall, type AttributesOf, type InputsOf, type OpName, type OutputsOf, opCall } from '../../src/ops/op.ts'
import type { Plan } from '../../src/ops/plan.ts'
import { counterCount, scalarAt, scalarCount } from '../../src/ops/stepNumbers.ts'
import { type Shape, sizeOf } from '../../src/values/shape.ts'
import { type Dtype, newValue, type Role, storageOf, type Value, viewOf } from '../../src/values/value.ts'

/**
 * |got − wanted| ≤ relative · max(|wanted|, floor · size), where `size` is the largest |wanted| of the value if it is not given.
 * Sums of many terms are as exact as their largest (floor 1); what is made of one element alone is as exact as itself (floor
 * near 0).
 */
export interface Tolerance {
  readonly relative: number
  readonly floor: number
  readonly size?: number
}

export const ofSums: Tolerance = { relative: 5e-6, floor: 1 }
export const ofElements: Tolerance = { relative: 2e-6, floor: 1e-3 }
/** One rounding to float32. */
export const oneRounding: Tolerance = { relative: 1.2e-7, floor: 0.5 }
export const exactly: Tolerance = { relative: 0, floor: 0 }

export interface Case {
  readonly name: string
  readonly batch: number
  readonly write: (sketch: Sketch) => void
}

/** A plan with everything that is written before a run and compared after it. */
export interface Written {
  readonly plan: Plan
  readonly inputs: ReadonlyMap<Value, NumberArray>
  /** Values of the network's own: what they hold before a run. All are compared. */
  readonly own: ReadonlyMap<Value, NumberArray>
  readonly compared: ReadonlyMap<Value, Tolerance>
}

/** Numbers around a parameter or gradient: before it an odd count, so that it starts at no whole vector. */
const before = 5
const after = 11

export class Sketch {
  readonly batch: number
  readonly #seed: number
  #drawn = 0
  readonly #calls: AnyOpCall[] = []
  readonly #inputs = new Map<Value, NumberArray>()
  readonly #own = new Map<Value, NumberArray>()
  readonly #compared = new Map<Value, Tolerance>()

  constructor(batch: number, seed: number) {
    this.batch = batch
    this.#seed = seed
  }

  /** Numbers in [low, high), exact in float32. */
  numbers(length: number, low = -1, high = 1): Float32Array {
    const source = random(this.#seed, 1000, ++this.#drawn)
    return Float32Array.from({ length }, (_, i) => low + (high - low) * source.uniform(i))
  }

  /** Whole numbers in [0, below). */
  whole(length: number, below: number): Int32Array {
    return Int32Array.from(this.numbers(length, 0, below), Math.floor)
  }

  call<K extends OpName>(
    op: K,
    attributes: AttributesOf<K>,
    inputs: Readonly<InputsOf<K>>,
    outputs: Readonly<OutputsOf<K>>,
  ): void {
    this.#calls.push(opCall(op, attributes, inputs, outputs, 'case'))
  }

  /** What is written before a run, as it is: plain order. `shape` with the batch, where there is one. */
  input(
    name: string,
    shape: Shape,
    data: NumberArray,
    { role = 'input', batched = false }: { role?: Role; batched?: boolean } = {},
  ): Value {
    const dtype: Dtype = data instanceof Uint8Array ? 'u8' : data instanceof Int32Array ? 'i32' : 'real'
    const value = newValue(name, shape, { role, dtype, batched })
    this.#inputs.set(value, data)
    return value
  }

  /** A batched value in the backend's own layout. `shape` is one image's; the layout is made by the op `normalize`. */
  image(name: string, shape: Shape, data: NumberArray = this.numbers(this.batch * sizeOf(shape))): Value {
    const raw = this.input(`${name}.raw`, [this.batch, ...shape], data)
    const value = this.between(name, shape)
    this.call('normalize', { scale: [1], offset: [0], padding: [0, 0, 0, 0], border: 0 }, [raw], [value])
    return value
  }

  /** A batched value from one call to another. */
  between(name: string, shape: Shape, dtype: Dtype = 'real'): Value {
    return newValue(name, [this.batch, ...shape], { role: 'activation', dtype, batched: true })
  }

  /** A batched value that is compared. */
  result(name: string, shape: Shape, tolerance = ofSums, dtype: Dtype = 'real'): Value {
    const value = this.between(name, shape, dtype)
    this.#compared.set(value, tolerance)
    return value
  }

  /** A value that is not batched and is compared: the mean loss, or one number a channel. */
  number(name: string, tolerance = ofSums, shape: Shape = [1]): Value {
    const value = newValue(name, shape, { role: 'output' })
    this.#compared.set(value, tolerance)
    return value
  }

  parameter(name: string, shape: Shape, data: NumberArray = this.numbers(sizeOf(shape))): Value {
    return this.#within(name, shape, 'parameter', data, exactly)
  }

  /** Holds something already: gradients are added. */
  gradient(name: string, shape: Shape, tolerance = ofSums): Value {
    return this.#within(name, shape, 'gradient', this.numbers(sizeOf(shape)), tolerance)
  }

  /** A whole range of the network's own. */
  range(name: string, role: Role, data: Float32Array, tolerance = exactly): Value {
    const value = newValue(name, [data.length], { role })
    this.#own.set(value, data)
    this.#compared.set(value, tolerance)
    return value
  }

  /** `optimizer`: what an optimizer says of its update. */
  scalars({ learningRate = 0, count = 1, optimizer = [] as readonly number[] } = {}): Value {
    const data = new Float32Array(scalarCount)
    data[scalarAt.learningRate] = learningRate
    data[scalarAt.count] = count
    data.set(optimizer, scalarAt.optimizer)
    return this.input('scalars', [scalarCount], data, { role: 'scalars' })
  }

  /** Seed, step, epoch. */
  counters(...numbers: readonly number[]): Value {
    const data = new Int32Array(counterCount)
    data.set(numbers)
    return this.input('counters', [counterCount], data, { role: 'scalars' })
  }

  written(name: string): Written {
    const outputs = [...this.#compared.keys()].filter((value) => !this.#own.has(storageOf(value)))
    const calls = { zero: [], forward: this.#calls, backward: [], update: [] }
    const plan: Plan = { name, batch: this.batch, calls, inputs: [...this.#inputs.keys()], outputs }
    return { plan, inputs: this.#inputs, own: this.#own, compared: this.#compared }
  }

  /** A part of a larger range of NaN, at an odd place. */
  #within(name: string, shape: Shape, role: Role, data: NumberArray, tolerance: Tolerance): Value {
    const size = sizeOf(shape)
    const all = new Float32Array(before + size + after).fill(Number.NaN)
    all.set(data, before)
    return viewOf(this.range(`${name}.range`, role, all, tolerance), name, shape, before)
  }
}
