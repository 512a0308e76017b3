/**
 * The largest convolution of the lecture: 15 colour images of 440 × 440 through 64 filters of 5 × 5. Striate beside NumPy as
 * notebooks write it (im2col in float64, one matrix product). Interleaved, three rounds, medians; the results are compared as
 * well. Debian's NumPy may have the slow reference BLAS: where there is another Python on the path, it runs too, and the
 * ratio is that to the faster one.
 */
import { spawn } from 'node:child_process'
import { availableParallelism, freemem, loadavg } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const title = 'One convolution: 15 images 3×440×440, 64 filters 5×5; seconds, and the most memory of the process'

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
const numpy = (python, ...args) => json(python, [join(peers, 'numpy_im2col.py'), ...args])
const pythons = process.env.STRIATE_PYTHON ? [process.env.STRIATE_PYTHON] : ['/usr/bin/python3', 'python3']
const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]

/** The NumPys that there are, each once, by what they are; and why there is none. */
async function found() {
  const free = process.availableMemory?.() ?? freemem()
  const all = new Map()
  if (free < needed)
    return {
      all,
      why: `it needs ${(needed / 1e9).toFixed(1)} GB of free memory; there are ${(free / 1e9).toFixed(1)}`,
    }
  let why = ''
  for (const python of pythons) {
    try {
      const { version } = await numpy(python, '--images', '1', '--side', '64')
      if (!all.has(version)) all.set(version, python)
    } catch (error) {
      why ||= `${error.message} (Debian: apt install python3-numpy; STRIATE_PYTHON names another Python)`
    }
  }
  return { all, why }
}

export async function run() {
  const load = loadavg()[0]
  const { all, why } = await found()
  const ours = []
  const theirs = new Map([...all.keys()].map((version) => [version, []]))
  for (let round = 0; round < rounds; round++) {
    ours.push(await striate())
    for (const [version, python] of all) theirs.get(version).push(await numpy(python))
  }
  const lines = [...rows(ours)]
  if (all.size === 0) return [...lines, `  NumPy is missing: ${why}`]
  for (const runs of theirs.values()) lines.push(...rows(runs))
  const times = (key) =>
    Math.min(...[...theirs.values()].map((runs) => median(runs.map((one) => one[key])))) / median(ours.map((one) => one[key]))
  const [[one]] = theirs.values()
  const apart = Math.max(...one.samples.map((value, i) => Math.abs(value - ours[0].samples[i])))
  lines.push(
    `  NumPy${all.size > 1 ? ', the faster of them,' : ''} takes ${times('first').toFixed(1)} times as long (first calls), ${times('second').toFixed(1)} times (second calls)`,
    `  the same results: ${one.samples.length} of them are at most ${apart.toExponential(1)} apart${apart < 1e-4 ? '' : ': TOO FAR'}`,
  )
  // Whoever else is at work makes every figure worse, and not all alike.
  if (load > availableParallelism() / 4)
    lines.push(`  The machine was not quiet (load ${load.toFixed(1)} before it began): no figure to quote.`)
  return lines
}

function rows(runs) {
  const row = (key) => {
    const times = runs.map((one) => one[key])
    return `${median(times).toFixed(2).padStart(7)} s  (${times.map((time) => time.toFixed(2)).join(' ')})`
  }
  const most = `${(Math.max(...runs.map(({ mib }) => mib)) / 1024).toFixed(2)} GiB`
  return [
    `  ${runs[0].version.padEnd(34)} first call ${row('first')}   ${most}`,
    `  ${''.padEnd(34)}     second ${row('second')}`,
  ]
}
