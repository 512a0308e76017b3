/**
 * The light on the paper, read from a small grey picture (a few thousand cells) so that what is written on it does not
 * count. Two readings: a smooth surface, which follows a lamp at one side and dark corners however large the digit is; and
 * the median of the surroundings, which also follows the edge of a shadow or of the paper, where the digit leaves enough free.
 */

/** The six terms at (x, y) in −1 … 1. */
function terms(x: number, y: number): readonly number[] {
  return [1, x, y, x * x, x * y, y * y]
}

/**
 * A quadratic in the two axes: first a plane through the border (where a digit is least likely), then by turns the
 * residuals' typical size and the fit, in which a cell counts the less the further it lies off (weights of Geman and
 * McClure). Cost: about 15 · cells · 36 multiply-adds.
 */
export function fittedSurface(grey: ArrayLike<number>, height: number, width: number): Float32Array {
  const cells = height * width
  const weights = new Float64Array(cells)
  const rim = Math.max(1, Math.round(Math.min(height, width) / 10))
  for (let i = 0; i < cells; i++) {
    const [h, w] = [Math.floor(i / width), i % width]
    weights[i] = h < rim || w < rim || h >= height - rim || w >= width - rim ? 1 : 0
  }
  const place = (i: number) => terms((2 * (i % width) + 1) / width - 1, (2 * Math.floor(i / width) + 1) / height - 1)
  const off = new Float64Array(cells)
  let factors: readonly number[] = []
  for (let round = 0; round < 15; round++) {
    // The curved terms come in when the plane has settled.
    factors = leastSquares(place, grey, weights, cells, round < 4 ? 3 : 6) ?? factors
    const value = (at: readonly number[]) => at.reduce((sum, term, t) => sum + term * (factors[t] ?? 0), 0)
    for (let i = 0; i < cells; i++) off[i] = Math.abs(grey[i]! - value(place(i)))
    const counted = round === 0 ? off.filter((_, i) => weights[i] === 1) : off
    const size = Math.max(1, 2.5 * (counted.slice().sort()[counted.length >> 1] ?? 0))
    for (let i = 0; i < cells; i++) {
      const far = off[i]! / size
      weights[i] = 1 / ((1 + far * far) * (1 + far * far))
    }
  }
  return Float32Array.from({ length: cells }, (_, i) => place(i).reduce((sum, term, t) => sum + term * (factors[t] ?? 0), 0))
}

/**
 * The median of the square around each cell whose side is half the picture's shorter one (at the border: of what lies inside),
 * in steps of one grey level. One histogram slides along each row (Huang 1979): cells · (side + 256) steps.
 */
export function localMedian(grey: ArrayLike<number>, height: number, width: number): Float32Array {
  const reach = Math.max(1, Math.round(Math.min(height, width) / 4))
  const levels = Uint8Array.from({ length: height * width }, (_, i) => Math.round(Math.min(255, Math.max(0, grey[i]!))))
  const medians = new Float32Array(height * width)
  for (let h = 0; h < height; h++) {
    const counts = new Int32Array(256)
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
      medians[h * width + w] = level
    }
  }
  return medians
}

/** Weighted least squares in the first `count` terms; undefined where the cells do not determine them. */
function leastSquares(
  place: (i: number) => readonly number[],
  values: ArrayLike<number>,
  weights: ArrayLike<number>,
  cells: number,
  count: number,
): number[] | undefined {
  // The normal equations, with the right-hand side as the last column.
  const rows = Array.from({ length: count }, () => new Float64Array(count + 1))
  for (let i = 0; i < cells; i++) {
    const at = place(i)
    for (let r = 0; r < count; r++) {
      const factor = weights[i]! * at[r]!
      for (let c = 0; c < count; c++) rows[r]![c]! += factor * at[c]!
      rows[r]![count]! += factor * values[i]!
    }
  }
  for (let p = 0; p < count; p++) {
    let best = p
    for (let r = p + 1; r < count; r++) if (Math.abs(rows[r]![p]!) > Math.abs(rows[best]![p]!)) best = r
    ;[rows[p], rows[best]] = [rows[best]!, rows[p]!]
    if (!(Math.abs(rows[p]![p]!) > 1e-9)) return undefined
    for (let r = 0; r < count; r++) {
      if (r === p) continue
      const factor = rows[r]![p]! / rows[p]![p]!
      for (let c = p; c <= count; c++) rows[r]![c]! -= factor * rows[p]![c]!
    }
  }
  return rows.map((row, r) => row[count]! / row[r]!)
}
