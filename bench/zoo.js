/**
 * The zoo against PyTorch: with equal weights and one image, the output of every layer. Weights are multiples of 2⁻²³ from an
 * integer hash of the tensor's number and the element's place, scaled by the inputs that are summed.
 *
 *   node bench/zoo.js [--double] [--gradients | --layers] [model …]
 *
 * STRIATE_PYTHON is a Python with PyTorch; by default /usr/bin/python3. --gradients compares those of all parameters, of two
 * images with labels, instead: with tanh and average pooling in place of ReLU and maximum, where a rounding would choose another
 * branch, without dropout, and with batch normalization by the batch.
 *
 * --layers compares each layer's own backward pass, as the model is (ReLU, maximum): fed with what PyTorch's layer read and with
 * the gradient that PyTorch's layer got, of one image with the label 0, without dropout.
 *
 * For each model: the layer that differs most, as the largest difference over the largest value of that layer (PyTorch in
 * float32; --double: in float64), and the share of outputs that agree to 1e-4.
 */
import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { add, defineLoss, graph, modelFromJson, parameter, sgd, softmaxCrossEntropy } from '../dist/lib/index.js'
import { plainInput } from '../dist/lib/plumbing.js'
import { wasm } from '../dist/lib/wasm.js'
import { zooModels } from '../dist/lib/zoo.js'

const python = process.env.STRIATE_PYTHON ?? '/usr/bin/python3'
const [double, gradients, layerwise] = ['--double', '--gradients', '--layers'].map((word) => process.argv.includes(word))
const names = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const usual = [
  'lenet5',
  'lenet5-1998',
  'smallnet-32',
  'alexnet',
  'alexnet-torchvision',
  'vgg16',
  'resnet18',
  'resnet50',
  'resnet20',
  'mobilenet-v2',
  'squeezenet1.1',
]

/** Multiples of 2⁻²³ in [−1, 1), as in test/golden/hash.ts, times a factor and moved. */
function hashed(seed, length, times, from = 0) {
  const data = new Float32Array(length)
  for (let i = 0; i < length; i++) {
    let h = (Math.imul(i, 0x9e3779b9) + Math.imul(seed, 0x85ebca6b)) >>> 0
    h = Math.imul(h ^ (h >>> 16), 0x21f0aaad)
    h = Math.imul(h ^ (h >>> 15), 0xd35a2d97)
    h ^= h >>> 15
    data[i] = from + ((h >>> 8) / 2 ** 23 - 1) * times
  }
  return data
}

/** Weights of variance 1 / inputs: larger ones drive ReLU6 to its ends, where every rounding grows from layer to layer. */
function weightsOf(parameters) {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { shape }], i) => {
      const length = shape.reduce((product, size) => product * size, 1)
      const inputs = length / shape[0]
      const kind = name.split('.').at(-1)
      if (kind === 'centres') return [name, { shape, data: hashed(i, length, 1) }]
      if (kind === 'running_var' || (kind === 'weight' && shape.length === 1))
        return [name, { shape, data: hashed(i, length, 0.5, 1) }]
      if (shape.length === 1) return [name, { shape, data: hashed(i, length, 0.1) }]
      return [name, { shape, data: hashed(i, length, Math.sqrt(3 / inputs)) }]
    }),
  )
}

/** The same model, smooth: every gradient is then near that of a slightly other rounding. */
function smooth(model) {
  const json = JSON.parse(JSON.stringify(model))
  json.layers = json.layers.map((layer) => {
    const { name, inputs } = layer
    const place = { name, ...(inputs ? { inputs } : {}) }
    if (layer.kind === 'relu' || layer.kind === 'clip') return { kind: 'tanh', ...place }
    if (layer.kind === 'dropout') return { ...layer, rate: 0 }
    const { kernelSize, stride, padding, rounding } = layer
    return layer.kind === 'maxPool2d' ? { kind: 'avgPool2d', ...place, kernelSize, stride, padding, rounding } : layer
  })
  return modelFromJson(json)
}

