/**
 * Kills trainings at random moments with SIGKILL, lets each go on, and compares the final weights, bit for bit, with those
 * of a training that no one disturbed. Five kills are a test; `npm run kill` does a hundred.
 *
 *   node dist/test/runs/kill.js [kills] [seed]
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { random } from '../../src/math/random.ts'
import { parseMetrics } from '../../src/runs/metrics.ts'

export interface KillReport {
  readonly kills: number
  /** Trainings that came to their end, each killed several times. */
  readonly runs: number
  /** Steps at which trainings went on. */
  readonly resumedAt: number[]
  /** What was not as it should be; empty where all is well. */
  readonly failures: string[]
}

const trainer = fileURLToPath(new URL('./trainer.js', import.meta.url))

export interface KillOptions {
  readonly kills: number
  readonly epochs: number
  readonly seed?: number
  /** Between the first step and the kill, at most. */
  readonly wait?: number
  readonly say?: (line: string) => void
}

export async function killAndResume({ kills, epochs, seed = 1, wait = 700, say = () => {} }: KillOptions): Promise<KillReport> {
  const home = await mkdtemp(join(tmpdir(), 'striate-kill-'))
  const drawn = random(seed, 97)
  const failures: string[] = []
  const resumedAt: number[] = []
  let done = 0
  let runs = 0
  let sittings = 0
  try {
    const undisturbed = join(home, 'undisturbed')
    await train(undisturbed, epochs, undefined)
    const wanted = await resultOf(undisturbed)
    say(`undisturbed: ${wanted.slice(0, 16)}`)
    while (done < kills) {
      const folder = join(home, `run-${runs}`)
      for (let finished = false; !finished; ) {
        // The last of them all are let go to their end.
        // Drawn anew for each sitting: one that ended before its kill is not killed at the same moment for ever.
        const after = done < kills ? Math.floor(drawn.uniform(sittings++) * wait) : undefined
        const result = await train(folder, epochs, after)
        if (result.step > 0) resumedAt.push(result.step)
        finished = result.finished
        if (!finished && after === undefined) throw new Error(`a training that nobody killed ended early: ${result.words}`)
        if (finished) continue
        done++
        const names = await readdir(folder)
        say(`kill ${done}: after ${after} ms, at step ${result.step} or later; the folder holds ${names.join(' ')}`)
      }
      runs++
      const got = await resultOf(folder)
      if (got !== wanted) failures.push(`run ${runs}: ${got.slice(0, 16)} instead of ${wanted.slice(0, 16)}`)
      const leftOver = (await readdir(folder)).filter((name) => name === 'lock' || name.endsWith('.part'))
      if (leftOver.length > 0) failures.push(`run ${runs} left ${leftOver.join(', ')}`)
      say(`run ${runs} came to its end: ${got === wanted ? 'the same bits' : 'OTHER BITS'}`)
    }
    return { kills: done, runs, resumedAt, failures }
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

/** One sitting. `killAfter` milliseconds after it has begun to train it is killed. */
function train(folder: string, epochs: number, killAfter: number | undefined) {
  return new Promise<{ finished: boolean; step: number; words: string }>((resolve, reject) => {
    const flags = Number(process.versions.node.split('.')[0]) < 22 ? ['--experimental-wasm-relaxed-simd'] : []
    const child = spawn(process.execPath, [...flags, trainer, folder, '7', String(epochs)], { stdio: ['ignore', 'pipe', 'pipe'] })
    let words = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        const before = words
        words += text
        if (killAfter !== undefined && !before.includes('training from') && words.includes('training from'))
          setTimeout(() => child.kill('SIGKILL'), killAfter)
      })
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (signal === null && code !== 0) return reject(new Error(`the trainer ended with ${code}:\n${words}`))
      // One that was killed after its last word has not given its lock back: the next sitting does.
      resolve({
        finished: signal === null && words.includes('finished'),
        step: Number(/training from (\d+)/.exec(words)?.[1] ?? 0),
        words,
      })
    })
  })
}

/** Weights, and every number of the metrics that does not depend on time. */
async function resultOf(folder: string): Promise<string> {
  const hash = createHash('sha256').update(await readFile(join(folder, 'weights.safetensors')))
  for (const line of parseMetrics(await readFile(join(folder, 'metrics.jsonl'), 'utf8')))
    hash.update(JSON.stringify({ ...line, imagesPerSecond: 0, seconds: 0, time: 0 }))
  return hash.digest('hex')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [kills = '100', seed = '1'] = process.argv.slice(2)
  const report = await killAndResume({ kills: Number(kills), epochs: 60, seed: Number(seed), say: (line) => console.log(line) })
  console.log(`${report.kills} kills, ${report.runs} trainings came to their end, ${report.failures.length} failures`)
  for (const failure of report.failures) console.log(failure)
  process.exitCode = report.failures.length === 0 ? 0 : 1
}
