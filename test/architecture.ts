/**
 * The rules of the house, as a function from sources to broken rules: which room may import which (see rooms.ts; types and
 * assembly too), no circles between files, files and system only in named places, doors that only re-export, no
 * engine-dependent mathematics, no kinds of layers named above the layers, sizes. It reads texts with regular expressions,
 * not a compiler: what it understands are plain imports, as they are written here. `architecture.test.ts` applies it to src/
 * and to made-up sources that break each rule; `npm run check` counts what it finds.
 */
import { arrow, isAboveLayers, roomOf } from './rooms.ts'

/** Paths below src/ with forward slashes → texts. Tests are not among them. */
export type Sources = ReadonlyMap<string, string>

/** Who may reach outside: Node's own modules ('node:…') and packages. The command may use all of Node. */
const outside: readonly { readonly files: RegExp; readonly may: readonly string[] }[] = [
  { files: /^backends\/wasm\/load\.ts$/, may: ['node:fs/promises', 'node:v8'] },
  { files: /^backends\/wasm\/threads?\.ts$/, may: ['node:os', 'node:worker_threads'] },
  { files: /^worker\/\w+\.ts$/, may: ['node:worker_threads'] },
  {
    files: /^storage\/node\.ts$/,
    may: [
      ...['node:crypto', 'node:dns/promises', 'node:fs/promises', 'node:module', 'node:os', 'node:path', 'node:url'],
      'node:worker_threads',
    ],
  },
  { files: /^formats\/(tensorboard|onnx\/.+)\.ts$/, may: ['@bufbuild/protobuf'] },
  { files: /^figures\/graph\/graphSvg\.ts$/, may: ['@dagrejs/dagre'] },
  { files: /^formats\/numpy\/zip\.ts$/, may: ['fflate/browser'] },
  { files: /^cli\//, may: ['node:', 'commander', 'log-update', 'string-width'] },
]

/** Engines differ in the last bit of these. */
const inexact = 'a?(sin|cos|tan)h?|atan2|exp|expm1|log|log1p|log2|log10|pow|cbrt|hypot'

export const longest = 300

/** What was found, apart: `npm run check` counts each. */
export interface Findings {
  /** Imports that no room allows, or of files that are not there. */
  readonly arrows: readonly string[]
  /** Files that import each other in a circle, types too. */
  readonly circles: readonly string[]
  /** The rules of single files. */
  readonly others: readonly string[]
}

/** All broken rules, each with its file, what is there, and the rule. */
export function brokenRules(sources: Sources): string[] {
  const { arrows, circles, others } = findings(sources)
  return [...arrows, ...others, ...circles]
}

export function findings(sources: Sources): Findings {
  const [arrows, others]: [string[], string[]] = [[], []]
  const edges = new Map<string, string[]>()
  const kinds = [...sources.keys()].flatMap((path) => /^layers\/(?:activations\/)?(\w+)\.ts$/.exec(path)?.[1] ?? [])
  for (const [path, text] of sources) {
    const code = withoutComments(text)
    edges.set(path, [])
    for (const { specifier } of importsOf(code)) {
      const say = (rule: string) => arrows.push(`src/${path} imports '${specifier}': ${rule}`)
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
        edges.get(path)!.push(target)
        const rule = arrow(path, target)
        if (rule) say(rule)
      }
    }
    for (const rule of rulesOfOne(path, text, code, kinds)) others.push(`src/${path}: ${rule}`)
  }
  const circles = cycles(edges).map(
    (cycle) => `${cycle.map((path) => `src/${path}`).join(' → ')}: files do not import in a circle, types neither.`,
  )
  return { arrows, circles, others }
}

function isWithin(specifier: string, name: string): boolean {
  return specifier === name || (name === 'node:' && specifier.startsWith(name)) || specifier.startsWith(`${name}/`)
}

function* rulesOfOne(path: string, text: string, code: string, kinds: readonly string[]): Generator<string> {
  if (!roomOf(path)) yield 'this room is not on the ladder of test/rooms.ts.'
  if (/(^|\/)(utils?|helpers?|misc|common)\.ts$/.test(path)) yield 'a file is named after what it exports.'
  if (path.endsWith('.generated.ts')) return
  // The formatter sees to the code, and leaves comments as they are.
  for (const line of text.split('\n'))
    if (line.length > 130 && /^\s*(\/?\*|\/\/)/.test(line))
      yield `a comment goes beyond 130 columns: ${line.trim().slice(0, 60)} …`
  // The lecture's listings are what a student types in: they begin with what they need, and use JavaScript's own functions.
  if (path.startsWith('lesson/code/')) return
  if (!/^(#!.*\n)?\s*(\/\*\*|\/\/)/.test(text)) yield 'its head says in a comment what it is.'
  const lines = text.split('\n').length - 1
  if (lines > longest && !/long because/i.test(text.slice(0, 2000)))
    yield `${lines} lines; above ${longest}, the head says why ("Long because …").`
  if (
    roomOf(path) === 'door' &&
    code.replace(/export\s+(type\s+)?(\*(\s+as\s+\w+)?|\{[^}]*\})\s+from\s+'[^']+';?/g, '').trim() !== ''
  )
    yield 'a door only re-exports.'
  if (isAboveLayers(path) && kinds.length > 0)
    for (const [found] of code.matchAll(new RegExp(`\\bkind\\b\\s*[!=]==?\\s*'(?:${kinds.join('|')})'`, 'g')))
      yield `${found}: above the layers no kind of layer is named; ask its behaviour.`
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
  const path = new URL(specifier, `file:///${from}`).pathname.slice(1).replace(/\.js$/, '.ts')
  // In assembly, imports name no ending.
  return from.includes('/assembly/') && !path.endsWith('.ts') ? `${path}.ts` : path
}

/**
 * Comments become nothing, and so do texts of several lines: code that is shown imports nothing. What looks like one in a
 * string stays.
 */
export function withoutComments(text: string): string {
  const token = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g
  return text.replace(token, (found) => (found.startsWith('/') ? '' : /\n|\\n|^.import /.test(found) ? "''" : found))
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
