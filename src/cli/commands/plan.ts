/**
 * `striate plan`: what a model becomes for one use on the Wasm engine: its memory by purpose, the plan's op calls on
 * values, and the routines that they are lowered to. Nothing is run.
 */

import { bytesText } from '../../figures.ts'
import { type Network, softmaxCrossEntropy } from '../../index.ts'
import { type OpenPlan, type PlanUse, visibleText } from '../../plumbing.ts'
import { type WasmBackend, wasm } from '../../wasm.ts'
import { lenet5Recipe } from '../../zoo.ts'
import type { Answer } from '../answer.ts'
import { modelOf } from '../modelOf.ts'
import { threadsOf, wholeOf } from '../readOption.ts'
import type { Screen } from '../screen.ts'
import { table } from '../table.ts'
import { flow } from '../trainView.ts'
import { padEnd, textWidth, wrap } from '../width.ts'

export const plan: Answer = async (screen, [word], options) => {
  const { words } = screen
  const batch = wholeOf(words, '--batch', options.batch) ?? 1
  const threads = threadsOf(words, options.threads)
  const found = await modelOf(word as string, words)
  const backend = await wasm({ threads })
  try {
    const net = await found.model.open(backend)
    const prepared = await net.use(useOf(found, batch, options.train === true), async (plan) => plan)
    if (screen.json) screen.event(asJson(net, prepared))
    else for (const line of planLines(net, prepared, backend, screen)) screen.print(line)
    net.dispose()
  } finally {
    backend.dispose()
  }
  return 0
}

/** A run's own way to read images and to learn; without a run, images as they are and the recipe's optimizer. */
function useOf({ model, run }: Awaited<ReturnType<typeof modelOf>>, batch: number, train: boolean): PlanUse {
  const input: PlanUse['input'] = run
    ? {
        dtype: 'u8',
        shape: run.input.stored,
        normalize: { ...run.input.normalization, padding: run.input.padding, border: run.input.border },
      }
    : { dtype: 'real', shape: model.inputShape, normalize: { scale: [1], offset: [0], padding: [0, 0, 0, 0], border: 0 } }
  if (!train) return { kind: 'infer', batch, input }
  const { loss, optimizer } = run?.config.training ?? { loss: softmaxCrossEntropy(), optimizer: lenet5Recipe().options.optimizer }
  return { kind: 'train', batch, input, loss, optimizer }
}

interface Row {
  readonly segment: string
  readonly layer: string
  readonly name: string
  readonly values: string
  /** Their shapes. */
  readonly writes: string
  readonly attributes: string
}

const valueList = (values: readonly { readonly name: string; readonly shape: readonly number[] }[]) =>
  values.map(({ name, shape }) => `${visibleText(name)} ${shape.join('×')}`).join(', ') || '·'

const shapeList = (values: readonly { readonly shape: readonly number[] }[]) =>
  `→ ${values.map(({ shape }) => shape.join('×')).join(', ')}`

function callsOf({ plan: { calls } }: OpenPlan, text: (attributes: object) => string = attributesText): Row[] {
  return Object.entries(calls).flatMap(([segment, list]) =>
    list.map(({ layer, op, inputs, outputs, attributes }) => ({
      segment,
      layer: visibleText(layer),
      name: op,
      values: `${valueList(inputs)} → ${valueList(outputs)}`,
      writes: shapeList(outputs),
      attributes: text(attributes),
    })),
  )
}

function loweredCallsOf({ lowered: { calls } }: OpenPlan): Row[] {
  return Object.entries(calls).flatMap(([segment, list]) =>
    list.map(({ layer, name, reads, writes }) => ({
      segment,
      layer: visibleText(layer),
      name,
      values: `${valueList(reads)} → ${valueList(writes)}`,
      writes: shapeList(writes),
      attributes: '',
    })),
  )
}

function asJson(net: Network, prepared: OpenPlan): object {
  const { kind: use, batch } = prepared.use
  const { bytes, byRole } = prepared.arena
  return {
    model: net.model.name,
    use,
    batch,
    memory: net.memory(),
    arena: { bytes, byRole },
    plan: callsOf(prepared, JSON.stringify),
    lowered: loweredCallsOf(prepared),
  }
}

