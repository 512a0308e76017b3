/**
 * The lecture's listings: the whole text of each file, and what stands beside its lines: where the notebook does it otherwise.
 * A note names its line by a piece of it, so that a changed listing is found out.
 */
import type { Words } from '../text/language.ts'
import { listings, programs } from './listings.generated.ts'

export type ListingName = keyof typeof listings

/** A word on one line of a listing. */
export interface LineNote {
  /** A piece of the line that no other line has. */
  readonly line: string
  readonly says: Words
}

/** A listing as a section shows it. */
export interface Listing {
  readonly file: ListingName
  /** What it is, in a few words. */
  readonly title: Words
  readonly notes?: readonly LineNote[]
  /** More about it, below. */
  readonly remark?: Words
}

/** A line of a listing, and the number of its note (from 1). */
export interface NotedLine {
  readonly text: string
  readonly note: number | undefined
}

/** The text of a file. */
export function textOf(file: ListingName): string {
  return listings[file]
}

/** All files, by name, with their types and without (.mjs): they lie beside the page. */
export const listingFiles: Readonly<Record<string, string>> = { ...listings, ...programs }

/** The lines of a listing with the numbers of their notes. @throws Error for a note whose line is not there, or there twice */
export function notedLines({ file, notes = [] }: Listing): NotedLine[] {
  const lines = listings[file].trimEnd().split('\n')
  const at = notes.map(({ line }) => {
    const found = lines.flatMap((text, i) => (text.includes(line) ? [i] : []))
    if (found.length !== 1) throw new Error(`${file} has ${found.length} lines with "${line}".`)
    return found[0]!
  })
  return lines.map((text, i) => ({ text, note: at.includes(i) ? at.indexOf(i) + 1 : undefined }))
}
