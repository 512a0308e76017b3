/**
 * The built command as a child process, for tests: what it writes and how it ends, in a folder of its own and an
 * environment that says nothing about language, colours or width. And small data to train on, made here: squares and bars.
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeIdx } from '../../src/data.ts'

export const program = fileURLToPath(new URL('../../../dist/lib/striate.js', import.meta.url))

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly error: string
}

export type Env = Readonly<Record<string, string>>

/** Starts `striate …args`. */
export function start(args: readonly string[], cwd: string, env: Env = {}, script = program): ChildProcessWithoutNullStreams {
  const { PATH = '', HOME = '', SystemRoot } = process.env
  const plain = { PATH, HOME, ...(SystemRoot ? { SystemRoot } : {}), ...env }
  return spawn(process.execPath, [script, ...args], { cwd, env: plain })
}

/** Runs it to its end. */
export async function striate(args: readonly string[], cwd: string, env?: Env): Promise<Ended> {
  return await ended(start(args, cwd, env))
}

export function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  const texts = { out: '', error: '' }
  child.stdout.setEncoding('utf8').on('data', (text) => (texts.out += text))
  child.stderr.setEncoding('utf8').on('data', (text) => (texts.error += text))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, ...texts }))
  })
}

/** The JSON values of an output, one a line. */
export function events(out: string): Record<string, unknown>[] {
  return out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}

/** An empty folder, and its removal. */
export async function workFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'striate-cli-'))
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) }
}

/** IDX files of small images, two classes (lying and standing bars), and a model for them: `data/` and `bars.json`. */
export async function smallData(folder: string): Promise<void> {
  const part = async (start: string, count: number) => {
    const images = new Uint8Array(count * 64)
    const labels = new Uint8Array(count)
    for (let n = 0; n < count; n++) {
      const at = (n >> 1) % 8
      labels[n] = n % 2
      for (let i = 0; i < 8; i++) images[n * 64 + (n % 2 ? 8 * i + at : 8 * at + i)] = 200 + (n % 50)
    }
    await writeFile(join(folder, `data-${start}-images`), writeIdx({ shape: [count, 8, 8], data: images }))
    await writeFile(join(folder, `data-${start}-labels`), writeIdx({ shape: [count], data: labels }))
  }
  await part('train', 64)
  await part('test', 32)
  const layers = [
    { kind: 'conv2d', name: 'C1', filters: 4, kernelSize: 3 },
    { kind: 'relu' },
    { kind: 'flatten' },
    { kind: 'dense', name: 'output', units: 2 },
  ]
  await writeFile(
    join(folder, 'bars.json'),
    JSON.stringify({ format: 'striate-model', version: 1, name: 'Bars', input: [1, 8, 8], layers }),
  )
}

/** The --data of those files. */
export const smallDataOption = ['train-images', 'train-labels', 'test-images', 'test-labels']
  .map((name) => `data-${name}`)
  .join(',')

/** The control characters of a text that is to have none, but for line ends. */
export function controls(text: string): string {
  return JSON.stringify([...text].filter((letter) => letter < ' ' && letter !== '\n').join('')).slice(1, -1)
}

/** Columns of a terminal: Korean syllables and full-width signs take two. */
export function widthOf(line: string): number {
  return [...line].reduce(
    (sum, letter) => sum + (/[\u1100-\u11ff\u3000-\u9fff\uac00-\ud7af\uff00-\uff60]/.test(letter) ? 2 : 1),
    0,
  )
}
