/**
 * Groups of parameters: which of them rest in a training, and how the others are updated. A group is a plain value that names
 * its parameters by patterns; here the patterns are read, and the parameters cut into ranges that are updated alike.
 */
import { OptionError } from '../errors/errors.ts'
import { nearest } from '../errors/nearest.ts'
import { booleanOption, knownOptions, realOption, show, wrongOption } from '../errors/options.ts'
import { asIs, say } from '../errors/say.ts'
import type { Node } from '../graph/node.ts'
import { sizeOf } from '../values/shape.ts'
import type { Parameter, ParameterTable } from './parameters.ts'

/**
 * Parameters that are trained otherwise than the rest. Of several groups that match one, the last that says something decides.
 */
export interface ParameterGroup {
  /**
   * Names of layers (`features.0`) or parameters (`features.0.weight`); `*` stands for any characters: `features.*`, `*.bias`.
   */
  readonly match: readonly string[]
  /**
   * They keep their values, and no gradient is computed for them. A layer of which all parameters are frozen keeps its state,
   * too: a batch normalisation then reads its running statistics, as in inference.
   */
  readonly frozen?: boolean | undefined
  /** Their learning rate, as a multiple of the optimizer's. Default 1. */
  readonly rate?: number | undefined
  /**
   * Whether the optimizer's `weightDecay` applies to them; one of your own that calls it otherwise keeps it. Default true.
   */
  readonly weightDecay?: boolean | undefined
}

/** How one parameter is trained. */
interface Treatment {
  readonly frozen: boolean
  readonly rate: number
  readonly weightDecay: boolean
}

/** A contiguous part of the range of parameters, updated alike. */
export interface UpdateRange {
  readonly offset: number
  readonly size: number
  readonly rate: number
  readonly weightDecay: boolean
}

/** What a training changes, and how. */
export interface Treatments {
  /** Whether no gradient of this parameter is wanted. */
  isFrozen(parameter: Parameter): boolean
  /** Whether a layer is at rest, by its position: it keeps its state. */
  atRest(position: number): boolean
  /** Neighbours that are updated alike are one. */
  readonly ranges: readonly UpdateRange[]
}

/** What is the same for all parameters: no group says anything. */
const usual: Treatment = { frozen: false, rate: 1, weightDecay: true }

/**
 * Patterns that match nothing, options that are none. `needed`: the layers that lead to a loss; only they can learn.
 * @throws OptionError; 'nothing-learns' where all of them are frozen
 */
export function checkGroups(
  owner: string,
  option: string,
  all: readonly Node[],
  groups: readonly ParameterGroup[],
  needed: ReadonlySet<number>,
): void {
  if (!Array.isArray(groups)) throw wrongOption(owner, option, groups, say('a list of groups of parameters'))
  const nodes = all.filter((_, position) => needed.has(position))
  const names = all.flatMap(({ name, parameters }) => [name, ...Object.keys(parameters).map((key) => `${name}.${key}`)])
  for (const group of groups) {
    const { match, frozen, rate, weightDecay } = knownOptions(asIs(`${owner}: ${option}`), group, [
      ...['match', 'frozen', 'rate', 'weightDecay'],
    ])
    if (!Array.isArray(match) || match.length === 0 || !match.every((pattern) => typeof pattern === 'string'))
      throw wrongOption(`${owner}: ${option}`, 'match', match, say('a list of names or patterns, such as "features.*"'))
    if (frozen !== undefined) booleanOption(`${owner}: ${option}`, 'frozen', frozen)
    if (rate !== undefined) realOption(`${owner}: ${option}`, 'rate', rate, { min: 0, open: true })
    if (weightDecay !== undefined) booleanOption(`${owner}: ${option}`, 'weightDecay', weightDecay)
    for (const pattern of match)
      if (!names.some((name) => matches(pattern, name))) throw matchesNothing(owner, option, pattern, names)
    const updated = rate !== undefined || weightDecay !== undefined
    const idle = updated ? match.find((pattern) => !reached(nodes, pattern)) : undefined
    if (idle !== undefined) throw reachesNothing(owner, option, idle)
  }
  const learns = nodes.some((node) => Object.keys(node.parameters).some((key) => !treatmentOf(groups, node.name, key).frozen))
  if (!learns)
    throw new OptionError({
      code: 'nothing-learns',
      message: say('{owner}: every parameter is frozen; nothing would be learned.', { owner }),
      fix: say('leave at least one layer free, such as the last.'),
      details: { option },
    })
}

