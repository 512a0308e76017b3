/** One view of the two kinds of workers: Node's worker_threads and a browser's Worker. */

export interface Port {
  post(message: unknown, transfer?: readonly ArrayBuffer[]): void
  /** Called with each message. */
  listen(heard: (message: unknown) => void): void
}

interface NodeThreads {
  readonly parentPort: {
    postMessage(message: unknown, transfer?: readonly unknown[]): void
    on(event: 'message', heard: (message: unknown) => void): void
  } | null
}

/** The port to whoever started this worker. */
export function parentPort(): Port {
  const process = (globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } }).process
  const node = (process?.getBuiltinModule?.('node:worker_threads') as NodeThreads | undefined)?.parentPort
  if (node)
    return { post: (message, transfer) => node.postMessage(message, transfer), listen: (heard) => node.on('message', heard) }
  const scope = globalThis as unknown as {
    postMessage(message: unknown, transfer?: readonly unknown[]): void
    onmessage: ((event: { data: unknown }) => void) | null
  }
  return {
    post: (message, transfer) => scope.postMessage(message, transfer),
    listen: (heard) => {
      scope.onmessage = ({ data }) => heard(data)
    },
  }
}
