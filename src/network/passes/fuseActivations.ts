/**
 * Fusion: a call that can apply an activation to its result (a fact of the op) and the activation that alone reads that
 * result become one call, so that the result passes through memory once. Kept outputs are never fused away. An activation
 * whose gradient is written in terms of its own result is fused in training as well; one whose gradient needs the argument
 * has a second reader there, and stays a call of its own.
 */
import { type AnyOpCall, type FusingOp, type OpCall, ops } from '../../ops/op.ts'
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
    const at = call.op === 'unary' ? writer.get(call.inputs[0]) : undefined
    const before = at === undefined ? undefined : calls[at]
    if (
      at !== undefined &&
      before !== undefined &&
      call.op === 'unary' &&
      fusable(before) &&
      readers.get(call.inputs[0]) === 1 &&
      !plan.outputs.includes(call.inputs[0])
    ) {
      const { activation } = call.attributes
      calls[at] = { ...before, attributes: { ...before.attributes, activation }, outputs: call.outputs } as AnyOpCall
      writer.set(call.outputs[0], at)
    } else {
      for (const value of call.outputs) writer.set(value, calls.length)
      calls.push(call)
    }
  }
  return { ...plan, calls: { ...plan.calls, forward: calls } }
}

/** Whether the call can apply an activation to its one result, and applies none yet. */
function fusable(call: AnyOpCall): call is OpCall<FusingOp> & AnyOpCall {
  return ops[call.op].fusesActivation && 'activation' in call.attributes && call.attributes.activation === null
}
