/** A picture of one's own for a run: in the bytes and the size that the run's pictures are stored in. */
import { digitPicture, loadImage, resize } from '../image.ts'
import type { Run } from '../runs.ts'

/** Whether pictures are prepared as MNIST made its digits. */
export function isHandwriting({ config }: Run): boolean {
  return config.input.stored.join() === '1,28,28'
}

/** Scaled to the stored size; pictures for runs of handwriting are made as MNIST made its digits, unless taken as they are. */
export async function rawPicture(path: string, run: Run, asIs: boolean): Promise<Uint8Array> {
  const { stored } = run.config.input
  const [channels, height, width] = stored
  const handwriting = !asIs && isHandwriting(run)
  const loaded = await loadImage(path, { gray: channels === 1, background: handwriting ? 'contrast' : 255 })
  if (handwriting) return digitPicture(loaded).data
  const { data } = resize(loaded, [height!, width!], { fit: 'contain', background: run.config.input.border })
  return Uint8Array.from(data, (value) => Math.round(Math.min(255, Math.max(0, value))))
}
