/** Images as pictures show them: red, green, blue. */
import type { Colours } from '../graph/modelInput.ts'
import type { Shape } from '../values/shape.ts'

/** As it is stored: bytes 0 … 255, [channels, height, width]; in colour, red comes first. */
export interface ExampleImage {
  readonly shape: Shape
  readonly data: ArrayLike<number>
}

/** The planes of a 'bgr' image the other way round; all others as they are. */
export function shownImage(image: ExampleImage, colours: Colours | undefined): ExampleImage {
  if (colours !== 'bgr') return image
  const { shape, data } = image
  const plane = data.length / 3
  return { shape, data: Float32Array.from(data, (_, i) => data[(2 - Math.floor(i / plane)) * plane + (i % plane)]!) }
}
