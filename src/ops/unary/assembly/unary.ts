/** The element-wise functions, in both layouts. One item is a line of elements. */
import { ActivationArgs, In, Out } from '../../shared/assembly/args'
import { endOfLines, firstOfLines } from '../../shared/assembly/lanes'
import { apply } from './functions.generated'

@unmanaged
export class UnaryArgs extends ActivationArgs {
  x: In
  y: Out
  elements: u32
}

export function unary(args: usize, begin: u32, end: u32, thread: u32): void {
  const given = changetype<UnaryArgs>(args)
  const first = firstOfLines(begin)
  const at = first << 2
  apply(given.fn, given.x + at, given.y + at, endOfLines(end, given.elements) - first, given.fnA, given.fnB)
}
