/** What a terminal would obey or no one would see becomes visible; what people write stays as it is. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { visibleJson, visibleLines, visibleText } from './visibleText.ts'

test('what looks like nothing, turns the direction or is obeyed', () => {
  for (const hidden of [
    '\u001b',
    '\u0007',
    '\u202e',
    '\u200b',
    '\u2028',
    '\ud800',
    '\u115f',
    '\u3164',
    '\u2800',
    '\u034f',
    '\ufe00',
    '\u180b',
    '\u{e0100}',
  ])
    assert.equal(visibleText(`a${hidden}b`), `a\\u{${hidden.codePointAt(0)!.toString(16)}}b`)
  assert.equal(visibleText('a\nb'), 'a\\u{a}b')
  assert.equal(visibleLines('a\nb\u0007'), 'a\nb\\u{7}')
  assert.equal(JSON.parse(visibleJson(JSON.stringify({ a: 'x\u202ey' }))).a, 'x\u202ey')
})

test('letters, accents and emoji stay', () => {
  for (const plain of ['특징 맵', 'café', 'e\u0301', '❤️', '👩‍👩‍👧', '👍🏽', '½·σ(x)', 'a\u2003b'])
    assert.equal(visibleText(plain), plain)
})
