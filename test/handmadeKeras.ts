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
