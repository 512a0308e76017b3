/**
 * Copies numbers from one order into another: joining, taking apart, transposing. What is copied is a nest of loops, each with
 * a step in the source and one in the target (negative where it goes backwards); in the innermost a *turn* copies `unit`
 * neighbours. One item is up to `innerStep` turns of that loop, at one place of those around it.
 */
import { In, List, Out } from './args'
import { copyNumbers, loadEvery } from './lanes'

/** Elements that an item copies at most. */
export const RUN: u32 = 4096

@unmanaged
export class CopyTurnsArgs {
  from: In
  to: Out
  /** Elements to leave out before the first. */
  fromStart: u32
  toStart: u32
  /** Neighbours that a turn copies; the turns, and how many an item takes; elements from one turn to the next. */
  unit: u32
  inner: u32
  innerStep: u32
  fromInner: i32
  toInner: i32
  /** The loops around: how many they are, then for each, the innermost first, its size and its steps in the source and target. */
  loops: List
}

export function copyTurns(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<CopyTurnsArgs>(args)
  const loops = args + offsetof<CopyTurnsArgs>('loops')
  const chunks = (a.inner + a.innerStep - 1) / a.innerStep
  const fromStep: usize = a.fromInner << 2
  const toStep: usize = a.toInner << 2
  for (let item = begin; item < end; item++) {
    let left = item / chunks
    const first = (item - left * chunks) * a.innerStep
    let from = a.from + (a.fromStart << 2) + first * fromStep
    let to = a.to + (a.toStart << 2) + first * toStep
    const last = loops + load<u32>(loops) * 12
    for (let at = loops; at < last; at += 12) {
      const size = load<u32>(at, 4)
      const rest = left / size
      const turn = left - rest * size
      from += turn * (load<u32>(at, 8) << 2)
      to += turn * (load<u32>(at, 12) << 2)
      left = rest
    }
    turns(from, to, min(a.innerStep, a.inner - first), a.unit, fromStep, toStep)
  }
}

function turns(from: usize, to: usize, count: u32, unit: u32, fromStep: usize, toStep: usize): void {
  const bytes = unit << 2
  if (fromStep === bytes && toStep === bytes) {
    copyNumbers(from, to, count * bytes)
    return
  }
  if (unit === 1) {
    if (toStep === 4) {
      for (; count >= 4; count -= 4) {
        v128.store(to, loadEvery(from, fromStep >> 2))
        from += fromStep << 2
        to += 16
      }
    }
    for (; count; count--) {
      store<u32>(to, load<u32>(from))
      from += fromStep
      to += toStep
    }
    return
  }
  for (; count; count--) {
    copyNumbers(from, to, bytes)
    from += fromStep
    to += toStep
  }
}
