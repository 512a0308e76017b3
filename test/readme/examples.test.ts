/**
 * Every function of `striate` has an example in its docstring, and every example runs and prints what the comment behind each
 * `console.log` says. Names of `striate` need no import there; what comes from elsewhere is imported.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { format } from 'node:util'

const root = new URL('../../../', import.meta.url)
const striate: Readonly<Record<string, unknown>> = await import(new URL('dist/lib/index.js', root).href)
const exported = Object.keys(striate)
const functions = exported.filter((name) => typeof striate[name] === 'function' && !/^class\b/.test(String(striate[name])))

/** The docstrings of what the files of these rooms export, by name. */
const rooms = ['initializers', 'layers', 'losses', 'metrics', 'model', 'optimizers', 'training', 'window']
const docstrings = new Map<string, string>()
for (const room of rooms)
  for (const path of readdirSync(new URL(`src/${room}/`, root), { recursive: true }) as string[]) {
    if (!path.endsWith('.ts') || path.endsWith('.test.ts')) continue
    const text = readFileSync(new URL(`src/${room}/${path}`, root), 'utf8')
    for (const [, doc, name] of text.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport (?:async )?(?:function\*?|const) (\w+)/g))
      docstrings.set(name!, doc!.replace(/^ \* ?/gm, ''))
  }

/** Within the package, whose own name leads to its import paths. */
let place = ''
before(async () => {
  place = await mkdtemp(fileURLToPath(new URL('dist/examples-', root)))
})
after(() => rm(place, { recursive: true, force: true }))

for (const name of functions)
  test(`the example of ${name}`, async () => {
    const example = docstrings.get(name)?.match(/```ts\n([\s\S]*?)```/)?.[1]
    assert.ok(example, `${name} has no example in its docstring`)
    assert.match(example, new RegExp(`\\b${name}\\b`))
    const wanted = [...example.matchAll(/console\.log\(.*\) \/\/ (.*)$/gm)].map(([, printed]) => printed!)
    assert.ok(wanted.length > 0, `the example of ${name} prints nothing`)
    const file = join(place, `${name}.mjs`)
    const declared = new Set([...example.matchAll(/(?:const|let) ([^=]+?) (?:=|of) /g)].flatMap(([, own]) => own!.match(/\w+/g)))
    const names = exported.filter((one) => !declared.has(one))
    await writeFile(file, `import { ${names.join(', ')} } from 'striate'\n${example}`)
    const printed: string[] = []
    const { log } = console
    console.log = (...values: unknown[]) => printed.push(format(...values))
    try {
      await import(pathToFileURL(file).href)
    } finally {
      console.log = log
    }
    assert.deepEqual(printed, wanted)
  })
