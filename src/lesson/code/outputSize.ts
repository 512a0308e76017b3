/** How many positions a window of size f has along n pixels, with p pixels of padding at each end: (n + 2p − f) / s + 1. */
export function outputSize(n: number, f: number, p = 0, s = 1): number {
  const size = (n + 2 * p - f) / s + 1
  if (!Number.isInteger(size)) throw new Error(`(${n} + 2·${p} − ${f}) / ${s} + 1 = ${size}: adjust padding or stride`)
  return size
}
