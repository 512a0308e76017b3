/**
 * When a loss is not a number: where did it begin? The update has not run yet, so the same batch through the same weights
 * shows it again, now with every layer's output kept.
 */

import { RunError } from '../errors/errors.ts'
import type { Network } from '../network/network.ts'
import type { Prepared } from '../network/prepared.ts'
import { type StepNumbers, writeStep } from '../network/step.ts'

export interface Moment {
  readonly step: number
  readonly epoch: number
  readonly learningRate: number
  readonly numbers: StepNumbers
  /** Writes the batch of this step into a plan's inputs. */
  write(prepared: Prepared): void
}

/** @throws RunError, always: with the step, the place where the first number that is none appears, and advice. */
export async function refuseNotFinite(
  net: Network,
  prepared: Prepared,
  { step, epoch, learningRate, numbers, write }: Moment,
): Promise<never> {
  const loss = (await prepared.read(prepared.loss!))[0]!
  const { position, where } = await firstNotFinite(net, prepared, numbers, write)
  throw new RunError({
    code: 'not-finite',
    message: `the loss is ${loss} at step ${step} (epoch ${epoch}); ${where}.`,
    layer: position === undefined ? undefined : net.model.place(position),
    numbers: [`learning rate ${learningRate}, batch ${prepared.use.batch}`],
    fix: 'a smaller learning rate (try a tenth), a warm-up, or smaller first weights;\nif it is so from step 1, look for pictures that are not normalised.',
    details: { step, epoch, loss, learningRate },
  })
}

async function firstNotFinite(
  net: Network,
  { use }: Prepared,
  numbers: StepNumbers,
  write: (prepared: Prepared) => void,
): Promise<{ position?: number; where: string }> {
  const parameters = await net.parameters()
  for (const [position, { name, parameters: own }] of net.model.nodes.entries())
    for (const key of Object.keys(own))
      if (!allFinite(parameters[`${name}.${key}`]!.data))
        return { position, where: `its ${key} already holds numbers that are not finite: an earlier step was too large` }
  const names = net.model.nodes.map(({ name }) => name)
  const { optimizer: _, ...rest } = use
  const inspect = await net.prepare({ ...rest, use: 'inspect', training: true, keep: names })
  write(inspect)
  writeStep(inspect, numbers)
  await inspect.run('forward')
  for (const [position, name] of names.entries())
    if (!allFinite(await inspect.read(inspect.kept.get(name)!)))
      return { position, where: 'its output is the first that is not finite' }
  return { where: 'all layers put out finite numbers: the loss itself overflows' }
}

function allFinite(data: ArrayLike<number>): boolean {
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) return false
  return true
}
