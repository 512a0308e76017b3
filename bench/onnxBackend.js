/**
 * ONNX's own tests of its operations: a model of one or a few of them, inputs, and what comes out. The first input is the image,
 * the others are constants; where that cannot be, all inputs are parts of one image. Those that are not of float32, of more than
 * four or less than two axes, or that mix the images of a batch, are told apart, with the reason for each.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { decode } from '../dist/src/formats/onnx/proto/decode.js'
import { encode } from '../dist/src/formats/onnx/proto/encode.js'
import { modelProto, tensorProto } from '../dist/src/formats/onnx/proto/messages.js'
import { constantOf } from '../dist/src/formats/onnx/reading/tensors.js'
import { readOnnx } from '../dist/src/formats.js'
import { reference } from '../dist/src/reference.js'

const root = process.env.STRIATE_ONNX_TESTS ?? '/usr/share/libonnx-testdata/data'
const tolerance = 1e-4
const numbers = (tensor) => constantOf(tensor, new Map()).data

/** ONNX Runtime leaves these out, too: their numbers come of a size that is not rounded. */
const doubtful = new Set([
  'test_resize_downsample_scales_cubic_align_corners',
  'test_resize_downsample_scales_linear_align_corners',
])

export async function backendTests(words) {
  const counts = {}
  for (const part of ['node', 'pytorch-converted', 'pytorch-operator', 'simple'])
    for (const name of readdirSync(`${root}/${part}`).sort()) {
      const folder = `${root}/${part}/${name}`
      if (!existsSync(`${folder}/model.onnx`) || !words.every((word) => name.includes(word))) continue
      const { result, why = '' } = await tried(folder, name)
      counts[result] = (counts[result] ?? 0) + 1
      if (result !== 'passed' && !['not float32', 'axes'].includes(result))
        console.log(`${result.padEnd(10)} ${part}/${name} ${why}`)
    }
  console.log(counts)
}

async function tried(folder, name) {
  const proto = decode(modelProto, readFileSync(`${folder}/model.onnx`), name)
  const constants = new Set((proto.graph.initializer ?? []).map((tensor) => tensor.name))
  const inputs = (proto.graph.input ?? []).filter((input) => !constants.has(input.name))
  let tensors
  let wanted
  try {
    tensors = inputs.map((_, i) => decode(tensorProto, readFileSync(`${folder}/test_data_set_0/input_${i}.pb`), name))
    wanted = decode(tensorProto, readFileSync(`${folder}/test_data_set_0/output_0.pb`), name)
  } catch {
    return { result: 'not float32', why: 'sequences, optionals' }
  }
  if (tensors.length === 0 || tensors[0].dataType !== 1 || wanted.dataType !== 1) return { result: 'not float32' }
  const [rank, outRank] = [tensors[0].dims?.length ?? 0, wanted.dims?.length ?? 0]
  if (rank < 2 || rank > 4 || outRank > 4) return { result: 'axes' }
  if (doubtful.has(name)) return { result: 'doubtful', why: 'the sizes of its expected numbers are not rounded' }
  try {
    const away = await run(asConstants(proto, inputs, tensors), wanted).catch((error) => {
      const whole = packed(proto, inputs, tensors)
      if (!whole) throw error
      return run(whole, wanted)
    })
    return away <= tolerance ? { result: 'passed' } : { result: 'WRONG', why: String(away) }
  } catch (error) {
    const why = String(error.message).split('\n')[0]
    if (error.code === undefined) return { result: 'FAILED', why }
    const known = { 'onnx-unknown-operation': 'unknown' }[error.code]
    return { result: known ?? (/batch|images are never mixed/.test(why) ? 'batch' : 'refused'), why }
  }
}

/** The difference of each number, over 1 + its size. */
async function run({ proto, images, count }, wanted) {
  const { model, weights } = readOnnx(encode(modelProto, proto))
  const net = await model.open(reference(), { seed: 1 })
  net.setParameters(weights)
  const size = images.length / count
  const made = []
  for (let n = 0; n < count; n++) made.push(...(await net.predict(Float32Array.from(images.subarray(n * size, (n + 1) * size)))))
  const expected = numbers(wanted)
  if (made.length !== expected.length) return Number.POSITIVE_INFINITY
  return made.reduce((most, x, i) => {
    const y = expected[i]
    return x === y || (Number.isNaN(x) && Number.isNaN(y)) ? most : Math.max(most, Math.abs(x - y) / (1 + Math.abs(y)))
  }, 0)
}

function asConstants(proto, inputs, tensors) {
  const others = tensors.slice(1).map((tensor, i) => ({ ...tensor, name: inputs[i + 1].name }))
  const initializer = [...(proto.graph.initializer ?? []), ...others]
  const graph = { ...proto.graph, input: [inputs[0]], initializer }
  return { proto: { ...proto, graph }, images: numbers(tensors[0]), count: tensors[0].dims[0] }
}

/** All inputs as parts of one image; undefined where they are not of as many images. */
function packed(proto, inputs, tensors) {
  const [count] = tensors[0].dims
  if (tensors.length < 2 || tensors.some(({ dataType, dims }) => dataType !== 1 || dims?.[0] !== count)) return undefined
  const version = proto.opsetImport.find(({ domain }) => !domain).version
  const parts = tensors.map(numbers)
  const sizes = parts.map(({ length }) => length / count)
  const total = sizes.reduce((a, b) => a + b, 0)
  const images = new Float32Array(count * total)
  const [node, initializer] = [[], [...(proto.graph.initializer ?? [])]]
  const list = (name, ...wholes) => {
    const rawData = new Uint8Array(BigInt64Array.from(wholes, BigInt).buffer)
    initializer.push({ name, dims: [wholes.length], dataType: 7, rawData })
    return name
  }
  let start = 0
  for (const [i, part] of parts.entries()) {
    const end = start + sizes[i]
    for (let n = 0; n < count; n++) images.set(part.subarray(n * sizes[i], (n + 1) * sizes[i]), n * total + start)
    const attributes = { starts: [start], ends: [end], axes: [1] }
    const attribute = Object.entries(attributes).map(([name, ints]) => ({ name, ints, type: 7 }))
    if (version < 10) node.push({ opType: 'Slice', input: ['packed'], output: [`part${i}`], attribute })
    else {
      const lists = [list(`start${i}`, start), list(`end${i}`, end), list(`axis${i}`, 1)]
      node.push({ opType: 'Slice', input: ['packed', ...lists], output: [`part${i}`] })
    }
    const shape = list(`shape${i}`, 0, ...tensors[i].dims.slice(1))
    node.push({ opType: 'Reshape', input: [`part${i}`, shape], output: [inputs[i].name] })
    start = end
  }
  const dim = [count, total].map((dimValue) => ({ dimValue }))
  const input = [{ name: 'packed', type: { tensorType: { elemType: 1, shape: { dim } } } }]
  return {
    proto: { ...proto, graph: { ...proto.graph, node: [...node, ...proto.graph.node], input, initializer } },
    images,
    count,
  }
}
