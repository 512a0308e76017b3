/**
 * The colours of images, changed by random amounts. One item is one image, of which four neighbouring pixels are worked out at a
 * time, or eight side by side, four at a time; a first pass makes them brighter and measures how bright they are, a second does
 * the rest. An image in grey is read as three planes that are the same one.
 */
import { In, Out } from '../../shared/assembly/args'
import { loadLanes, storeLanes } from '../../shared/assembly/lanes'
import { madd, sum4 } from '../../shared/assembly/math'
import { randomKey, randomUniform, secondKey } from '../../shared/assembly/random'

@unmanaged
export class ColourJitterArgs {
  x: In
  /** i32: each image's number in the data set. */
  indices: In
  counters: In
  y: Out
  /** 1 or 3. */
  channels: u32
  /** Pixels of a plane. */
  places: u32
  block: u32
  /** Which plane is which. */
  red: u32
  green: u32
  blue: u32
  stream: u32
  /** Where in `counters` these stand. */
  seedAt: u32
  epochAt: u32
  brightness: f32
  contrast: f32
  saturation: f32
  hue: f32
  scaleRed: f32
  scaleGreen: f32
  scaleBlue: f32
  offsetRed: f32
  offsetGreen: f32
  offsetBlue: f32
  /** 1 / places */
  mean: f32
}

export function colourJitter(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<ColourJitterArgs>(args)
  const key = randomKey(load<u32>(a.counters + (a.seedAt << 2)), a.stream, load<u32>(a.counters + (a.epochAt << 2)))
  const second = secondKey(key)
  const plane = (a.places * a.block) << 2
  for (let item = begin; item < end; item++) {
    const image = item * a.channels * plane
    if (a.block === 1) jitter(a, image, plane, 4, item, key, second)
    else for (let lane: u32 = 0; lane < 8; lane += 4) jitter(a, image + (lane << 2), plane, 32, 8 * item + lane, key, second)
  }
}

/** One number a lane: of the four images from `image` on, or of one in all lanes. */
function factors(a: ColourJitterArgs, image: u32, j: u32, amount: f32, key: u32, second: u32): v128 {
  let v = f32x4.splat(draw(a, image, j, amount, key, second))
  if (a.block === 1) return v
  v = f32x4.replace_lane(v, 1, draw(a, image + 1, j, amount, key, second))
  v = f32x4.replace_lane(v, 2, draw(a, image + 2, j, amount, key, second))
  return f32x4.replace_lane(v, 3, draw(a, image + 3, j, amount, key, second))
}

/** amount · (2·uniform − 1) */
function draw(a: ColourJitterArgs, image: u32, j: u32, amount: f32, key: u32, second: u32): f32 {
  const index = load<u32>(a.indices + (image << 2))
  return <f32>(<f64>amount * (2 * randomUniform(key, second, 4 * index + j) - 1))
}