/** How the parameters of a table are trained. Layers that lead to no loss are left as they are, as if they were frozen. */
export function treatmentsOf(
  nodes: readonly Node[],
  table: ParameterTable,
  groups: readonly ParameterGroup[],
  needed: ReadonlySet<number>,
): Treatments {
  const of = new Map<Parameter, Treatment>()
  for (const [position, parameters] of table.ofLayer.entries())
    for (const [key, parameter] of Object.entries(parameters)) {
      const treatment = treatmentOf(groups, nodes[position]!.name, key)
      of.set(parameter, needed.has(position) ? treatment : { ...treatment, frozen: true })
    }
  return {
    isFrozen: (parameter) => of.get(parameter)!.frozen,
    atRest: (position) => {
      const own = Object.values(table.ofLayer[position]!)
      if (own.length > 0) return own.every((parameter) => of.get(parameter)!.frozen)
      return treatmentOf(groups, nodes[position]!.name).frozen
    },
    ranges: rangesOf(table, (parameter) => of.get(parameter)!),
  }
}

function rangesOf({ values, list }: ParameterTable, treatment: (parameter: Parameter) => Treatment): UpdateRange[] {
  const ranges: UpdateRange[] = []
  const whole = sizeOf(values.shape)
  for (const [i, parameter] of list.entries()) {
    const { frozen, rate, weightDecay } = treatment(parameter)
    if (frozen) continue
    const { offset } = parameter
    // The gap behind a parameter belongs to it: all zeros.
    const size = (list[i + 1]?.offset ?? whole) - offset
    const last = ranges.at(-1)
    const joins = last && last.offset + last.size === offset && last.rate === rate && last.weightDecay === weightDecay
    if (joins) ranges[ranges.length - 1] = { ...last, size: last.size + size }
    else ranges.push({ offset, size, rate, weightDecay })
  }
  return ranges
}

/** Of a parameter of a layer; of the layer itself where no key is given. */
function treatmentOf(groups: readonly ParameterGroup[], layer: string, key?: string): Treatment {
  const matching = groups.filter(({ match }) =>
    match.some((pattern) => matches(pattern, layer) || (key !== undefined && matches(pattern, `${layer}.${key}`))),
  )
  return matching.reduce(
    (found, { frozen = found.frozen, rate = found.rate, weightDecay = found.weightDecay }) => ({ frozen, rate, weightDecay }),
    usual,
  )
}

/** Whether a name is what a pattern means; `*` is any characters, none too. */
function matches(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  if (rest.length === 0) return pattern === name
  if (!name.startsWith(first)) return false
  const last = rest.pop()!
  let at = first.length
  for (const part of rest) {
    const found = name.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return name.length - last.length >= at && name.endsWith(last)
}

/** Whether a pattern names a parameter, or a layer that has one. */
function reached(nodes: readonly Node[], pattern: string): boolean {
  return nodes.some(({ name, parameters }) =>
    Object.keys(parameters).some((key) => matches(pattern, name) || matches(pattern, `${name}.${key}`)),
  )
}

function reachesNothing(owner: string, option: string, pattern: string): OptionError {
  return new OptionError({
    code: 'matches-nothing',
    message: say('{owner}: {pattern} has no parameters that could be trained otherwise.', { owner, pattern: show(pattern) }),
    fix: say('leave it out.'),
    details: { pattern, option },
  })
}

function matchesNothing(owner: string, option: string, pattern: string, names: readonly string[]): OptionError {
  const near = nearest(pattern.replaceAll('*', ''), names)
  return new OptionError({
    code: 'matches-nothing',
    message: say('{owner}: no layer or parameter is called {pattern}.', { owner, pattern: show(pattern) }),
    fix: near ? say('did you mean "{near}"?', { near }) : say('there are {names}.', { names: shortList(names) }),
    details: { pattern, option },
  })
}

const shortList = (names: readonly string[]) => (names.length > 12 ? `${names.slice(0, 12).join(', ')} …` : names.join(', '))
