/**
 * How long, and with how much memory, the worst of 20,000 mutated model.json texts is read and summed up or refused. The promise
 * is one second and 200 MB; it ends with 1 where it is broken, or an error is not Striate's own.
 *
 *     node --expose-gc bench/mutations.js [count]
 */

import { StriateError } from '../dist/src/index.js'
import { look, mutation } from '../dist/test/model/mutations.js'

const count = Number(process.argv[2] ?? 20_000)
const worst = { time: { ms: 0, i: -1 }, heap: { bytes: 0, i: -1 }, message: { length: 0, i: -1 } }
const codes = new Map()
let foreign = 0
for (let i = 0; i < count; i++) {
  const text = mutation(i)
  if (i % 100 === 0) globalThis.gc?.()
  const before = process.memoryUsage().heapUsed
  const start = performance.now()
  let code = 'accepted'
  try {
    look(text)
  } catch (error) {
    code = error.code
    if (error.message.length > worst.message.length) worst.message = { length: error.message.length, i }
    if (!(error instanceof StriateError)) {
      foreign++
      console.log(`mutation ${i}: ${error.stack}`)
    }
  }
  const ms = performance.now() - start
  const bytes = process.memoryUsage().heapUsed - before
  if (ms > worst.time.ms) worst.time = { ms, i }
  if (bytes > worst.heap.bytes) worst.heap = { bytes, i }
  codes.set(code, (codes.get(code) ?? 0) + 1)
}
for (const [code, times] of [...codes].sort((a, b) => b[1] - a[1])) console.log(String(times).padStart(6), code)
console.log(`worst time ${worst.time.ms.toFixed(1)} ms (mutation ${worst.time.i})`)
console.log(`worst heap growth ${(worst.heap.bytes / 2 ** 20).toFixed(1)} MiB (mutation ${worst.heap.i})`)
console.log(`longest message ${worst.message.length} letters (mutation ${worst.message.i}); ${foreign} foreign errors`)
if (worst.time.ms > 1000 || worst.heap.bytes > 200 * 2 ** 20 || foreign) process.exitCode = 1
