/**
 * The Wasm backend: `await wasm()` opens one. It owns one memory and its threads, of which the caller is number 0; the
 * rest of Striate sees only `backends/backend.ts`. `run` blocks its caller until the step is done.
 */

import { RunError } from '../../errors/errors.ts'
import { booleanOption, knownOptions, wholeOption } from '../../errors/options.ts'
import type { RoutineCall } from '../../ops/lowering.ts'
import type { LoweredPlan, Plan, Segment } from '../../ops/plan.ts'
import type { Dtype } from '../../values/value.ts'
import { type Backend, type Buffer, bytesOf, type MemoryMap, type NumberArray, type Program } from '../backend.ts'
import { firstFree, mostThreads } from './control.ts'
import { type Dispatcher, newDispatcher } from './dispatch.ts'
import type { Build, MemoryState } from './engine.ts'
import { disposed, outOfBuffer, programFreed, unknownBuffer, unusable } from './errors.ts'
import { chooseBuild, loadEngine } from './load.ts'
import { lower } from './lower.ts'
import { alignment, type EngineMemory, engineMemory, newMemory, type Piece } from './memory.ts'
import { encode, routineNames } from './program.ts'
import { chooseThreads, startThreads, unshareable } from './threads.ts'

/** What `wasm()` can be told. */
export interface WasmOptions {
  /** Threads, the caller's among them, 1 to 64. Without it: as many as there are processors, at most 16. */
  readonly threads?: number | undefined
  /**
   * Relaxed SIMD (fused multiply-add). Without it: where the JavaScript engine has it on. `true` also throws the switch
   * of Node 20, which holds for the whole process; `false` never uses it.
   */
  readonly relaxed?: boolean | undefined
}

/** The Wasm backend: what every backend does, and what it found on this machine. */
export interface WasmBackend extends Backend {
  /** Threads that work on a step, the caller's among them. */
  readonly threads: number
  /** The build that was taken. */
  readonly build: Build
  /** Why there are fewer threads than one would expect. */
  readonly note: string | undefined
  /** What the engine's memory holds now. */
  memory(): MemoryState
}

/**
 * Opens the Wasm backend: loads the engine, takes one memory and starts the threads. Workers do not keep Node alive.
 * @throws OptionError for threads that are none; UnsupportedError without SIMD, or where more than one thread was asked for
 * and memory cannot be shared or the caller may not wait (a page's main thread: use `openInWorker`).
 */
export async function wasm(options?: WasmOptions): Promise<WasmBackend> {
  const { threads: wanted, relaxed } = knownOptions('wasm', options, ['threads', 'relaxed'])
  if (wanted !== undefined) wholeOption('wasm', 'threads', wanted, { min: 1, max: mostThreads })
  if (relaxed !== undefined) booleanOption('wasm', 'relaxed', relaxed)
  const { threads, note } = chooseThreads(wanted)
  const build = chooseBuild(relaxed)
  const shared = unshareable() === undefined
  const module = await loadEngine(build, shared)
  const { memory, limit } = newMemory(shared)
  const workers = threads > 1 ? await startThreads(module, memory, routineNames, threads) : []
  const dispatcher = newDispatcher(module, memory, threads, workers)
  const space = engineMemory(memory, firstFree, limit)
  return backendOf({ space, threads, build, note, dispatcher })
}

interface Parts {
  readonly space: EngineMemory
  readonly threads: number
  readonly build: Build
  readonly note: string | undefined
  readonly dispatcher: Dispatcher
}

function backendOf({ space, threads, build, note, dispatcher }: Parts): WasmBackend {
  const { memory } = space
  const pieces = new Map<number, { piece: Piece; bytes: number }>()
  let lastId = 0
  let closed = false
  let failure: RunError | undefined

  /** Refuses what comes after dispose, or after a thread has failed. */
  const open = () => {
    if (closed) throw disposed()
    if (failure) throw unusable(failure)
  }
  const at = ({ id }: Buffer, offset: number, bytes: number): number => {
    const found = pieces.get(id)
    if (!found) throw unknownBuffer(id)
    if (!(offset >= 0) || offset + bytes > found.bytes) throw outOfBuffer(id, found.bytes, offset, bytes)
    return found.piece.address + offset
  }
  const view = (buffer: Buffer, offset: number, dtype: Dtype, length: number): NumberArray => {
    open()
    const address = at(buffer, offset, length * bytesOf(dtype, 4))
    if (dtype === 'real') return new Float32Array(memory.buffer, address, length)
    return dtype === 'i32' ? new Int32Array(memory.buffer, address, length) : new Uint8Array(memory.buffer, address, length)
  }

  return {
    name: 'wasm',
    realBytes: 4,
    alignment,
    limit: { bytes: space.state().limit, own: firstFree },
    threads,
    build,
    note,
    memory: () => space.state(),
    lower: (plan: Plan) => lower(plan, threads),
    alloc(bytes) {
      open()
      const piece = space.alloc(bytes)
      pieces.set(++lastId, { piece, bytes })
      return { id: lastId, bytes }
    },
    free({ id }) {
      const found = pieces.get(id)
      if (!found) throw unknownBuffer(id)
      pieces.delete(id)
      space.free(found.piece)
    },
    write(buffer, offset, data) {
      open()
      const address = at(buffer, offset, data.byteLength)
      if (data instanceof Float64Array) throw new TypeError('the Wasm backend is float32')
      new Uint8Array(memory.buffer, address, data.byteLength).set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    },
    read: async (buffer, offset, dtype, length) => view(buffer, offset, dtype, length).slice(),
    view,
    prepare: async (lowered, map) => prepare(lowered as LoweredPlan<RoutineCall>, map),
    dispose() {
      if (closed) return
      closed = true
      pieces.clear()
      dispatcher.dispose()
    },
  }

  function prepare(lowered: LoweredPlan<RoutineCall>, map: MemoryMap): Program {
    open()
    const piece = space.alloc(lowered.programBytes)
    const { ranges, callAt } = encode(lowered, piece.address, memory.buffer, (value) => {
      const place = map.get(value)
      if (!place) throw new TypeError(`value "${value.name}" has no place in memory`)
      return at(place.buffer, place.offset, 0)
    })
    let freed = false
    return {
      run(...names: Segment[]) {
        open()
        if (freed) throw programFreed(lowered.plan.name)
        try {
          dispatcher.run(
            names.map((name) => ranges[name]),
            callAt,
          )
        } catch (error) {
          if (error instanceof RunError) failure = error
          throw error
        }
      },
      free() {
        if (freed || closed) return
        freed = true
        space.free(piece)
      },
    }
  }
}
