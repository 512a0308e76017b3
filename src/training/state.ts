/**
 * The state of a training between two steps: all that the next step depends on besides the data and the options. Put
 * into a fresh network it continues to the same bits as if it had never stopped. `runs/` keeps it in a file.
 */

import { OptionError } from '../errors/errors.ts'
import { wholeOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import type { Network, TrainingMemory } from '../network/network.ts'
import { type Optimizer, optimizerOf } from '../optimizers/index.ts'

/** All that the next step depends on besides the data and the options. */
export interface TrainingState extends TrainingMemory {
  /** Steps done. The position in the epoch, the order and every random number follow from it and the seed. */
  readonly step: number
}

/** A copy of the state of a network that `train` has brought to `step`. */
export async function trainingState(net: Network, step: number): Promise<TrainingState> {
  wholeOption('trainingState', 'step', step, { min: 0 })
  return { step, ...(await net.trainingMemory()) }
}

/** Whether a state can be gone on from, asked before anything changes. @throws OptionError where it cannot. */
export function checkState(state: TrainingState, optimizer: Optimizer, steps: number): void {
  wholeOption('train', 'from.step', state.step, { min: 0 })
  if (state.step > steps)
    throw new OptionError({
      code: 'state-beyond-end',
      message: say('the state is that of step {step}, and this training has {steps} steps.', { step: state.step, steps }),
      fix: say('more epochs, or the options that the training began with.'),
      details: { step: state.step, steps },
    })
  const wanted = optimizerOf(optimizer).states(optimizer)
  const given = Object.keys(state.optimizer)
  if (wanted.length === given.length && wanted.every((name) => given.includes(name))) return
  const list = (names: readonly string[]) => (names.length > 0 ? names.join(', ') : 'nothing')
  throw new OptionError({
    code: 'state-of-another-optimizer',
    message: say('the state is not that of the optimizer {kind}.', { kind: optimizer.kind }),
    numbers: [say('the state remembers {given}; the optimizer remembers {wanted}', { given: list(given), wanted: list(wanted) })],
    fix: say('the optimizer that the training began with, or train without `from`.'),
  })
}
