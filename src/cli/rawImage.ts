/** An image of the user's own, in the size and colours that a run's images have. */
import { imageFor, loadImage } from '../image.ts'
import type { RawImage } from '../index.ts'
import type { Run } from '../runs.ts'

/** Whether the run's images are handwriting, cut out and centred as MNIST's. */
export function isHandwriting({ input }: Run): boolean {
  return input.handwriting === true
}

/** Resized to what the run's images have; for a run of handwriting made as its digits were, unless it is taken as it is. */
export async function rawImage(path: string, run: Run, asIs: boolean): Promise<RawImage & { readonly data: Uint8Array }> {
  const background = !asIs && isHandwriting(run) ? 'contrast' : 255
  return imageFor(run, await loadImage(path, { grey: run.input.colours === 'grey', background }), { asIs })
}
