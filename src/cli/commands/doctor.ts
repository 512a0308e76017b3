/**
 * `striate doctor`: what this machine has of what Striate can use. A ✗ is what it cannot work without, a ! what it does
 * less well without; each says what to do. Ends with 1 only where Striate cannot work.
 */
import { mkdtemp, readFile, rmdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { version } from '../../runs.ts'
import { wasm } from '../../wasm.ts'
import type { Answer } from '../answer.ts'
import { errorText } from '../report.ts'
import type { Screen } from '../screen.ts'
import { padEnd, textWidth, wrap } from '../width.ts'

export interface Finding {
  readonly name: string
  /** 'bad' is what Striate cannot work without. */
  readonly state: 'good' | 'less' | 'bad'
  readonly found: string
  readonly fix?: string
}

/** As package.json says it in `engines`; a test holds the two together. */
export const oldestNode = '20.19'

export const doctor: Answer = async (screen) => {
  const { words, paint } = screen
  const findings = await examine(screen)
  const works = findings.every(({ state }) => state !== 'bad')
  screen.event({ striate: version, works, findings })
  const width = Math.max(...findings.map(({ name }) => textWidth(name)))
  const marks = { good: paint.good('✓'), less: paint.warn('!'), bad: paint.bad('✗') }
  screen.print(`${paint.bold('Striate')} ${version}\n`)
  for (const { name, state, found, fix } of findings) {
    const [first, ...rest] = wrap(found, screen.columns - width - 4)
    screen.print(`${marks[state]} ${padEnd(name, width)}  ${first}`)
    for (const line of rest) screen.print(`${' '.repeat(width + 4)}${line}`)
    if (fix) for (const line of wrap(`→ ${fix}`, screen.columns, '    ')) screen.print(paint.dim(line))
  }
  screen.say(`\n${paint.bold(works ? words.doctor.well : words.doctor.sick)}`)
  return works ? 0 : 1
}

async function examine(screen: Screen): Promise<Finding[]> {
  const says = screen.words.doctor
  const there = (name: string, is: boolean, fix: string, without: Finding['state']): Finding =>
    is ? { name, state: 'good', found: says.there } : { name, state: without, found: says.notThere, fix }
  return [
    nodeFinding(process.versions.node, screen),
    {
      name: says.system,
      state: 'good',
      found: `${process.platform} ${process.arch}, ${says.processors(availableParallelism())}`,
    },
    there(says.simd, validates(simdProbe), says.simdFix, 'bad'),
    there(says.relaxed, validates(relaxedProbe), says.relaxedFix, 'less'),
    there(says.threads, typeof SharedArrayBuffer === 'function', says.threadsFix, 'less'),
    await engineFinding(screen),
    ...(await Promise.all(
      Object.entries(says.packages).map(([name, what]) => packageFinding(name, says.packageFix(what, name), screen)),
    )),
    await packageFinding('@fontsource/noto-sans-kr', says.fontFix, screen),
    await folderFinding(process.cwd(), screen),
  ]
}

/** Whether a version of Node is new enough. */
export function nodeFinding(node: string, { words }: Pick<Screen, 'words'>): Finding {
  const [ours, wanted] = [node, oldestNode].map((text) => text.split('.').map(Number))
  const enough = ours![0]! > wanted![0]! || (ours![0] === wanted![0] && ours![1]! >= wanted![1]!)
  return {
    name: words.doctor.node,
    state: enough ? 'good' : 'bad',
    found: node,
    ...(enough ? {} : { fix: words.doctor.nodeOld(oldestNode) }),
  }
}

async function engineFinding(screen: Screen): Promise<Finding> {
  const { doctor: says, train } = screen.words
  try {
    const backend = await wasm()
    const { threads, build, note } = backend
    backend.dispose()
    const found = says.engineRuns(train.threads(threads), build === 'relaxed' ? 'relaxed SIMD' : 'SIMD')
    return { name: says.engine, state: note ? 'less' : 'good', found, ...(note ? { fix: note } : {}) }
  } catch (error) {
    screen.note(errorText(error, screen))
    return { name: says.engine, state: 'bad', found: says.engineFails, fix: says.engineFix }
  }
}

/** An optional package: there, not there, or there and broken (its prebuilt part is for another system, most often). */
export async function packageFinding(
  name: string,
  fix: string,
  { words }: Pick<Screen, 'words'>,
  folder = process.cwd(),
): Promise<Finding> {
  const found = resolved(name, folder)
  if (!found) return { name, state: 'less', found: words.doctor.notThere, fix }
  let its = '?'
  try {
    const { version, main, exports } = JSON.parse(await readFile(found.manifest, 'utf8'))
    if (typeof version === 'string') its = version
    // Packages of files alone (digits, fonts) have nothing to load.
    if (found.entry && (main || exports) && /\.[cm]?js$/.test(found.entry)) await import(pathToFileURL(found.entry).href)
    return { name, state: 'good', found: its }
  } catch {
    return { name, state: 'less', found: `${its}: ${words.doctor.broken}`, fix }
  }
}

/** Where a package lies, as seen from here or from the working folder. */
function resolved(name: string, folder: string): { manifest: string; entry: string | undefined } | undefined {
  for (const start of [import.meta.url, join(folder, 'here.js')]) {
    const require = createRequire(start)
    const attempt = (path: string) => {
      try {
        return require.resolve(path)
      } catch {
        return undefined
      }
    }
    const entry = attempt(name)
    const manifest = attempt(`${name}/package.json`) ?? (entry && manifestAbove(entry, name, attempt))
    if (manifest) return { manifest, entry }
  }
  return undefined
}

/** For packages that do not let their package.json be asked for. */
function manifestAbove(entry: string, name: string, attempt: (path: string) => string | undefined): string | undefined {
  for (let folder = dirname(entry); folder !== dirname(folder); folder = dirname(folder)) {
    if (folder.replaceAll('\\', '/').endsWith(`node_modules/${name}`)) return attempt(join(folder, 'package.json'))
  }
  return undefined
}

async function folderFinding(folder: string, { words }: Screen): Promise<Finding> {
  const says = words.doctor
  try {
    await rmdir(await mkdtemp(join(folder, '.striate-')))
    return { name: says.folder, state: 'good', found: says.writable }
  } catch {
    return { name: says.folder, state: 'less', found: says.notWritable, fix: says.folderFix }
  }
}

function validates(hex: string): boolean {
  return WebAssembly.validate(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
}

/** A module of one function that makes a v128, and one whose function uses f32x4.relaxed_madd. */
const simdProbe = '0061736d01000000 0105016000017b 03020100 0a08010600 4100fd11 0b'
const relaxedProbe = '0061736d01000000 0105016000017b 03020100 0a13011100 4100fd11 4100fd11 4100fd11 fd8502 0b'
