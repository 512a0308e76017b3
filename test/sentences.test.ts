/** The tables of sentences hold what the sources say, and nothing that is no longer said. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { korean } from '../src/korean.ts'
import { readSources } from './sources.ts'

test('every sentence of the tables is said somewhere', () => {
  const sources = [...readSources()].filter(([path]) => !path.startsWith('errors/korean/'))
  const text = sources.map(([, source]) => source.replaceAll("\\'", "'")).join('\n')
  const silent = Object.keys(korean.sentences).filter((sentence) => {
    const said = sentence.replaceAll('\n', '\\n')
    return !text.includes(`'${said}'`) && !text.includes(`"${said}"`)
  })
  assert.deepEqual(silent, [])
})
