/**
 * The lecture's photograph: the reader's own, or the one that lies with the package (assets/astronaut.png: Eileen Collins, NASA,
 * public domain). Either is brought to 440×440, the size of the lecture's tables.
 */
import { type ImageSource, type LoadedImage, loadImage } from '../image/loadImage.ts'

/** Height and width of the lecture's image. */
export const side = 440

/**
 * Where the package's own photograph is: `assets/` lies beside `dist/` and `src/`, and this file one or two folders below them.
 */
export function ownPhotograph(here: string = import.meta.url): URL {
  return new URL(here.includes('/dist/src/') ? '../../../assets/astronaut.png' : '../../assets/astronaut.png', here)
}

/** The photograph, red, green and blue, [3, 440, 440]. @throws as `loadImage` */
export function loadPhotograph(source: ImageSource | undefined, signal?: AbortSignal): Promise<LoadedImage> {
  return loadImage(source ?? ownPhotograph().href, { size: side, fit: 'cover', signal })
}
