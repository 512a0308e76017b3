/** The marked code is the code: not a letter is lost. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { highlighted } from './highlight.ts'
import { listings } from './listings.generated.ts'

const textOf = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

test('every listing is marked, and its text is the same', () => {
  assert.ok(Object.keys(listings).length >= 15)
  for (const [name, code] of Object.entries(listings)) {
    const { text } = highlighted(code)
    assert.equal(textOf(text), code, name)
    assert.match(text, /<span class="keyword">export<\/span>/, name)
  }
})

test('what is marked as what', () => {
  assert.equal(
    highlighted("const x = f(1.5) // it's <b>").text,
    '<span class="keyword">const</span> x = <span class="called">f</span>(<span class="number">1.5</span>) ' +
      '<span class="comment">// it&#39;s &lt;b&gt;</span>',
  )
  assert.equal(highlighted("'a // b'").text, '<span class="string">&#39;a // b&#39;</span>')
  // A name of a property is not a keyword.
  assert.match(highlighted('{ from: 1 }').text, /^\{ from: /)
})
