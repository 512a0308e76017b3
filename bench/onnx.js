/**
 * ONNX in and out, against those who define it.
 *
 *   node bench/onnx.js cases                   every layer, written and run by ONNX Runtime (npm install in bench/), and read
 * again
 *   node bench/onnx.js zoo [model …]           models of the zoo likewise, with weights of a seed
 *   node bench/onnx.js backend [words]         the tests of ONNX's operations (Debian: libonnx-testdata)
 *   node bench/onnx.js torchvision [model …]   its classifiers, exported with random weights (python3-torch, python3-torchvision)
 *   node bench/onnx.js gradients [model …]     those of one step of such a model, against PyTorch's in double precision
 * (relative L2)
 *
 * STRIATE_ONNX_TESTS is the folder of the backend tests, STRIATE_PYTHON a Python with PyTorch, STRIATE_OPSET the operator set
 * that torchvision's models are exported in (13). Differences are the largest of an output over the largest output.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { load, loadModel, readOnnx, writeOnnx } from '../dist/src/formats.js'
import { sgd, softmaxCrossEntropy } from '../dist/src/index.js'
import { plainInput, random } from '../dist/src/plumbing.js'
import { reference } from '../dist/src/reference.js'
import { wasm } from '../dist/src/wasm.js'
import { zooModels } from '../dist/src/zoo.js'
import { layerCases } from '../dist/test/layers/layerCases.js'
import { caseImages, caseModel } from '../dist/test/onnx/caseModel.js'
import { backendTests } from './onnxBackend.js'

const [what, ...words] = process.argv.slice(2)
const tolerance = 1e-4

export function difference(made, wanted) {
  let [most, largest] = [0, 1e-9]
  for (const [i, x] of wanted.entries()) {
    if (Number.isNaN(x) && Number.isNaN(made[i])) continue
    most = Math.max(most, Math.abs(made[i] - x))
    largest = Math.max(largest, Math.abs(x))
  }
  return made.length === wanted.length ? most / largest : Number.POSITIVE_INFINITY
}

/** Numbers of its own in every parameter: variances above 0. */
async function shake(net) {
  const { uniform } = random(9, 1)
  let drawn = 0
  const weights = Object.entries(await net.parameters()).map(([name, { shape, data }]) => {
    const low = name.endsWith('running_var') ? 0.5 : -0.5
    return [name, { shape, data: Float32Array.from(data, () => low + uniform(drawn++)) }]
  })
  net.setParameters(Object.fromEntries(weights))
}

/** What ONNX Runtime makes of the file of a network, and what the network read from it makes, against the network itself. */
async function compare(net, images, backend) {
  const ort = (await import('onnxruntime-node')).default
  const size = net.model.inputShape.reduce((a, b) => a * b, 1)
  const count = images.length / size
  const image = (n) => images.subarray(n * size, (n + 1) * size)
  const all = async (one) => {
    const made = []
    for (let n = 0; n < count; n++) made.push(...(await one.predict(image(n))))
    return made
  }
  const wanted = await all(net)
  const bytes = await writeOnnx(net)
  const session = await ort.InferenceSession.create(bytes, { logSeverityLevel: 3 })
  const { output } = await session.run({ input: new ort.Tensor('float32', images, [count, ...net.model.inputShape]) })
  const { model, weights } = readOnnx(bytes)
  const again = await model.open(backend, { seed: 1 })
  again.setParameters(weights)
  const result = { runtime: difference(output.data, wanted), again: difference(await all(again), wanted) }
  again.dispose()
  return result
}

const shown = ({ runtime, again }) => `ONNX Runtime ${runtime.toExponential(1)}, read again ${again.toExponential(1)}`

async function cases() {
  let bad = 0
  for (const one of layerCases) {
    try {
      const model = caseModel(one)
      const net = await model.open(reference(), { seed: 3 })
      await shake(net)
      const found = await compare(net, caseImages(model, one, 3), reference())
      if (!(Math.max(found.runtime, found.again) <= 1e-5) && ++bad) console.log(`${one[0]}: ${shown(found)}`)
    } catch (error) {
      bad++
      console.log(`${one[0]}: ${String(error.message).split('\n')[0]}`)
    }
  }
  console.log(`${layerCases.length} cases, ${layerCases.length - bad} equal to 1e-5`)
}

async function zoo() {
  const names = words.length > 0 ? words : Object.keys(zooModels)
  for (const name of names) {
    const backend = await wasm()
    const net = await zooModels[name].make().open(backend, { seed: 1 })
    const size = net.model.inputShape.reduce((a, b) => a * b, 1)
    const { uniform } = random(1, 2)
    const image = Float32Array.from({ length: size }, (_, i) => 2 * uniform(i) - 1)
    console.log(`${name.padEnd(20)} ${shown(await compare(net, image, backend))}`)
    backend.dispose()
  }
}

