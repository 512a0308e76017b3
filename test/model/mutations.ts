/**
 * Damaged and hostile model.json texts: real models, a few of whose numbers, keys, layers and inputs are changed. The i-th text
 * is a function of i. The test reads some thousands of them; `bench/mutations.js` measures time and memory of 20,000.
 */
import {
  type Apply,
  abs,
  adaptiveAvgPool2d,
  add,
  avgPool2d,
  batchNorm2d,
  channelShuffle,
  concat,
  constantTensor,
  conv2d,
  convTranspose2d,
  dense,
  divide,
  dropout,
  exp,
  flatten,
  gather,
  globalAvgPool2d,
  globalMaxPool2d,
  graph,
  groupNorm,
  instanceNorm,
  layerNorm,
  leakyRelu,
  localResponseNorm,
  lpPool2d,
  type Model,
  matMul,
  maximum,
  maxPool2d,
  minimum,
  modelFromJson,
  multiply,
  pad2d,
  parameter,
  power,
  prelu,
  rbf,
  reduceMax,
  reduceMean,
  reduceMin,
  reduceSum,
  relu,
  reshape,
  resize2d,
  sigmoid,
  slice,
  softmax,
  square,
  squeeze,
  subtract,
  tanh,
  transpose,
  unsqueeze,
} from '../../src/index.ts'
import { random } from '../../src/math/random.ts'
import { alexnet, lenet5, vgg } from '../../src/zoo.ts'

/** Every kind of layer, and layers that read others than the one before. */
const allKinds = () =>
  graph('all kinds', [4, 8, 8], (image, apply) => {
    const inner = apply(conv2d({ filters: 4, kernelSize: 3, padding: 'same', groups: 2, name: 'inner' }), image)
    const sum = apply(add(), apply(relu(), inner), image)
    const gate = apply(sigmoid(), apply(conv2d({ filters: 4, kernelSize: 1, bias: false }), sum))
    const branch = apply(maxPool2d({ kernelSize: 3, stride: 2, padding: 1, rounding: 'floor' }), apply(multiply(), sum, gate))
    const normal = apply(
      layerNorm(),
      apply(instanceNorm({ affine: true }), apply(groupNorm({ groups: 2 }), apply(batchNorm2d(), sum))),
    )
    const responses = apply(localResponseNorm({ size: 3, alphaOver: 'one' }), apply(tanh(), normal))
    const other = apply(
      avgPool2d({ kernelSize: 2, countPadding: false, stride: 3 }),
      apply(pad2d({ padding: [1, 1, 2, 2], mode: 'reflect' }), responses),
    )
    const grown = apply(
      convTranspose2d({ filters: 4, kernelSize: 2, stride: 2, outputPadding: 1, groups: 2 }),
      apply(channelShuffle({ groups: 2 }), apply(concat(), branch, other)),
    )
    const both = apply(
      adaptiveAvgPool2d({ size: 3 }),
      apply(dropout({ rate: 0.25 }), apply(resize2d({ scale: [1.5, 0.5], mode: 'cubic' }), grown)),
    )
    const means = apply(globalAvgPool2d(), apply(prelu(), apply(leakyRelu({ slope: 0.1 }), arithmetic(apply, both))))
    const heights = apply(
      flatten(),
      apply(add(), means, apply(globalMaxPool2d(), apply(lpPool2d({ kernelSize: 3, p: 3 }), both))),
    )
    const nearest = apply(
      rbf({
        centres: [
          [1, -1, 1],
          [0.5, 2, -1],
        ],
      }),
      apply(dense({ units: 3 }), heights),
    )
    const rows = apply(
      squeeze({ axes: [0] }),
      apply(reshape({ shape: [1, 2, -1] }), apply(slice({ starts: [1], ends: [-1] }), heights)),
    )
    const chosen = apply(gather({ indices: [[0], [1]], axis: 0 }), apply(dense({ units: 1, onLastAxis: true }), rows))
    const both2 = apply(
      matMul({ transposeB: true }),
      chosen,
      apply(transpose({ axes: [1, 0, 2] }), apply(unsqueeze({ axes: [0] }), rows)),
    )
    return apply(softmax(), apply(add(), nearest, apply(dense({ units: 2 }), apply(flatten(), both2))))
  })

/** Layers of two inputs, of none, and reductions; the shape is kept. */
function arithmetic(apply: Apply, x: ReturnType<Apply>): ReturnType<Apply> {
  const [channels, one] = [
    apply(parameter({ shape: [4, 1, 1], value: 1 })),
    apply(constantTensor({ shape: [1, 1, 1], values: [2] })),
  ]
  const centred = apply(subtract(), x, apply(reduceMean({ axes: [1, -1] }), x))
  const bounded = apply(minimum(), apply(maximum(), centred, channels), apply(reduceMax({ axes: [0] }), x))
  const scaled = apply(divide(), bounded, apply(add(), one, apply(square(), apply(reduceSum(), x))))
  return apply(power(), apply(abs(), scaled), apply(exp(), apply(reduceMin({ axes: [2], keepDims: true }), x)))
}

