/** Augmentation as it is asked for, and what is drawn: shares of mixing, crops, mirrors. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random, streams } from '../math/random.ts'
import { colourJitterReference } from '../ops/colourJitter/reference.ts'
import { cutoutReference } from '../ops/cutout/reference.ts'
import { counterAt, counterCount } from '../ops/stepNumbers.ts'
import { warpReference } from '../ops/warp/reference.ts'
import { augmentation, inputAugmentation, lastAugmented } from './augmentation.ts'
import { dataset } from './fromArrays.ts'
import { mixShare } from './mixShare.ts'

const photos = dataset({
  name: 'photos',
  images: new Uint8Array(3 * 8 * 6),
  shape: [3, 8, 6],
  mean: [0.5, 0.4, 0.3],
  std: 0.25,
  colours: 'rgb',
})
const digits = dataset({ name: 'digits', images: new Uint8Array(64), shape: [1, 8, 8] })

test('only what is asked for becomes a call, with what it has to know of the images', () => {
  assert.deepEqual(inputAugmentation({}, photos), {})
  assert.deepEqual(inputAugmentation({ flip: 0.5 }, digits), {
    warp: { shift: 0, rotate: 0, scale: 0, shear: 0, flip: 0.5, border: [0] },
  })
  const { colourJitter, ...others } = inputAugmentation({ brightness: 0.2, cutout: 0.5, mixup: 0.2 }, photos)
  assert.deepEqual(others, { cutout: { side: 3, border: [-2, -1.6, -1.2] }, mixup: true })
  const { scale, offset, ...amounts } = colourJitter!
  assert.deepEqual(amounts, { brightness: 0.2, contrast: 0, saturation: 0, hue: 0, bgr: false })
  // v in 0 … 1 is read as (v − mean) / std
  for (const [c, mean] of [0.5, 0.4, 0.3].entries()) {
    assert.ok(Math.abs(scale[c]! - 4) < 1e-12)
    assert.ok(Math.abs(offset[c]! + mean / 0.25) < 1e-12)
  }
  assert.deepEqual(augmentation({ shift: 1, crop: 0.5, hue: 0 }), { shift: 1, rotate: 0, scale: 0, shear: 0, crop: 0.5 })
})

test('what it refuses: colours of what has none, and amounts that are too large', () => {
  const real = dataset({ name: 'real', images: new Float32Array(12), shape: [3, 2, 2] })
  const planes = dataset({ name: 'planes', images: new Uint8Array(8), shape: [2, 2, 2] })
  const no = (data: typeof real) =>
    `augmentation: contrast changes colours, but the images of ${data} are not known to have any.\n  its images are ${data === real ? 12 : 8} values each\n  Fix: leave it out, or give the data set images of bytes and say what they are: colours: 'rgb'.`
  for (const data of [real, planes])
    assert.throws(() => inputAugmentation({ contrast: 0.1 }, data), { name: 'OptionError', message: no(data) })
  for (const name of ['saturation', 'hue'])
    assert.throws(() => inputAugmentation({ [name]: 0.1 }, digits), {
      message: `augmentation: ${name} changes nothing of grey images, as those of "digits" (1 × 1×8×8) are.\n  Fix: leave it out; brightness and contrast are for grey images, too.`,
    })
  assert.ok(inputAugmentation({ contrast: 0.1 }, digits).colourJitter)
  assert.throws(() => augmentation({ hue: 0.6 }), /augmentation: hue must be a number from 0 to 0\.5\. Received: 0\.6/)
  assert.throws(() => augmentation({ until: 0 }), /augmentation: until must be a number above 0/)
  assert.deepEqual([lastAugmented({}, 10), lastAugmented({ until: 0.86 }, 18), lastAugmented({ until: 0.01 }, 10)], [10, 15, 1])
  assert.throws(() => augmentation({ flip: true as never }), /augmentation: flip must be a number from 0 to 1\. Received: true/)
})

test('shares of mixing: at least a half, a function of seed, epoch and image, and distributed as Beta(α, α) says', () => {
  const share = mixShare(3, 0, 0.4)
  assert.equal(share(17), mixShare(3, 0, 0.4)(17))
  assert.notEqual(share(17), mixShare(3, 1, 0.4)(17))
  assert.notEqual(share(17), mixShare(4, 0, 0.4)(17))
  for (const alpha of [0.1, 0.4, 1]) {
    const draw = mixShare(7, 2, alpha)
    const count = 40_000
    let variance = 0
    for (let image = 0; image < count; image++) {
      const value = draw(image)
      assert.ok(value >= 0.5 && value <= 1)
      // The variance about ½ is the same of λ and of max(λ, 1 − λ).
      variance += (value - 0.5) ** 2 / count
    }
    const wanted = 1 / (4 * (2 * alpha + 1))
    assert.ok(Math.abs(variance - wanted) < 0.02 * wanted, `α ${alpha}: ${variance}, wanted ${wanted}`)
  }
})

/** Images of one seed and epoch, through a definition. */
function run(
  op: typeof warpReference | typeof cutoutReference | typeof colourJitterReference,
  attributes: object,
  shape: readonly number[],
  data: Float64Array,
  indices: ArrayLike<number> = Int32Array.from({ length: shape[0]! }, (_, n) => n),
  epoch = 0,
): Float64Array {
  const counters = new Int32Array(counterCount)
  counters[counterAt.seed] = 5
  counters[counterAt.epoch] = epoch
  const y = new Float64Array(data.length)
  const inputs = [
    { shape, data },
    { shape: [shape[0]!], data: Int32Array.from(indices) },
    { shape: [counterCount], data: counters },
  ]
  ;(op as unknown as (attributes: object, inputs: unknown, outputs: unknown) => void)(attributes, inputs, [{ shape, data: y }])
  return y
}

