/**
 * What the sections work with: the photograph in colour and in grey, the batch of fifteen, and a way to run layers on the
 * engine without ever copying a whole result (the lecture's largest is 0.68 GiB). Everything is made once and when needed.
 */
import type { Backend } from '../backends/backend.ts'
import { luma } from '../image/loadImage.ts'
import type { AnyImage } from '../image/resize.ts'
import type { Layer } from '../layers/layer.ts'
import { sequential } from '../model/graph.ts'
import { plainInput } from '../network/use.ts'
import { sizeOf } from '../values/shape.ts'
import { images15 } from './images15.ts'
import { side } from './photograph.ts'

/** A batch of images, [N, C, H, W]. */
export interface Batch {
  readonly shape: readonly number[]
  readonly data: Float32Array
}

/** What one layer output, while it lies in the engine's memory. */
export interface LayerResult {
  /** [N, C, H, W] */
  readonly shape: readonly number[]
  /** A copy of one map, [H, W]; image and map are counted from 1, as the lecture counts them. */
  map(number: number, image?: number): { readonly shape: readonly [number, number]; readonly data: Float32Array }
}

/** What a section is given. */
export interface LessonContext {
  readonly backend: Backend
  /** [3, 440, 440], 0 … 255. */
  readonly colour: AnyImage & { readonly data: Float32Array }
  /** [1, 440, 440], 0 … 255. */
  readonly grey: AnyImage & { readonly data: Float32Array }
  /** One image, or the fifteen. */
  batch(kind: 'grey' | 'colour', images: 1 | 15): Batch
  /**
   * Runs layers one after the other on a batch, with first weights of the seed, and gives `look` what each of them (named) put
   * out; the memory is given back when it returns.
   */
  run<T>(images: Batch, layers: readonly Layer[], look: (results: readonly LayerResult[]) => T, seed?: number): Promise<T>
}

/** A context for a photograph [3, 440, 440]. */
export function lessonContext(
  colour: AnyImage & { readonly data: Float32Array },
  backend: Backend,
  signal?: AbortSignal,
): LessonContext {
  const grey = { shape: [1, side, side], data: luma(colour.data, 3) }
  const made = new Map<string, Batch>()
  return {
    backend,
    colour,
    grey,
    batch(kind, images) {
      const one = kind === 'grey' ? grey : colour
      if (images === 1) return { shape: [1, ...one.shape], data: one.data }
      const found = made.get(kind) ?? images15(one)
      made.set(kind, found)
      return found
    },
    async run(images, layers, look, seed = 1) {
      signal?.throwIfAborted()
      const [count, ...shape] = images.shape as [number, ...number[]]
      const model = sequential('a cell of the lecture', shape, layers)
      const network = await model.open(backend, { seed })
      try {
        const names = model.nodes.map(({ name }) => name)
        // A result is an output of the plan: only those that are read later are kept, and nothing is copied.
        return await network.use({ kind: 'inspect', batch: count, input: plainInput(shape), keep: names }, async (plan) => {
          plan.write(plan.values.raw, (data) => (data as Float32Array).set(images.data))
          plan.writeStep()
          await plan.run('forward')
          const results: LayerResult[] = []
          for (const value of plan.values.kept.values())
            results.push(resultOf(value.shape, (await plan.read(value)) as Float32Array))
          return look(results)
        })
      } finally {
        network.dispose()
      }
    },
  }
}

function resultOf(shape: readonly number[], data: Float32Array): LayerResult {
  const [, maps, height, width] = shape as [number, number, number, number]
  const size = sizeOf([height, width])
  return {
    shape,
    map(number, image = 1) {
      const from = ((image - 1) * maps + number - 1) * size
      return { shape: [height, width], data: Float32Array.from(data.subarray(from, from + size)) }
    },
  }
}
