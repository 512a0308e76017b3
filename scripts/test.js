/**
 * `npm test`: gets everything ready, then runs every `*.test.ts` of src/ and test/ (as built in dist/) in Node's own test
 * runner, each file in its own process.
 *
 *   npm test                              all
 *   npm test -- image memory              the files whose path contains one of the words
 *   npm test -- multiply                  the cases of an op, activation, layer, loss or optimizer
 *   npm test -- --test-reporter dot       options go to Node's runner
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { engineFlags, fail, root, runNode } from './processes.js'
import { setup } from './setup.js'
import { chooseFiles, readArguments, runnerOptions } from './testChoice.js'

const { options, words } = readArguments(process.argv.slice(2))

await setup()
const all = ['src', 'test']
  .flatMap((folder) =>
    readdirSync(join(root, 'dist', folder), { recursive: true })
      .map((name) => `dist/${folder}/${name.replaceAll('\\', '/')}`)
      .filter((path) => path.endsWith('.test.js')),
  )
  .sort()
const built = (path) => import(pathToFileURL(join(root, 'dist', path)).href)
const { files, unknown } = words.length === 0 ? { files: all, unknown: [] } : await choose()
if (unknown.length > 0) {
  const { nearest } = await built('src/errors/nearest.js')
  const known = [...(await names()), ...all.flatMap((path) => path.replace('.test.js', '').split('/').slice(2))]
  const lines = unknown.map((word) => {
    const near = nearest(word, [...new Set(known)])
    return `No test file has "${word}" in its path, and no op, layer, loss or optimizer in its name.${near ? ` Did you mean "${near}"?` : ''}`
  })
  fail(`${lines.join('\n')}\nThere are ${all.length} test files, and cases of ${(await names()).join(', ')}.`)
}

const env = { ...process.env, STRIATE_TEST_WORDS: words.join(' ') }
process.exitCode = await runNode([...engineFlags(), ...runnerOptions(options), ...files], { env })

async function choose() {
  const caseFiles = all.filter((path) => readFileSync(join(root, path), 'utf8').includes("/wanted.js'"))
  return chooseFiles(words, all, await names(), caseFiles)
}

/** Ops, and all kinds that have golden values. */
async function names() {
  const [{ ops }, { layers }] = await Promise.all([built('src/ops/op.js'), built('src/layers/index.js')])
  const golden = (name) => JSON.parse(readFileSync(join(root, `test/golden/${name}.json`), 'utf8'))
  const kinds = [
    ...golden('layers').map(({ layer }) => layer),
    ...golden('losses').map(({ loss }) => loss),
    ...golden('optimizers').map(({ optimizer }) => optimizer),
  ]
  return [...new Set([...Object.keys(ops), ...Object.keys(layers), ...kinds.map(({ kind }) => kind)])].sort()
}
