/**
 * A copy of the repository in a temporary folder, to walk a recipe of CONTRIBUTING.md in: files are added, lines are put into
 * tables, and the compiler, the assembly's build and tests run there. The real tree is never written to. What a walk adds and
 * changes is counted, so that a recipe that names too few files does not compile, and one that names too many is seen.
 */
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brokenRules } from '../architecture.ts'
import { readSources } from '../sources.ts'

const repository = fileURLToPath(new URL('../../../', import.meta.url))
const copied = [
  ...['src', 'test', 'scripts', 'package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.assembly.json'],
  // The listings are compiled apart, and what the lecture imports is what came of it.
  ...['tsconfig.listings.json', 'dist/src/lesson/code'],
]

/** What a program wrote, and how it ended. */
export interface Ended {
  readonly status: number | null
  readonly words: string
}

export class Overlay {
  readonly root = mkdtempSync(join(tmpdir(), 'striate-recipe-'))
  /** Paths of new files, and of files that got a line. */
  readonly added = new Set<string>()
  readonly changed = new Set<string>()

  constructor() {
    for (const path of copied) cpSync(join(repository, path), join(this.root, path), { recursive: true })
    symlinkSync(join(repository, 'node_modules'), join(this.root, 'node_modules'), 'junction')
  }

  /** Adds files of `test/recipes/templates/<name>/`, which lies like the repository: those below `folder`. */
  addTemplates(name: string, folder: string): void {
    const templates = join(repository, 'test/recipes/templates', name)
    const below = readdirSync(join(templates, folder), { recursive: true, withFileTypes: true })
    for (const entry of below.filter((one) => one.isFile())) {
      const path = join(entry.parentPath, entry.name)
        .slice(templates.length + 1)
        .replaceAll('\\', '/')
      if (existsSync(join(this.root, path))) throw new Error(`there is a ${path} already: rename the template.`)
      mkdirSync(dirname(join(this.root, path)), { recursive: true })
      writeFileSync(join(this.root, path), readFileSync(join(templates, path)))
      this.added.add(path)
    }
  }

  /** Puts a line behind the one line of a file that begins with `after`. */
  insert(path: string, after: string, line: string): void {
    const lines = readFileSync(join(this.root, path), 'utf8').split('\n')
    const found = lines.flatMap((one, i) => (one.startsWith(after) ? [i] : []))
    if (found.length !== 1) throw new Error(`${path} has ${found.length} lines that begin with "${after}"; one is wanted.`)
    lines.splice(found[0]! + 1, 0, line)
    writeFileSync(join(this.root, path), lines.join('\n'))
    this.changed.add(path)
  }

  /** Takes the lines that are exactly this out of a file again. */
  remove(path: string, line: string): void {
    const lines = readFileSync(join(this.root, path), 'utf8').split('\n')
    writeFileSync(join(this.root, path), lines.filter((one) => one !== line).join('\n'))
  }

  /** The compiler's errors of the whole copy, as `path: message`; none, and dist/ is written. */
  compile(): string[] {
    const types = this.node('scripts/buildAssembly.js', '--types')
    if (types.status !== 0) return [types.words]
    const { words } = this.node('node_modules/typescript/bin/tsc', '-p', '.', '--noEmitOnError', '--pretty', 'false')
    const errors = words.split('\n').filter((line) => /^\S/.test(line))
    return errors.map((line) => line.replace(/\(\d+,\d+\): error TS\d+/, ''))
  }

  /** Broken rules of the house. */
  brokenRules(): string[] {
    return brokenRules(readSources(join(this.root, 'src')))
  }

  /** Runs `node …args` in the copy. `words` are those of `npm test -- …`. */
  node(...args: string[]): Ended {
    return this.#run(args, process.env)
  }

  /** Runs built test files, of many ops and kinds the cases of those that `word` names. */
  test(word: string, ...files: string[]): Ended {
    const flags = Number(process.versions.node.split('.')[0]) < 22 ? ['--experimental-wasm-relaxed-simd'] : []
    return this.#run([...flags, '--test', '--test-reporter=tap', ...files], { ...process.env, STRIATE_TEST_WORDS: word })
  }

  dispose(): void {
    rmSync(this.root, { recursive: true, force: true })
  }

  #run(args: readonly string[], { NODE_TEST_CONTEXT: _, ...env }: NodeJS.ProcessEnv): Ended {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: this.root, env, encoding: 'utf8' })
    return { status, words: `${stdout}${stderr}` }
  }
}
