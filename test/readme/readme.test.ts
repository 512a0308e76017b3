/** The README's examples run as they stand there, from the package's own import paths. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { mnist } from '../../src/data.ts'
import { createImage } from '../cli/image.ts'

const root = new URL('../../../', import.meta.url)

/** The blocks of code of a language in a Markdown file. */
function blocks(file: string, language: string): string[] {
  const text = readFileSync(new URL(file, root), 'utf8')
  return [...text.matchAll(/```(\w+)\n([\s\S]*?)```/g)].filter(([, name]) => name === language).map(([, , code]) => code!)
}

/** Runs a program within the package, whose own name leads to its import paths; gives what it prints. */
function run(name: string, code: string, folder = new URL('dist/test/readme/', root)): string {
  mkdirSync(folder, { recursive: true })
  const file = new URL(name, folder)
  writeFileSync(file, code)
  const { status, stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(file)], {
    cwd: fileURLToPath(folder),
    encoding: 'utf8',
    timeout: 240_000,
  })
  assert.equal(status, 0, stderr)
  return stdout
}

test('the first lines of README.md train a network; saved and loaded again, it classifies an image', async () => {
  const [first, second] = blocks('README.md', 'ts')
  assert.ok(first && second)
  assert.ok(first.trim().split('\n').length <= 12, 'the example is short')
  const digits = await mnist.test({ limit: 1 })
  const folder = new URL('dist/test/readme/', root)
  mkdirSync(folder, { recursive: true })
  // Dark on light, as on paper.
  const seven = createImage(28, 28, (y, x) => 255 - digits.raw(0)[y * 28 + x]!)
  writeFileSync(new URL('seven.png', folder), seven)
  const lines = run('first.mjs', `${first}\n${second}`).trim().split('\n')
  assert.match(lines[0]!, /^200 \d\.\d{3}$/)
  assert.ok(Number(lines.at(-2)) > 0.95, `accuracy ${lines.at(-2)}`)
  assert.equal(lines.at(-1), '7')
})

test('the example of ONNX: written and loaded again', () => {
  const [first] = blocks('README.md', 'ts')
  const onnx = blocks('README.md', 'ts').find((code) => code.includes('digits.onnx'))
  assert.ok(first && onnx)
  assert.equal(
    run('onnx.mjs', `${first}\nimport { load, save } from 'striate/formats'\n${onnx}`).trim().split('\n').at(-1),
    'true',
  )
})

test('the example of the lecture writes out what README.md says', () => {
  const example = blocks('README.md', 'ts').find((code) => code.includes('traceOutput'))
  assert.ok(example)
  const said = [...example.matchAll(/^\/\/ (.*)$/gm)].map(([, line]) => line)
  assert.deepEqual(run('trace.mjs', example).trimEnd().split('\n'), said)
})
