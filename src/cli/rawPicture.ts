/** A picture of one's own for a run: in the bytes and the size that the run's pictures are stored in. */
import { digitPicture, loadImage, resize } from '../image.ts'
import type { Run } from '../runs.ts'

/** Scaled to the stored size; pictures for 28×28 runs are made as MNIST made its digits, unless they are taken as they are. */
export async function rawPicture(path: string, run: Run, asIs: boolean): Promise<Uint8Array> {
  const { stored } = run.config.input
  const [channels, height, width] = stored
  const loaded = await loadImage(path, { gray: channels === 1 })
  if (!asIs && stored.join() === '1,28,28') return digitPicture(loaded).data
  const { data } = resize(loaded, [height!, width!], { fit: 'contain', background: run.config.input.border })
  return Uint8Array.from(data, (value) => Math.round(Math.min(255, Math.max(0, value))))
}
