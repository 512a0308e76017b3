/**
 * When a loss is not a number: where did it begin? The update has not run, so the same batch through the same weights
 * shows it again, now with every layer's output kept.
 */

import { RunError } from '../errors/errors.ts'
import { say } from '../errors/say.ts'
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

/** @throws RunError, always: with the step, the place where the first number that is none appears, and advice. */
export async function refuseNotFinite(net: Network, moment: Moment): Promise<never> {
  const { use, loss, numbers, step, epoch } = moment
  const { position, where } = await firstNotFinite(net, moment)
  throw new RunError({
    code: 'not-finite',
    message: say('the loss is {loss} at step {step} (epoch {epoch}); {where}.', { loss, step, epoch, where }),
    layer: position === undefined ? undefined : net.model.place(position),
    numbers: [say('learning rate {learningRate}, batch {batch}', { learningRate: numbers.learningRate, batch: use.batch })],
    fix: say(
      'a smaller learning rate (try a tenth), a warm-up, or smaller first weights;\nif it is so from step 1, look for pictures that are not normalised.',
    ),
    details: { step, epoch, loss, learningRate: numbers.learningRate },
  })
}

async function firstNotFinite(net: Network, { use, numbers, write }: Moment): Promise<{ position?: number; where: string }> {
  const parameters = await net.parameters()
  for (const [position, { name, parameters: own }] of net.model.nodes.entries())
    for (const key of Object.keys(own))
      if (!allFinite(parameters[`${name}.${key}`]!.data))
        return { position, where: `its ${key} already holds numbers that are not finite: an earlier step was too large` }
  const { batch, input, augmentation } = use
  const keep = net.model.nodes.map(({ name }) => name)
  return net.use({ kind: 'inspect', batch, input, augmentation, training: true, keep }, async (plan) => {
    write(plan)
    plan.writeStep(numbers)
    await plan.run('forward')
    for (const [position, name] of keep.entries())
      if (!allFinite(await plan.read(plan.values.kept.get(name)!)))
        return { position, where: 'its output is the first that is not finite' }
    return { where: 'all layers put out finite numbers: the loss itself overflows' }
  })
}

function allFinite(data: ArrayLike<number>): boolean {
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) return false
  return true
}
