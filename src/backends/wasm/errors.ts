/** The errors of the Wasm engine, in one place: what happened, the numbers, and what to do. */

import { OptionError, RunError, UnsupportedError } from '../../errors/errors.ts'
import { asIs, type Sentence, say } from '../../errors/say.ts'

const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`

export function outOfMemory(wanted: number, taken: number, largest: number, limit: number): RunError {
  return new RunError({
    code: 'out-of-memory',
    message: say('the Wasm memory is full.'),
    numbers: [
      say('wanted {wanted}; {taken} of {limit} in use; the largest free block is {largest}', {
        wanted: mib(wanted),
        taken: mib(taken),
        limit: mib(limit),
        largest: mib(largest),
      }),
    ],
    fix: say('use a smaller batch, or dispose networks that are no longer used.'),
    details: { wanted, taken, largest, limit },
  })
}

export function mayNotWait(threads: number): UnsupportedError {
  return new UnsupportedError({
    code: 'may-not-wait',
    message: say("wasm({ threads: {threads} }) must be opened on a thread that may block: a page's main thread may not.", {
      threads,
    }),
    fix: say('use openInWorker(…), which opens the network in a worker, or wasm({ threads: 1 }).'),
    details: { threads },
  })
}

export function noSharedMemory(threads: number, reason: Sentence): UnsupportedError {
  return new UnsupportedError({
    code: 'no-shared-memory',
    message: say('wasm({ threads: {threads} }) needs shared memory, which is not available here: {reason}.', {
      threads,
      reason,
    }),
    fix: say(
      'serve the page with Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp, or use wasm({ threads: 1 }).',
    ),
    details: { threads },
  })
}

export function threadsFailed(wanted: number, started: number, reason: Sentence): RunError {
  return new RunError({
    code: 'threads',
    message: say('only {started} of {wanted} threads started: {reason}.', { started, wanted, reason }),
    fix: asIs(`wasm({ threads: ${started} }).`),
    details: { wanted, started },
  })
}

export function noRelaxed(): UnsupportedError {
  return new UnsupportedError({
    code: 'no-relaxed-simd',
    message: say(
      'wasm({ relaxed: true }) needs relaxed SIMD, which this JavaScript engine does not support: a probe of f32x4.relaxed_madd does not validate.',
    ),
    fix: say('leave the option out: the other build is then chosen automatically.'),
  })
}

export function noSimd(): UnsupportedError {
  return new UnsupportedError({
    code: 'no-simd',
    message: say('this JavaScript engine does not support WebAssembly SIMD with threads.'),
    fix: say('use Node 20.19 or later, or a browser from 2023 or later.'),
  })
}

export function notLoaded(url: URL, reason: Sentence): RunError {
  return new RunError({
    code: 'engine-not-loaded',
    message: say('the Wasm engine could not be loaded: {reason}.', { reason }),
    numbers: [asIs(url.href)],
    fix: say('build the project (npm run build), or copy the .wasm file next to the script that your bundler writes.'),
  })
}

export function disposed(): RunError {
  return new RunError({
    code: 'disposed',
    message: say('this backend has been disposed.'),
    fix: say('open a new one: {call}.', { call: 'await wasm()' }),
  })
}

export function programFreed(name: string): RunError {
  return new RunError({
    code: 'disposed',
    message: say('the program of plan "{name}" has been freed.', { name }),
    fix: say('prepare it again.'),
  })
}

export interface FailedCall {
  readonly routine: string
  readonly layer: string
}

export function threadFailed(thread: number, reason: Sentence, call: FailedCall | undefined): RunError {
  return new RunError({
    code: 'thread-failed',
    message: call
      ? say('thread {thread} failed in routine {routine} of "{layer}": {reason}.', { thread, ...call, reason })
      : say('thread {thread} failed between two runs: {reason}.', { thread, reason }),
    fix: say('open a new backend: this one and everything in its memory can no longer be used.'),
    details: { thread, routine: call?.routine, layer: call?.layer },
  })
}

export function unusable(first: RunError): RunError {
  return new RunError(
    {
      code: 'unusable',
      message: say('this Wasm backend can no longer be used: one of its threads failed.'),
      numbers: [first.data.message],
      fix: say('open a new one: {call}.', { call: 'await wasm()' }),
    },
    { cause: first },
  )
}

export function unknownBuffer(id: number): OptionError {
  return new OptionError({
    code: 'unknown-buffer',
    message: say('buffer {id} has been freed, or belongs to another backend.', { id }),
    details: { id },
  })
}

export function outOfBuffer(id: number, bytes: number, offset: number, length: number): OptionError {
  return new OptionError({
    code: 'out-of-buffer',
    message: say('bytes {start} to {end} are outside buffer {id}, which has {size}.', {
      start: offset,
      end: offset + length,
      id,
      size: bytes,
    }),
    details: { id, bytes, offset, length },
  })
}
