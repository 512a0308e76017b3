/** Cases of the augmentation of colours, of what is missing, and of mixing. */
import type { ColourJitterAttributes } from '../../../src/ops/colourJitter/op.ts'
import { all } from '../shapes.ts'
import type { Case, Sketch } from '../sketch.ts'

const tolerance = { relative: 2e-5, floor: 1 }
const none = { brightness: 0, contrast: 0, saturation: 0, hue: 0, bgr: false }
const amounts: Readonly<Record<string, Omit<ColourJitterAttributes, 'scale' | 'offset'>>> = {
  nothing: none,
  brightness: { ...none, brightness: 0.6 },
  contrast: { ...none, contrast: 0.8 },
  saturation: { ...none, saturation: 0.9 },
  hue: { ...none, hue: 0.5 },
  'all, blue first': { brightness: 0.4, contrast: 0.4, saturation: 0.4, hue: 0.1, bgr: true },
}

const shapes = [
  [1, 1, 1],
  [3, 1, 1],
  [1, 7, 9],
  [3, 5, 7],
  [3, 8, 8],
] as const

/** Of a large, even image the mean of the greys: a sum that is kept in one number would be off by its last bits each time. */
const even: Case[] = [1, 8].map((batch) => ({
  name: 'contrast of a large, even image',
  batch,
  write: (sketch: Sketch) => {
    const shape = [1, 160, 161]
    const indices = sketch.input('indices', [batch], sketch.whole(batch, 60_000))
    const data = new Float32Array(batch * 160 * 161).fill(0.3)
    const inputs = [sketch.image('x', shape, data), indices, sketch.counters(5, 77, 12)] as const
    const attributes = { ...amounts.contrast!, scale: [1], offset: [0] }
    sketch.call('colourJitter', attributes, inputs, [sketch.result('y', shape, { relative: 2e-6, floor: 1 })])
  },
}))

const small: Case[] = Object.entries(amounts).flatMap(([name, attributes]) =>
  shapes.flatMap((shape) =>
    all.map((batch) => ({
      name: `${name}, ${shape.join('×')}`,
      batch,
      write: (sketch: Sketch) => {
        const scale = [...sketch.numbers(shape[0], 2, 5)]
        const offset = [...sketch.numbers(shape[0], -2.5, -1.5)]
        const indices = sketch.input('indices', [batch], sketch.whole(batch, 60_000))
        const inputs = [sketch.image('x', shape), indices, sketch.counters(5, 77, 12)] as const
        sketch.call('colourJitter', { ...attributes, scale, offset }, inputs, [sketch.result('y', shape, tolerance)])
      },
    })),
  ),
)

export const colourJitter: Case[] = [...small, ...even]

export const cutout: Case[] = [1, 4, 9].flatMap((side) =>
  ([...shapes, [2, 6, 11]] as const).flatMap((shape) =>
    all.flatMap((batch) =>
      [true, false].map((shared) => ({
        name: `${side} of ${shape.join('×')}${shared ? '' : ', a border a channel'}`,
        batch,
        write: (sketch: Sketch) => {
          const border = shared ? [0.5] : [...sketch.numbers(shape[0])]
          const indices = sketch.input('indices', [batch], sketch.whole(batch, 60_000))
          const inputs = [sketch.image('x', shape), indices, sketch.counters(5, 77, 12)] as const
          sketch.call('cutout', { side, border }, inputs, [sketch.result('y', shape, { relative: 0, floor: 0 })])
        },
      })),
    ),
  ),
)

export const mixup: Case[] = ([[1], [13], [1, 1, 1], [3, 5, 7], [2, 4, 4]] as const).flatMap((shape) =>
  all.map((batch) => ({
    name: shape.join('×'),
    batch,
    write: (sketch: Sketch) => {
      const share = sketch.input('share', [batch], sketch.numbers(batch, 0, 1))
      sketch.call('mixup', {}, [sketch.image('x', shape), share], [sketch.result('y', shape, { relative: 1e-6, floor: 1 })])
    },
  })),
)
