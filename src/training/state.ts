/**
 * The state of a training between two steps: all that the next step depends on besides the data and the options. Put
 * into a fresh network it continues to the same bits as if it had never stopped. `runs/` keeps it in a file.
 */

import { OptionError } from '../errors/errors.ts'
import { wholeOption } from '../errors/options.ts'
import { asIs, say } from '../errors/say.ts'
import type { Network, TrainingMemory } from '../network/network.ts'
import { type Optimizer, optimizerOf } from '../optimizers/index.ts'

/** All that the next step depends on besides the data and the options. */
export interface TrainingState extends TrainingMemory {
  /** Steps done. The position in the epoch, the order and every random number follow from it and the seed. */
  readonly step: number
}

/**
 * A copy of the state of a network that `train` has brought to `step`.
 * @example
 * ```ts
 * import { dataset } from 'striate/data'
 * import { wasm } from 'striate/wasm'
 *
 * const data = dataset({ images: new Uint8Array(64 * 16), labels: new Uint8Array(64), shape: [1, 4, 4], classes: 2 })
 * const model = sequential('small', [1, 4, 4], [flatten(), dense({ units: 2 })])
 * const [backend, options] = [await wasm(), { loss: softmaxCrossEntropy(), optimizer: sgd({ learningRate: 0.1 }), batch: 16 }]
 * const net = await model.open(backend)
 * let state
 * for await (const { step } of train(net, data, options))
 *   if (step === 2) {
 *     state = await trainingState(net, step)
 *     break
 *   }
 * const other = await model.open(backend)
 * let last
 * for await (const { step } of train(other, data, { ...options, from: state })) last = step
 * console.log(last) // 4
 * ```
 */
export async function trainingState(net: Network, step: number): Promise<TrainingState> {
  wholeOption('trainingState', 'step', step, { min: 0 })
  return { step, ...(await net.trainingMemory()) }
}

/** Whether a state can be gone on from, asked before anything changes. @throws OptionError where it cannot. */
export function checkState(state: TrainingState, optimizer: Optimizer, steps: number, keepsBest: boolean): void {
  wholeOption('train', 'from.step', state.step, { min: 0 })
  if (state.step > steps)
    throw new OptionError({
      code: 'state-beyond-end',
      message: say('the state is from step {step}, but this training has only {steps} steps.', { step: state.step, steps }),
      fix: say('train for more epochs, or use the options that the training began with.'),
      details: { step: state.step, steps },
    })
  if (keepsBest && state.best && !state.best.parameters)
    throw new OptionError({
      code: 'state-without-best',
      message: say('the state lacks the weights of its best epoch: it was trained without `patience`.'),
      numbers: [say('best epoch {epoch}', { epoch: state.best.epoch })],
      fix: say('continue without `patience`, or train from the beginning with it.'),
    })
  const wanted = optimizerOf(optimizer).states(optimizer)
  const given = Object.keys(state.optimizer)
  if (wanted.length === given.length && wanted.every((name) => given.includes(name))) return
  const list = (names: readonly string[]) => (names.length > 0 ? asIs(names.join(', ')) : say('nothing'))
  throw new OptionError({
    code: 'state-of-another-optimizer',
    message: say('the state does not belong to the optimizer {kind}.', { kind: optimizer.kind }),
    numbers: [say('the state holds {given}; the optimizer needs {wanted}', { given: list(given), wanted: list(wanted) })],
    fix: say('use the optimizer that the training began with, or train without `from`.'),
  })
}
