/** Topologies by hand: models that are none, models within models, and calls that are too many. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chainOf, dense, denseWeights, filesOf, functional, inputOf } from '../../../test/handmadeKeras.ts'
import { readTensorflowJs } from './readTensorflowJs.ts'

const refuses = (
  { json, shards }: { json: object | string | Uint8Array; shards: Readonly<Record<string, Uint8Array>> },
  ...lines: string[]
) =>
  assert.throws(() => readTensorflowJs(json, shards), {
    name: 'FormatError',
    message: [`model.json: ${lines[0]}`, ...lines.slice(1)].join('\n'),
  })

test('topologies that are none', () => {
  const made = (config: object) => filesOf({ class_name: 'Functional', config })
  refuses(filesOf({ class_name: 'Sequential', config: {} }), 'the model "model" must have a list of 1 to 16384 layers.')
  refuses(chainOf([]), 'the model "made" must have a list of 1 to 16384 layers.')
  refuses(chainOf([inputOf(3), dense, dense]), 'two layers of the model "made" are named "D".')
  refuses(made({ layers: [3] }), 'a layer has no "class_name": 3.')
  refuses(made({ layers: [{ class_name: 'Dense', config: {} }] }), 'a layer of the class "Dense" has no name.')
  refuses(functional({ output_layers: 3 }), 'the output_layers of the model "net" are not what Keras writes.')
  refuses(
    functional({ output_layers: [['D', -1, 0]] }),
    'the output_layers of the model "net" name ["D", -1, 0], which is no [layer, node, tensor].',
  )
  refuses(functional({}, 'x'), 'the inbound_nodes of layer "D" are not what Keras writes.')
  refuses(
    functional({}, [[['image', 0, 0, { training: true }]]]),
    'the inbound_nodes of layer "D" call it with training: true, which is not read here.',
  )
  refuses(functional({}, [{ args: [3], kwargs: {} }]), 'the inbound_nodes of layer "D" hold 3 where a tensor should be.')
  refuses(
    functional({}, [{ args: [], kwargs: { axis: 1 } }]),
    'the inbound_nodes of layer "D" call it with axis: 1, which is not read here.',
  )
  refuses(functional({}, [[['D', 0, 0]]]), 'layer "D" reads ["D", 0, 0], which nothing gives before it.')
  refuses(functional({}, [[['image', 0, 1]]]), 'layer "D" reads ["image", 0, 1], which nothing gives before it.')
  refuses(functional({ output_layers: [['D', 1, 0]] }), '"D" is an output of the model "net", but nothing gives it.')
  refuses(
    functional({ input_layers: [['D', 0, 0]] }),
    'its input has the shape [].',
    '  it must be [features], [height, width] or [height, width, channels]',
    '  Fix: say the sizes that it leaves open: { inputShape: [224, 224, 3] }.',
  )
  refuses(
    functional({
      input_layers: [
        ['image', 0, 0],
        ['image', 0, 0],
      ],
    }),
    'the model "net" has 2 inputs; models here have one.',
  )
  let deep: object = {
    class_name: 'Sequential',
    config: { name: 'leaf', layers: [{ class_name: 'Flatten', config: { name: 'f' } }] },
  }
  for (let i = 0; i < 17; i++) deep = { class_name: 'Sequential', config: { name: `m${i}`, layers: [deep] } }
  refuses(filesOf(deep), 'models lie more than 16 deep in each other.')
})

test('models within models: their inputs, and calls that share weights', () => {
  const inner = {
    name: 'inner',
    class_name: 'Model',
    config: functional({
      input_layers: [
        ['image', 0, 0],
        ['image', 0, 0],
      ],
    }).json.modelTopology,
  }
  const config = (inner.config as { model_config: { config: object } }).model_config.config
  const outer = (layer: object, inbound: unknown, output = 0) =>
    filesOf(
      {
        class_name: 'Model',
        config: {
          name: 'outer',
          layers: [
            {
              name: 'image',
              class_name: 'InputLayer',
              config: { batch_input_shape: [null, 3], name: 'image' },
              inbound_nodes: [],
            },
            { ...layer, name: 'inner', inbound_nodes: inbound },
          ],
          input_layers: [['image', 0, 0]],
          output_layers: [['inner', output, 0]],
        },
      },
      denseWeights,
    )
  const layer = { class_name: 'Model', config: functional().json.modelTopology }
  const one = { ...layer, config: (layer.config as { model_config: { config: object } }).model_config.config }
  // Counted with its own making as the first call, and without.
  for (const output of [0, 1]) {
    const { json, shards } = outer(one, [[['image', 0, 0]]], output)
    assert.deepEqual(Object.keys(readTensorflowJs(json, shards).weights), ['inner/D.weight', 'inner/D.bias'])
  }
  refuses(outer({ ...one, config }, [[['image', 0, 0]]]), 'the model "inner" takes another number of inputs: 2; it is given 1.')
  refuses(
    outer({ ...one, config }, [
      [
        ['image', 0, 0],
        ['image', 0, 0],
      ],
    ]),
    '"image" is an input of the model "inner" twice.',
  )
  const noInput = { ...one, config: { ...one.config, input_layers: [['D', 0, 0]] } }
  refuses(outer(noInput, [[['image', 0, 0]]]), '"D" is an input of the model "inner", but no InputLayer.')
  refuses(
    outer(one, [[['image', 0, 0]], [['image', 0, 0]]]),
    'layer "inner/D" (Dense): it is called more than once, and its calls share the weight "D/kernel": layers here have weights of their own.',
    '  Fix: save the model with a layer for each call, and copies of the weights.',
  )
})

test('models that call each other again and again', () => {
  const input = { name: 'i', class_name: 'InputLayer', config: { batch_input_shape: [null, 3] }, inbound_nodes: [] as unknown[] }
  const ends = { input_layers: [['i', 0, 0]] }
  let model: object = { class_name: 'Model', config: { name: 'm', layers: [input], ...ends, output_layers: [['i', 0, 0]] } }
  for (let depth = 0; depth < 12; depth++) {
    const inner = {
      ...model,
      name: 'm',
      inbound_nodes: Array.from({ length: 10 }, (_, i) => [[i === 0 ? 'i' : 'm', Math.max(0, i - 1), 0]]),
    }
    model = { class_name: 'Model', config: { name: 'm', layers: [input, inner], ...ends, output_layers: [['m', 9, 0]] } }
  }
  refuses(filesOf(model), 'its layers are called more than 65536 times.')
})
