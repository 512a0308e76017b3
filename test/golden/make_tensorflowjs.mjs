/**
 * Makes tensorflowjs.json: small TensorFlow.js models as their own `save` writes them, and what they predict. Run it in a folder
 * in which TensorFlow.js is installed (made by 4.22.0, on its plain JavaScript backend):
 *
 *   npm install @tensorflow/tfjs@4.22.0 && node <this file>
 *
 * Weights and inputs are the integer hash of hash.ts; small multiples of it, so that all activations see both sides of 0.
 */
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const tf = createRequire(join(process.cwd(), 'here.js'))('@tensorflow/tfjs')
await tf.setBackend('cpu')

/** Multiples of 2⁻²³ in [−1, 1), as `hashed` of hash.ts. */
function hashed(seed, length, times = 1) {
  return Float32Array.from({ length }, (_, i) => {
    let h = (Math.imul(i, 0x9e3779b9) + Math.imul(seed, 0x85ebca6b)) >>> 0
    h = Math.imul(h ^ (h >>> 16), 0x21f0aaad)
    h = Math.imul(h ^ (h >>> 15), 0xd35a2d97)
    h ^= h >>> 15
    return ((h >>> 8) / 2 ** 23 - 1) * times
  })
}

const { layers: l } = tf
const chain = (...layers) => tf.sequential({ layers })
/** The layers behind an input: `net([8, 8, 3], (x) => l.flatten().apply(x))`. */
function net(shape, build) {
  const input = tf.input({ shape })
  return tf.model({ inputs: input, outputs: build(input) })
}
const conv = (filters, kernelSize, more = {}) => l.conv2d({ filters, kernelSize, ...more })

