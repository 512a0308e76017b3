/** Addresses for messages: a login is never in them, and nothing else is lost. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { urlText } from './urlText.ts'

test('user and password are left out, in every form that has them', () => {
  for (const [address, shown] of [
    ['https://name:secret@example.com/a?b=c#d', 'https://example.com/a?b=c#d'],
    ['https://name@example.com/a', 'https://example.com/a'],
    ['https://:secret@example.com/a', 'https://example.com/a'],
    ['HTTP:name:secret@example.com', 'http://example.com/'],
    ['http:\\\\name:secret@example.com\\a', 'http://example.com/a'],
    ['ftp://name:se%40cret@example.com/a', 'ftp://example.com/a'],
    ['git+ssh://name:secret@example.com/a', 'git+ssh://example.com/a'],
    // These are not addresses; what would be a login in them is left out as well.
    ['http://name:se@cret@exa mple.com/a@b', 'http://exa mple.com/a@b'],
    ['http:name:secret@exa mple.com', 'http:exa mple.com'],
    ['file://name:secret@example.com/a', 'file://example.com/a'],
    ['//name:secret@example.com/a', '//example.com/a'],
  ] as const)
    assert.equal(urlText(address), shown, address)
})

test('what has no login stays as it was written', () => {
  for (const address of [
    'https://EXAMPLE.com/a@b?c=d@e',
    'http://example.com',
    'data:text/plain,a@b',
    '/files/a@b',
    'photos@home/a.png',
    'C:\\me@home\\a.png',
    '',
  ])
    assert.equal(urlText(address), address)
})
