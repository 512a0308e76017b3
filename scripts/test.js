/**
 * `npm test`: gets everything ready, then runs every `*.test.ts` of src/ and test/ (as built in dist/) in Node's own test
 * runner, each file in its own process.
 *
 *   npm test                                  all
 *   npm test -- conv2d memory                 the files whose path contains one of the words
 *   npm test -- --test-name-pattern=stride    options (as --name=value) go to Node's runner
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { engineFlags, fail, root, runNode } from './processes.js'
import { setup } from './setup.js'

const given = process.argv.slice(2)
const options = given.filter((word) => word.startsWith('-'))
const words = given.filter((word) => !word.startsWith('-')).map((word) => word.replaceAll('\\', '/').replace(/\.ts$/, ''))

await setup()
const all = ['src', 'test'].flatMap((folder) =>
  readdirSync(join(root, 'dist', folder), { recursive: true })
    .map((name) => `dist/${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.test.js')),
)
const files = all.filter((path) => words.length === 0 || words.some((word) => path.includes(word))).sort()
if (files.length === 0)
  fail(`No test file has ${words.map((word) => `"${word}"`).join(' or ')} in its path. There are ${all.length} test files.`)

// A test that hangs is a failure, not a wait: ten minutes are more than any needs.
const runner = ['--test', '--test-reporter=spec', '--test-concurrency=2', '--test-timeout=600000']
process.exitCode = await runNode([...engineFlags(), ...runner, ...options, ...files])
