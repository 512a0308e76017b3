/** An array of numbers with a shape. [N, C, H, W]: the last index moves fastest, as in NumPy. */
export interface Tensor {
  shape: number[]
  data: Float64Array
}

/** A tensor of zeros: zeros(2, 3) has two rows of three. */
export function zeros(...shape: number[]): Tensor {
  return { shape, data: new Float64Array(shape.reduce((product, size) => product * size, 1)) }
}

/** A tensor of nested lists: tensor([[1, 2], [3, 4]]) has shape [2, 2]. */
export function tensor(values: unknown[]): Tensor {
  const shape: number[] = []
  for (let level: unknown = values; Array.isArray(level); level = level[0]) shape.push(level.length)
  return { shape, data: Float64Array.from(values.flat(Number.POSITIVE_INFINITY) as number[]) }
}

/** The same numbers with another shape. */
export function reshape({ data }: Tensor, ...shape: number[]): Tensor {
  return { shape, data }
}

/** Random numbers from N(0, deviation²), the same for the same seed. */
export function randomNormal(shape: number[], deviation: number, seed: number): Tensor {
  const result = zeros(...shape)
  let state = seed + 1
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state + 0.5) / 4294967296
  }
  // Twelve uniform numbers have variance 1, and their sum is close to normal.
  for (let i = 0; i < result.data.length; i++) {
    let sum = -6
    for (let k = 0; k < 12; k++) sum += uniform()
    result.data[i] = deviation * sum
  }
  return result
}