/** The gradients of all parameters, one after the other, of images with labels 0, 1, … */
function gradientsOf(net, images, batch) {
  const use = {
    kind: 'train',
    batch,
    input: plainInput(net.model.inputShape),
    loss: softmaxCrossEntropy(),
    optimizer: sgd({ learningRate: 0.1 }),
  }
  return net.use(use, async (plan) => {
    plan.write(plan.values.raw, (raw) => raw.set(images))
    plan.write(plan.values.target, (labels) => labels.set(Int32Array.from({ length: batch }, (_, n) => n)))
    plan.writeStep({ count: batch })
    await plan.run('zero', 'forward', 'backward')
    const range = await plan.read(plan.values.gradients)
    let at = 0
    return net.model.nodes.flatMap(({ parameters }) =>
      Object.values(parameters).map(({ shape }) => {
        const length = shape.reduce((product, size) => product * size, 1)
        const part = range.slice(at, at + length)
        // Every parameter begins at a multiple of 16 elements.
        at = Math.ceil((at + length) / 16) * 16
        return part
      }),
    )
  })
}

/** A loss whose gradient at the output is the target itself. */
const given = defineLoss('givenGradient', {
  target: 'values',
  check() {},
  forward(_, { output, target, emit, value }) {
    const losses = value('losses', [])
    emit('meanSquaredError', {}, [output, target], [losses])
    return { losses, kept: [] }
  },
  backward(_, { target, emit, gradient }) {
    emit('fill', { value: 0 }, [], [gradient])
    emit('axpby', { a: 1, b: 1 }, [target], [gradient])
  },
})

/**
 * The gradients of one layer's inputs and parameters. Its inputs are parameters themselves, so that their gradients are read like
 * all others; the first is added to an image of zeros, since a model reads one.
 */
async function layerGradients(layer, own, inputs, dy) {
  const shapes = inputs.map(({ shape }) => shape.slice(1))
  const model = graph('one layer', shapes[0], (image, apply) => {
    const read = shapes.map((shape, i) => apply(parameter({ name: `input${i}`, shape })))
    return apply(layer, apply(add({ name: 'first' }), image, read[0]), ...read.slice(1))
  })
  const net = await model.open(backend, { seed: 0 })
  const values = inputs.map(({ shape, data }, i) => [`input${i}.value`, { shape: shape.slice(1), data }])
  net.setParameters({ ...Object.fromEntries(values), ...own })
  const use = { kind: 'train', batch: 1, input: plainInput(shapes[0]), loss: given(), optimizer: sgd({ learningRate: 1 }) }
  const found = await net.use(use, async (plan) => {
    plan.write(plan.values.raw, (raw) => raw.fill(0))
    plan.write(plan.values.target, (target) => target.set(dy))
    plan.writeStep({ count: 1 })
    await plan.run('zero', 'forward', 'backward')
    const range = await plan.read(plan.values.gradients)
    let at = 0
    return net.model.nodes.flatMap(({ parameters }) =>
      Object.values(parameters).map(({ shape }) => {
        const length = shape.reduce((product, size) => product * size, 1)
        const part = range.slice(at, at + length)
        at = Math.ceil((at + length) / 16) * 16
        return part
      }),
    )
  })
  net.dispose()
  return found
}

