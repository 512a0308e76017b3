/**
 * The lecture's listings as texts, for its page: `src/lesson/code/*.ts` become `src/lesson/listings.generated.ts`, so that an
 * installed package has them without its sources.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = 'src/lesson/code'
const target = 'src/lesson/listings.generated.ts'

export function writeListings(root) {
  if (!existsSync(join(root, folder))) return
  const names = readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.ts'))
    .sort()
  const entries = names.map((name) => `  '${name}': ${JSON.stringify(readFileSync(join(root, folder, name), 'utf8'))},`)
  const head = `/** Made by scripts/buildListings.js from ${folder}/. Do not edit. */`
  const text = [head, 'export const listings = {', ...entries, '} as const', ''].join('\n')
  const path = join(root, target)
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text)
}
