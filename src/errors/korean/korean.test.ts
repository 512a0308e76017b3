/** The Korean tables: whole, without a sentence twice, with the holes of the English ones; and the particles. */
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import { spoken } from '../say.ts'
import { korean } from './index.ts'
import { bound } from './particle.ts'

const holes = (text: string) =>
  [...text.matchAll(/\{(\w+)(?::\p{L}+)?\}/gu)].map(([, name]) => name!).filter((name, i, all) => all.indexOf(name) === i)

test('every sentence has its Korean, in Korean or of code alone', () => {
  for (const [english, text] of Object.entries(korean.sentences)) {
    assert.notEqual(text.trim(), '', english)
    const words = english.replace(/\{[^{}]*\}/g, '').match(/[a-z]{3,}/gi) ?? []
    if (words.length > 2) assert.match(text, /[가-힣]/, english)
  }
})

test('a Korean sentence has all the holes of the English one', () => {
  for (const [english, text] of Object.entries(korean.sentences))
    assert.deepEqual(holes(text).sort(), holes(english).sort(), english)
})

test('no sentence stands in two tables', async () => {
  const files = readdirSync(new URL('.', import.meta.url)).filter((name) => /^[a-zA-Z]+\.js$/.test(name))
  const seen = new Map<string, string>()
  for (const file of files.filter((name) => !['index.js', 'particle.js'].includes(name)))
    for (const table of Object.values((await import(new URL(file, import.meta.url).href)) as Record<string, object>))
      for (const english of Object.keys(table)) {
        assert.equal(seen.get(english), undefined, `${english}: ${seen.get(english)} and ${file}`)
        seen.set(english, file)
      }
  assert.equal(seen.size, Object.keys(korean.sentences).length)
})

test('particles go by how a word ends', () => {
  // biome-ignore format: a table
  const cases: [string, string, string][] = [
    ['scale', '을', 'scale을'], ['scale', '으로', 'scale로'], ['title', '은', 'title은'], ['frame', '으로', 'frame으로'],
    ['line', '이', 'line이'], ['size', '을', 'size를'], ['f.png', '은', 'f.png는'], ['type', '은', 'type은'], ['loop', '은', 'loop는'], ['dropout', '을', 'dropout을'],
    ['step', '을', 'step을'], ['padding', '을', 'padding을'], ['모델', '을', '모델을'], ['레이어', '을', '레이어를'], ['3', '을', '3을'], ['2', '을', '2를'], ['conv2d', '을', 'conv2d를'],
    ['모델', '으로', '모델로'], ['층', '으로', '층으로'], ['7', '으로', '7로'], ['6', '으로', '6으로'],
    ['"C3"', '은', '"C3"은'], ['model', '이', 'model이'], ['layer', '이', 'layer가'], ['1×28×28', '과', '1×28×28과'],
    ['', '은', '는'], ['값', '이라', '값이라'], ['수', '이어야', '수여야'],
  ]
  for (const [word, particle, wanted] of cases) assert.equal(bound(word, particle), wanted)
})

test('a particle follows a hole, or the quote behind one', () => {
  const table = { ...korean, sentences: { '"{name}" or {other}': '"{name}"{:을} {other:은}' } }
  const said = (name: string) => spoken({ text: '"{name}" or {other}', holes: { name, other: '모델' } }, table)
  assert.deepEqual([said('C3'), said('relu')], ['"C3"을 모델은', '"relu"를 모델은'])
})
