/** `npm start`: gets everything ready, then starts Striate's first program with the arguments given after `--`. */
import { engineFlags, runNode } from './processes.js'
import { setup } from './setup.js'

await setup()
process.exitCode = await runNode([...engineFlags(), 'dist/src/cli/start.js', ...process.argv.slice(2)])
