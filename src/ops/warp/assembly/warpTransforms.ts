/**
 * The random transform of each image, once for all its pixels: x = a·X + b·Y + c, y = d·X + e·Y + f in pixels of the
 * source, from X, Y about the target's centre. Six numbers per image, as [N / block][6][block]. One item is one image.
 */
import { In, Out } from '../../shared/assembly/args'
import { cos, exp4, sin } from '../../shared/assembly/elementary'
import { randomKey, randomUniform, secondKey } from '../../shared/assembly/random'

@unmanaged
export class WarpTransformsArgs {
  /** i32: each image's number in the data set. */
  indices: In
  counters: In
  transforms: Out
  height: u32
  width: u32
  block: u32
  stream: u32
  cropStream: u32
  /** Where in `counters` these stand. */
  seedAt: u32
  epochAt: u32
  shift: f32
  rotate: f32
  scale: f32
  shear: f32
  flip: f32
  /** 0: the whole image. */
  crop: f32
}

export function warpTransforms(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<WarpTransformsArgs>(args)
  const seed = load<u32>(a.counters + (a.seedAt << 2))
  const epoch = load<u32>(a.counters + (a.epochAt << 2))
  const key = randomKey(seed, a.stream, epoch)
  const second = secondKey(key)
  const cropKey = randomKey(seed, a.cropStream, epoch)
  const cropSecond = secondKey(cropKey)
  const width = <f64>a.width
  const height = <f64>a.height
  const step = a.block << 2
  for (let n = begin; n < end; n++) {
    const image = load<u32>(a.indices + (n << 2))
    const first = image * 8
    const angle = <f64>a.rotate * draw(key, second, first)
    const sx = 1 + <f64>a.scale * draw(key, second, first + 1)
    const sy = 1 + <f64>a.scale * draw(key, second, first + 2)
    const hx = <f64>a.shear * draw(key, second, first + 3)
    const hy = <f64>a.shear * draw(key, second, first + 4)
    const tx = <f64>a.shift * draw(key, second, first + 5)
    const ty = <f64>a.shift * draw(key, second, first + 6)
    const cosine = cos(angle)
    const sine = sin(angle)
    const side: f64 = randomUniform(key, second, first + 7) < <f64>a.flip ? -1 : 1
    let wide: f64 = 1
    let high: f64 = 1
    let centreX = (width - 1) / 2
    let centreY = (height - 1) / 2
    if (a.crop > 0) {
      const at = image * 4
      const least = <f64>a.crop
      const area = width * height * (least + (1 - least) * randomUniform(cropKey, cropSecond, at))
      // (4/3)^u, by its logarithm
      const power = f32x4.splat(<f32>(0.28768207245178085 * draw(cropKey, cropSecond, at + 1)))
      const ratio = <f64>f32x4.extract_lane(exp4(power), 0)
      const w = Math.min(width, Math.sqrt(area * ratio))
      const h = Math.min(height, Math.sqrt(area / ratio))
      wide = w / width
      high = h / height
      centreX = (width - w) * randomUniform(cropKey, cropSecond, at + 2) + (w - 1) / 2
      centreY = (height - h) * randomUniform(cropKey, cropSecond, at + 3) + (h - 1) / 2
    }
    const outer = n / a.block
    const to = a.transforms + ((outer * 6 * a.block + (n - outer * a.block)) << 2)
    store<f32>(to, <f32>(wide * side * (cosine * sx)))
    store<f32>(to + step, <f32>(wide * (sine * sx + hx)))
    store<f32>(to + 2 * step, <f32>(wide * tx + centreX))
    store<f32>(to + 3 * step, <f32>(high * side * (hy - sine * sy)))
    store<f32>(to + 4 * step, <f32>(high * (cosine * sy)))
    store<f32>(to + 5 * step, <f32>(high * ty + centreY))
  }
}

/** 2·uniform − 1 */
function draw(key: u32, second: u32, index: u32): f64 {
  return 2 * randomUniform(key, second, index) - 1
}
