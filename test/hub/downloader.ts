/**
 * A process that downloads one file and says how it goes, for tests that kill it: `<repository> <revision> <file> [stall]`, the
 * rest by the environment.
 */
import { StriateError } from '../../src/errors/errors.ts'
import { downloaded } from '../../src/hub/download.ts'

const [repository, revision, file, stall] = process.argv.slice(2) as [string, string, string, string | undefined]
const say = (value: object) => process.stdout.write(`${JSON.stringify(value)}\n`)
try {
  const options = {
    onProgress: (received: number, size: number | undefined) => say({ received, size }),
    onWait: () => say({ waits: true }),
    ...(stall ? { stall: Number(stall) } : {}),
  }
  say({ path: await downloaded({ repository, revision, file }, options, { pause: 10 }) })
} catch (error) {
  say({ error: error instanceof StriateError ? error.code : String(error), message: String(error) })
  process.exitCode = 1
}
