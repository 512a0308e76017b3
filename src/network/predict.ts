/** Scores of any number of plain images, in batches; and the loop over batches that all uses of many images share. */
import type { RealArray } from '../backends/backend.ts'
import { knownOptions, wholeOption } from '../errors/options.ts'
import { type GivenImages, readImages } from '../graph/modelInput.ts'
import type { Segment } from '../ops/plan.ts'
import { sizeOf } from '../values/shape.ts'
import { countImages } from './checkImages.ts'
import type { OpenPlan } from './prepared.ts'
import { type PlanUse, plainInput } from './use.ts'
import type { Uses } from './uses.ts'

/** What `inBatches` does with each batch. */
export interface BatchWork<U extends PlanUse, Got = undefined> {
  /** The use for a batch of so many: the last one may be smaller. */
  use(batch: number): U
  /** Gets what a batch is made of, outside any turn: others use the network meanwhile. */
  get?(): Got | Promise<Got>
  /** Writes the images from … from + count − 1, and what else the plan reads. `got`: what `get` has got. */
  write(plan: OpenPlan<U>, from: number, count: number, got: Got): void
  /** Default: forward. */
  readonly segments?: readonly Segment[]
  /** Takes out what came of them. */
  read(plan: OpenPlan<U>, from: number, count: number): Promise<void>
  /** Between two batches, outside any turn. */
  between?(): Promise<void> | undefined
}

/** Images 0 … count − 1, `batch` at a time, each batch in a turn of its own: write, run, read. */
export async function inBatches<U extends PlanUse, Got = undefined>(
  network: Pick<Uses, 'use'>,
  count: number,
  batch: number,
  { use, get, write, segments = ['forward'], read, between }: BatchWork<U, Got>,
): Promise<void> {
  for (let from = 0; from < count; from += batch) {
    const here = Math.min(batch, count - from)
    const given = get?.()
    // What is there at once is used at once: so a use within a use is known for one.
    const got = (given instanceof Promise ? await given : given) as Got
    await network.use(use(here), async (plan) => {
      write(plan, from, here, got)
      plan.writeStep()
      await plan.run(...segments)
      await read(plan, from, here)
    })
    await between?.()
  }
}

/** Images are plain numbers as the network sees them, one after the other, or raw images. */
export async function predictWith(network: Uses, given: GivenImages, options?: { readonly batch?: number }): Promise<RealArray> {
  const { batch = 64 } = knownOptions('predict', options, ['batch'])
  wholeOption('predict', 'batch', batch)
  const { model, backend } = network
  const images = readImages('predict', model, network.input, given)
  const count = countImages('predict', model, images)
  const [size, outputSize] = [sizeOf(model.inputShape), sizeOf(model.outputShape)]
  const scores = realArray(backend, count * outputSize)
  const input = plainInput(model.inputShape)
  await inBatches(network, count, batch, {
    use: (here) => ({ kind: 'infer', batch: here, input }),
    write: (plan, from) => plan.write(plan.values.raw, (data) => copy(images, from * size, data)),
    async read(plan, from) {
      scores.set(await plan.read(plan.values.output), from * outputSize)
    },
  })
  return scores
}

/** As a backend holds reals. */
export function realArray({ realBytes }: { readonly realBytes: 4 | 8 }, length: number): RealArray {
  return realBytes === 8 ? new Float64Array(length) : new Float32Array(length)
}

/** Fills a place with the numbers of `from` that begin at `offset`. */
export function copy(
  from: ArrayLike<number>,
  offset: number,
  to: { length: number; [index: number]: number; set?: unknown },
): void {
  if (ArrayBuffer.isView(from) && 'set' in to)
    (to as Float32Array).set((from as Float32Array).subarray(offset, offset + to.length))
  else for (let i = 0; i < to.length; i++) to[i] = from[offset + i]!
}
