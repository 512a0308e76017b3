/**
 * What of a model is worth a picture: which layers, and which of their parameters. Their behaviours say so, those of
 * `defineLayer` too.
 */
import type { ModelGraph } from '../graph/modelGraph.ts'
import { type Node, seeInput } from '../graph/node.ts'
import { behaviourOf } from '../layers/index.ts'

/**
 * The names of the layers that do more than bend or reshape what they are given, in their order; none of what is made of
 * parameters alone, which every image leaves as it is.
 */
export function layersToShow(model: Pick<ModelGraph, 'nodes'>): string[] {
  const sees = seeInput(model.nodes)
  return model.nodes.filter(({ layer }, i) => sees[i] && !behaviourOf(layer).passive).map(({ name }) => name)
}

/**
 * The parameter that holds a layer's filters, `C1.weight`: [filters, channels, kernelHeight, kernelWidth]; undefined where it
 * has none.
 */
export function filterParameter({ name, parameters }: Node): string | undefined {
  const [found] = Object.entries(parameters).find(([, { filters }]) => filters === true) ?? []
  return found && `${name}.${found}`
}
