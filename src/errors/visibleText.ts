/**
 * Text from outside on its way to a screen or a page: a name in a model, a file or a server's answer may hold characters that
 * a terminal obeys (escape sequences) or that no one sees (reversed direction, zero width). Here they become visible escapes.
 */

/**
 * Controls, characters that change the direction, zero-width ones, line and paragraph separators, halves of surrogate pairs, and
 * what looks like nothing: Hangul fillers, variation selectors, the empty Braille cell. First, to be left alone: an emoji with
 * its selector, and with the joiner that makes one of it and the next.
 */
const hidden =
  /(\p{Extended_Pictographic}\p{Emoji_Modifier}?(?:\ufe0f?\u200d(?=\p{Extended_Pictographic})|\ufe0f))|[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu

/** A text in one line in which everything can be seen: `\u{1b}` for what a terminal would obey, `\u{a}` for a new line. */
export function visibleText(text: string): string {
  return text.replace(hidden, (found, joined) => joined ?? codePoint(found))
}

/** The same for a text of several lines: line feeds stay. */
export function visibleLines(text: string): string {
  return text.replace(hidden, (found, joined) => joined ?? (found === '\n' ? found : codePoint(found)))
}

/** The same for JSON, whose meaning stays: the escapes are those of JSON, and line feeds stay. */
export function visibleJson(json: string): string {
  return json.replace(hidden, (found, joined) => joined ?? (found === '\n' ? found : codeUnits(found)))
}

function codePoint(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`
}

function codeUnits(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
}
