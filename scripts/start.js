/**
 * `npm start`: gets everything ready, then trains LeNet-5 on MNIST with the command `striate` and the arguments given after
 * `--`. Started again it goes on with a training that was stopped, or trains into the next free folder of runs/.
 */
import { runNode } from './processes.js'
import { setup } from './setup.js'

await setup()
const given = process.argv.slice(2)
// --resume takes model and data from the run.
const what = given.some((word) => word === '--resume' || word.startsWith('--resume=')) ? [] : ['lenet5']
process.exitCode = await runNode(['dist/lib/striate.js', 'train', ...what, ...given])
