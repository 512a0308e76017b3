/** What to type to start this very command again: for the hints that it gives. */
import { basename, relative } from 'node:path'

/** `striate` where it is installed, `npx striate` within a project, else `node <its path>`. */
export function commandName(script = process.argv[1] ?? '', folder = process.cwd()): string {
  const path = script.replaceAll('\\', '/')
  const project = folder.replaceAll('\\', '/')
  if (path.startsWith(`${project}/node_modules/`)) return 'npx striate'
  if (basename(path) === 'striate' || path.includes('/node_modules/')) return 'striate'
  const short = relative(folder, script).replaceAll('\\', '/')
  return `node ${short.startsWith('..') ? path : short}`
}
