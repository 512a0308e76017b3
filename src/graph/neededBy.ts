/** What of a graph some of its nodes need: themselves, and all that they read, directly or not. */
import { inputNode, type Node } from './node.ts'

/** The positions of these nodes and of all that lead to them. */
export function neededBy(nodes: readonly Pick<Node, 'inputs'>[], ends: readonly number[]): ReadonlySet<number> {
  const needed = new Set(ends)
  for (let position = nodes.length - 1; position >= 0; position--)
    if (needed.has(position)) for (const input of nodes[position]!.inputs) if (input !== inputNode) needed.add(input)
  return needed
}
