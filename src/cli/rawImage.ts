/** An image of the user's own, in the size and colours that a network's images have. */
import { imageFor, loadImage } from '../image.ts'
import type { ModelInput, RawImage } from '../index.ts'

/** Whatever knows how images are read: a run, a model of the zoo with its weights. */
export interface Reader {
  readonly input: ModelInput
}

/** Whether its images are handwriting, cut out and centred as MNIST's. */
export function isHandwriting({ input }: Reader): boolean {
  return input.handwriting === true
}

/** Resized to what its images have; for handwriting made as its digits were, unless it is taken as it is. */
export async function rawImage(path: string, reader: Reader, asIs: boolean): Promise<RawImage & { readonly data: Uint8Array }> {
  const background = !asIs && isHandwriting(reader) ? 'contrast' : 255
  return imageFor(reader, await loadImage(path, { grey: reader.input.colours === 'grey', background }), { asIs })
}