/** Every layer's backward pass against what PyTorch left in the folder. */
async function compareLayers(model, weights, folder) {
  const file = openSync(join(folder, 'layers'), 'r')
  let at = 0
  const read = (shape) => {
    const data = new Float32Array(shape.reduce((product, size) => product * size, 1))
    const bytes = new Uint8Array(data.buffer)
    for (let done = 0; done < bytes.length; )
      done += readSync(file, bytes, done, Math.min(2 ** 28, bytes.length - done), at + done)
    at += bytes.length
    return { shape, data }
  }
  const result = { worst: 0, place: '', agree: 0, count: 0 }
  let numbers = 0
  for (const { name, inputs, output } of JSON.parse(readFileSync(join(folder, 'layers.json'), 'utf8'))) {
    const node = model.nodes.find((one) => one.name === name)
    const own = Object.fromEntries(Object.entries(weights).filter(([key]) => key.slice(0, key.lastIndexOf('.')) === name))
    const x = inputs.map(read)
    const dy = read(output)
    const learned = Object.values(node.parameters).map(({ shape }) => shape)
    const wanted = [...inputs, ...learned].map(read)
    const layer = node.layer.kind === 'dropout' ? { ...node.layer, rate: 0, name } : { ...node.layer, name }
    const found = await layerGradients(layer, own, x, dy.data)
    for (const [i, { data }] of wanted.entries()) {
      const largest = data.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-30)
      for (let k = 0; k < data.length; k++) {
        const error = Math.abs(found[i][k] - data[k]) / largest
        if (error <= 1e-4) result.agree++
        if (!(error <= result.worst))
          Object.assign(result, { worst: error, place: `${name}, ${i < inputs.length ? 'input' : 'parameter'} ${i}` })
      }
      numbers += data.length
    }
    result.count++
  }
  closeSync(file)
  return { ...result, agree: result.agree / numbers }
}

const backend = await wasm()
for (const name of names.length ? names : usual) {
  const made = zooModels[name].make()
  const model = gradients ? smooth(made) : made
  const folder = mkdtempSync(join(tmpdir(), 'striate-zoo-'))
  try {
    const net = await model.open(backend, { seed: 0 })
    const weights = weightsOf(await net.parameters())
    net.setParameters(weights)
    const batch = gradients ? 2 : 1
    const images = hashed(999, batch * model.inputShape.reduce((product, size) => product * size, 1), 1)
    const began = performance.now()
    const outputs = layerwise
      ? []
      : gradients
        ? await gradientsOf(net, images, batch)
        : (
            await net.featureMaps(
              images,
              model.nodes.map((node) => node.name),
            )
          ).map(({ data }) => Float32Array.from(data))
    const seconds = (performance.now() - began) / 1000
    writeFileSync(join(folder, 'model.json'), JSON.stringify(model))
    writeFileSync(join(folder, 'images'), images)
    writeRaw(
      join(folder, 'weights'),
      Object.values(weights).map(({ data }) => data),
    )
    writeRaw(join(folder, 'outputs'), outputs)
    const shapes = Object.fromEntries(Object.entries(weights).map(([key, { shape }]) => [key, shape]))
    writeFileSync(join(folder, 'shapes.json'), JSON.stringify(shapes))
    net.dispose()
    const program = new URL('peers/torch_zoo.py', import.meta.url).pathname
    const asked = [double ? 'double' : 'single', layerwise ? 'layers' : gradients ? 'gradients' : 'outputs']
    const said = execFileSync(python, [program, folder, ...asked], { encoding: 'utf8' })
    const { worst, place, agree, count } = layerwise ? await compareLayers(model, weights, folder) : JSON.parse(said)
    const what = `${count} ${gradients ? 'parameters' : 'layers'}`.padEnd(15)
    const share = `${(100 * agree).toFixed(3)} % within 1e-4`
    console.log(`${name.padEnd(20)} ${what} worst ${worst.toExponential(1)} (${place})   ${share}   ours ${seconds.toFixed(2)} s`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
backend.dispose()

function writeRaw(path, arrays) {
  const file = openSync(path, 'w')
  for (const { buffer, byteOffset, byteLength } of arrays)
    for (let at = 0; at < byteLength; at += 2 ** 28)
      writeSync(file, new Uint8Array(buffer, byteOffset + at, Math.min(2 ** 28, byteLength - at)))
  closeSync(file)
}
