/**
 * The gradient of the weights, on plain images: dweight[u][f] += Σ_n dy[n][u] · x[n][f]. Four units by eight features at a
 * time. Every weight has one owner, so no partial sums are needed. One item is `unitStep` units by `featureStep`
 * features (a multiple of 8).
 */
import { Both, In } from '../../shared/assembly/args'
import { contract, nextRows, setLoops, setRows } from './contract'

@unmanaged
export class ContractPlainGradWeightArgs {
  x: In
  dy: In
  /** Added to. */
  dweight: Both
  batch: u32
  features: u32
  /** Numbers from one image to the next in x. */
  xStep: u32
  featureStep: u32
  units: u32
  unitStep: u32
}

export function contractPlainGradWeight(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<ContractPlainGradWeightArgs>(args)
  const row: usize = a.features << 2
  const unitChunks = (a.units + a.unitStep - 1) / a.unitStep
  setLoops(1, 0, 0, 1, 0, 0, a.batch, a.units << 2, a.xStep << 2)
  setRows(4, row, true)
  for (let item = begin; item < end; item++) {
    const firstUnit = (item % unitChunks) * a.unitStep
    const lastUnit = min(firstUnit + a.unitStep, a.units)
    const first = (item / unitChunks) * a.featureStep
    const last = min(first + a.featureStep, a.features)
    const places = (last - first) >> 3
    let rows: u32 = 0
    for (let u = firstUnit; places && u < lastUnit; u += rows) {
      rows = nextRows(lastUnit - u)
      contract(rows, places, a.dy + (u << 2), a.x + (first << 2), 32, a.dweight + u * row + (first << 2), 32, 0)
    }
    // The features beyond the last eight.
    for (let u = firstUnit; u < lastUnit; u++) {
      for (let f = first + (places << 3); f < last; f++) {
        let sum: f32 = 0
        for (let n: u32 = 0; n < a.batch; n++)
          sum += load<f32>(a.dy + ((n * a.units + u) << 2)) * load<f32>(a.x + ((n * a.xStep + f) << 2))
        const at = a.dweight + u * row + (f << 2)
        store<f32>(at, load<f32>(at) + sum)
      }
    }
  }
}
