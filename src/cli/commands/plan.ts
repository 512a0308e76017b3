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

/** A run's own way to read pictures and to learn; without a run, pictures as they are and the recipe's optimizer. */
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
  readonly attributes: string
}

const valueList = (values: readonly { readonly name: string; readonly shape: readonly number[] }[]) =>
  values.map(({ name, shape }) => `${visibleText(name)} ${shape.join('×')}`).join(', ') || '·'

function callsOf({ plan: { calls } }: OpenPlan): Row[] {
  return Object.entries(calls).flatMap(([segment, list]) =>
    list.map(({ layer, op, inputs, outputs, attributes }) => ({
      segment,
      layer: visibleText(layer),
      name: op,
      values: `${valueList(inputs)} → ${valueList(outputs)}`,
      attributes: JSON.stringify(attributes),
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
    plan: callsOf(prepared),
    lowered: loweredCallsOf(prepared),
  }
}

function planLines(net: Network, prepared: OpenPlan, backend: WasmBackend, screen: Screen): string[] {
  const { words, paint } = screen
  const { kind: use, batch } = prepared.use
  const [calls, lowered] = [callsOf(prepared), loweredCallsOf(prepared)]
  const title = (text: string, count: number) => [
    '',
    ...wrap(`${paint.bold(text)} ${paint.dim(words.plan.calls(count))}`, screen.columns),
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

/** One line a call where all fit (a file takes any); else each call's name and, below it, its values and attributes. */
function callLines(rows: readonly Row[], { words, paint, columns, live }: Screen): string[] {
  const widths = (['layer', 'name'] as const).map((key) => rows.reduce((most, row) => Math.max(most, textWidth(row[key])), 0))
  const headOf = ({ layer, name }: Row) => `  ${padEnd(layer, widths[0]!)}  ${padEnd(name, widths[1]!)}`
  const inOne = !live || rows.every((row) => textWidth(`${headOf(row)}  ${row.values}  ${row.attributes}`) <= columns)
  const below = (text: string) => (text ? wrap(text, columns, '      ').map(paint.dim) : [])
  let segment = ''
  return rows.flatMap((row) => {
    const head = row.segment === segment ? [] : [paint.accent(words.plan.segments[row.segment] ?? row.segment)]
    segment = row.segment
    if (inOne) return [...head, `${headOf(row)}  ${row.values}  ${paint.dim(row.attributes)}`.trimEnd()]
    return [...head, headOf(row).trimEnd(), ...below(row.values), ...below(row.attributes)]
  })
}
