/** The README's example runs as it stands there (one epoch instead of five), from the package's own doors. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = new URL('../../../', import.meta.url)

/** The blocks of code of a language in a Markdown file. */
function blocks(file: string, language: string): string[] {
  const text = readFileSync(new URL(file, root), 'utf8')
  return [...text.matchAll(/```(\w+)\n([\s\S]*?)```/g)].filter(([, name]) => name === language).map(([, , code]) => code!)
}

test('the example of README.md trains LeNet-5', () => {
  const example = blocks('README.md', 'ts').find((code) => code.includes('epochs: 5'))
  assert.ok(example)
  const lines = example
    .trim()
    .split('\n')
    .filter((line) => line.trim() !== '')
  assert.ok(lines.length <= 24, 'the example is short')
  const folder = new URL('dist/test/readme/', root)
  mkdirSync(folder, { recursive: true })
  const file = new URL('example.mjs', folder)
  writeFileSync(
    file,
    `${example.replace('epochs: 5', 'epochs: 1')}\nconsole.log(JSON.stringify({ accuracy, c1: c1.shape, values: c1.data.length }))\n`,
  )
  const { status, stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(file)], { encoding: 'utf8', timeout: 240_000 })
  assert.equal(status, 0, stderr)
  assert.match(stdout, /LeNet-5 {3}input 1×32×32/)
  assert.match(stdout, /total .*61,706 +416,520/)
  assert.match(stdout, /^1 900 \d\.\d{4}$/m)
  const { accuracy, c1, values } = JSON.parse(stdout.trim().split('\n').at(-1)!)
  assert.ok(accuracy > 0.95, `accuracy ${accuracy}`)
  assert.deepEqual([c1, values], [[6, 28, 28], 6 * 28 * 28])
})

test('the example of the lecture writes out what README.md says', () => {
  const example = blocks('README.md', 'ts').find((code) => code.includes('traceOutput'))
  assert.ok(example)
  const folder = new URL('dist/test/readme/', root)
  mkdirSync(folder, { recursive: true })
  const file = new URL('trace.mjs', folder)
  writeFileSync(file, example)
  const { stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(file)], { encoding: 'utf8' })
  const said = [...example.matchAll(/^\/\/ (.*)$/gm)].map(([, line]) => line)
  assert.deepEqual(stdout.trimEnd().split('\n'), said, stderr)
})
