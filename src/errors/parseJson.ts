/** JSON from outside: what cannot be read, or is nested too deeply to be walked, is an error of the file that it stands in. */
import type { FormatError } from './errors.ts'
import { jsonDepth } from './jsonDepth.ts'

/** No file of Striate is nested deeper than a dozen levels. */
const mostDepth = 100

/**
 * The value of a JSON text; `fail` makes the error, which names the file, of a sentence without its full stop.
 * @throws FormatError where it is not JSON, or its objects and lists lie more than 100 deep in each other
 */
export function parseJson(text: string, fail: (why: string) => FormatError): unknown {
  // Before it is read: engines differ in how deep they read before their stack ends, and ours ends where a value is walked.
  const depth = jsonDepth(new TextEncoder().encode(text))
  if (depth > mostDepth) throw fail(`its objects and lists lie ${depth} deep in each other, of at most ${mostDepth}`)
  try {
    return JSON.parse(text)
  } catch (error) {
    throw fail(`it is not JSON (${(error as Error).message})`)
  }
}
