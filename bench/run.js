/**
 * `npm run bench [-- words]`: runs every `*.bench.js` of this folder whose name contains one of the words (all without
 * words), one after the other. Each exports `title` and an async `run()` that gives back the lines to print. A peer that cannot
 * be loaded is said to be missing, never left out silently.
 */
import { readdirSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'

const words = process.argv.slice(2)
const names = readdirSync(new URL('.', import.meta.url)).filter((name) => name.endsWith('.bench.js'))
const chosen = names.filter((name) => words.length === 0 || words.some((word) => name.includes(word))).sort()

console.log(
  `Node ${process.versions.node}, V8 ${process.versions.v8}, ${process.platform} ${process.arch}, ${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}`,
)
if (chosen.length === 0)
  console.log(
    names.length === 0 ? 'There are no measurements yet.' : `No measurement is named so. There are: ${names.join(', ')}`,
  )
for (const name of chosen) {
  const { title, run } = await import(`./${name}`)
  console.log(`\n${title}`)
  try {
    for (const line of await run()) console.log(line)
  } catch (error) {
    console.log(`  failed: ${error.stack}`)
    process.exitCode = 1
  }
}
