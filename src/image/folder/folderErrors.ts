/** What is said of folders whose files are no data set. */
import { FormatError, type StriateError } from '../../errors/errors.ts'
import { type Sentence, say } from '../../errors/say.ts'
import type { FoundImages } from './found.ts'

/** A file that cannot be read as an image. */
export interface Broken {
  readonly name: string
  readonly error: StriateError
}

/** @throws FormatError where a part has a class that is not among those that are known */
export function refuseUnknown({ path, classes }: FoundImages, known: readonly string[]): void {
  const other = classes.find((name) => !known.includes(name))
  if (other === undefined) return
  throw new FormatError({
    code: 'unknown-class',
    message: say('{path}: the class {name} is not one of {classes}.', {
      path,
      name: JSON.stringify(other),
      classes: firstOf(known),
    }),
    fix: say('remove it, or give it images to learn from.'),
    details: { path, class: other, classes: known },
  })
}

/** The first twenty names, as code. */
function firstOf(names: readonly string[]): string {
  const shown = names
    .slice(0, 20)
    .map((name) => JSON.stringify(name))
    .join(', ')
  return names.length > 20 ? `${shown}, …` : shown
}

export function noClass(name: string): FormatError {
  return new FormatError({ code: 'no-class', message: say('{name}: it lies in no class folder.', { name }) })
}

/** Of a file that was left out when the same files were read before. */
export function leftBefore(name: string): FormatError {
  return new FormatError({ code: 'left-out', message: say('{name}: it was left out before.', { name }) })
}

/** The first few, each with what is wrong with it. */
function reasons(broken: readonly Broken[]): Sentence[] {
  const shown = broken.slice(0, 5).map(({ error }) => error.data.message)
  return broken.length > 5 ? [...shown, say('and {count} more', { count: broken.length - 5 })] : shown
}

export function brokenImages(path: string, broken: readonly Broken[], all: number): FormatError {
  return new FormatError({
    code: 'broken-images',
    message: say('{path}: {count} of {all} files cannot be read as images.', { path, count: broken.length, all }),
    numbers: reasons(broken),
    fix: say('convert or remove them, or leave them out: skipBroken: true of imageFolder, or --skip-broken.'),
    details: { path, files: broken.map(({ name }) => name) },
  })
}

export function noneLeft(path: string, name: string, broken: readonly Broken[]): FormatError {
  return new FormatError({
    code: 'empty-class',
    message: say('{path}: no file of the class {name} can be read as an image.', { path, name: JSON.stringify(name) }),
    numbers: reasons(broken),
    fix: say('put images of this class into it, or remove it.'),
    details: { path, class: name },
  })
}
