/** A picture of the user's own, in the size and colours that a run's images have. */
import { imageFor, loadImage } from '../image.ts'
import type { RawImage } from '../index.ts'
import type { Run } from '../runs.ts'

/** Scaled to the size of the run's images; for a run of handwriting made as its digits were, unless it is taken as it is. */
export async function rawPicture(path: string, run: Run, asIs: boolean): Promise<RawImage & { readonly data: Uint8Array }> {
  return imageFor(run, await loadImage(path, { grey: run.input.colours === 'grey' }), { asIs })
}
