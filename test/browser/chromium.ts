/**
 * A real Chromium for tests: the one that STRIATE_CHROMIUM names, Debian's, or that of the npm package @sparticuz/chromium
 * (Linux x64). Where there is none, tests are skipped and say why; with CI=true they fail instead. Everything that a
 * browser writes lies in a folder of its own, which is removed when it closes.
 */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type BrowserContext, chromium } from 'playwright-core'
import { repository } from './serve.ts'

export interface Found {
  /** The program's path, or undefined and the reason. */
  readonly path?: string
  readonly reason?: string
}

const debian = '/usr/bin/chromium'

/** Where a Chromium is that starts. */
export async function findChromium(): Promise<Found> {
  const named = process.env.STRIATE_CHROMIUM
  if (named) return await starting(named, 'STRIATE_CHROMIUM names it')
  if (existsSync(debian)) return await starting(debian, 'it is installed')
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return {
      reason: `no Chromium for ${process.platform} ${process.arch}; set STRIATE_CHROMIUM to the path of a Chromium or Chrome`,
    }
  try {
    return await starting(await unpacked(), 'from @sparticuz/chromium; it needs the library libnss3')
  } catch (error) {
    return { reason: `@sparticuz/chromium could not be unpacked: ${(error as Error).message}` }
  }
}

/** A path only counts where the program starts: a container may lack libraries. */
async function starting(path: string, origin: string): Promise<Found> {
  try {
    await promisify(execFile)(path, ['--version', '--no-sandbox'], { timeout: 30_000 })
    return { path }
  } catch (error) {
    const [words] = ((error as { stderr?: string }).stderr || (error as Error).message).trim().split('\n')
    return { reason: `${path} (${origin}) does not start: ${words}` }
  }
}

/**
 * The package's Chromium, unpacked once. It unpacks into the system's temporary folder, in place: two test processes at
 * once would run a half-written file. So each unpacks into a folder of its own, and the first to finish gives it its name.
 */
async function unpacked(): Promise<string> {
  const { version } = JSON.parse(await readFile(repository('node_modules/@sparticuz/chromium/package.json'), 'utf8'))
  const home = fileURLToPath(repository(`node_modules/.cache/striate/chromium-${version}`))
  const program = join(home, 'chromium')
  if (existsSync(program)) return program
  const own = `${home}.${process.pid}`
  await mkdir(own, { recursive: true })
  const before = process.env.TMPDIR
  try {
    process.env.TMPDIR = own
    const { default: packaged } = await import('@sparticuz/chromium')
    await packaged.executablePath()
    await rename(own, home)
  } catch (error) {
    await rm(own, { recursive: true, force: true })
    if (!existsSync(program)) throw error
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
  return program
}

/** For `test(name, { skip }, …)`: false where there is a browser, the reason where there is none. With CI=true it throws. */
export async function skipWithoutChromium(): Promise<string | false> {
  const { reason } = await findChromium()
  if (reason && process.env.CI === 'true') throw new Error(`CI requires the browser tests: ${reason}.`)
  return reason ?? false
}

export interface Browser {
  readonly context: BrowserContext
  /** Closes it and removes its folder. */
  close(): Promise<void>
}

/** Starts a headless Chromium with a fresh profile; `args` are further switches. */
export async function launchChromium(args: readonly string[] = []): Promise<Browser> {
  const { path, reason } = await findChromium()
  if (!path) throw new Error(reason)
  const profile = await mkdtemp(join(tmpdir(), 'striate-chromium-'))
  const remove = () => rm(profile, { recursive: true, force: true, maxRetries: 5 })
  // Nothing that calls home or wakes up by itself; small containers have a small /dev/shm.
  const quiet = [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--disable-dev-shm-usage',
  ]
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  try {
    // The package's build is a headless shell: it has no other mode, and takes the same switch.
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: path,
      headless: true,
      args: [...quiet, ...sandbox, ...args],
    })
    return {
      context,
      async close() {
        await context.close()
        await remove()
      },
    }
  } catch (error) {
    await remove()
    throw error
  }
}
