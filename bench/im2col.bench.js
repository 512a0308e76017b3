/**
 * The largest convolution of the lecture: 15 colour pictures of 440 × 440 through 64 filters of 5 × 5. Striate beside NumPy as
 * notebooks write it (im2col in float64, one matrix product). Interleaved, three rounds, medians; the results are compared as well.
 */
import { spawn } from 'node:child_process'
import { availableParallelism, freemem, loadavg } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const title = 'One convolution: 15 pictures 3×440×440, 64 filters 5×5; seconds, and the most memory of the process'

const peers = fileURLToPath(new URL('peers', import.meta.url))
const rounds = 3
const flags = Number(process.versions.node.split('.')[0]) < 22 ? ['--experimental-wasm-relaxed-simd'] : []
/** NumPy holds the windows twice while it turns them, and the results: about 5 GB in float64. */
const needed = 6.5e9

function json(program, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let out = ''
    let words = ''
    child.stdout.on('data', (text) => (out += text))
    child.stderr.on('data', (text) => (words += text))
    child.on('error', reject)
    child.on('close', (code, signal) =>
      code === 0
        ? resolve(JSON.parse(out.trim().split('\n').at(-1)))
        : reject(new Error(words.trim().split('\n').at(-1) || `ended by ${signal ?? code}`)),
    )
  })
}

const striate = () => json(process.execPath, [...flags, join(peers, 'striate_im2col.js')])
const numpy = () => json(process.env.STRIATE_PYTHON ?? '/usr/bin/python3', [join(peers, 'numpy_im2col.py')])
const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]

export async function run() {
  const free = process.availableMemory?.() ?? freemem()
  const [ours, theirs] = [[], []]
  const load = loadavg()[0]
  let missing =
    free < needed ? `it needs ${(needed / 1e9).toFixed(1)} GB of free memory; there are ${(free / 1e9).toFixed(1)}` : undefined
  for (let round = 0; round < rounds; round++) {
    ours.push(await striate())
    if (missing) continue
    try {
      theirs.push(await numpy())
    } catch (error) {
      missing = `${error.message} (Debian: apt install python3-numpy; STRIATE_PYTHON names another Python)`
    }
  }
  const row = (all, key) => {
    const times = all.map((one) => one[key])
    return `${median(times).toFixed(2).padStart(7)} s  (${times.map((time) => time.toFixed(2)).join(' ')})`
  }
  const most = (all) => `${(Math.max(...all.map(({ mib }) => mib)) / 1024).toFixed(2)} GiB`
  const lines = [
    `  ${ours[0].version.padEnd(34)} first call ${row(ours, 'first')}   ${most(ours)}`,
    `  ${''.padEnd(34)}     second ${row(ours, 'second')}`,
  ]
  if (missing) lines.push(`  NumPy is missing: ${missing}`)
  if (theirs.length > 0) {
    lines.push(
      `  ${`${theirs[0].version}, float64`.padEnd(34)} first call ${row(theirs, 'first')}   ${most(theirs)}`,
      `  ${''.padEnd(34)}     second ${row(theirs, 'second')}`,
    )
    const times = (key) => median(theirs.map((one) => one[key])) / median(ours.map((one) => one[key]))
    const apart = Math.max(...theirs[0].samples.map((value, i) => Math.abs(value - ours[0].samples[i])))
    lines.push(
      `  NumPy takes ${times('first').toFixed(1)} times as long (first calls), ${times('second').toFixed(1)} times (second calls)`,
      `  the same results: ${theirs[0].samples.length} of them are at most ${apart.toExponential(1)} apart${apart < 1e-4 ? '' : ': TOO FAR'}`,
    )
  }
  // Whoever else is at work makes every figure worse, and not all alike.
  if (load > availableParallelism() / 4)
    lines.push(`  The machine was not quiet (load ${load.toFixed(1)} before it began): no figure to quote.`)
  return lines
}