const still = { shift: 0, rotate: 0, scale: 0, shear: 0, border: [-9] }

test('a mirror exchanges left and right, of about as many images as asked for', () => {
  const count = 2000
  const data = Float64Array.from({ length: count * 3 }, (_, i) => i % 3)
  const y = run(warpReference, { ...still, flip: 0.3 }, [count, 1, 1, 3], data)
  let mirrored = 0
  for (let n = 0; n < count; n++) {
    const row = [...y.subarray(3 * n, 3 * n + 3)]
    if (row[0] === 2) mirrored++
    assert.deepEqual(row, row[0] === 2 ? [2, 1, 0] : [0, 1, 2])
  }
  assert.ok(Math.abs(mirrored / count - 0.3) < 0.04, `${mirrored}`)
})

test('a crop keeps at least its share of the area and nothing of what lies outside', () => {
  const [count, side] = [500, 64]
  // A ramp to the right and one downwards: the first and last pixels of a row tell which part was read.
  const ramp = (right: boolean) =>
    Float64Array.from({ length: count * side * side }, (_, i) => (right ? i % side : Math.floor(i / side) % side))
  const attributes = { ...still, crop: 0.25 }
  const across = run(warpReference, attributes, [count, 1, side, side], ramp(true))
  const down = run(warpReference, attributes, [count, 1, side, side], ramp(false))
  const areas: number[] = []
  for (let n = 0; n < count; n++) {
    const at = (row: number, column: number) => n * side * side + row * side + column
    const width = ((across[at(32, 48)]! - across[at(32, 16)]!) / 32) * side
    const height = ((down[at(48, 32)]! - down[at(16, 32)]!) / 32) * side
    areas.push((width * height) / side ** 2)
    assert.ok(width <= side + 1e-9 && height <= side + 1e-9)
    const ratio = width / height
    assert.ok(ratio > 3 / 4 - 1e-9 && ratio < 4 / 3 + 1e-9)
  }
  // Only the outermost half pixel may be mixed with the border.
  assert.ok(areas.every((area) => area > 0.2))
  const mean = areas.reduce((a, b) => a + b) / count
  assert.ok(mean > 0.55 && mean < 0.65, `${mean}`)
})

