/**
 * Where bytes come from and go to: the one small interface through which data sets, formats, checkpoints and runs
 * reach files, so that none of them needs `fs` or `fetch`. Its simple forms lie beside it: a folder (Node), a web address
 * (read only), and plain memory. A write is whole or not at all.
 */

/**
 * A place for files: `folderStorage`, `webStorage`, `memoryStorage`, or one of your own. Paths are relative, with forward
 * slashes.
 */
export interface Storage {
  /** For messages: where this is. */
  readonly name: string
  /** The bytes of a file. Throws FormatError 'missing-file' where there is none. */
  read(path: string): Promise<Uint8Array>
  /** Reads a file that must lie in the storage's own folder, wherever links lead; where there are no links, it is left out. */
  readWithin?(path: string): Promise<Uint8Array>
  /** Writes a file, whole or not at all, and the folders it lies in. Throws UnsupportedError on a read-only storage. */
  write(path: string, bytes: Uint8Array): Promise<void>
  /** Adds bytes at the end of a file (made where there is none). A crash in the middle can leave a part of them. */
  append(path: string, bytes: Uint8Array): Promise<void>
  /**
   * Takes the lock of that name, until it is released or the process ends, however it ends. Throws RunError 'locked' where
   * someone living holds it.
   */
  lock(path: string): Promise<Lock>
  /** Whether someone living holds the lock of that name; where a storage cannot tell, it is left out. */
  isHeld?(path: string): Promise<boolean>
  /** The names of the files and folders in a folder, sorted; none where it does not exist. */
  list(folder?: string): Promise<string[]>
  /** Removes a file; nothing happens where there is none. */
  remove(path: string): Promise<void>
}

/** What `Storage.lock` took. */
export interface Lock {
  /** Gives it back; a second time does nothing. */
  release(): Promise<void>
}

/** How the names of files end that are only being written; one that stays is what a crash left, and can be removed. */
export const tornSuffix = '.part'
