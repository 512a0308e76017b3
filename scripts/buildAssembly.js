/**
 * Builds the Wasm engine. Finds every routine in the assembly folders, writes `src/ops/routines.generated.ts` (the
 * routines' names and the names and types of their arguments, for the TypeScript callers) and the tables of the
 * element-wise functions (buildFunctions.js), and compiles all of them twice: `simd.wasm`, and `relaxed.wasm` with fused
 * multiply-add. Does nothing where no source has changed.
 *
 *   node scripts/buildAssembly.js [--types] [--except <text>]
 *
 * `--types` writes the generated files only; `--except` leaves out routine files whose path contains the text (while
 * someone's file does not compile).
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { functionFiles } from './buildFunctions.js'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const engine = 'src/backends/wasm/assembly'
const generated = 'src/ops/routines.generated.ts'
/** Constants that the host must know, too: what is made → of which sources' `export const NAME: type = whole number`. */
const constants = {
  'src/ops/constants.generated.ts': [
    'src/ops/shared/assembly/lanes.ts',
    'src/ops/shared/assembly/copyTurns.ts',
    'src/ops/clipNorm/assembly/squareSums.ts',
  ],
  'src/backends/wasm/control.generated.ts': [`${engine}/control.ts`],
}
const out = 'dist/src/backends/wasm'
const gzipLimit = 60 * 1024
/** How the generated file marks each kind of field, behind its name. */
const marks = { in: '<', out: '>', both: '*', u32: '#', i32: '-', f32: '.', list: '+' }
const kinds = { In: 'in', Out: 'out', Both: 'both', u32: 'u32', i32: 'i32', f32: 'f32', List: 'list' }
/** The classes that others extend. */
const shared = 'src/ops/shared/assembly/args.ts'

/** All assembly sources, as paths from the root, sorted. */
function sources() {
  const folders = readdirSync(join(root, 'src/ops'))
    .map((op) => `src/ops/${op}/assembly`)
    .concat(engine)
    .filter((folder) => existsSync(join(root, folder)))
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true })
        .map(String)
        .filter((name) => name.endsWith('.ts'))
        .map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
    )
    .sort()
}

const withoutComments = (text) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*/g, '')

/** The routines of one source: `export class XyzArgs` and its function `xyz`. */
function routinesOf(file) {
  const text = withoutComments(readFileSync(join(root, file), 'utf8'))
  if (file === shared) return []
  return [...text.matchAll(/@unmanaged\s+export\s+class\s+(\w+)Args(?:\s+extends\s+(\w+))?\s*\{([^}]*)\}/g)].map(
    ([, title, base, body]) => {
      const name = title[0].toLowerCase() + title.slice(1)
      const signature = new RegExp(
        `export\\s+function\\s+${name}\\s*\\(\\s*args\\s*:\\s*usize\\s*,\\s*begin\\s*:\\s*u32\\s*,\\s*end\\s*:\\s*u32\\s*,\\s*thread\\s*:\\s*u32\\s*,?\\s*\\)\\s*:\\s*void`,
      )
      if (!signature.test(text))
        fail(
          `${file}: class ${title}Args has no routine beside it.\n  Wanted: export function ${name}(args: usize, begin: u32, end: u32, thread: u32): void`,
        )
      // In memory the fields of the class that is extended come first.
      const inherited = base ? sharedFields(base, `${file}: ${title}Args`) : []
      const fields = [...inherited, ...fieldsOf(body, `${file}: ${title}Args`)]
      const list = fields.find(({ kind }, i) => kind === 'list' && i < fields.length - 1)
      if (list) fail(`${file}: ${title}Args: a List is as long as a call makes it, so ${list.name} must be the last field.`)
      return { name, file, fields }
    },
  )
}

function fieldsOf(body, owner) {
  const lines = body.split(/[;\n]/).map((line) => line.trim())
  return lines.filter(Boolean).map((field) => parseField(field, owner))
}

