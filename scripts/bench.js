/** `npm run bench`: gets Striate and the peers it is compared with ready, then starts the measurements (see bench/run.js). */
import { engineFlags, runNode } from './processes.js'
import { install, setup } from './setup.js'

await setup()
await install('bench')
process.exitCode = await runNode([...engineFlags(), 'bench/run.js', ...process.argv.slice(2)])
