/**
 * Finds what JSON.parse lets pass: a key that stands twice in one object. Character by character, not by a regular expression:
 * on millions of escapes one runs out of stack.
 */

const [quote, backslash, colon, openObject, closeObject, openList, closeList] = [0x22, 0x5c, 0x3a, 0x7b, 0x7d, 0x5b, 0x5d]

/** The first repeated key of a text that is known to be JSON, or undefined. */
export function repeatedKey(json: string): string | undefined {
  const open: Set<string>[] = [] // the keys of each object or list that is open; a list's stays empty
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at)
    if (code === openObject || code === openList) open.push(new Set())
    else if (code === closeObject || code === closeList) open.pop()
    else if (code === quote) {
      const end = stringEnd(json, at)
      if (isKey(json, end)) {
        const key = JSON.parse(json.slice(at, end)) as string
        const keys = open.at(-1)
        if (keys?.has(key)) return key
        keys?.add(key)
      }
      at = end - 1
    }
  }
  return undefined
}

/** One after the closing quote of the string that begins at `at`. */
function stringEnd(json: string, at: number): number {
  for (at++; json.charCodeAt(at) !== quote; at++) if (json.charCodeAt(at) === backslash) at++
  return at + 1
}

/** Whether a colon follows. */
function isKey(json: string, at: number): boolean {
  while (/\s/.test(json[at] ?? '')) at++
  return json.charCodeAt(at) === colon
}
