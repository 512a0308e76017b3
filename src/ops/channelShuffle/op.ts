/**
 * Channels in another order: those of each group are dealt out, as cards are. With C = groups · n channels,
 *
 *   channelShuffle   inputs x [N, C, …]   outputs y, of the same shape: y[j·groups + g] = x[g·n + j]
 *
 * Its gradient is the same op with n groups, which deals them back. Cost: a copy.
 * Source: Zhang, Zhou, Lin, Sun 2017, ShuffleNet.
 */
import { say } from '../../errors/say.ts'
import type { Value } from '../../values/value.ts'
import { op } from '../signature.ts'

export interface ChannelShuffleAttributes {
  /** Divides the channels. */
  readonly groups: number
}

export const channelShuffle = op<ChannelShuffleAttributes, [x: Value], [y: Value]>('x > x', {
  check: ({ groups }, [{ shape }]) => (shape[1]! % groups === 0 ? undefined : say('groups must divide the channels.')),
})
