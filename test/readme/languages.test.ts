/** README.md and README.ko.md say the same: the same parts, code, numbers and images; and what they point at is there. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

const root = new URL('../../../', import.meta.url)
const [english, korean] = ['README.md', 'README.ko.md'].map((name) => readFileSync(new URL(name, root), 'utf8')) as [
  string,
  string,
]

const matches = (text: string, form: RegExp) => [...text.matchAll(form)].map((found) => found[1] ?? found[0])

/** What runs in a block of code: comments are in the reader's language. */
const code = (text: string) => matches(text, /```\w+\n([\s\S]*?)```/g).map((block) => block.replace(/\s+(#|\/\/).*$/gm, ''))

/** Every number, as it is written, in order; the words around them may stand in another order within a line. */
const numbers = (text: string) =>
  text
    .replace(/```[\s\S]*?```/g, '')
    .split('\n')
    .map((line) => matches(line, /\d[\d,.]*\d|\d/g).sort())
    .filter((found) => found.length > 0)

test('the same headings, code, images, tables and numbers', () => {
  assert.equal(matches(english, /^#+ /gm).join(), matches(korean, /^#+ /gm).join())
  assert.deepEqual(code(korean), code(english))
  const image = /!\[[^\]]*\]\(([^)]+)\)/g
  assert.deepEqual(matches(korean, image), matches(english, image))
  assert.equal(matches(english, /^\|/gm).length, matches(korean, /^\|/gm).length)
  assert.deepEqual(numbers(korean), numbers(english))
})

test('every link leads to something', () => {
  for (const text of [english, korean])
    for (const link of matches(text, /\]\(([^)]+)\)/g)) assert.ok(/^https:/.test(link) || existsSync(new URL(link, root)), link)
})
