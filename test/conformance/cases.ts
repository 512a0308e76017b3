/**
 * All cases, by op: every file of `cases/` exports lists of cases under the names of ops. They are found by themselves, so a
 * new op's file is written and nothing else; an op without cases, or a list that belongs to no op, is refused here.
 */
import { readdirSync } from 'node:fs'
import { type OpName, ops } from '../../src/ops/op.ts'
import type { Case } from './sketch.ts'

const folder = new URL('./cases/', import.meta.url)

/** The cases of each op, in the order of the table of ops. */
export async function readCases(): Promise<Readonly<Record<OpName, readonly Case[]>>> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.js'))
  const modules = await Promise.all(
    files.sort().map(async (name) => [name, (await import(new URL(name, folder).href)) as Module] as const),
  )
  return joinCases(modules, Object.keys(ops) as OpName[])
}

type Module = Readonly<Record<string, readonly Case[]>>

/**
 * The lists of all files in one table. @throws Error naming the file and the op where an op has none or two, or there is no
 * such op
 */
export function joinCases<Op extends string>(
  modules: readonly (readonly [file: string, module: Module])[],
  names: readonly Op[],
): Record<Op, readonly Case[]> {
  const found = new Map<string, { file: string; list: readonly Case[] }>()
  for (const [file, module] of modules)
    for (const [op, list] of Object.entries(module)) {
      const other = found.get(op)
      if (other) throw new Error(`cases/${file} and cases/${other.file} both have cases of the op ${op}.`)
      if (!(names as readonly string[]).includes(op))
        throw new Error(`cases/${file} exports ${op}, and there is no op of that name.`)
      found.set(op, { file, list })
    }
  const missing = names.filter((op) => !found.has(op))
  if (missing.length > 0)
    throw new Error(`no file of test/conformance/cases exports cases of ${missing.join(', ')}: write ${missing[0]}.ts there.`)
  return Object.fromEntries(names.map((op) => [op, found.get(op)!.list])) as Record<Op, readonly Case[]>
}