/** Four images whose first pixels lie at `at`, `step` bytes from pixel to pixel; or one image, whose pixels are neighbours. */
function jitter(a: ColourJitterArgs, at: usize, plane: usize, step: usize, image: u32, key: u32, second: u32): void {
  const one = f32x4.splat(1)
  const bright = f32x4.add(one, factors(a, image, 0, a.brightness, key, second))
  const strong = f32x4.add(one, factors(a, image, 1, a.contrast, key, second))
  const saturated = f32x4.add(one, factors(a, image, 2, a.saturation, key, second))
  const turn = f32x4.mul(f32x4.splat(6), factors(a, image, 3, a.hue, key, second))
  const single = a.channels === 1
  const weightRed = f32x4.splat(single ? 1 : 0.2989)
  const weightGreen = f32x4.splat(single ? 0 : 0.587)
  const weightBlue = f32x4.splat(single ? 0 : 0.114)
  const red = a.red * plane + at
  const green = a.green * plane + at
  const blue = a.blue * plane + at
  const end = plane
  const whole = step === 32 ? end : end & ~15
  const pixel: usize = step === 32 ? 32 : 16
  let sum = f32x4.splat(0)
  let rest: f32 = 0
  if (a.contrast > 0) {
    // Of a part of the pixels at a time: a long sum would lose what is added to it.
    let part = f32x4.splat(0)
    let p: usize = 0
    while (p < end) {
      if ((p & (256 * pixel - 1)) === 0) {
        sum = f32x4.add(sum, part)
        part = f32x4.splat(0)
      }
      const four = p < whole
      const r = colour(a.x + red + p, a.scaleRed, a.offsetRed, bright, a.brightness > 0, four)
      const g = colour(a.x + green + p, a.scaleGreen, a.offsetGreen, bright, a.brightness > 0, four)
      const b = colour(a.x + blue + p, a.scaleBlue, a.offsetBlue, bright, a.brightness > 0, four)
      const grey = madd(weightRed, r, madd(weightGreen, g, f32x4.mul(weightBlue, b)))
      if (four) part = f32x4.add(part, grey)
      else rest += f32x4.extract_lane(grey, 0)
      p += four ? pixel : 4
    }
    sum = f32x4.add(sum, part)
    sum = f32x4.mul(step === 32 ? sum : f32x4.splat(sum4(sum) + rest), f32x4.splat(a.mean))
  }
  let p: usize = 0
  while (p < end) {
    const four = p < whole
    let r = colour(a.x + red + p, a.scaleRed, a.offsetRed, bright, a.brightness > 0, four)
    let g = colour(a.x + green + p, a.scaleGreen, a.offsetGreen, bright, a.brightness > 0, four)
    let b = colour(a.x + blue + p, a.scaleBlue, a.offsetBlue, bright, a.brightness > 0, four)
    if (a.contrast > 0) {
      r = towards(r, sum, strong)
      g = towards(g, sum, strong)
      b = towards(b, sum, strong)
    }
    if (a.saturation > 0) {
      const grey = madd(weightRed, r, madd(weightGreen, g, f32x4.mul(weightBlue, b)))
      r = towards(r, grey, saturated)
      g = towards(g, grey, saturated)
      b = towards(b, grey, saturated)
    }
    if (a.hue > 0) {
      const most = f32x4.max(r, f32x4.max(g, b))
      const range = f32x4.sub(most, f32x4.min(r, f32x4.min(g, b)))
      const none = f32x4.eq(range, f32x4.splat(0))
      const divisor = v128.bitselect(one, range, none)
      const fromRed = f32x4.div(f32x4.sub(g, b), divisor)
      const fromGreen = f32x4.add(f32x4.splat(2), f32x4.div(f32x4.sub(b, r), divisor))
      const fromBlue = f32x4.add(f32x4.splat(4), f32x4.div(f32x4.sub(r, g), divisor))
      const other = v128.bitselect(fromGreen, fromBlue, f32x4.eq(most, g))
      const hue = f32x4.add(v128.bitselect(fromRed, other, f32x4.eq(most, r)), turn)
      r = turned(most, range, f32x4.add(hue, f32x4.splat(5)))
      g = turned(most, range, f32x4.add(hue, f32x4.splat(3)))
      b = turned(most, range, f32x4.add(hue, one))
    }
    storeLanes(a.y + red + p, madd(r, f32x4.splat(a.scaleRed), f32x4.splat(a.offsetRed)), four)
    if (!single) {
      storeLanes(a.y + green + p, madd(g, f32x4.splat(a.scaleGreen), f32x4.splat(a.offsetGreen)), four)
      storeLanes(a.y + blue + p, madd(b, f32x4.splat(a.scaleBlue), f32x4.splat(a.offsetBlue)), four)
    }
    p += four ? pixel : 4
  }
}

/** Four numbers as colours in 0 … 1, made brighter. */
function colour(at: usize, scale: f32, offset: f32, bright: v128, changes: bool, four: bool): v128 {
  const v = f32x4.div(f32x4.sub(loadLanes(at, four), f32x4.splat(offset)), f32x4.splat(scale))
  return changes ? clip(f32x4.mul(bright, v)) : v
}

/** f·v + (1 − f)·middle, within 0 … 1 @inline */
function towards(v: v128, middle: v128, factor: v128): v128 {
  return clip(madd(factor, f32x4.sub(v, middle), middle))
}

/** @inline */
function clip(v: v128): v128 {
  return f32x4.min(f32x4.max(v, f32x4.splat(0)), f32x4.splat(1))
}

/** One of the three colours at a hue: `place` in sixths of the circle, from anywhere. @inline */
function turned(most: v128, range: v128, place: v128): v128 {
  const six = f32x4.splat(6)
  const k = f32x4.sub(place, f32x4.mul(six, f32x4.floor(f32x4.div(place, six))))
  const low = f32x4.min(k, f32x4.min(f32x4.sub(f32x4.splat(4), k), f32x4.splat(1)))
  return f32x4.sub(most, f32x4.mul(range, f32x4.max(low, f32x4.splat(0))))
}
