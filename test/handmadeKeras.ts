/** Small TensorFlow.js models by hand, for tests: layers as Keras writes them, and weights of zeros where none are given. */

/** A layer: its class, and its configuration. */
export type MadeLayer = readonly [className: string, config?: Readonly<Record<string, unknown>>]

/** A weight: name, shape, numbers. */
export type MadeWeight = readonly [name: string, shape: readonly number[], data?: readonly number[]]

export const path = 'w.bin'

/** The layer that says the shape of the input. */
export const inputOf = (...shape: readonly (number | null)[]): MadeLayer => [
  'InputLayer',
  { batch_input_shape: [null, ...shape], name: 'image' },
]

/** A Sequential model; layers without a name are called by their class and place. */
export function chainOf(layers: readonly MadeLayer[], weights: readonly MadeWeight[] = []) {
  const all = layers.map(([className, config = {}], i) => ({
    class_name: className,
    config: { name: `${className}${i}`, ...config },
  }))
  return filesOf({ class_name: 'Sequential', config: { name: 'made', layers: all } }, weights)
}

/** model.json, as made by TensorFlow.js, and its one shard. */
export function filesOf(config: unknown, weights: readonly MadeWeight[] = []) {
  const numbers = weights.flatMap(
    ([, shape, data]) => data ?? new Array<number>(shape.reduce((product, size) => product * size, 1)).fill(0),
  )
  const specs = weights.map(([name, shape]) => ({ name, shape, dtype: 'float32' }))
  return {
    json: {
      format: 'layers-model',
      generatedBy: 'TensorFlow.js tfjs-layers v4.22.0',
      modelTopology: { model_config: config, keras_version: 'tfjs-layers 4.22.0' } as Record<string, unknown>,
      weightsManifest: [{ paths: [path], weights: specs as Record<string, unknown>[] }] as unknown,
    } as Record<string, unknown>,
    shards: { [path]: new Uint8Array(Float32Array.from(numbers).buffer) },
  }
}

/** A layer of three features and two units, and weights of it. */
export const dense: MadeLayer = ['Dense', { name: 'D', units: 2 }]
export const denseWeights: readonly MadeWeight[] = [
  ['D/kernel', [3, 2], [1, 2, 3, 4, 5, 6]],
  ['D/bias', [2], [0.5, -1]],
]

/** A model of three features whose Dense is called by `inbound`. */
export const functional = (more: object = {}, inbound: unknown = [[['image', 0, 0, {}]]]) =>
  filesOf(
    {
      class_name: 'Functional',
      config: {
        name: 'net',
        layers: [
          { name: 'image', class_name: 'InputLayer', config: { batch_input_shape: [null, 3], name: 'image' }, inbound_nodes: [] },
          { name: 'D', class_name: 'Dense', config: { name: 'D', units: 2 }, inbound_nodes: inbound },
        ],
        input_layers: [['image', 0, 0]],
        output_layers: [['D', 0, 0]],
        ...more,
      },
    },
    denseWeights,
  )
