/**
 * What a section of the lecture is: a title, a few sentences, and cells with what they print and show, as plain values in
 * both languages. Sections are computed by the files in sections/ and told by the page; nothing is drawn or written here.
 */
import type { Figure } from '../figures/pen.ts'
import type { Language, Words } from '../text/language.ts'
import type { Listing } from './listing.ts'

/** A drawing of a cell; it becomes `figures/<section>-<name>.png`. */
export interface LessonFigure {
  /** The file's name, without the section's number and the ending. */
  readonly name: string
  /** Below it on the page. */
  readonly caption: Words
  /**
   * The drawing. Where it holds words or ink of its own it is drawn for each language and for light and dark paper; photographs
   * and maps, `pixels`, are the same for all.
   */
  readonly draw: (lang: Language) => Figure
  readonly pixels?: boolean
}

/** A table of a cell: set as text, so that it can be read, searched and copied. */
export interface LessonTable {
  readonly head: readonly Words[]
  readonly rows: readonly (readonly (string | Words)[])[]
}

/** A cell: what was called, what it prints, what there is to see. */
export interface Cell {
  /** What this is, in a few words. */
  readonly label: Words
  /** The code, as it runs after the section's `setup` and the cells before it. */
  readonly call?: string
  /** What it prints, exactly: `[ 1, 1, 438, 438 ]`. Computed, never typed in. */
  readonly printed?: string
  /** Where what is printed is an error that was asked for: what it says, in Korean. */
  readonly refused?: string
  readonly table?: LessonTable
  /** A window that slides over an image: its numbers, and those of the map that it makes. */
  readonly slide?: Slide
  readonly figures?: readonly LessonFigure[]
  /** More of the same: folded away until someone asks. */
  readonly folded?: boolean
  /** Where the notebook's result is another, and why; or what to look at. */
  readonly remark?: Words
}

/** A small image, the side of the window, and the map. */
export interface Slide {
  readonly image: readonly (readonly number[])[]
  readonly kernel: number
  readonly map: readonly (readonly number[])[]
}

/** A section of the lecture. */
export interface Section {
  /** From 1. */
  readonly number: number
  /** A word for addresses and file names. */
  readonly id: string
  readonly title: Words
  /** Three or four sentences, one an entry. */
  readonly text: { readonly en: readonly string[]; readonly ko: readonly string[] }
  /** Files of the listings that belong here, whole. */
  readonly listings: readonly Listing[]
  /** Questions, with their answers folded away. */
  readonly questions: readonly { readonly asks: Words; readonly answer: Words }[]
  /** What the section's code begins with: imports, and the values that its cells share. */
  readonly setup: string
  readonly cells: readonly Cell[]
}

/** A text that is the same in both languages. */
export function same(words: string): Words {
  return { en: words, ko: words }
}