const texts = [lenet5(), alexnet(), vgg('D'), allKinds()].map((model: Model) => JSON.stringify(model))

/** An object or a list, and one of its keys. */
interface Place {
  readonly parent: Record<string, unknown> | unknown[]
  readonly key: string
}

function placesOf(value: unknown, list: Place[] = []): Place[] {
  if (typeof value !== 'object' || value === null) return list
  for (const key of Object.keys(value)) {
    list.push({ parent: value as Place['parent'], key })
    placesOf((value as Record<string, unknown>)[key], list)
  }
  return list
}

const nested = (depth: number): unknown => Array.from({ length: depth }).reduce((inner) => [inner], 1 as unknown)
const big = 2 ** 31 - 1
const strange: readonly unknown[] = [
  ...[0, 1, 2, 3, 5, 7, 64, 1000, 99991, 1e7, 1e9, big, big - 1, 2 ** 31, 2 ** 32, 2 ** 53, 1e21, 1e308],
  ...[-1, -big, 0.5, 1.0001, '', '3', 'same', 'valid', 'floor', 'ceil', 'input', 'conv2d', '__proto__', 'constructor'],
  ...['\u001b]0;x\u0007\u202e', 'é'.repeat(300), 'x'.repeat(20_000), null, true, false, [], {}, [1, 2], [big, big, big, big]],
  ...[[1, 1, 1], [big, 1], [1, 2 ** 40], nested(40), { kind: 'normal', std: -1 }, { kind: 'x'.repeat(5000) }],
]

/** The i-th mutated text. */
export function mutation(i: number): string {
  const source = random(20, 1, i)
  let drawn = 0
  const below = (count: number) => source.bits(drawn++) % count
  const pick = <T>(list: readonly T[]) => list[below(list.length)] as T
  const model = JSON.parse(pick(texts)) as { layers: Record<string, unknown>[] }
  const some = () => structuredClone(pick(strange))
  /** A number of a layer's geometry: those that are computed with. */
  const resize = () => {
    const numbers = placesOf(model).filter(({ parent, key }) => typeof (parent as Record<string, unknown>)[key] === 'number')
    if (numbers.length === 0) return
    const { parent, key } = pick(numbers)
    ;(parent as Record<string, unknown>)[key] = pick([below(12), below(3000), big - below(3), 1e9 + below(100), 10 ** below(16)])
  }
  const changes: readonly (() => void)[] = [
    resize,
    resize,
    resize,
    () => {
      const { parent, key } = pick(placesOf(model))
      ;(parent as Record<string, unknown>)[key] = some()
    },
    () => {
      const { parent, key } = pick(placesOf(model))
      if (Array.isArray(parent)) parent.splice(Number(key), 1)
      else delete parent[key]
    },
    () => {
      const { parent, key } = pick(placesOf(model))
      if (Array.isArray(parent)) parent.push(parent[Number(key)])
      else parent[pick(['name', 'inputs', 'kind', 'x', 'stride', 'dilation', '__proto', 'y'.repeat(3000)])] = parent[key]
    },
    ...['kernelSize', 'stride', 'dilation', 'padding', 'filters', 'units', 'groups', 'rounding', 'rate', 'name'].map(
      (key) => () => {
        const layer = layerOf()
        // Where it has no such option: seldom, for all that can happen then is one error.
        if (layer && (key in layer || below(20) === 0)) layer[key] = some()
      },
    ),
    () => {
      const layer = layerOf()
      const names = ['input', 'C1', 'inner', 'relu1', 'conv2d1', 'add1', 'x'.repeat(9000)]
      const inputs = [
        5,
        [null],
        [[]],
        'input',
        ['input'],
        ['input', 'input'],
        [pick(names), pick(names)],
        Array(3000).fill('input'),
      ]
      if (layer) layer.inputs = pick<unknown>(inputs)
    },
    () => {
      if (!Array.isArray(model.layers) || model.layers.length === 0) return
      const at = below(model.layers.length)
      const [moved] = model.layers.splice(at, 1)
      model.layers.splice(below(model.layers.length + 1), 0, moved!, ...Array(pick([0, 0, 1, 40])).fill(moved))
    },
  ]
  function layerOf(): Record<string, unknown> | undefined {
    const layer = Array.isArray(model.layers) && model.layers.length > 0 ? pick(model.layers) : undefined
    return typeof layer === 'object' && layer !== null ? layer : undefined
  }
  const many = 1 + below(4)
  for (let change = 0; change < many; change++) pick(changes)()
  const text = JSON.stringify(model)
  // A key that stands twice, as only a text can have it: the second counts.
  return below(20) === 0 ? text.replace(/"(\w+)":(\d+)/, (pair, key) => `${pair},"${key}":${JSON.stringify(some())}`) : text
}

/** What users do with a model.json, without a backend: whatever it throws must be a StriateError. */
export function look(text: string): string {
  return String(modelFromJson(JSON.parse(text)).summary())
}