/** The fields of a class of `shared`, after those of the one that it extends. */
function sharedFields(title, owner) {
  const text = withoutComments(readFileSync(join(root, shared), 'utf8'))
  const [, base, body] =
    new RegExp(`class\\s+${title}(?:\\s+extends\\s+(\\w+))?\\s*\\{([^}]*)\\}`).exec(text) ??
    fail(`${owner} extends ${title}, which is not in ${shared}.`)
  const name = `${shared}: ${title}`
  return [...(base ? sharedFields(base, name) : []), ...fieldsOf(body, name)]
}

function parseField(text, owner) {
  const [, name, type] = /^(\w+)\s*:\s*(\w+)$/.exec(text) ?? []
  if (!kinds[type])
    fail(
      `${owner}: a field must be "name: In | Out | Both | u32 | i32 | f32 | List" (an address says its direction). Found: ${text}`,
    )
  return { name, kind: kinds[type] }
}

const typeOf = ({ kind }) => (kind === 'list' ? 'readonly number[]' : /32$/.test(kind) ? 'number' : 'Value | null')

/** The TypeScript side of the routines. */
function typesOf(routines) {
  const lines = [
    '/** Made by scripts/buildAssembly.js from the classes `<Routine>Args` of the assembly sources. Do not edit. */',
    "import type { Value } from '../values/value.ts'",
    '',
    '/** The arguments of each routine: a Value where it takes an address (null is the address 0), whole numbers for a list, else a number. */',
    'export interface RoutineArguments {',
    ...routines.flatMap(({ name, fields }) => [
      `  ${name}: {`,
      ...fields.map((field) => `    readonly ${field.name}: ${typeOf(field)}`),
      '  }',
    ]),
    '}',
    '',
    'export type RoutineName = keyof RoutineArguments',
    '/** An address says what the routine does with what lies there. */',
    "export type Direction = 'in' | 'out' | 'both'",
    "export type FieldKind = Direction | 'u32' | 'i32' | 'f32' | 'list'",
    '',
    // One text for all: it is a third of what lists of lists weigh in a page.
    'const packed =',
    ...routines.map(({ name, fields }, i) => {
      const list = fields.map((field) => `${field.name}${marks[field.kind]}`).join(' ')
      return `  '${name} ${list}${i + 1 < routines.length ? "\\n' +" : "'"}`
    }),
    `const kinds: Readonly<Record<string, FieldKind>> = { ${Object.entries(marks)
      .map(([kind, mark]) => `'${mark}': '${kind}'`)
      .join(', ')} }`,
    '',
    "/** Each routine's fields in their order in memory. A routine's number is its place in this list. */",
    'export const routineFields = Object.fromEntries(',
    "  packed.split('\\n').map((line) => {",
    "    const [routine, ...fields] = line.split(' ')",
    '    return [routine, fields.map((field) => [field.slice(0, -1), kinds[field.slice(-1)]])]',
    '  }),',
    ') as unknown as { readonly [R in RoutineName]: readonly (readonly [name: string, kind: FieldKind])[] }',
    '',
  ]
  return lines.join('\n')
}

/** The constants of some sources for the TypeScript side. */
function constantsOf(files) {
  const lines = files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/^export const (\w+)(.*)$/gm)].map(([, name, rest]) => {
      const [, value] =
        /^: \w+ = (\d+)$/.exec(rest) ??
        fail(`${file}: a constant for the host must be ": type = whole number". Found: ${name}${rest}`)
      return `export const ${name} = ${value}`
    }),
  )
  return [`/** Made by scripts/buildAssembly.js from ${files.join(', ')}. Do not edit. */`, ...lines, ''].join('\n')
}

function writeIfChanged(path, text) {
  const target = join(root, path)
  if (!existsSync(target) || readFileSync(target, 'utf8') !== text) writeFileSync(target, text)
}

/** The entry that joins the routines to one module; it lives in memory only. */
function entryOf(routines) {
  const lines = [`export { copyJob, finish, serve, waitFor, walk, work } from './${engine}/walk'`]
  for (const { name, file } of routines) lines.push(`export { ${name} } from './${file.replace(/\.ts$/, '')}'`)
  return lines.join('\n')
}

/**
 * Decorators of functions are AssemblyScript's alone: editors, formatters and linters refuse them. So sources say them as
 * tags of the function's doc comment (`@inline`, `@external`), and the compiler gets them as it knows them, on the same line.
 */