const models = {
  'LeNet: flatten and dense': () =>
    chain(
      conv(4, 5, { inputShape: [13, 12, 1], activation: 'tanh' }),
      l.averagePooling2d({ poolSize: 2 }),
      conv(6, 3, { activation: 'relu' }),
      l.maxPooling2d({ poolSize: 2, strides: 1 }),
      l.flatten(),
      l.dense({ units: 7, activation: 'sigmoid' }),
      l.dropout({ rate: 0.25 }),
      l.dense({ units: 3, activation: 'softmax' }),
    ),
  'MobileNet: depthwise, batch normalization, ReLU6, same padding, stride 2': () =>
    net([9, 7, 3], (x) => {
      let y = l.batchNormalization({ epsilon: 0.01 }).apply(conv(4, 3, { strides: 2, padding: 'same', useBias: false }).apply(x))
      y = l.reLU({ maxValue: 6 }).apply(y)
      y = l.depthwiseConv2d({ kernelSize: 3, strides: 2, padding: 'same', depthMultiplier: 2, useBias: false }).apply(y)
      y = l.activation({ activation: 'relu6' }).apply(l.batchNormalization({ scale: false }).apply(y))
      y = l.separableConv2d({ filters: 5, kernelSize: 2, padding: 'same', activation: 'relu' }).apply(y)
      return l.dense({ units: 4, activation: 'softmax' }).apply(l.globalAveragePooling2d({}).apply(y))
    }),
  'residual: add, concatenate, average, product, extremes': () =>
    net([5, 4, 4], (x) => {
      const a = conv(4, 3, { padding: 'same', activation: 'elu' }).apply(x)
      const b = l.leakyReLU({ alpha: 0.2 }).apply(conv(4, 3, { padding: 'same', dilationRate: 2 }).apply(a))
      const sum = l.add().apply([x, a, b])
      const wide = l.concatenate().apply([sum, l.multiply().apply([a, b]), l.average().apply([a, b, x])])
      const most = l.maximum().apply([wide, l.minimum().apply([wide, conv(12, 1).apply(x)])])
      // Squeeze and excitation: one number a channel.
      const gate = l.reshape({ targetShape: [1, 1, 12] }).apply(l.globalMaxPooling2d({}).apply(most))
      const gated = l.multiply().apply([most, conv(12, 1, { activation: 'hardSigmoid' }).apply(gate)])
      return l.dense({ units: 2 }).apply(l.flatten().apply(l.concatenate({ axis: 2 }).apply([gated, wide])))
    }),
  'transposed convolutions': () =>
    net([3, 2, 2], (x) => {
      const up = (filters, kernelSize, strides, padding, more = {}) =>
        l.conv2dTranspose({ filters, kernelSize, strides, padding, ...more })
      let y = up(4, 3, 2, 'same', { activation: 'relu' }).apply(x)
      y = up(3, [2, 4], [3, 2], 'same').apply(y)
      y = l.averagePooling2d({ poolSize: 3, strides: 2, padding: 'same' }).apply(y)
      y = up(2, 3, 2, 'valid').apply(y)
      y = up(2, [1, 2], 3, 'valid', { useBias: false }).apply(y)
      return l.maxPooling2d({ poolSize: [5, 3], padding: 'same' }).apply(y)
    }),
  'channels first, and flattened': () =>
    net([3, 8, 6], (x) => {
      const dataFormat = 'channelsFirst'
      let y = conv(4, 3, { padding: 'same', dataFormat }).apply(x)
      y = l.maxPooling2d({ poolSize: 2, dataFormat }).apply(y)
      y = l.concatenate({ axis: 1 }).apply([
        y,
        l
          .zeroPadding2d({
            padding: [
              [1, 0],
              [0, 1],
            ],
            dataFormat,
          })
          .apply(
            l
              .cropping2D({
                cropping: [
                  [1, 0],
                  [0, 1],
                ],
                dataFormat,
              })
              .apply(y),
          ),
      ])
      y = l.upSampling2d({ size: [1, 2], dataFormat }).apply(y)
      return l.dense({ units: 3 }).apply(l.flatten({ dataFormat }).apply(y))
    }),
  'shapes: flattened features join, are normalized, are permuted': () =>
    net([4, 6, 3], (x) => {
      const flat = l.flatten().apply(conv(2, 3).apply(x))
      const normal = l.layerNormalization().apply(l.batchNormalization().apply(flat))
      const curved = l.prelu().apply(normal)
      const other = l.flatten().apply(conv(2, 3).apply(x))
      const both = l
        .concatenate()
        .apply([l.add().apply([curved, other]), l.flatten().apply(l.permute({ dims: [3, 1, 2] }).apply(x))])
      const rows = l.reshape({ targetShape: [4, 22] }).apply(both)
      const mixed = l.layerNormalization().apply(l.dense({ units: 5, activation: 'softmax' }).apply(rows))
      return l
        .concatenate({ axis: 1 })
        .apply([
          l.permute({ dims: [2, 1] }).apply(mixed),
          l.reshape({ targetShape: [2, 4] }).apply(l.dense({ units: 8 }).apply(both)),
        ])
    }),
  'images: layer normalization, PReLU, dense, softmax': () =>
    net([3, 4, 3], (x) => {
      let y = l.layerNormalization({ axis: [-1] }).apply(x)
      y = l.prelu({ sharedAxes: [1, 2] }).apply(l.dense({ units: 6 }).apply(y))
      y = l.layerNormalization({ axis: [1, 2, 3], scale: false }).apply(y)
      y = l.prelu().apply(l.zeroPadding2d({ padding: 1 }).apply(y))
      y = l.upSampling2d({ size: [1, 2] }).apply(l.cropping2D({ cropping: 1 }).apply(y))
      y = l.concatenate({ axis: 1 }).apply([l.softmax({ axis: 3 }).apply(y), l.softmax({ axis: -1 }).apply(y)])
      y = l.permute({ dims: [2, 1, 3] }).apply(y)
      return l.upSampling2d({ size: [2, 3], interpolation: 'bilinear' }).apply(conv(2, 3, { strides: 2 }).apply(y))
    }),
  activations: () =>
    net([6], (x) =>
      l
        .concatenate()
        .apply(
          ['linear', 'relu', 'relu6', 'sigmoid', 'tanh', 'elu', 'selu', 'softplus', 'hardSigmoid', 'swish', 'gelu', 'mish'].map(
            (activation) => l.activation({ activation }).apply(l.dense({ units: 5, activation }).apply(x)),
          ),
        ),
    ),
  'models within models, two outputs': () => {
    const inner = chain(
      conv(3, 2, { inputShape: [4, 4, 2], name: 'first' }),
      l.flatten(),
      l.dense({ units: 4, activation: 'relu' }),
    )
    const middle = net([4, 4, 2], (x) => inner.apply(x))
    const input = tf.input({ shape: [4, 4, 2] })
    const features = middle.apply(input)
    return tf.model({
      inputs: input,
      outputs: [l.dense({ units: 2 }).apply(features), l.dense({ units: 3, name: 'second' }).apply(features)],
    })
  },
  'rank 2: an image of rows': () => chain(l.flatten({ inputShape: [5, 4] }), l.dense({ units: 3, activation: 'relu' })),
  'rank 3 out of a list': () =>
    chain(
      l.dense({ units: 18, inputShape: [4] }),
      l.reshape({ targetShape: [3, 3, 2] }),
      conv(3, 2),
      l.globalAveragePooling2d({}),
    ),
}