async function torchvision() {
  const python = process.env.STRIATE_PYTHON ?? '/usr/bin/python3'
  const script = new URL('./peers/torch_onnx.py', import.meta.url).pathname
  const names = words.length > 0 ? words : execFileSync(python, [script, 'names'], { encoding: 'utf8' }).trim().split(' ')
  let good = 0
  for (const name of names) {
    const folder = mkdtempSync(join(tmpdir(), 'striate-onnx-'))
    try {
      execFileSync(python, [script, name, process.env.STRIATE_OPSET ?? '13', folder], { stdio: ['ignore', 'ignore', 'pipe'] })
      const floats = (file) => {
        const { buffer, byteOffset, length } = readFileSync(join(folder, file))
        return new Float32Array(buffer, byteOffset, length / 4)
      }
      const backend = await wasm()
      const { model, weights } = await loadModel(join(folder, 'model.onnx'))
      const net = await model.open(backend)
      net.setParameters(weights)
      const found = difference(await net.predict(floats('input')), floats('output'))
      if (found <= tolerance) good++
      console.log(
        `${name.padEnd(20)} ${found.toExponential(1)}   ${model.nodes.length} layers${found <= tolerance ? '' : '   WRONG'}`,
      )
      backend.dispose()
    } catch (error) {
      console.log(`${name.padEnd(20)} ${String(error.message).split('\n').slice(0, 3).join(' | ')}`)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  console.log(`${good} of ${names.length} agree to ${tolerance}`)
}

/**
 * Of all parameters, of eight images, against double precision (relative L2); with ReLU and maximum as they are, where a
 * rounding may choose another branch.
 */
async function gradients() {
  const python = process.env.STRIATE_PYTHON ?? '/usr/bin/python3'
  const script = new URL('./peers/torch_onnx.py', import.meta.url).pathname
  for (const name of words.length > 0 ? words : ['resnet18', 'mobilenet_v2', 'vgg11']) {
    const folder = mkdtempSync(join(tmpdir(), 'striate-onnx-'))
    try {
      execFileSync(python, [script, name, '13', folder, 'gradients'], { stdio: ['ignore', 'ignore', 'pipe'] })
      const floats = (file) => {
        const { buffer, byteOffset, length } = readFileSync(join(folder, file))
        return new Float32Array(buffer, byteOffset, length / 4)
      }
      const backend = await wasm()
      const net = await load(join(folder, 'model.onnx'), backend)
      const made = await gradientsOf(net, floats('input'), 8)
      const wanted = floats('gradients')
      let [at, away, all] = [0, 0, 0]
      const { own, names } = JSON.parse(readFileSync(join(folder, 'names.json'), 'utf8'))
      for (const [parameter, count] of names) {
        const found = made[parameter]
        if (found?.length !== count) throw new Error(`there is no gradient of ${parameter}`)
        for (const [i, x] of found.entries()) {
          away += (x - wanted[at + i]) * (x - wanted[at + i])
          all += wanted[at + i] * wanted[at + i]
        }
        at += count
      }
      const shown = Math.sqrt(away / all).toExponential(1)
      console.log(
        `${name.padEnd(20)} ${shown} (PyTorch in single precision: ${own.toExponential(1)})   ${names.length} parameters`,
      )
      backend.dispose()
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

/** By name, of images with the labels 0, 1, … */
function gradientsOf(net, images, batch) {
  const input = plainInput(net.model.inputShape)
  const use = { kind: 'train', batch, input, loss: softmaxCrossEntropy(), optimizer: sgd({ learningRate: 0.1 }) }
  return net.use(use, async (plan) => {
    plan.write(plan.values.raw, (raw) => raw.set(images))
    plan.write(plan.values.target, (labels) => labels.set(Int32Array.from({ length: batch }, (_, n) => n)))
    plan.writeStep({ count: batch })
    await plan.run('zero', 'forward', 'backward')
    const range = await plan.read(plan.values.gradients)
    let at = 0
    const named = net.model.nodes.flatMap(({ name, parameters }) =>
      Object.entries(parameters).map(([key, { shape }]) => {
        const length = shape.reduce((product, size) => product * size, 1)
        const part = range.slice(at, at + length)
        // Every parameter begins at a multiple of 16 elements.
        at = Math.ceil((at + length) / 16) * 16
        return [`${name}.${key}`, part]
      }),
    )
    return Object.fromEntries(named)
  })
}

const tasks = { cases, zoo, torchvision, gradients, backend: () => backendTests(words) }
if (!tasks[what])
  console.log('node bench/onnx.js cases | zoo [model …] | backend [words] | torchvision [model …] | gradients [model …]')
else await tasks[what]()
process.exit()
