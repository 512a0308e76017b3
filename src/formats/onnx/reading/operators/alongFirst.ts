/** Layers that go along the first axis, used along another: it is brought to the front, and back. */
import { transpose } from '../../../../layers/transpose.ts'
import type { Place } from '../builder.ts'
import type { Node } from '../node.ts'

export function alongFirst(node: Node, axis: number, places: readonly Place[], join: (places: readonly Place[]) => Place): Place {
  if (axis === 0) return join(places)
  const axes = [...places[0]!.shape.keys()]
  const order = [axis, ...axes.filter((one) => one !== axis)]
  const joined = join(places.map((place) => node.add(transpose({ axes: order }), [place])))
  return node.add(transpose({ axes: axes.map((one) => order.indexOf(one)) }), [joined])
}
