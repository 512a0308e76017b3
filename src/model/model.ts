/** A model as people use it: its graph of layers, and `open`, which gives it memory on a backend. */
import type { Backend } from '../backends/backend.ts'
import { ModelGraph } from '../graph/modelGraph.ts'
import type { ModelInput } from '../graph/modelInput.ts'
import { layersWithClasses } from '../graph/withClasses.ts'
import { Network, type OpenHereOptions } from '../network/network.ts'

/**
 * Layers joined into a graph, with an input shape: made by `sequential` and `graph`, opened on a backend by `open`. It holds
 * no memory. `JSON.stringify` writes it, `modelFromJson` reads it.
 */
export class Model extends ModelGraph {
  /**
   * The same layers, with what is known of the images that they read: `model.withInput(data.input)`. Training says it to the
   * network by itself.
   * @throws OptionError, ShapeError where it does not fit the model
   */
  withInput(input: ModelInput | undefined): Model {
    return new Model(this.name, this.inputShape, this.nodes, input, this.outputs)
  }

  /**
   * The same with another number of classes, to be fine-tuned: its last dense layer, or convolution, gets as many units or
   * filters.
   * ```ts
   * console.log(lenet5().withClasses(3).outputShape) // [ 3 ]
   * ```
   * Weights go in with `net.adopt(weights, { partial: true })`: all but those of that layer.
   * @throws OptionError where it has no such layer at its end
   */
  withClasses(classes: number): Model {
    const { name, inputShape, outputs, input } = this
    const { classes: names, ...images } = input ?? {}
    const known = input && (names?.length === classes ? input : (images as ModelInput))
    return new Model(name, inputShape, layersWithClasses(this, classes), known, outputs)
  }

  /** Takes memory on a backend, and makes the first weights from the seed, or takes those that are given. */
  open(backend: Backend, options?: OpenHereOptions): Promise<Network> {
    return Network.open(this, backend, options)
  }
}
