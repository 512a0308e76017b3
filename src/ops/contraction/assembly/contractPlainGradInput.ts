/**
 * The gradient of the input, on plain images: dx[n] = Σ_u dy[n][u] · weight[u]. Four images by eight features at a time,
 * the units in blocks, so that a piece of the weights stays in the cache while all images use it. One item is
 * `featureStep` features, a multiple of 8.
 */
import { In, Out } from '../../shared/assembly/args'
import { contract, nextRows, setLoops, setRows } from './contract'

@unmanaged
export class ContractPlainGradInputArgs {
  dy: In
  weight: In
  dx: Out
  batch: u32
  features: u32
  featureStep: u32
  units: u32
}

/** Units at a time: rows a power of two apart fall on one set of the cache, and no more than this stay in it. */
const UNITS: u32 = 16

export function contractPlainGradInput(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<ContractPlainGradInputArgs>(args)
  const row: usize = a.features << 2
  for (let item = begin; item < end; item++) {
    const first = item * a.featureStep
    const last = min(first + a.featureStep, a.features)
    const places = (last - first) >> 3
    if (places) {
      for (let u: u32 = 0; u < a.units; u += UNITS) {
        setLoops(1, 0, 0, 1, 0, 0, min(UNITS, a.units - u), 4, row)
        setRows(a.units << 2, row, u !== 0)
        let rows: u32 = 0
        for (let n: u32 = 0; n < a.batch; n += rows) {
          rows = nextRows(a.batch - n)
          contract(
            rows,
            places,
            a.dy + ((n * a.units + u) << 2),
            a.weight + u * row + (first << 2),
            32,
            a.dx + n * row + (first << 2),
            32,
            0,
          )
        }
      }
    }
    // The features beyond the last eight.
    for (let f = first + (places << 3); f < last; f++) {
      for (let n: u32 = 0; n < a.batch; n++) {
        let sum: f32 = 0
        for (let u: u32 = 0; u < a.units; u++)
          sum += load<f32>(a.dy + ((n * a.units + u) << 2)) * load<f32>(a.weight + u * row + (f << 2))
        store<f32>(a.dx + n * row + (f << 2), sum)
      }
    }
  }
}