function planLines(net: Network, prepared: OpenPlan, backend: WasmBackend, screen: Screen): string[] {
  const { words, paint } = screen
  const { kind: use, batch } = prepared.use
  const [calls, lowered] = [callsOf(prepared), loweredCallsOf(prepared)]
  const title = (text: string, count: number) => [
    '',
    ...wrap(`${paint.bold(text)} ${paint.dim(`(${words.plan.calls(count)})`)}`, screen.columns),
  ]
  return [
    ...wrap(paint.bold(words.plan.title(visibleText(net.model.name), batch, use === 'train')), screen.columns),
    '',
    ...memoryLines(net, prepared, screen),
    ...title(words.plan.before, calls.length),
    ...callLines(calls, screen),
    ...title(words.plan.after(backend.threads), lowered.length),
    ...callLines(lowered, screen),
  ]
}

function memoryLines(net: Network, { arena }: OpenPlan, { words, paint, columns: width }: Screen): string[] {
  const { memory, parts, roles, shared } = words.plan
  const { total, ...own } = net.memory()
  const columns = [{ head: memory }, { head: '', right: true }]
  const rows = Object.entries(own).filter(([, bytes]) => bytes > 0)
  const named = rows.map(([part, bytes]) => [parts[part as keyof typeof parts], bytesText(bytes, true)])
  const before = Object.entries(arena.byRole)
  const sum = before.reduce((all, [, bytes]) => all + bytes, 0)
  return [
    ...table(columns, named, { width, paint, foot: [parts.total, bytesText(total, true)] }),
    '',
    ...wrap(shared(bytesText(sum, true)), width).map(paint.dim),
    ...before.map(([role, bytes]) => paint.dim(`  ${padEnd(roles[role] ?? role, 14)} ${bytesText(bytes, true)}`)),
  ]
}

/**
 * One line per call with all its values where all fit (a file takes any line); else what it writes, and its attributes behind
 * it or below. Nothing is broken within a name or a number.
 */
function callLines(rows: readonly Row[], { words, paint, columns, live }: Screen): string[] {
  const widths = (['layer', 'name'] as const).map((key) => rows.reduce((most, row) => Math.max(most, textWidth(row[key])), 0))
  const headOf = ({ layer, name }: Row) => `  ${padEnd(layer, widths[0]!)}  ${padEnd(name, widths[1]!)}`
  const whole = (row: Row) => `${headOf(row)}  ${row.values}  ${row.attributes}`.trimEnd()
  const unbounded = !live && process.env.STRIATE_COLUMNS === undefined
  const inOne = unbounded || rows.every((row) => textWidth(whole(row)) <= columns)
  const short = (row: Row): string[] => {
    const head = `${headOf(row)}  ${row.writes}`.trimEnd()
    if (textWidth(`${head}  ${row.attributes}`) <= columns) return [`${head}  ${paint.dim(row.attributes)}`.trimEnd()]
    const attributes = row.attributes ? row.attributes.split(/(?<=,) /) : []
    if (textWidth(head) <= columns)
      return [
        head,
        ...flow(attributes, columns - 6, ' ')
          .map(indented)
          .map(paint.dim),
      ]
    // Names that are too long for their columns have a line to themselves.
    return [`  ${row.layer}  ${row.name}`, ...flow([row.writes, ...attributes], columns - 6, '  ').map(indented)]
  }
  let segment = ''
  return rows.flatMap((row) => {
    const head = row.segment === segment ? [] : [paint.accent(words.plan.segments[row.segment] ?? row.segment)]
    segment = row.segment
    return [...head, ...(inOne ? [whole(row)] : short(row))]
  })
}

const indented = (line: string) => `      ${line}`

/** What an attribute is unless someone says otherwise: not worth a word. */
const usual: Readonly<Record<string, string>> = {
  stride: '[1,1]',
  dilation: '[1,1]',
  padding: '[0,0,0,0]',
  groups: '1',
  paddingValue: '0',
  activation: 'null',
  scale: '[1]',
  offset: '[0]',
  border: '0',
  smoothing: '0',
  momentum: '0',
  nesterov: 'false',
  weightDecay: '0',
}

/** `kernelSize 5×5, padding 2, relu`: what is not as usual, as people write it. */
function attributesText(attributes: object): string {
  const said = Object.entries(attributes).filter(([name, value]) => JSON.stringify(value) !== usual[name])
  return said.map(([name, value]) => (name === 'activation' ? activationText(value) : `${name} ${valueText(value)}`)).join(', ')
}

function activationText({ fn, ...numbers }: { readonly fn: string }): string {
  const given = Object.entries(numbers).map(([name, value]) => `${name} ${String(value)}`)
  return given.length > 0 ? `${fn} (${given.join(', ')})` : fn
}

function valueText(value: unknown): string {
  if (!Array.isArray(value)) return String(value)
  const [first, ...rest] = value as number[]
  if (rest.length > 1 && rest.every((one) => one === first)) return String(first)
  return value.join(value.length === 2 ? '×' : ' ')
}
