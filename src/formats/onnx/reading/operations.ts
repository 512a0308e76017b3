/**
 * The operations of a model in their order, with the functions that it defines itself written out: a call of such a function is
 * replaced by its operations, whose values get names of their own.
 */
import { show } from '../../../errors/options.ts'
import { say } from '../../../errors/say.ts'
import type { FunctionProto, ModelProto, NodeProto, OperatorSet } from '../proto/messages.ts'
import { malformed } from './errors.ts'
import type { Operation } from './operation.ts'

/** Functions call functions, but not without end. */
const mostDepth = 32
const mostOperations = 100_000
/** The operator sets that are known here. */
export const knownVersions = { oldest: 1, newest: 26 } as const

type Versions = ReadonlyMap<string, number>

const domainOf = (domain: string | undefined) => (domain === undefined || domain === 'ai.onnx' ? '' : domain)
const callOf = ({ domain, name, overload }: Pick<FunctionProto, 'domain' | 'name' | 'overload'>) =>
  JSON.stringify([domainOf(domain), name ?? '', overload ?? ''])

/** @throws FormatError where versions are missing or unknown, or functions call each other in a circle */
export function operationsOf(model: ModelProto): Operation[] {
  const functions = new Map((model.functions ?? []).map((one) => [callOf(one), one]))
  const made: Operation[] = []
  for (const node of model.graph?.node ?? []) write(node, versionsOf(model.opsetImport ?? []))
  return made

  function write(node: NodeProto, versions: Versions, depth = 0, within = ''): void {
    const domain = domainOf(node.domain)
    const called = functions.get(callOf({ domain, name: node.opType ?? '', overload: node.overload ?? '' }))
    if (!called) {
      if (made.length === mostOperations) throw malformed(say('it has more than {most} operations.', { most: mostOperations }))
      made.push(operationOf(node, domain, versions, within))
      return
    }
    if (depth === mostDepth)
      throw malformed(say('functions call functions {depth} deep: {name}.', { depth, name: show(called.name ?? '') }))
    const inner = versionsOf(called.opsetImport ?? [], versions)
    // '/' and the number of operations so far: no name of the file's own is the same by chance.
    const prefix = `${within}${node.name || called.name}/${made.length}/`
    for (const one of bodyOf(called, node, prefix)) write(one, inner, depth + 1, prefix)
  }
}

function operationOf(node: NodeProto, domain: string, versions: Versions, within: string): Operation {
  const version = versions.get(domain)
  const op = node.opType ?? ''
  if (version === undefined)
    throw malformed(say('{op} is of the domain {domain}, of which no version is said.', { op, domain: show(domain) }))
  if (domain === '' && (version < knownVersions.oldest || version > knownVersions.newest))
    throw malformed(say('it is written in opset {version}; known here are {oldest} to {newest}.', { version, ...knownVersions }))
  return {
    op,
    domain,
    version,
    name: within === '' || !node.name ? (node.name ?? '') : `${within.replace(/\/\d+\/$/, '')}/${node.name}`,
    inputs: node.input ?? [],
    outputs: node.output ?? [],
    attributes: new Map((node.attribute ?? []).map((one) => [one.name ?? '', one])),
  }
}

function versionsOf(sets: readonly OperatorSet[], outer: Versions = new Map()): Versions {
  const versions = new Map(outer)
  for (const { domain, version } of sets) versions.set(domainOf(domain), version ?? 0)
  return versions
}

/** The operations of a function, with the names and the attributes of a call. */
function bodyOf(called: FunctionProto, call: NodeProto, prefix: string): NodeProto[] {
  const names = new Map<string, string>([['', '']])
  for (const [i, name] of (called.input ?? []).entries()) names.set(name, call.input?.[i] ?? '')
  for (const [i, name] of (called.output ?? []).entries()) {
    const wanted = call.output?.[i]
    if (wanted) names.set(name, wanted)
  }
  const renamed = (name: string) => names.get(name) ?? `${prefix}${name}`
  const given = new Map([...(called.attributeProto ?? []), ...(call.attribute ?? [])].map((one) => [one.name, one]))
  return (called.node ?? []).map((node) => ({
    ...node,
    input: (node.input ?? []).map(renamed),
    output: (node.output ?? []).map(renamed),
    attribute: (node.attribute ?? []).flatMap((one) => {
      if (!one.refAttrName) return [one]
      const found = given.get(one.refAttrName)
      return found ? [{ ...found, name: one.name ?? '' }] : []
    }),
  }))
}
