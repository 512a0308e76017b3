/**
 * Fusion: a convolution or dense call and the activation that alone reads its result become one call, so that the result
 * passes through memory once. Kept outputs are never fused away. The gradient of an activation needs its result only, so
 * training is fused as well.
 */
import type { AnyOpCall, OpCall } from '../../ops/op.ts'
import { type Plan, segments } from '../../ops/plan.ts'
import { storageOf, type Value } from '../../values/value.ts'

export function fuseActivations(plan: Plan): Plan {
  const readers = new Map<Value, number>()
  for (const segment of segments)
    for (const call of plan.calls[segment])
      for (const value of call.inputs) readers.set(storageOf(value), (readers.get(storageOf(value)) ?? 0) + 1)
  const calls: AnyOpCall[] = []
  // Where the call that writes a value stands in the new list.
  const writer = new Map<Value, number>()
  for (const call of plan.calls.forward) {
    const at = call.op === 'unary' ? writer.get(call.inputs[0]!) : undefined
    const before = at === undefined ? undefined : calls[at]
    const fusable =
      call.op === 'unary' &&
      (before?.op === 'conv2d' || before?.op === 'dense') &&
      before.attributes.activation === null &&
      readers.get(call.inputs[0]!) === 1 &&
      !plan.outputs.includes(call.inputs[0]!)
    if (fusable) {
      const { activation } = call.attributes
      calls[at!] = { ...before, attributes: { ...before.attributes, activation }, outputs: call.outputs } as OpCall<'conv2d'> &
        AnyOpCall
      writer.set(call.outputs[0]!, at!)
    } else {
      for (const value of call.outputs) writer.set(value, calls.length)
      calls.push(call)
    }
  }
  return { ...plan, calls: { ...plan.calls, forward: calls } }
}
