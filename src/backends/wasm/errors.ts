/** The errors of the Wasm engine, in one place: what happened, the numbers, and what to do. */
import { OptionError, RunError, UnsupportedError } from '../../errors/errors.ts'

const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`

export function outOfMemory(wanted: number, taken: number, largest: number, limit: number): RunError {
  return new RunError({
    code: 'out-of-memory',
    message: 'the Wasm memory is full.',
    numbers: [`wanted ${mib(wanted)}; taken ${mib(taken)} of at most ${mib(limit)}; the largest free piece is ${mib(largest)}`],
    fix: 'a smaller batch, or dispose networks that are no longer used.',
    details: { wanted, taken, largest, limit },
  })
}

export function mayNotWait(threads: number): UnsupportedError {
  return new UnsupportedError({
    code: 'may-not-wait',
    message: `wasm({ threads: ${threads} }) must be opened where a thread may wait: a page's main thread may not.`,
    fix: 'openInWorker(…), which opens the network in a worker, or wasm({ threads: 1 }).',
    details: { threads },
  })
}

export function noSharedMemory(threads: number, reason: string): UnsupportedError {
  return new UnsupportedError({
    code: 'no-shared-memory',
    message: `wasm({ threads: ${threads} }) needs shared memory, and there is none here: ${reason}.`,
    fix: 'serve the page with Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp, or wasm({ threads: 1 }).',
    details: { threads },
  })
}

export function threadsFailed(wanted: number, started: number, reason: string): RunError {
  return new RunError({
    code: 'threads',
    message: `${wanted} threads were wanted, and ${started} could be had: ${reason}.`,
    fix: `wasm({ threads: ${started} }).`,
    details: { wanted, started },
  })
}

export function noRelaxed(reason: string): UnsupportedError {
  return new UnsupportedError({
    code: 'no-relaxed-simd',
    message: `wasm({ relaxed: true }) needs relaxed SIMD, and this engine has none: ${reason}.`,
    fix: 'leave the option out: the other build is chosen by itself.',
  })
}

export function noSimd(): UnsupportedError {
  return new UnsupportedError({
    code: 'no-simd',
    message: 'this JavaScript engine has no WebAssembly SIMD with threads.',
    fix: 'Node 20.19 or later, or a browser of 2023 or later.',
  })
}

export function notLoaded(url: URL, reason: string): RunError {
  return new RunError({
    code: 'engine-not-loaded',
    message: `the Wasm engine could not be loaded: ${reason}.`,
    numbers: [url.href],
    fix: 'build the project (npm run build), or copy the .wasm file beside the script that your bundler makes.',
  })
}

export function disposed(): RunError {
  return new RunError({ code: 'disposed', message: 'this Wasm backend is disposed.', fix: 'open a new one: await wasm().' })
}

export function programFreed(name: string): RunError {
  return new RunError({ code: 'disposed', message: `the program of plan "${name}" is freed.`, fix: 'prepare it again.' })
}

export interface FailedCall {
  readonly routine: string
  readonly layer: string
}

export function threadFailed(thread: number, reason: string, call: FailedCall | undefined): RunError {
  const where = call ? `in routine ${call.routine} of "${call.layer}"` : 'between two runs'
  return new RunError({
    code: 'thread-failed',
    message: `thread ${thread} failed ${where}: ${reason}.`,
    fix: 'open a new backend: this one, and what lies in its memory, can no longer be used.',
    details: { thread, routine: call?.routine, layer: call?.layer },
  })
}

export function unusable(first: RunError): RunError {
  return new RunError(
    {
      code: 'unusable',
      message: 'this Wasm backend can no longer be used, since one of its threads failed.',
      numbers: first.message.split('\n', 1),
      fix: 'open a new one: await wasm().',
    },
    { cause: first },
  )
}

export function unknownBuffer(id: number): OptionError {
  return new OptionError({
    code: 'unknown-buffer',
    message: `buffer ${id} is not this backend's, or it is freed.`,
    details: { id },
  })
}

export function outOfBuffer(id: number, bytes: number, offset: number, length: number): OptionError {
  return new OptionError({
    code: 'out-of-buffer',
    message: `bytes ${offset} to ${offset + length} are not in buffer ${id}, which has ${bytes}.`,
    details: { id, bytes, offset, length },
  })
}
