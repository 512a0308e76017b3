/** Channels dealt out: an item is a plane of the result, copied from where it lay. */
import { In, Out } from '../../shared/assembly/args'

@unmanaged
export class ChannelShuffleArgs {
  /** [outer][channels][columns], both */
  x: In
  y: Out
  channels: u32
  columns: u32
  groups: u32
}

export function channelShuffle(args: usize, begin: u32, end: u32, thread: u32): void {
  const given = changetype<ChannelShuffleArgs>(args)
  const bytes = given.columns << 2
  const each = given.channels / given.groups
  for (let plane = begin; plane < end; plane++) {
    const c = plane % given.channels
    const from = plane - c + (c % given.groups) * each + c / given.groups
    memory.copy(given.y + plane * bytes, given.x + from * bytes, bytes)
  }
}
