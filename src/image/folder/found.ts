/** What was found of a data set: its files and classes, part by part. */
import type { Labelled } from './walk.ts'

/** The images of one part, in their order. */
export interface FoundImages {
  /** The folder or list. */
  readonly path: string
  readonly isList: boolean
  readonly files: readonly Labelled[]
  /** Names of images that lie beside the class folders, and so have no class. */
  readonly stray: readonly string[]
  /** Sorted by code units. */
  readonly classes: readonly string[]
}

/** Those of a whole data set. */
export interface FoundParts {
  readonly training: FoundImages
  readonly validation?: FoundImages
  readonly test?: FoundImages
}
