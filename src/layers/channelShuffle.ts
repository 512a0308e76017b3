/** Channel shuffle: between grouped convolutions, it lets each group read from all groups before it. */
import { ShapeError } from '../errors/errors.ts'
import { wholeOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { imageInput } from './checks.ts'
import type { Layer, LayerBehaviour } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** What `channelShuffle` can be told. */
export interface ChannelShuffleOptions extends NameOption {
  /** Those of the convolution before it; they divide its channels. */
  readonly groups: number
}

/** Channel shuffle as a plain value: what `channelShuffle` gives. */
export interface ChannelShuffleLayer extends Layer {
  readonly kind: 'channelShuffle'
  readonly groups: number
}

/**
 * y[j·groups + g] = x[g·n + j], with n channels a group: the groups are dealt out as cards are. [C, H, W], kept. No parameters.
 * @throws OptionError for an option that is missing, unknown or out of range.
 * @throws ShapeError (from the model) where the groups do not divide the channels.
 * Source: Zhang, Zhou, Lin, Sun 2017, ShuffleNet: an extremely efficient convolutional neural network for mobile devices.
 * @example
 * ```ts
 * const block = [conv2d({ filters: 12, kernelSize: 1, groups: 3 }), channelShuffle({ groups: 3 })]
 * console.log(sequential('shuffled', [6, 8, 8], block).outputShape) // [ 12, 8, 8 ]
 * ```
 */
export function channelShuffle(given: ChannelShuffleOptions): ChannelShuffleLayer {
  const { owner, options, head } = named('channelShuffle', given, ['groups'])
  return { ...head, groups: wholeOption(owner, 'groups', options.groups) }
}

export const channelShuffleLayer: LayerBehaviour<ChannelShuffleLayer> = {
  inputs: 1,
  create: channelShuffle,
  title: { en: 'channel shuffle', ko: '채널 섞기' },
  passive: true,

  output({ groups }, inputs) {
    const [channels] = imageInput('channelShuffle', inputs)
    if (channels % groups === 0) return inputs[0]
    throw new ShapeError({
      code: 'groups',
      message: say('{groups} groups do not divide {channels} channels.', { groups, channels }),
      fix: say('use the groups of the convolution before it.'),
      details: { groups, channels },
    })
  },

  forward({ groups }, { inputs, emit, output }) {
    const y = output()
    emit('channelShuffle', { groups }, [inputs[0]], [y])
    return y
  },

  backward({ groups }, { inputs, dy, emit, wants, gradient }) {
    if (!wants(0)) return [undefined]
    const dx = gradient(0)
    emit('channelShuffle', { groups: inputs[0].shape[1]! / groups }, [dy], [dx])
    return [dx]
  },
}
