/** In which options runs differ: everything that they were begun with, as rows of texts, one text a run. */
import { numberText, wholeText } from '../../text/numbers.ts'
import type { Run } from '../run.ts'

/** One option, and what each run was begun with; undefined where a run has no such option. */
export interface OptionRow {
  readonly name: string
  readonly values: readonly (string | undefined)[]
}

/** The options that differ, and those that all runs share. */
export interface ComparedOptions {
  readonly different: readonly OptionRow[]
  readonly shared: readonly OptionRow[]
}

/** Rows in the order in which config.json has them, of the first run that has them. */
export function compareOptions(runs: readonly Run[]): ComparedOptions {
  const all = runs.map(optionsOf)
  const names = [...new Set(all.flatMap((options) => [...options.keys()]))]
  const rows = names.map((name) => ({ name, values: all.map((options) => options.get(name)) }))
  const differs = ({ values }: OptionRow) => values.some((value) => value !== values[0])
  return { different: rows.filter(differs), shared: rows.filter((row) => !differs(row)) }
}

function optionsOf({ config, model }: Run): Map<string, string> {
  const options = new Map([
    ['model', config.model],
    ['parameters', wholeText(model.parameterCount)],
    ['multiply-adds', wholeText(model.macs)],
  ])
  const { kind, found: _, ...source } = config.source as { readonly kind: string; readonly found?: unknown }
  options.set('data', kind)
  flatten('data', source, options)
  if (config.initial !== undefined) options.set('weights from', config.initial)
  flatten('', config.training, options)
  flatten('machine', config.machine, options)
  options.set('striate', config.striate)
  return options
}

/** `optimizer.momentum` … The kind of a thing stands for the thing: `optimizer` is `sgd`. */
function flatten(path: string, value: unknown, into: Map<string, string>): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    if (value !== undefined) into.set(path, textOf(value))
    return
  }
  for (const [name, inner] of Object.entries(value)) {
    const own = name === 'kind' ? path : path === '' ? name : `${path}.${name}`
    flatten(own, inner, into)
  }
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'number') return JSON.stringify(value)
  return Number.isInteger(value) ? String(value) : numberText(value, 6)
}
