/** The errors of the Wasm engine, in one place: what happened, the numbers, and what to do. */

import { OptionError, RunError, UnsupportedError } from '../../errors/errors.ts'
import { say } from '../../errors/say.ts'

const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`

export function outOfMemory(wanted: number, taken: number, largest: number, limit: number): RunError {
  return new RunError({
    code: 'out-of-memory',
    message: say('the Wasm memory is full.'),
    numbers: [
      say('wanted {wanted}; taken {taken} of at most {limit}; the largest free piece is {largest}', {
        wanted: mib(wanted),
        taken: mib(taken),
        limit: mib(limit),
        largest: mib(largest),
      }),
    ],
    fix: say('a smaller batch, or dispose networks that are no longer used.'),
    details: { wanted, taken, largest, limit },
  })
}

export function mayNotWait(threads: number): UnsupportedError {
  return new UnsupportedError({
    code: 'may-not-wait',
    message: say("wasm({ threads: {threads} }) must be opened where a thread may wait: a page's main thread may not.", {
      threads,
    }),
    fix: say('openInWorker(…), which opens the network in a worker, or wasm({ threads: 1 }).'),
    details: { threads },
  })
}

export function noSharedMemory(threads: number, reason: string): UnsupportedError {
  return new UnsupportedError({
    code: 'no-shared-memory',
    message: say('wasm({ threads: {threads} }) needs shared memory, and there is none here: {reason}.', { threads, reason }),
    fix: say(
      'serve the page with Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp, or wasm({ threads: 1 }).',
    ),
    details: { threads },
  })
}

export function threadsFailed(wanted: number, started: number, reason: string): RunError {
  return new RunError({
    code: 'threads',
    message: say('{wanted} threads were wanted, and {started} could be had: {reason}.', { wanted, started, reason }),
    fix: say('wasm({ threads: {started} }).', { started }),
    details: { wanted, started },
  })
}

export function noRelaxed(reason: string): UnsupportedError {
  return new UnsupportedError({
    code: 'no-relaxed-simd',
    message: say('wasm({ relaxed: true }) needs relaxed SIMD, and this engine has none: {reason}.', { reason }),
    fix: say('leave the option out: the other build is chosen by itself.'),
  })
}

export function noSimd(): UnsupportedError {
  return new UnsupportedError({
    code: 'no-simd',
    message: say('this JavaScript engine has no WebAssembly SIMD with threads.'),
    fix: say('Node 20.19 or later, or a browser of 2023 or later.'),
  })
}

export function notLoaded(url: URL, reason: string): RunError {
  return new RunError({
    code: 'engine-not-loaded',
    message: say('the Wasm engine could not be loaded: {reason}.', { reason }),
    numbers: [url.href],
    fix: say('build the project (npm run build), or copy the .wasm file beside the script that your bundler makes.'),
  })
}

export function disposed(): RunError {
  return new RunError({
    code: 'disposed',
    message: say('this Wasm backend is disposed.'),
    fix: say('open a new one: await wasm().'),
  })
}

export function programFreed(name: string): RunError {
  return new RunError({
    code: 'disposed',
    message: say('the program of plan "{name}" is freed.', { name }),
    fix: say('prepare it again.'),
  })
}

export interface FailedCall {
  readonly routine: string
  readonly layer: string
}

export function threadFailed(thread: number, reason: string, call: FailedCall | undefined): RunError {
  const where = call ? `in routine ${call.routine} of "${call.layer}"` : 'between two runs'
  return new RunError({
    code: 'thread-failed',
    message: say('thread {thread} failed {where}: {reason}.', { thread, where, reason }),
    fix: say('open a new backend: this one, and what lies in its memory, can no longer be used.'),
    details: { thread, routine: call?.routine, layer: call?.layer },
  })
}

export function unusable(first: RunError): RunError {
  return new RunError(
    {
      code: 'unusable',
      message: say('this Wasm backend can no longer be used, since one of its threads failed.'),
      numbers: first.message.split('\n', 1),
      fix: say('open a new one: await wasm().'),
    },
    { cause: first },
  )
}

export function unknownBuffer(id: number): OptionError {
  return new OptionError({
    code: 'unknown-buffer',
    message: say("buffer {id} is not this backend's, or it is freed.", { id }),
    details: { id },
  })
}

export function outOfBuffer(id: number, bytes: number, offset: number, length: number): OptionError {
  return new OptionError({
    code: 'out-of-buffer',
    message: say('bytes {offset} to {value} are not in buffer {id}, which has {bytes}.', {
      offset,
      value: offset + length,
      id,
      bytes,
    }),
    details: { id, bytes, offset, length },
  })
}
