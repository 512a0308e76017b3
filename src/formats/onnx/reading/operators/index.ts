/** How each operation is translated, by its name in ONNX. */
import type { Translate } from '../node.ts'
import { arithmetic } from './arithmetic.ts'
import { convolutions } from './convolution.ts'
import { elementwise } from './elementwise.ts'
import { normalizations } from './normalization.ts'
import { parts } from './parts.ts'
import { poolings } from './pooling.ts'
import { products } from './products.ts'
import { reductions } from './reductions.ts'
import { resizing } from './resizing.ts'
import { shapes } from './shapes.ts'

/** Of values that depend on the image. */
export const translations: ReadonlyMap<string, Translate> = new Map(
  Object.entries({
    ...convolutions,
    ...poolings,
    ...normalizations,
    ...products,
    ...elementwise,
    ...arithmetic,
    ...shapes,
    ...parts,
    ...resizing,
    ...reductions,
  }),
)
