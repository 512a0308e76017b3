/** The guide to ONNX names every operation that is known, and no other. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { translations } from '../../src/formats/onnx/reading/operators/index.ts'

for (const name of ['onnx.md', 'onnx.ko.md'])
  test(name, () => {
    const text = readFileSync(new URL(`../../../docs/guides/${name}`, import.meta.url), 'utf8')
    const rows = text.split('\n').filter((line) => line.startsWith('| ') && /[A-Z]\w+, /.test(line))
    const named = rows.flatMap((row) => row.split('|')[2]!.trim().split(', '))
    assert.deepEqual(named.sort(), [...translations.keys()].sort())
  })
