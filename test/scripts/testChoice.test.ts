/** What `npm test -- …` understands: options with their values, words in paths, words in names; and what it says of nonsense. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const repository = new URL('../../../', import.meta.url)
// By a variable: scripts are plain JavaScript without types.
const { readArguments, runnerOptions, chooseFiles } = await import(new URL('scripts/testChoice.js', repository).href)

test('options take their values as one word or two, and -- says nothing', () => {
  assert.deepEqual(readArguments(['--test-reporter', 'dot', 'lrn']), { options: ['--test-reporter=dot'], words: ['lrn'] })
  assert.deepEqual(readArguments(['--', 'memory', '--test-reporter=dot', '--']), {
    options: ['--test-reporter=dot'],
    words: ['memory'],
  })
  assert.deepEqual(readArguments(['--test-only', 'memory', '--expose-gc', 'src\\image\\resize.test.ts']), {
    options: ['--test-only', '--expose-gc'],
    words: ['memory', 'src/image/resize.test'],
  })
  assert.deepEqual(readArguments(['--test-name-pattern', 'in place']), { options: ['--test-name-pattern=in place'], words: [] })
})

test('ours are left out where another is said', () => {
  assert.deepEqual(runnerOptions([]), ['--test', '--test-reporter=spec', '--test-concurrency=2', '--test-timeout=600000'])
  assert.deepEqual(runnerOptions(['--test-reporter=dot']), [
    '--test',
    '--test-concurrency=2',
    '--test-timeout=600000',
    '--test-reporter=dot',
  ])
})

test('a word is a part of a path, or of a name whose cases are then run', () => {
  const files = ['dist/src/ops/lrn/reference.test.js', 'dist/src/network/memory.test.js', 'dist/test/conformance.test.js']
  const names = ['lrn', 'addBias']
  const choose = (...words: string[]) => chooseFiles(words, files, names, ['dist/test/conformance.test.js'])
  assert.deepEqual(choose(), { files, unknown: [] })
  assert.deepEqual(choose('memory'), { files: [files[1]], unknown: [] })
  assert.deepEqual(choose('lrn'), { files: [files[0], files[2]], unknown: [] })
  assert.deepEqual(choose('bias'), { files: [files[2]], unknown: [] })
  assert.deepEqual(choose('memory', 'nonsense'), { files: [files[1]], unknown: ['nonsense'] })
})

/** `npm test` itself, as a program; it is built already, since this test runs. */
function npmTest(...words: string[]) {
  // Not a test of this run: it would report to us instead of printing.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  return spawnSync(process.execPath, ['scripts/test.js', ...words], { cwd: fileURLToPath(repository), env, encoding: 'utf8' })
}

test('nonsense: the nearest word, and what there is', () => {
  const { status, stderr } = npmTest('multiplie', 'memory')
  assert.equal(status, 1)
  assert.match(
    stderr,
    /^\nNo test file has "multiplie" in its path, and no op, layer, loss or optimizer in its name\. Did you mean "multiply"\?\nThere are \d+ test files, and cases of abs, adam, adamW, ada/,
  )
})

test('a name runs its cases and no others', () => {
  const { status, stdout } = npmTest('sgd', '--test-reporter', 'tap')
  assert.equal(status, 0, stdout)
  assert.match(stdout, /# Subtest: plain, 1 parameters, batch 1\n/)
  assert.match(stdout, /# Subtest: \{"kind":"sgd","learningRate":0\.1\}\n/)
  assert.doesNotMatch(stdout, /"kind":"adam"|# Subtest: adamW/)
  assert.match(stdout, /# SKIP only some ops were asked for/)
})
