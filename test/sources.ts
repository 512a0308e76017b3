/** The sources of src/ (or of a copy), as the rules of the house read them: all but the tests. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Sources } from './architecture.ts'

export function readSources(src = fileURLToPath(new URL('../../src/', import.meta.url))): Sources {
  const paths = readdirSync(src, { recursive: true }).map((path) => String(path).replaceAll('\\', '/'))
  const kept = paths.filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts')).sort()
  return new Map(kept.map((path) => [path, readFileSync(join(src, path), 'utf8')]))
}
