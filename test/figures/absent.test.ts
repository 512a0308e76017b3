/**
 * Where the optional packages are missing: without a canvas a clear refusal, without the fonts a note and a figure all the
 * same.
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { repository } from '../browser/serve.ts'

const script = `
import { loadFonts, renderPng, text } from './lib/figures.js'
try {
  const { note, family } = await loadFonts()
  console.log(JSON.stringify({ note, family, png: [...(await renderPng(text('a'))).slice(1, 4)] }))
} catch (error) {
  console.log(JSON.stringify({ message: error.message }))
}`
let folder: string
/** What the script says in a folder outside of the repository, which has only what is put there. */
const said = async () => JSON.parse((await promisify(execFile)(process.execPath, ['script.mjs'], { cwd: folder })).stdout)

before(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'striate-figures-')))
  await cp(repository('dist/lib/'), join(folder, 'lib'), { recursive: true })
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  await writeFile(join(folder, 'script.mjs'), script)
})
after(() => rm(folder, { recursive: true, force: true }))

test('without a canvas drawing is refused; without the fonts it goes on and says so', async () => {
  assert.deepEqual(await said(), {
    message: 'drawing figures needs the package @napi-rs/canvas, which is not installed.\n  Fix: npm install @napi-rs/canvas',
  })
  await mkdir(join(folder, 'node_modules', '@napi-rs'), { recursive: true })
  await symlink(
    fileURLToPath(repository('node_modules/@napi-rs/canvas')),
    join(folder, 'node_modules', '@napi-rs', 'canvas'),
    'junction',
  )
  assert.deepEqual(await said(), {
    note: "Text is drawn in the system's sans-serif, which may lack Korean: npm install @fontsource/noto-sans-kr for Noto Sans KR.",
    family: 'sans-serif',
    png: [...'PNG'].map((letter) => letter.charCodeAt(0)),
  })
})
