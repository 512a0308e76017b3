/**
 * One view of the two kinds of workers, Node's worker_threads and a browser's Worker, for whoever starts one: threads of the
 * engine and workers of networks. Only `new Worker(new URL('./…', import.meta.url))` stands with them, where bundlers look.
 */

/** What both kinds of workers have: one of a user's own is handed over as it is. */
export interface WorkerLike {
  postMessage(message: unknown): void
  terminate(): unknown
}

/** What is heard of a worker. */
export interface WireEvents {
  message(message: unknown): void
  /** It threw; without a reason where a page could not load its script. */
  error(why: string | undefined): void
  /** It has ended. Told in Node only. */
  exit(code: number): void
}

/** A worker that is listened to. */
export interface Wire {
  post(message: unknown): void
  terminate(): void
  /** In Node: whether the worker may let the process end. At first it does not. */
  idle(is: boolean): void
  /** In Node: whether it is seen to have ended. Does not need the event loop. */
  ended(): boolean
}

interface NodeWorker extends WorkerLike {
  on(event: 'message', heard: (message: unknown) => void): void
  on(event: 'error', heard: (error: unknown) => void): void
  on(event: 'exit', heard: (code: number) => void): void
  ref(): void
  unref(): void
  readonly performance?: { eventLoopUtilization(): { readonly idle: number } }
}

interface PageWorker extends WorkerLike {
  onmessage: ((event: { readonly data: unknown }) => void) | null
  onerror: ((event: { readonly message?: string }) => void) | null
}

const isOfNode = (worker: WorkerLike): worker is NodeWorker => 'on' in worker && 'unref' in worker

export function wired(worker: WorkerLike, heard: WireEvents): Wire {
  const post = (message: unknown) => worker.postMessage(message)
  const terminate = () => void worker.terminate()
  if (isOfNode(worker)) {
    worker.on('message', heard.message)
    worker.on('error', (error) => heard.error(error instanceof Error ? error.message : String(error)))
    worker.on('exit', heard.exit)
    return {
      post,
      terminate,
      idle: (is) => (is ? worker.unref() : worker.ref()),
      // A stopped worker has an idle time of −1.
      ended: () => worker.performance?.eventLoopUtilization().idle === -1,
    }
  }
  const page = worker as PageWorker
  page.onmessage = ({ data }) => heard.message(data)
  page.onerror = ({ message }) => heard.error(message || undefined)
  return { post, terminate, idle: () => {}, ended: () => false }
}
