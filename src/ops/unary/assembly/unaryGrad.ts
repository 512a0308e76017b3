/** The gradients of the element-wise functions, in both layouts. One item is a line of elements. */
import { ActivationArgs, In, Out } from '../../shared/assembly/args'
import { endOfLines, firstOfLines } from '../../shared/assembly/lanes'
import { applyGrad } from './functions.generated'

@unmanaged
export class UnaryGradArgs extends ActivationArgs {
  /** What the slope is written in: the function's result, or its argument. */
  source: In
  dy: In
  dx: Out
  elements: u32
}

export function unaryGrad(args: usize, begin: u32, end: u32, thread: u32): void {
  const given = changetype<UnaryGradArgs>(args)
  const first = firstOfLines(begin)
  const at = first << 2
  const count = endOfLines(end, given.elements) - first
  applyGrad(given.fn, given.source + at, given.dy + at, given.dx + at, count, given.fnA, given.fnB)
}
