/**
 * A value is what ops read and write: a shape, a dtype and a role, and no address. A view (`of`) names a part of
 * another value's storage under another shape: a parameter is a view into the one range of parameters, and
 * `flatten` costs nothing.
 */
import { type Shape, sizeOf } from './shape.ts'

/** 'real' is float32; float64 on the reference backend when asked. */
export type Dtype = 'real' | 'i32' | 'u8'

/**
 * What a value is for. 'parameter', 'gradient', 'optimizer' and 'state' outlive a run and belong to the network;
 * 'input', 'scalars' and 'output' live from the start or to the end of a run; the rest live from the first call
 * that writes them to the last that reads them.
 */
export type Role = 'parameter' | 'gradient' | 'optimizer' | 'state' | 'input' | 'scalars' | 'output' | 'activation' | 'workspace'

/** What op calls read and write: a name, a shape, a type and a role; its address comes last, from the planner. */
export interface Value {
  /** 'C1.weight', 'C1.output', 'C1.output.gradient' … */
  readonly name: string
  /** With the batch first, where `batched`. */
  readonly shape: Shape
  readonly dtype: Dtype
  readonly role: Role
  /**
   * The first size counts images, and a backend may keep the value in blocks of several images. What the host writes and
   * reads lies in plain order: inputs of more than one number an image are not batched.
   */
  readonly batched: boolean
  /** The storage that this value is a part of, and where in it (in elements). Never a view itself. */
  readonly of?: { readonly value: Value; readonly offset: number }
}

export interface ValueOptions {
  readonly dtype?: Dtype
  readonly role: Role
  readonly batched?: boolean
}

export function newValue(name: string, shape: Shape, { dtype = 'real', role, batched = false }: ValueOptions): Value {
  return { name, shape, dtype, role, batched }
}

/** The same storage, or a part of it from `offset` (elements) on, under another name and shape. */
export function viewOf(value: Value, name: string, shape: Shape, offset = 0): Value {
  const base = value.of?.value ?? value
  const at = (value.of?.offset ?? 0) + offset
  if (at + sizeOf(shape) > sizeOf(base.shape)) throw new RangeError(`view "${name}" reaches beyond "${base.name}"`)
  return { ...value, name, shape, of: { value: base, offset: at } }
}

/** The value that owns the storage. */
export function storageOf(value: Value): Value {
  return value.of?.value ?? value
}