function withDecorators(text) {
  return text.replace(
    /\/\*\*(?:[^*]|\*(?!\/))*?@(inline|external\([^)]*\))(?:[^*]|\*(?!\/))*\*\/\n(?=(?:export )?(?:declare )?function )/g,
    (comment, decorator) => `${comment}@${decorator} `,
  )
}

async function compile(entry, outFile, relaxed) {
  const { default: asc } = await import('assemblyscript/asc')
  const temporary = `${outFile}.${process.pid}`
  const flags =
    '-O3 --noAssert --runtime stub --importMemory --noExportMemory --sharedMemory --initialMemory 1 --maximumMemory 65536 ' +
    `--memoryBase ${staticBase()} --lowMemoryLimit --exportTable --enable simd --enable threads${relaxed ? ' --enable relaxed-simd' : ''}`
  const options = ['routines.entry.ts', '--baseDir', root, '--outFile', temporary, ...flags.split(' ')]
  const { error, stderr } = await asc.main(options, {
    readFile: (name, baseDir) => {
      if (name === 'routines.entry.ts') return entry
      const path = join(baseDir, name)
      return existsSync(path) ? withDecorators(readFileSync(path, 'utf8')) : null
    },
    writeFile: (name, data) => writeFileSync(join(root, name), data),
  })
  if (error) fail(`the assembly does not compile (${relaxed ? 'relaxed' : 'simd'}):\n${stderr}${error.message}`)
  renameSync(join(root, temporary), join(root, outFile))
  const bytes = readFileSync(join(root, outFile))
  const gzip = gzipSync(bytes).length
  console.log(`${outFile}: ${(bytes.length / 1024).toFixed(1)} KiB, ${(gzip / 1024).toFixed(1)} KiB gzip`)
  if (gzip > gzipLimit) fail(`${outFile} is larger than ${gzipLimit / 1024} KiB gzip.`)
}

/** Static data begins beyond the engine's control words, in the same first page. */
function staticBase() {
  const [, base] =
    /STATIC: u32 = (\d+)/.exec(readFileSync(join(root, engine, 'control.ts'), 'utf8')) ?? fail('STATIC is missing.')
  return base
}

function madeOfFunctions() {
  try {
    return functionFiles(root)
  } catch (error) {
    return fail(error.message)
  }
}

function fail(message) {
  console.error(`buildAssembly: ${message}`)
  process.exit(1)
}

const argument = (name) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined)
for (const [path, text] of Object.entries(madeOfFunctions())) writeIfChanged(path, text)
const files = sources()
const routines = files.flatMap(routinesOf).sort((a, b) => (a.name < b.name ? -1 : 1))
for (const [i, { name, file }] of routines.entries())
  if (routines[i + 1]?.name === name) fail(`two routines are named ${name}: ${file} and ${routines[i + 1].file}.`)

writeIfChanged(generated, typesOf(routines))
for (const [path, files] of Object.entries(constants)) writeIfChanged(path, constantsOf(files))

if (!process.argv.includes('--types')) {
  const except = argument('--except')
  const kept = except ? routines.filter(({ file }) => !file.includes(except)) : routines
  const hash = createHash('sha256')
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .update(readFileSync(join(root, 'scripts/buildFunctions.js')))
    .update(readFileSync(join(root, 'node_modules/assemblyscript/package.json')))
    .update(except ?? '')
  for (const file of files) hash.update(file).update(readFileSync(join(root, file)))
  const key = hash.digest('hex')
  const keyPath = join(root, out, 'assembly.hash')
  const built = ['simd.wasm', 'relaxed.wasm'].every((name) => existsSync(join(root, out, name)))
  if (!built || !existsSync(keyPath) || readFileSync(keyPath, 'utf8') !== key) {
    mkdirSync(join(root, out), { recursive: true })
    const entry = entryOf(kept)
    await compile(entry, `${out}/simd.wasm`, false)
    await compile(entry, `${out}/relaxed.wasm`, true)
    writeFileSync(keyPath, key)
  }
}
