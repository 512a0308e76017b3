/**
 * The script of a worker thread: instantiates the engine on the shared memory and serves jobs until it is told to end. It
 * is published as one file with all that it imports, so that it works wherever it is served from.
 */
import { control, lineOf, markFailed } from './control.ts'
import { instantiate } from './instance.ts'

export interface ThreadStart {
  readonly module: WebAssembly.Module
  readonly memory: WebAssembly.Memory
  readonly routines: readonly string[]
  readonly thread: number
  readonly threads: number
  /** How long to look for the next dispatch before sleeping, in milliseconds. */
  readonly idle: number
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

function start({ module, memory, routines, thread, threads, idle }: ThreadStart): void {
  const words = new Int32Array(memory.buffer)
  try {
    const { exports, table } = instantiate(module, memory, routines, () => 0)
    const turn = exports.serve as (thread: number, threads: number, table: number) => number
    port.postMessage('ready')
    serve(words, lineOf(thread), idle, () => turn(thread, threads, table))
  } catch (error) {
    // The first failure stays; then everybody is woken, sees it and leaves.
    markFailed(words, thread, (error as Error).message)
    port.postMessage((error as Error).message)
  }
  nodeThreads?.parentPort === port ? process.exit(0) : (globalThis as unknown as { close(): void }).close()
}

/** Looks for work in short calls (one endless call would never be tiered up), then sleeps until it is woken. */
function serve(words: Int32Array, line: number, idle: number, turn: () => number): void {
  let since = performance.now()
  for (;;) {
    const state = turn()
    if (state === 2) return
    if (state === 0 && performance.now() - since < idle) continue
    if (state === 0) {
      Atomics.add(words, control.idleSleepers, 1)
      Atomics.wait(words, control.dispatch, words[line]!)
      Atomics.sub(words, control.idleSleepers, 1)
    }
    since = performance.now()
  }
}

if (nodeThreads) port.once?.('message', start)
else port.onmessage = ({ data }) => start(data)
