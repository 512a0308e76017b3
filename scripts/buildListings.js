/**
 * The lecture's listings as texts, for its page: `src/lesson/code/*.ts` become `src/lesson/listings.generated.ts`, so that an
 * installed package has them without its sources; and the same files without types, which every Node runs.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = 'src/lesson/code'
const target = 'src/lesson/listings.generated.ts'

export async function writeListings(root) {
  if (!existsSync(join(root, folder))) return
  // Only now: this file is loaded before anything is installed.
  const { transformSync } = await import('esbuild')
  const names = readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.ts'))
    .sort()
  const texts = names.map((name) => [name, readFileSync(join(root, folder, name), 'utf8')])
  const entries = texts.map(([name, text]) => `  '${name}': ${JSON.stringify(text)},`)
  const programs = texts.map(([name, text]) => `  '${plain(name)}': ${JSON.stringify(withoutTypes(text, transformSync))},`)
  const head = `/** Made by scripts/buildListings.js from ${folder}/. Do not edit. */`
  const tables = ['export const listings = {', ...entries, '} as const', 'export const programs = {', ...programs, '} as const']
  const text = [head, ...tables, ''].join('\n')
  const path = join(root, target)
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text)
}

const plain = (name) => name.replace(/\.ts$/, '.mjs')

/** As JavaScript, whose imports lead to JavaScript. */
function withoutTypes(text, transformSync) {
  const { code } = transformSync(text, { loader: 'ts', format: 'esm', target: 'es2022' })
  return code.replaceAll(/from "(\.\/\w+)\.ts"/g, 'from "$1.mjs"')
}