/** What the converter of TensorFlow.js does with --quantize_*: scale and min of all numbers of a weight. */
function quantised(weights, specs, dtype) {
  const parts = []
  const list = specs.map((spec) => {
    const data = weights[spec.name]
    if (dtype === 'float16') {
      parts.push(Uint8Array.from(new Uint8Array(Uint16Array.from(data, toHalf).buffer)))
      return { ...spec, quantization: { dtype } }
    }
    const most = dtype === 'uint8' ? 255 : 65535
    const [min, max] = [Math.min(...data), Math.max(...data)]
    const scale = max > min ? (max - min) / most : 1
    const whole = (dtype === 'uint8' ? Uint8Array : Uint16Array).from(data, (x) => Math.round((x - min) / scale))
    parts.push(new Uint8Array(whole.buffer))
    return { ...spec, quantization: { dtype, scale, min } }
  })
  return { bytes: Buffer.concat(parts), specs: list }
}

/** Of numbers that are no larger than 1 or so: the nearest half below. */
function toHalf(x) {
  const bits = new Uint32Array(Float32Array.of(x).buffer)[0]
  const exponent = ((bits >>> 23) & 255) - 112
  return exponent <= 0 ? (bits >>> 16) & 0x8000 : ((bits >>> 16) & 0x8000) | (exponent << 10) | ((bits >>> 13) & 0x3ff)
}

async function saved(model) {
  let artifacts
  await model.save(
    tf.io.withSaveHandler(async (given) => {
      artifacts = given
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } }
    }),
  )
  return artifacts
}

/** One case: `shards` cuts its weights into so many files; `dtype` quantises them. */
async function caseOf(title, model, seed, { shards = 1, dtype } = {}) {
  model.setWeights(
    model.weights.map(({ name, shape }, i) => {
      const length = shape.reduce((a, b) => a * b, 1)
      const data = hashed(seed * 100 + i, length, /kernel/.test(name) ? 0.5 : 0.3)
      // Variances are above 0.
      return tf.tensor(/variance/.test(name) ? data.map((x) => 1 + x) : data, shape)
    }),
  )
  const { modelTopology, weightSpecs, weightData, format, generatedBy, convertedBy } = await saved(model)
  let bytes = Buffer.from(weightData)
  let specs = weightSpecs
  let loaded = model
  if (dtype) {
    const named = Object.fromEntries(model.weights.map((weight) => [weight.originalName, weight.read().dataSync()]))
    ;({ bytes, specs } = quantised(named, specs, dtype))
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)
    loaded = await tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs: specs, weightData: buffer }))
  }
  const size = Math.ceil(bytes.length / shards)
  const paths = Array.from({ length: shards }, (_, i) => `group1-shard${i + 1}of${shards}.bin`)
  const inputShape = loaded.inputs[0].shape.slice(1)
  const input = hashed(seed, 2 * inputShape.reduce((a, b) => a * b, 1))
  const predicted = [loaded.predict(tf.tensor(input, [2, ...inputShape]))].flat()
  return {
    title,
    seed,
    inputShape,
    outputs: predicted.map((output) => ({
      shape: output.shape.slice(1),
      values: [...output.dataSync()].map((x) => Number(x.toPrecision(9))),
    })),
    model: {
      format,
      generatedBy,
      convertedBy,
      modelTopology: withoutInitializers(modelTopology),
      weightsManifest: [{ paths, weights: specs }],
    },
    shards: Object.fromEntries(paths.map((path, i) => [path, bytes.subarray(i * size, (i + 1) * size).toString('base64')])),
  }
}

/** Initializers, regularizers and constraints of trained weights say nothing: half of the text. */
function withoutInitializers(value) {
  if (Array.isArray(value)) return value.map(withoutInitializers)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([key]) => !/_(initializer|regularizer|constraint)$/.test(key))
  return Object.fromEntries(kept.map(([key, part]) => [key, withoutInitializers(part)]))
}

const cases = []
for (const [i, [title, make]] of Object.entries(models).entries())
  cases.push(await caseOf(title, make(), 10 + i, { shards: 1 + (i % 3) }))
const small = () =>
  chain(conv(3, 3, { inputShape: [6, 6, 2], activation: 'relu' }), l.batchNormalization(), l.flatten(), l.dense({ units: 3 }))
for (const [i, dtype] of ['uint8', 'uint16', 'float16'].entries())
  cases.push(await caseOf(`weights quantised as ${dtype}`, small(), 40 + i, { shards: 1 + i, dtype }))
writeFileSync(new URL('tensorflowjs.json', import.meta.url), `[\n${cases.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`)
console.log(cases.map(({ title, outputs }) => `${title}: ${outputs.map(({ shape }) => shape.join('×')).join(', ')}`).join('\n'))
