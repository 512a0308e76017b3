/**
 * When a loss is not a number: where did it begin? The update has not run, so the same batch through the same weights
 * shows it again, now with every layer's output kept.
 */

import { RunError } from '../errors/errors.ts'
import { type Sentence, say } from '../errors/say.ts'
import { learnable } from '../network/auxiliary.ts'
import type { Network } from '../network/network.ts'
import type { OpenPlan, StepNumbers } from '../network/prepared.ts'
import type { InspectUse, TrainUse } from '../network/use.ts'

/** The step whose loss is not a number. */
export interface Moment {
  readonly use: TrainUse
  readonly loss: number
  readonly numbers: StepNumbers & { readonly learningRate: number }
  /** From 1. */
  readonly step: number
  readonly epoch: number
  /** Writes the batch of this step into a plan's inputs. */
  write(plan: OpenPlan<InspectUse>): void
}

/** @throws RunError, always: with the step, the place where the first number that is not finite appears, and advice. */
export async function refuseNotFinite(net: Network, moment: Moment): Promise<never> {
  const { use, loss, numbers, step, epoch } = moment
  const { learningRate } = numbers
  const { position, where } = await firstNotFinite(net, moment)
  const tenth = Number((learningRate / 10).toPrecision(1))
  throw new RunError({
    code: 'not-finite',
    message: say('the loss is {loss} at step {step} (epoch {epoch}); {where}.', { loss, step, epoch, where }),
    layer: position === undefined ? undefined : net.model.place(position),
    numbers: [say('learning rate {learningRate}, batch {batch}', { learningRate, batch: use.batch })],
    fix:
      use.clipNorm === undefined
        ? say('use a learning rate of {tenth}, clipNorm: 1, or a warm-up.{first}', { tenth, first: firstSteps(step) })
        : say('use a learning rate of {tenth}, or a warm-up.{first}', { tenth, first: firstSteps(step) }),
    details: { step, epoch, loss, learningRate },
  })
}

/** From the first step on it is seldom the learning rate. */
function firstSteps(step: number): Sentence | '' {
  return step > 3 ? '' : say('\nSo early, it may also be the images: are they normalised?')
}

/**
 * A finite loss can leave statistics that are not: squares overflow before what they normalize does. Said at once, since weights
 * with such statistics cannot be loaded again.
 * @throws RunError with the layer and the name of its state
 */
export async function refuseInfiniteState(net: Network, plan: OpenPlan<TrainUse>, step: number): Promise<void> {
  for (const { layer, outputs } of plan.plan.calls.update)
    for (const value of outputs)
      if (value.role === 'state' && !allFinite(await plan.read(value)))
        throw new RunError({
          code: 'not-finite',
          message: say('the statistics {name} are no longer finite at step {step}.', {
            name: value.name.slice(layer.length + 1),
            step,
          }),
          layer: net.model.place(net.model.find(layer)),
          fix: say('scale the images, or what the layer reads: its values are too large for single precision.'),
          details: { step, name: value.name },
        })
}

async function firstNotFinite(net: Network, { use, numbers, write }: Moment): Promise<{ position?: number; where: Sentence }> {
  const parameters = await net.parameters()
  // What the training does not compute has no part in it.
  const needed = learnable(net.model, use.auxiliary)
  for (const [position, { name, parameters: own, state }] of net.model.nodes.entries())
    for (const key of [...Object.keys(own), ...Object.keys(state)])
      if (needed.has(position) && !allFinite(parameters[`${name}.${key}`]!.data))
        return {
          position,
          where: say('its {key} already holds values that are not finite: an earlier step was too large', { key }),
        }
  const { batch, input, augmentation, groups } = use
  const keep = net.model.nodes.flatMap(({ name }, position) => (needed.has(position) ? [name] : []))
  return net.use({ kind: 'inspect', batch, input, augmentation, training: true, groups, keep }, async (plan) => {
    write(plan)
    plan.writeStep(numbers)
    await plan.run('forward')
    for (const name of keep)
      if (!allFinite(await plan.read(plan.values.kept.get(name)!)))
        return { position: net.model.find(name), where: say('this layer’s output is the first that is not finite') }
    return { where: say('all layers have finite outputs: the loss itself overflows') }
  })
}

function allFinite(data: ArrayLike<number>): boolean {
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) return false
  return true
}
