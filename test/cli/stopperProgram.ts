/** A program that will not stop: for the test of the second signal. */
import { stopper } from '../../src/cli/stopper.ts'

stopper(
  () => process.stdout.write('first\n'),
  () => process.stdout.write('second\n'),
)
setInterval(() => {}, 1000)
process.stdout.write('ready\n')
