/** JSON from outside: what cannot be read, or is nested too deeply to be walked, is an error of the file that it stands in. */
import type { FormatError } from './errors.ts'
import { jsonDepth } from './jsonDepth.ts'
import { asIs, type Sentence, say } from './say.ts'

/** No file of Striate is nested deeper than a dozen levels. */
const mostDepth = 100

/**
 * The value of a JSON text; `fail` makes the error, which names the file, of a sentence without its full stop.
 * @throws FormatError where it is not JSON, or its objects and lists lie more than 100 deep in each other
 */
export function parseJson(text: string, fail: (why: Sentence) => FormatError): unknown {
  // Before it is read: engines differ in how deep they read before their stack ends, and ours ends where a value is walked.
  const depth = jsonDepth(new TextEncoder().encode(text))
  if (depth > mostDepth)
    throw fail(say('its objects and lists are nested {depth} deep; at most {most} are allowed', { depth, most: mostDepth }))
  try {
    return JSON.parse(text)
  } catch (error) {
    throw fail(say('it is not JSON ({why})', { why: asIs((error as Error).message) }))
  }
}
