/** `npm run bench`: gets Striate and the peers it is compared with ready, then starts the measurements (see bench/run.js). */

import { install } from './install.js'
import { engineFlags, runNode } from './processes.js'
import { setup } from './setup.js'

await setup()
await install('bench')
process.exitCode = await runNode([...engineFlags(), 'bench/run.js', ...process.argv.slice(2)])
