/**
 * The threads that read images: as many as there are processors, shared by all that is read in this process, started when
 * they are needed and ended when nothing was read for a while. They keep no process alive.
 */
import { type ErrorParts, errorFrom } from '../../errors/errorParts.ts'
import { RunError } from '../../errors/errors.ts'
import { say } from '../../errors/say.ts'
import { nodeModules } from '../../storage/node.ts'
import { optionalPackage } from '../../storage/optionalPackage.ts'
import { common, newCommon, type Order, type ReadingParts, type Report } from './serveImages.ts'

type Worker = InstanceType<ReturnType<typeof nodeModules>['threads']['Worker']>

/** What a reading hears of the workers. */
export interface Listener {
  /** A place that is waited for may be filled. */
  woken(): void
  /** What is wrong with the file of number n. */
  failed(n: number, error: Error): void
  /** There are no workers any more. */
  lost(error: Error): void
}

/** One reading, as seen by who takes its images. */
export interface Served {
  /** There is more to do. */
  ring(): void
  /** Whether someone waits: then the process is kept alive. */
  waits(is: boolean): void
  end(): void
}

const mostWorkers = 8
/** How long they live after the last reading, in milliseconds. */
const rest = 10_000

class ImageWorkers {
  readonly shared = newCommon()
  readonly #workers: readonly Worker[]
  readonly #listeners = new Map<number, Listener>()
  readonly #waiting = new Set<number>()
  #readings = 0
  #ended = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    const { threads, os } = nodeModules()
    // By a variable, so that bundlers for pages do not look for it: pages have no folders.
    const script = './imageWorker.js'
    const start = () => {
      const worker = new threads.Worker(new URL(script, import.meta.url), { workerData: this.shared })
      worker.on('message', (report: Report) => this.#heard(report))
      worker.on('error', (error) => this.#lost(error.message))
      worker.on('exit', (code) => this.#lost(`exit code ${code}`))
      worker.unref()
      return worker
    }
    this.#workers = Array.from({ length: Math.min(mostWorkers, os.availableParallelism()) }, start)
  }

  get ended(): boolean {
    return this.#ended
  }

  serve(parts: ReadingParts, listener: Listener): Served {
    clearTimeout(this.#timer)
    const reading = this.#readings++
    this.#listeners.set(reading, listener)
    this.#tell({ reading, parts })
    return {
      ring: () => this.#ring(),
      waits: (is) => {
        if (is) this.#waiting.add(reading)
        else this.#waiting.delete(reading)
        for (const worker of this.#workers) this.#waiting.size > 0 ? worker.ref() : worker.unref()
      },
      end: () => {
        if (!this.#listeners.delete(reading)) return
        this.#tell({ reading })
        if (this.#listeners.size > 0) return
        this.#timer = setTimeout(() => this.#end(), rest)
        this.#timer.unref()
      },
    }
  }

  #tell(order: Order): void {
    for (const worker of this.#workers) worker.postMessage(order)
    this.#ring()
  }

  #ring(): void {
    Atomics.add(this.shared, common.bell, 1)
    Atomics.notify(this.shared, common.bell)
  }

  #heard({ reading, failed }: Report): void {
    const listener = this.#listeners.get(reading)
    if (failed) listener?.failed(failed.n, errorFrom(failed.error satisfies ErrorParts))
    listener?.woken()
  }

  #end(): void {
    this.#ended = true
    for (const worker of this.#workers) void worker.terminate()
  }

  #lost(why: string): void {
    if (this.#ended) return
    this.#end()
    const error = new RunError({
      code: 'image-workers-lost',
      message: say('a thread that reads images has ended: {why}.', { why }),
      fix: say('start again; nothing is lost but what was not written yet.'),
      details: { why },
    })
    for (const listener of [...this.#listeners.values()]) listener.lost(error)
  }
}

let workers: ImageWorkers | undefined

/** Has the images of a reading read. */
export async function serveReading(parts: ReadingParts, listener: Listener): Promise<Served> {
  // A native package must be loaded by the main thread first. Where it is missing, the first image that needs it says so.
  await optionalPackage('sharp', say('reading JPEG and WebP images')).catch(() => undefined)
  if (!workers || workers.ended) workers = new ImageWorkers()
  return workers.serve(parts, listener)
}
