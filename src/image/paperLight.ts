/**
 * The light on the paper, read from a small grey image (a few thousand cells) so that what is written on it does not
 * count. Two readings: a smooth surface, which follows a lamp at one side and dark corners however large the digit is; and
 * the median of the surroundings, which also follows the edge of a shadow or of the paper, where the digit leaves enough free.
 */

/**
 * A quadratic in the two axes: first a plane through the border (where a digit is least likely), then by turns the
 * residuals' typical size and the fit, in which a cell counts the less the further it lies off (weights of Geman and
 * McClure). Cost: about 15 · cells · 36 multiply-adds.
 */
export function fittedSurface(grey: ArrayLike<number>, height: number, width: number): Float32Array {
  const cells = height * width
  /** Of each cell: 1, x, y, x², xy, y², with x and y in −1 … 1. */
  const terms = new Float64Array(6 * cells)
  const weights = new Float64Array(cells)
  const rim = Math.max(1, Math.round(Math.min(height, width) / 10))
  for (let i = 0; i < cells; i++) {
    const [h, w] = [Math.floor(i / width), i % width]
    const [x, y] = [(2 * w + 1) / width - 1, (2 * h + 1) / height - 1]
    terms.set([1, x, y, x * x, x * y, y * y], 6 * i)
    weights[i] = h < rim || w < rim || h >= height - rim || w >= width - rim ? 1 : 0
  }
  const surface = new Float32Array(cells)
  const off = new Float64Array(cells)
  let factors = new Float64Array(6)
  for (let round = 0; round < 15; round++) {
    // The curved terms come in when the plane has settled.
    factors = leastSquares(terms, grey, weights, round < 4 ? 3 : 6) ?? factors
    for (let i = 0; i < cells; i++) {
      let sum = 0
      for (let t = 0; t < 6; t++) sum += terms[6 * i + t]! * factors[t]!
      surface[i] = sum
      off[i] = Math.abs(grey[i]! - sum)
    }
    const counted = round === 0 ? off.filter((_, i) => weights[i] === 1) : off.slice()
    const size = Math.max(1, 2.5 * counted.sort()[counted.length >> 1]!)
    for (let i = 0; i < cells; i++) {
      const far = off[i]! / size
      weights[i] = 1 / ((1 + far * far) * (1 + far * far))
    }
  }
  return surface
}

/** The six factors by weighted least squares in the first `count` terms; undefined where the cells do not determine them. */
function leastSquares(terms: Float64Array, values: ArrayLike<number>, weights: Float64Array, count: number) {
  // The normal equations, row by row, with the right-hand side as the last column.
  const wide = count + 1
  const sums = new Float64Array(count * wide)
  for (let i = 0; i < weights.length; i++)
    for (let r = 0; r < count; r++) {
      const factor = weights[i]! * terms[6 * i + r]!
      for (let c = r; c < count; c++) sums[r * wide + c]! += factor * terms[6 * i + c]!
      sums[r * wide + count]! += factor * values[i]!
    }
  const rows = Array.from({ length: count }, (_, r) => {
    const row = sums.subarray(r * wide, (r + 1) * wide)
    for (let c = 0; c < r; c++) row[c] = sums[c * wide + r]!
    return row
  })
  // Gauss and Jordan, with the largest pivot.
  for (let p = 0; p < count; p++) {
    let best = p
    for (let r = p + 1; r < count; r++) if (Math.abs(rows[r]![p]!) > Math.abs(rows[best]![p]!)) best = r
    ;[rows[p], rows[best]] = [rows[best]!, rows[p]!]
    if (!(Math.abs(rows[p]![p]!) > 1e-9)) return undefined
    for (let r = 0; r < count; r++) {
      if (r === p) continue
      const factor = rows[r]![p]! / rows[p]![p]!
      for (let c = p; c < wide; c++) rows[r]![c]! -= factor * rows[p]![c]!
    }
  }
  return Float64Array.from({ length: 6 }, (_, r) => (r < count ? rows[r]![count]! / rows[r]![r]! : 0))
}

/**
 * The median of the square around each cell whose side is half the image's shorter one (at the border: of what lies inside),
 * in steps of one grey level (−256 … 255). One histogram slides along each row (Huang 1979): cells · (side + 512) steps.
 */
export function localMedian(grey: ArrayLike<number>, height: number, width: number): Float32Array {
  const reach = Math.max(1, Math.round(Math.min(height, width) / 4))
  const levels = Int16Array.from({ length: height * width }, (_, i) => 256 + Math.round(Math.min(255, Math.max(-256, grey[i]!))))
  const medians = new Float32Array(height * width)
  for (let h = 0; h < height; h++) {
    const counts = new Int32Array(512)
    const [top, bottom] = [Math.max(0, h - reach), Math.min(height - 1, h + reach)]
    let inside = 0
    const column = (w: number, sign: 1 | -1) => {
      if (w < 0 || w >= width) return
      for (let y = top; y <= bottom; y++) counts[levels[y * width + w]!]! += sign
      inside += sign * (bottom - top + 1)
    }
    for (let w = -reach; w < reach; w++) column(w, 1)
    for (let w = 0; w < width; w++) {
      column(w + reach, 1)
      column(w - reach - 1, -1)
      let [level, seen] = [0, counts[0]!]
      while (2 * seen < inside) seen += counts[++level]!
      medians[h * width + w] = level - 256
    }
  }
  return medians
}
