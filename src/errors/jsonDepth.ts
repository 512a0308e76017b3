/**
 * How deep a JSON text lies in itself, before it is read: a hundred million brackets take all memory in JSON's own reader, and
 * far fewer all of the stack of whatever walks through the value afterwards.
 */

const [quote, backslash, openObject, closeObject, openList, closeList] = [0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d]

/** How many objects and lists lie in each other at the deepest place of a JSON text, given as UTF-8. What is no JSON has any. */
export function jsonDepth(json: Uint8Array): number {
  let [depth, deepest, inString] = [0, 0, false]
  for (let at = 0; at < json.length; at++) {
    const byte = json[at]
    if (byte === quote) inString = !inString
    else if (inString) at += byte === backslash ? 1 : 0
    else if (byte === openObject || byte === openList) deepest = Math.max(deepest, ++depth)
    else if (byte === closeObject || byte === closeList) depth--
  }
  return deepest
}
