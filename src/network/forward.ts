/**
 * The output of any number of images in one plan, where it lies: on backends whose memory the host sees, not a number of it is
 * copied. For outputs that fill half the memory; `predict` is the usual way, in batches and with a copy that stays.
 */

import type { RealArray } from '../backends/backend.ts'
import { UnsupportedError } from '../errors/errors.ts'
import { knownOptions, wholeOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { type GivenImages, readImages } from '../graph/modelInput.ts'
import { bytesText } from '../text/numbers.ts'
import { type Shape, sizeOf } from '../values/shape.ts'
import { refuseNotFinite, wholeImages } from './checkImages.ts'
import { staleView } from './networkErrors.ts'
import { type BatchWork, copy, inBatches, realArray } from './predict.ts'
import { type InferUse, plainInput } from './use.ts'
import type { Uses } from './uses.ts'

/** What a network outputs for a number of images. */
export interface ForwardOutput {
  /** [images, …output shape] */
  readonly shape: Shape
  /**
   * In plain order, [N, C, H, W]. Where `view` is true, it is the backend's memory itself, and holds until the network's next use
   * (any other call that computes, `dispose` too); asked for later, it is a RunError 'stale-view'. An array that was taken out
   * before does not notice: copy what must last (`data.slice()`).
   */
  readonly data: RealArray
  /** Whether `data` is the backend's memory, or a copy. */
  readonly view: boolean
}

/** From so many bytes of output on, a plan stays in plain order throughout: blocks would need the whole output twice. */
const plainFrom = 2 ** 26

/**
 * `images` [N, …input shape] → `{ shape: [N, …output shape], data, view }`. Without `batch` all go through one plan, and the
 * result is a view where the backend has one; with a smaller `batch`, so many at a time go through, into a copy.
 * @throws ShapeError where it is not a whole number of images; OptionError where they are not finite numbers; UnsupportedError
 *   'too-large', before anything is computed, where the plan does not fit into the backend or the copy not into memory
 */
export async function forwardOf(
  network: Uses & { readonly uses: number },
  images: GivenImages,
  options?: { readonly batch?: number },
): Promise<ForwardOutput> {
  const given = knownOptions('forward', options, ['batch'])
  if (given.batch !== undefined) wholeOption('forward', 'batch', given.batch)
  const { model, backend } = network
  const numbers = readImages('forward', model, network.input, images)
  const count = wholeImages('forward', model, numbers)
  const [size, outputSize] = [sizeOf(model.inputShape), sizeOf(model.outputShape)]
  const batch = Math.min(count, given.batch ?? count)
  const shape = [count, ...model.outputShape]
  // What cannot be held is refused before all these numbers are looked at.
  const all = batch < count ? copyFor(network, count * outputSize) : undefined
  refuseNotFinite('forward', 'image', model.inputShape, numbers)
  const input = plainInput(model.inputShape)
  const work: Pick<BatchWork<InferUse>, 'use' | 'write'> = {
    use(here) {
      const plain = here * outputSize * backend.realBytes >= plainFrom
      return { kind: 'infer', batch: here, input, ...(plain ? { layout: 'plain' as const } : {}) }
    },
    write: (plan, from) => plan.write(plan.values.raw, (raw) => copy(numbers, from * size, raw)),
  }
  if (all) {
    await inBatches(network, count, batch, {
      ...work,
      async read(plan, from) {
        all.set(await plan.read(plan.values.output), from * outputSize)
      },
    })
    return { shape, data: all, view: false }
  }
  const made: ForwardOutput[] = []
  await inBatches(network, count, count, {
    ...work,
    async read(plan) {
      const output = (await plan.read(plan.values.output)) as RealArray
      made.push(backend.view ? viewOf(network, shape, output) : { shape, data: output, view: false })
    },
  })
  return made[0]!
}

/** The output with a look at the clock: a view that the network has written over since is not handed out. */
function viewOf(network: Uses & { readonly uses: number }, shape: Shape, output: RealArray): ForwardOutput {
  const { uses } = network
  return {
    shape,
    get data() {
      if (network.uses !== uses) throw staleView(network.model)
      return output
    },
    view: true,
  }
}

function copyFor({ model, backend }: Uses, length: number): RealArray {
  try {
    return realArray(backend, length)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new UnsupportedError(
      {
        code: 'too-large',
        message: say('the output of "{name}" for these images is {bytes}, more than one array can hold here.', {
          name: model.name,
          bytes: bytesText(length * backend.realBytes),
        }),
        fix: say('pass fewer images at a time.'),
      },
      { cause: error },
    )
  }
}
