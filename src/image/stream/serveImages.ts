/**
 * What a worker that reads images does: it looks for a place of a ring that is to be filled, the newest reading first (what
 * was begun last is waited for), fills it, and sleeps where there is none. It never needs the event loop of the thread that
 * started it, which is blocked while the engine computes.
 */
import { mostPixels } from '../../data/mostPixels.ts'
import { type ErrorParts, errorParts } from '../../errors/errorParts.ts'
import type { ModelInput } from '../../graph/modelInput.ts'
import { nodeModules } from '../../storage/node.ts'
import { type PathList, pathAt } from './pathList.ts'
import { type Allowance, lookAtFile, readImageFile } from './readFile.ts'
import { claimed, type Ring, type RingViews, state, viewsOf, word } from './ring.ts'

/** Words that all workers share. */
export const common = { bell: 0, pixels: 1 } as const

/** A reading, as workers are told of it. */
export interface ReadingParts {
  readonly ring: Ring
  readonly paths: PathList
  readonly names: PathList
  /** What the images become; undefined where files are only looked at. */
  readonly input: ModelInput | undefined
}

/** To a worker: a reading begins, or ends. */
export interface Order {
  readonly reading: number
  readonly parts?: ReadingParts
}

/** From a worker: a place is filled that someone waits for, or what is wrong with a file. */
export interface Report {
  readonly reading: number
  readonly failed?: { readonly n: number; readonly error: ErrorParts }
}

interface Job extends ReadingParts {
  readonly reading: number
  readonly views: RingViews
}

/** All pixels may be out at first. */
export function newCommon(): Int32Array {
  const shared = new Int32Array(new SharedArrayBuffer(8))
  shared[common.pixels] = mostPixels
  return shared
}

/** Serves until the worker is ended. */
export async function serveImages(): Promise<never> {
  const { parentPort, receiveMessageOnPort, workerData } = nodeModules().threads
  const port = parentPort!
  const shared = workerData as Int32Array
  const jobs = new Map<number, Job>()
  const report = (said: Report) => port.postMessage(said)
  for (;;) {
    const heard = Atomics.load(shared, common.bell)
    for (let order = receiveMessageOnPort(port); order; order = receiveMessageOnPort(port)) {
      const { reading, parts } = order.message as Order
      if (parts) jobs.set(reading, { ...parts, reading, views: viewsOf(parts.ring) })
      else jobs.delete(reading)
    }
    if (!(await filledOne([...jobs.values()].reverse(), allowanceOf(shared), report))) Atomics.wait(shared, common.bell, heard)
  }
}

/** Fills one place. Gives false where there is none. */
async function filledOne(jobs: readonly Job[], pixels: Allowance, report: (said: Report) => void): Promise<boolean> {
  for (const { views, paths, names, input, reading } of jobs) {
    const n = claimed(views)
    if (n === undefined) continue
    const at = n & (views.slots - 1)
    const row = views.rows[at]!
    const file = { path: pathAt(paths, row), name: pathAt(names, row) }
    try {
      if (input) views.images.set(await readImageFile(file, input, pixels), at * views.size)
      else await lookAtFile(file)
      Atomics.store(views.states, at, state.ready)
    } catch (error) {
      report({ reading, failed: { n, error: errorParts(error) } })
      Atomics.store(views.states, at, state.failed)
    }
    // Who waits has said so before he looked at the states: one of the two sees the other.
    if (Atomics.load(views.words, word.waiting)) report({ reading })
    return true
  }
  return false
}

/** One image is decoded at a time here: to wait for room holds up no other. */
function allowanceOf(shared: Int32Array): Allowance {
  return {
    take(count) {
      for (;;) {
        const free = Atomics.load(shared, common.pixels)
        if (free < count) Atomics.wait(shared, common.pixels, free)
        else if (Atomics.compareExchange(shared, common.pixels, free, free - count) === free) return
      }
    },
    give(count) {
      Atomics.add(shared, common.pixels, count)
      Atomics.notify(shared, common.pixels)
    },
  }
}