test('colours: the amounts of torchvision’s functions, one at a time', () => {
  const scale = [1, 1, 1]
  const none = { brightness: 0, contrast: 0, saturation: 0, hue: 0, bgr: false, scale, offset: [0, 0, 0] }
  const u = (j: number) => 2 * random(5, streams.jitter, 0).uniform(j) - 1
  // Two pixels: red and a light blue.
  const v = Float64Array.from([1, 0.4, 0, 0.6, 0, 0.8])
  const near = (found: Float64Array, wanted: readonly number[]) => {
    for (const [i, value] of wanted.entries()) assert.ok(Math.abs(found[i]! - value) < 1e-12, `${i}: ${found[i]} and ${value}`)
  }
  const clip = (value: number) => Math.min(1, Math.max(0, value))
  const bright = 1 + 0.5 * u(0)
  near(
    run(colourJitterReference, { ...none, brightness: 0.5 }, [1, 3, 1, 2], v),
    [...v].map((value) => clip(bright * value)),
  )
  const grey = [0.2989, 0.2989 * 0.4 + 0.587 * 0.6 + 0.114 * 0.8]
  const mean = (grey[0]! + grey[1]!) / 2
  const strong = 1 + 0.5 * u(1)
  near(
    run(colourJitterReference, { ...none, contrast: 0.5 }, [1, 3, 1, 2], v),
    [...v].map((value) => clip(strong * value + (1 - strong) * mean)),
  )
  const saturated = 1 + 0.5 * u(2)
  near(
    run(colourJitterReference, { ...none, saturation: 0.5 }, [1, 3, 1, 2], v),
    [...v].map((value, i) => clip(saturated * value + (1 - saturated) * grey[i % 2]!)),
  )
  // A hue keeps the largest and the smallest of the three.
  const turned = run(colourJitterReference, { ...none, hue: 0.5 }, [1, 3, 1, 2], v)
  for (const pixel of [0, 1]) {
    const [before, after] = [v, turned].map((data) => [0, 2, 4].map((plane) => data[plane + pixel]!).sort((a, b) => a - b))
    assert.ok(Math.abs(before![0]! - after![0]!) < 1e-12 && Math.abs(before![2]! - after![2]!) < 1e-12)
  }
  // Blue first: the same image with its planes in the other order.
  const all = { ...none, brightness: 0.3, contrast: 0.3, saturation: 0.3, hue: 0.2 }
  const other = run(colourJitterReference, { ...all, bgr: true }, [1, 3, 1, 2], Float64Array.from([0, 0.8, 0, 0.6, 1, 0.4]))
  const same = run(colourJitterReference, all, [1, 3, 1, 2], v)
  near(other, [same[4]!, same[5]!, same[2]!, same[3]!, same[0]!, same[1]!])
})

test('a square is cut out, wherever its centre falls; images and epochs differ', () => {
  const [count, side] = [400, 8]
  const data = new Float64Array(count * side * side).fill(1)
  const y = run(cutoutReference, { side: 4, border: [0] }, [count, 1, side, side], data)
  const gone = Array.from({ length: count }, (_, n) => {
    const image = y.subarray(n * side * side, (n + 1) * side * side)
    return image.reduce((sum, value) => sum + (value === 0 ? 1 : 0), 0)
  })
  assert.ok(Math.max(...gone) === 16 && Math.min(...gone) < 16 && Math.min(...gone) >= 4)
  const again = run(cutoutReference, { side: 4, border: [0] }, [1, 1, side, side], data.subarray(0, 64), [3])
  assert.deepEqual(again, y.slice(3 * 64, 4 * 64))
  assert.notDeepEqual(again, run(cutoutReference, { side: 4, border: [0] }, [1, 1, side, side], data.subarray(0, 64), [3], 1))
})
