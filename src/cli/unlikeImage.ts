/** Whether an image is unlike all that a run was trained on, as the command says it: on the screen and as an event. */
import { shareText } from '../figures.ts'
import type { Network } from '../index.ts'
import { type Familiarity, type InspectedImage, type Unlikeness, unlikeness } from '../inspect.ts'
import type { Screen } from './screen.ts'
import { wrap } from './width.ts'

/** How unlike an image is, and by what that was measured; undefined for runs in which it was not measured. */
export type Measured = (Unlikeness & { readonly share: number }) | undefined

/** Asks a network how unlike an image, as it reads it, is to those that it learned from. */
export function comparedBy(net: Network, familiarity: Familiarity | undefined) {
  return async (image: InspectedImage): Promise<Measured> =>
    familiarity && { ...(await unlikeness(net, familiarity, image)), share: familiarity.share }
}

/** Of an event: `unlike` is null where it was not measured. */
export function unlikeFields(measured: Measured): object {
  return measured
    ? { unlike: measured.unlike, unlikeness: measured.value, unlikenessLimit: 1 }
    : { unlike: null, unlikeness: null, unlikenessLimit: 1 }
}

/** What is said of an image that is unlike, in lines of at most so many columns; nothing of any other. */
export function unlikeLines(measured: Measured, { words, paint }: Screen, columns: number): string[] {
  if (!measured?.unlike) return []
  const value = Number.isFinite(measured.value) ? measured.value.toFixed(2) : '∞'
  // Painted line by line: a style does not reach over the end of one.
  return [
    ...wrap(words.predict.unlike, columns).map((line) => paint.warn(line)),
    ...wrap(words.predict.unlikeBy(value, shareText(measured.share)), columns).map((line) => paint.dim(line)),
  ]
}
