/** Holds what a backend computed against the definition in float64, within the tolerance of each value. */
import type { NumberArray } from '../../src/backends/backend.ts'
import type { Shape } from '../../src/values/shape.ts'
import type { Results } from './run.ts'
import type { Tolerance, Written } from './sketch.ts'

/** One line for each value that is not as wanted: how many elements, and the worst. */
export function differences(got: Results, wanted: Results, { compared }: Written): string[] {
  return [...compared].flatMap(([value, tolerance]) => {
    const difference = compare(got.get(value)!, wanted.get(value)!, value.shape, tolerance)
    return difference ? [`${value.name}: ${difference}`] : []
  })
}

function compare(got: NumberArray, wanted: NumberArray, shape: Shape, { relative, floor, size }: Tolerance): string | undefined {
  let largest = size ?? 0
  if (size === undefined) for (const x of wanted) if (Number.isFinite(x)) largest = Math.max(largest, Math.abs(x))
  let wrong = 0
  let worst = 0
  let worstAt = 0
  for (let i = 0; i < wanted.length; i++) {
    const [g, w] = [got[i]!, wanted[i]!]
    // What float32 has no number for is infinite there.
    if (g === w || g === Math.fround(w) || (Number.isNaN(g) && Number.isNaN(w))) continue
    // Written so that NaN, and an infinity on one side, are beyond any tolerance.
    const beyond = Math.abs(g - w) / (relative * Math.max(Math.abs(w), floor * largest))
    if (beyond <= 1) continue
    wrong++
    if (!(beyond <= worst)) {
      worst = beyond
      worstAt = i
    }
  }
  if (wrong === 0) return undefined
  const times = Number.isFinite(worst) ? `, ${worst.toPrecision(3)} tolerances off` : ''
  const worstOne = `${got[worstAt]}, not ${wanted[worstAt]}${times}`
  return `${wrong} of ${wanted.length} differ; worst at [${placeOf(worstAt, shape)}]: ${worstOne}`
}

function placeOf(index: number, shape: Shape): string {
  const places: number[] = []
  for (const size of [...shape].reverse()) {
    places.unshift(index % size)
    index = Math.floor(index / size)
  }
  return places.join(', ')
}
