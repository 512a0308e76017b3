/**
 * `npm run kill -- [kills] [seed]`: kills trainings at random moments, a hundred times without arguments, and compares how they
 * end (test/runs/kill.ts).
 */
import { engineFlags, runNode } from './processes.js'
import { setup } from './setup.js'

await setup()
process.exitCode = await runNode([...engineFlags(), 'dist/test/runs/kill.js', ...process.argv.slice(2)])
