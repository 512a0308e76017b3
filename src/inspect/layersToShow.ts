/**
 * What of a model is worth a picture: which layers, and which of their parameters. Their behaviours say so, those of
 * `defineLayer` too.
 */
import type { ModelGraph } from '../graph/modelGraph.ts'
import type { Node } from '../graph/node.ts'
import { behaviourOf } from '../layers/index.ts'

/** The names of the layers that do more than bend or reshape what they are given, in their order. */
export function layersToShow(model: Pick<ModelGraph, 'nodes'>): string[] {
  return model.nodes.filter(({ layer }) => !behaviourOf(layer).passive).map(({ name }) => name)
}

/**
 * The parameter that holds a layer's filters, `C1.weight`: [filters, channels, kernelHeight, kernelWidth]; undefined where it
 * has none.
 */
export function filterParameter({ name, parameters }: Node): string | undefined {
  const [found] = Object.entries(parameters).find(([, { filters }]) => filters === true) ?? []
  return found && `${name}.${found}`
}
