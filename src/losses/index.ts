/** The table of losses: kind → behaviour. */
import { OptionError } from '../errors/errors.ts'
import { suggest } from '../errors/nearest.ts'
import { show } from '../errors/options.ts'
import type { LossBehaviour } from './loss.ts'
import { type MeanSquaredError, meanSquaredErrorLoss } from './meanSquaredError.ts'
import { type SoftmaxCrossEntropy, softmaxCrossEntropyLoss } from './softmaxCrossEntropy.ts'

/** A loss as a plain value: `softmaxCrossEntropy()` or `meanSquaredError()`. */
export type Loss = SoftmaxCrossEntropy | MeanSquaredError

/** The losses by kind. */
export const losses = {
  softmaxCrossEntropy: softmaxCrossEntropyLoss,
  meanSquaredError: meanSquaredErrorLoss,
} satisfies { readonly [K in Loss['kind']]: LossBehaviour }

/** The behaviour of a loss. @throws OptionError for what is no loss, with the nearest known one. */
export function lossOf(loss: Loss): LossBehaviour {
  const kind: unknown = (loss as Loss | null | undefined)?.kind
  if (typeof kind === 'string' && Object.hasOwn(losses, kind)) return losses[kind as Loss['kind']]
  throw new OptionError({
    code: 'unknown-loss',
    message: typeof kind === 'string' ? `there is no loss "${kind}".` : `a loss is a value { kind, … }. Received: ${show(loss)}.`,
    fix:
      typeof loss === 'function'
        ? 'call the function: softmaxCrossEntropy().'
        : suggest(String(kind ?? loss), Object.keys(losses)),
    details: { kind, known: Object.keys(losses) },
  })
}

export type { LossBackwardContext, LossBehaviour, LossContext, LossResult, LossValue } from './loss.ts'
export { type MeanSquaredError, meanSquaredError } from './meanSquaredError.ts'
export { type SoftmaxCrossEntropy, type SoftmaxCrossEntropyOptions, softmaxCrossEntropy } from './softmaxCrossEntropy.ts'
