/**
 * The tables of the element-wise functions and of their layers, made of the files that are there: a function is
 * `src/ops/unary/functions/<fn>.ts` (formula and slope) and its twin `src/ops/unary/assembly/functions/<fn>.ts`; its layer is
 * `src/layers/activations/<kind>.ts`. No one lists them by hand. `buildAssembly.js` writes what is made here.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const unary = 'src/ops/unary'
const layers = 'src/layers/activations'
const made = (of) => `/** Made by scripts/buildFunctions.js from ${of}. Do not edit. */`
const title = (name) => name[0].toUpperCase() + name.slice(1)
const list = (names) => names.map((name) => `'${name}'`).join(', ')

/**
 * Path from the root → text, of every generated file. @throws Error where a function lacks its twin, or a twin is not as wanted
 */
export function functionFiles(root) {
  const functions = readFunctions(root)
  const tables = {
    [`${unary}/functions.generated.ts`]: tableOf(functions),
    [`${unary}/facts.generated.ts`]: factsOf(functions),
    [`${unary}/assembly/functions.generated.ts`]: assemblyOf(functions),
  }
  return { ...(functions.length > 0 && tables), ...layerFiles(root) }
}

/** Names of the TypeScript files of a folder, without their endings, sorted. */
function namesIn(root, folder) {
  const files = existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : []
  return files.flatMap((file) => /^(\w+)\.ts$/.exec(file)?.[1] ?? []).sort()
}

function readFunctions(root) {
  const [formulas, twins] = [`${unary}/functions`, `${unary}/assembly/functions`].map((folder) => namesIn(root, folder))
  for (const name of formulas)
    if (!twins.includes(name))
      throw new Error(`${unary}/functions/${name}.ts has no twin: write ${unary}/assembly/functions/${name}.ts.`)
  return twins.map((name, i) => {
    const file = `${unary}/assembly/functions/${name}.ts`
    if (!formulas.includes(name)) throw new Error(`${file} has no formula: write ${unary}/functions/${name}.ts.`)
    return { name, number: i + 1, ...readTwin(name, file, readFileSync(join(root, file), 'utf8')) }
  })
}

/** What the signatures of a twin say: the function's numbers, what its slope is written in, what the gradient takes. */
function readTwin(name, file, text) {
  const parameters = (of, type) => {
    const [, inside] = new RegExp(`^export function ${of}\\(([^)]*)\\): (?:v128|f32) \\{`, 'm').exec(text) ?? []
    if (inside === undefined) return undefined
    return inside
      .split(',')
      .filter(Boolean)
      .map((one) => {
        const [, parameter] =
          new RegExp(`^\\s*(\\w+): ${type}\\s*$`).exec(one) ??
          fail(file, `${of}: a parameter must be "name: ${type}"; found "${one}".`)
        return parameter
      })
  }
  const [x, ...numbers] = parameters(name, 'v128') ?? fail(file, `wanted: export function ${name}(x: v128, …numbers): v128`)
  const [of, dy, ...given] =
    parameters(`${name}Grad`, 'v128') ?? fail(file, `wanted: export function ${name}Grad(y: v128 or x: v128, dy: v128, …): v128`)
  if (x !== 'x') fail(file, `the first parameter of ${name} is x, not ${x}.`)
  if (!['x', 'y'].includes(of) || dy !== 'dy')
    fail(file, `${name}Grad takes y (the result) or x (the argument), and dy; not ${of} and ${dy}.`)
  if (numbers.length > 2) fail(file, `${name} has ${numbers.length} numbers; routines take two at most.`)
  // What the gradient takes is a number of the function, or made of them once a call.
  const ofGradient = given.map((parameter) => {
    if (numbers.includes(parameter)) return { name: parameter }
    const maker = `${name}${title(parameter)}`
    if (String(parameters(maker, 'f32')) !== String(numbers))
      fail(
        file,
        `${name}Grad takes ${parameter}, which is no number of ${name}; wanted: export function ${maker}(${numbers.map((one) => `${one}: f32`).join(', ')}): f32`,
      )
    return { name: parameter, maker }
  })
  return { numbers, slopeOf: of === 'y' ? 'result' : 'argument', ofGradient }
}

function fail(file, message) {
  throw new Error(`${file}: ${message}`)
}

function tableOf(functions) {
  const names = functions.map(({ name }) => name)
  return [
    made(`${unary}/functions/`),
    ...names.map((name) => `import { ${name} } from './functions/${name}.ts'`),
    '',
    `export const functions = { ${names.join(', ')} }`,
    '',
  ].join('\n')
}

/** The compiler holds what the twins say to what the formulas say. */
function factsOf(functions) {
  return [
    made(`${unary}/assembly/functions/`),
    "import type { functions } from './functions.generated.ts'",
    "import type { FunctionName, NumbersOf } from './op.ts'",
    '',
    'type Facts<K extends FunctionName> = {',
    '  readonly number: number',
    "  readonly slopeOf: (typeof functions)[K]['slopeOf']",
    '  readonly numbers: readonly (keyof NumbersOf<K>)[]',
    '}',
    '',
    'export const functionFacts = {',
    ...functions.map(
      ({ name, number, slopeOf, numbers }) =>
        `  ${name}: { number: ${number}, slopeOf: '${slopeOf}', numbers: [${list(numbers)}] },`,
    ),
    '} as const satisfies { readonly [K in FunctionName]: Facts<K> }',
    '',
    'type Left<K extends FunctionName> = Exclude<keyof NumbersOf<K>, (typeof functionFacts)[K]["numbers"][number]>',
    'type Nothing<T extends never> = T',
    '/** Numbers that a formula takes and its twin does not: this compiles where there are none. */',
    'export type LeftOut = Nothing<{ [K in FunctionName]: Left<K> }[FunctionName]>',
    '',
  ].join('\n')
}

function assemblyOf(functions) {
  return [
    made(`${unary}/assembly/functions/`),
    ...functions.map(({ name, ofGradient }) => {
      const makers = ofGradient.flatMap(({ maker }) => maker ?? [])
      return `import { ${[name, `${name}Grad`, ...makers].join(', ')} } from './functions/${name}'`
    }),
    '',
    '/** y = fn(x) of `count` numbers, with the numbers a and b of fn; in place, too. A number that is no function traps. */',
    'export function apply(fn: u32, x: usize, y: usize, count: u32, a: f32, b: f32): void {',
    '  switch (fn) {',
    ...functions.map(({ name, number }) => `    case ${number}: ${name}Loop(x, y, count, a, b); return`),
    '    default: unreachable()',
    '  }',
    '}',
    '',
    '/** dx = dy · slope of fn, of its result or its argument. */',
    'export function applyGrad(fn: u32, source: usize, dy: usize, dx: usize, count: u32, a: f32, b: f32): void {',
    '  switch (fn) {',
    ...functions.map(({ name, number }) => `    case ${number}: ${name}GradLoop(source, dy, dx, count, a, b); return`),
    '    default: unreachable()',
    '  }',
    '}',
    ...functions.flatMap(loopsOf),
    '',
  ].join('\n')
}

/** One function's two loops: over whole vectors, and what is left, one number in all lanes. */
function loopsOf({ name, numbers, ofGradient }) {
  const registers = ['a', 'b']
  const splats = (given, value) => given.map((one, i) => `  const n${i} = f32x4.splat(${value(one)})`)
  const more = (given) => given.map((_, i) => `, n${i}`).join('')
  const both = (load, store) => [
    '  const whole: usize = (count & ~3) << 2',
    '  const end: usize = count << 2',
    '  let at: usize = 0',
    `  for (; at < whole; at += 16) ${store('v128.store', load('v128.load'), '')}`,
    `  for (; at < end; at += 4) ${store('v128.store32_lane', load('v128.load32_splat'), ', 0')}`,
    '}',
  ]
  const gradientNumber = ({ name: parameter, maker }) =>
    maker ? `${maker}(${numbers.map((_, i) => registers[i]).join(', ')})` : registers[numbers.indexOf(parameter)]
  return [
    '',
    `function ${name}Loop(x: usize, y: usize, count: u32, a: f32, b: f32): void {`,
    ...splats(numbers, (one) => registers[numbers.indexOf(one)]),
    ...both(
      (load) => `${name}(${load}(x + at)${more(numbers)})`,
      (store, value, lane) => `${store}(y + at, ${value}${lane})`,
    ),
    '',
    `function ${name}GradLoop(source: usize, dy: usize, dx: usize, count: u32, a: f32, b: f32): void {`,
    ...splats(ofGradient, gradientNumber),
    ...both(
      (load) => `${name}Grad(${load}(source + at), ${load}(dy + at)${more(ofGradient)})`,
      (store, value, lane) => `${store}(dx + at, ${value}${lane})`,
    ),
  ]
}

/** The layers' table, and what the door exports of their files: all but the behaviours. */
function layerFiles(root) {
  const kinds = namesIn(root, layers)
  if (kinds.length === 0) return {}
  const exported = kinds.map((kind) => {
    const text = readFileSync(join(root, `${layers}/${kind}.ts`), 'utf8')
    const names = [...text.matchAll(/^export (interface|type|function|const) (\w+)/gm)]
    if (!names.some(([, , name]) => name === `${kind}Layer`))
      fail(`${layers}/${kind}.ts`, `wanted: export const ${kind}Layer = activationLayer(…)`)
    const out = names.filter(([, , name]) => name !== `${kind}Layer`)
    return `export { ${out.map(([, form, name]) => (/interface|type/.test(form) ? `type ${name}` : name)).join(', ')} } from './${kind}.ts'`
  })
  return {
    [`${layers}/table.generated.ts`]: [
      made(`${layers}/`),
      ...kinds.map((kind) => `import { ${kind}Layer } from './${kind}.ts'`),
      '',
      'export const activationLayers = {',
      ...kinds.map((kind) => `  ${kind}: ${kind}Layer,`),
      '}',
      '',
    ].join('\n'),
    [`${layers}/index.generated.ts`]: [made(`${layers}/`), ...exported, ''].join('\n'),
  }
}
