/** Finds what JSON.parse lets pass: a key that stands twice in one object. */

/** The first repeated key of a text that is known to be JSON, or undefined. */
export function repeatedKey(json: string): string | undefined {
  const open: Set<string>[] = [] // the keys of each object or list that is open; a list's stays empty
  for (const [token, text, colon] of json.matchAll(/("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|[[\]{}]/g)) {
    if (token === '{' || token === '[') open.push(new Set())
    else if (token === '}' || token === ']') open.pop()
    else if (text !== undefined && colon !== undefined) {
      const key = JSON.parse(text) as string
      const keys = open.at(-1)
      if (keys?.has(key)) return key
      keys?.add(key)
    }
  }
  return undefined
}
