/**
 * How the Wasm readings copy numbers into another order: as loops with steps in the source and in the target, which are joined
 * where they follow on each other, so that the innermost copies as many neighbours at a time as there are. In blocks of eight
 * images these are always whole vectors.
 */
import type { Value } from '../../values/value.ts'
import { RUN } from '../constants.generated.ts'
import type { Lowering } from '../lowering.ts'

/** A loop: its size, and its steps in elements; negative where it goes backwards. */
export interface CopyLoop {
  readonly size: number
  readonly from: number
  readonly to: number
}

/** Neighbours from which on a run is copied by itself; shorter ones are the turns of the loop around them. */
const long = 256

/** The sizes of a batched value as they lie in memory: blocks of images, one image's own, and the images of a block. */
export function sizesIn({ shape: [batch = 1, ...image] }: Value, block: number): number[] {
  return [batch / block, ...image, block]
}

/** Copies what the loops go over, the outermost first. `start`: elements to leave out before the first. */
export function copyLoops(
  lowering: Lowering,
  from: Value,
  to: Value,
  all: readonly CopyLoop[],
  { fromStart = 0, toStart = 0 }: { fromStart?: number; toStart?: number } = {},
): void {
  const loops = joined(all)
  const last = loops.at(-1)
  const neighbours = last?.from === 1 && last.to === 1 ? loops.pop()!.size : 1
  const around = neighbours < long ? loops.pop() : undefined
  const [unit, inner] = around ? [neighbours, around] : [1, { size: neighbours, from: 1, to: 1 }]
  const innerStep = Math.max(1, Math.floor(RUN / unit))
  const items = loops.reduce((product, { size }) => product * size, Math.ceil(inner.size / innerStep))
  lowering.call('copyTurns', items, {
    from,
    to,
    fromStart,
    toStart,
    unit,
    inner: inner.size,
    innerStep,
    fromInner: inner.from,
    toInner: inner.to,
    loops: [loops.length, ...loops.reverse().flatMap(({ size, from, to }) => [size, from, to])],
  })
}

/** Without loops of one turn, and with those taken together that follow on each other. */
function joined(loops: readonly CopyLoop[]): CopyLoop[] {
  const list: CopyLoop[] = []
  for (const loop of loops) {
    if (loop.size === 1) continue
    const before = list.at(-1)
    if (before && before.from === loop.size * loop.from && before.to === loop.size * loop.to)
      list[list.length - 1] = { ...loop, size: before.size * loop.size }
    else list.push(loop)
  }
  return list
}
