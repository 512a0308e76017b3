/**
 * The script of a worker thread: instantiates the engine on the shared memory and serves jobs until it is told to
 * end. It imports nothing, so that it works as a bare file wherever it is served from; the places of the control words
 * come with the first message.
 */

export interface ThreadStart {
  readonly module: WebAssembly.Module
  readonly memory: WebAssembly.Memory
  readonly routines: readonly string[]
  readonly thread: number
  readonly threads: number
  /** How long to look for the next dispatch before sleeping, in milliseconds. */
  readonly idle: number
  /** Word indices. */
  readonly dispatch: number
  readonly idleSleepers: number
  readonly line: number
  readonly failed: number
  readonly call: number
  readonly message: number
  readonly messageBytes: number
}

interface Port {
  postMessage(message: unknown): void
  once?(event: 'message', listener: (start: ThreadStart) => void): void
  onmessage?: ((event: { data: ThreadStart }) => void) | null
}

const nodeThreads = (
  globalThis as { process?: { getBuiltinModule?: (name: string) => { parentPort: Port } } }
).process?.getBuiltinModule?.('node:worker_threads')
const port: Port = nodeThreads?.parentPort ?? (globalThis as unknown as Port)

function start(job: ThreadStart): void {
  const { module, memory, routines, thread, threads } = job
  const words = new Int32Array(memory.buffer)
  try {
    const engine = new WebAssembly.Instance(module, { env: { memory, abort: () => {} }, host: { overdue: () => 0 } })
    const exports = engine.exports as Record<string, WebAssembly.ExportValue>
    const table = exports.table as WebAssembly.Table
    const base = table.grow(routines.length)
    routines.forEach((name, i) => {
      if (exports[name]) table.set(base + i, exports[name])
    })
    port.postMessage('ready')
    serve(job, words, () => (exports.serve as (thread: number, threads: number, table: number) => number)(thread, threads, base))
  } catch (error) {
    // The first failure stays; then everybody is woken, sees it and leaves.
    if (Atomics.compareExchange(words, job.failed, 0, 1 + thread) === 0) {
      const text = String((error as Error).message).slice(0, job.messageBytes)
      words[job.message] = text.length
      const bytes = new Uint8Array(memory.buffer, (job.message + 1) * 4, text.length)
      for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
    }
    Atomics.notify(words, job.call)
    port.postMessage(`failed: ${(error as Error).message}`)
  }
  nodeThreads?.parentPort === port ? process.exit(0) : (globalThis as unknown as { close(): void }).close()
}

/** Looks for work in short calls (one endless call would never be tiered up), then sleeps until it is woken. */
function serve(job: ThreadStart, words: Int32Array, turn: () => number): void {
  let since = performance.now()
  for (;;) {
    const state = turn()
    if (state === 2) return
    if (state === 0 && performance.now() - since < job.idle) continue
    if (state === 0) {
      Atomics.add(words, job.idleSleepers, 1)
      Atomics.wait(words, job.dispatch, words[job.line]!)
      Atomics.sub(words, job.idleSleepers, 1)
    }
    since = performance.now()
  }
}

if (nodeThreads) port.once?.('message', start)
else port.onmessage = ({ data }) => start(data)
