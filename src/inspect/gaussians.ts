/**
 * Normal distributions of many numbers, one a class: fitted to images' features, and how far an image lies from one of them
 * (the distance of Mahalanobis). Covariances are kept as their Cholesky roots: lower triangles, row after row.
 */

/** Means [classes, size], and a root for each class, or one for all. */
export interface Gaussians {
  readonly classes: number
  readonly size: number
  readonly means: Float32Array
  /** [classes or 1, size · (size + 1) / 2]. */
  readonly roots: Float32Array
}

/** A class's own covariance counts at most 1 − `common`; the rest is that of all classes. */
const common = 0.2
/** So much of the mean variance is added to each: features that never change divide by nothing. */
const ridge = 1e-3

/**
 * Fitted to rows of `size` numbers. `own`: a covariance for each class, drawn to the common one, the more the fewer rows it has;
 * else the common one for all (Lee et al. 2018, arXiv 1807.03888). Cost: rows · size² / 2 + classes · size³ / 6 multiply-adds.
 */
export function fitGaussians(
  rows: Float32Array,
  size: number,
  labels: ArrayLike<number>,
  classes: number,
  own: boolean,
): Gaussians {
  const count = rows.length / size
  const counts = new Float64Array(classes)
  const sums = new Float64Array(classes * size)
  for (let n = 0; n < count; n++) {
    const k = labels[n]!
    counts[k]! += 1
    for (let j = 0; j < size; j++) sums[k * size + j]! += rows[n * size + j]!
  }
  const means = Float32Array.from(sums, (sum, i) => sum / Math.max(1, counts[Math.floor(i / size)]!))
  const triangle = (size * (size + 1)) / 2
  // Where all share one covariance, one triangle holds it.
  const spread = new Float64Array(own ? classes * triangle : triangle)
  const off = new Float64Array(size)
  for (let n = 0; n < count; n++) {
    const k = labels[n]!
    for (let j = 0; j < size; j++) off[j] = rows[n * size + j]! - means[k * size + j]!
    let at = own ? k * triangle : 0
    for (let r = 0; r < size; r++) {
      const value = off[r]!
      if (value === 0) at += r + 1
      else for (let c = 0; c <= r; c++) spread[at++]! += value * off[c]!
    }
  }
  const all = new Float64Array(triangle)
  for (let i = 0; i < spread.length; i++) all[i % triangle]! += spread[i]! / count
  let variance = 0
  for (let r = 0; r < size; r++) variance += all[diagonal(r)]! / size
  for (let r = 0; r < size; r++) all[diagonal(r)]! += ridge * variance + 1e-12
  if (!own) return { classes, size, means, roots: rootOf(all, size) }
  const roots = new Float32Array(classes * triangle)
  for (let k = 0; k < classes; k++) {
    const share = Math.max(common, size / (size + counts[k]!))
    const mixed = all.map((value, i) => share * value + ((1 - share) * spread[k * triangle + i]!) / Math.max(1, counts[k]!))
    roots.set(rootOf(mixed, size), k * triangle)
  }
  return { classes, size, means, roots }
}

/** The squared distance of Mahalanobis from class k, by its number of features: 1 on average. Cost: size² / 2 multiply-adds. */
export function squaredDistance({ size, means, roots }: Gaussians, k: number, row: ArrayLike<number>): number {
  const triangle = (size * (size + 1)) / 2
  let at = roots.length > triangle ? k * triangle : 0
  const solved = new Float64Array(size)
  let sum = 0
  for (let r = 0; r < size; r++) {
    let value = row[r]! - means[k * size + r]!
    for (let c = 0; c < r; c++) value -= roots[at++]! * solved[c]!
    value /= roots[at++]!
    solved[r] = value
    sum += value * value
  }
  return sum / size
}

/** Where the diagonal of row r lies. */
const diagonal = (r: number) => (r * (r + 3)) / 2

/** The lower triangle L with L · Lᵀ = the covariance (Cholesky). */
function rootOf(covariance: Float64Array, size: number): Float32Array {
  const root = new Float64Array(covariance.length)
  for (let r = 0; r < size; r++)
    for (let c = 0; c <= r; c++) {
      const [row, column] = [(r * (r + 1)) / 2, (c * (c + 1)) / 2]
      let sum = covariance[row + c]!
      for (let i = 0; i < c; i++) sum -= root[row + i]! * root[column + i]!
      root[row + c] = r === c ? Math.sqrt(Math.max(sum, 1e-12)) : sum / root[column + c]!
    }
  return Float32Array.from(root)
}
