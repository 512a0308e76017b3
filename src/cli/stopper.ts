/**
 * How a training is stopped from outside: SIGINT (Ctrl-C), SIGTERM, SIGHUP, or a reader that goes away. The first asks
 * it to stop when its step is done; the second leaves at once. Programs that end by a signal's wish end with 128 + its
 * number, as shells expect.
 */

export interface Stopper {
  /** Given when somebody wants to stop. */
  readonly signal: AbortSignal
  /** The exit code of whoever stopped it. */
  readonly code: number | undefined
  /** Stops as if by a signal: the output's reader is gone. */
  stop(code: number): void
  /** Signals do what they do by themselves again. */
  release(): void
}

const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const
/** The output's reader went away: what SIGPIPE would have given. */
export const pipeClosed = 141

let active: Stopper | undefined

/** Whoever reads our output is gone: a training writes its checkpoint and ends; anything else just ends. */
export function onPipeClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error
  if (active) active.stop(pipeClosed)
  else process.exit(pipeClosed)
}

/** `onFirst` says that it stops, `onSecond` that it leaves; both must return at once. */
export function stopper(onFirst: () => void, onSecond: () => void): Stopper {
  const controller = new AbortController()
  let code: number | undefined
  const handlers = Object.entries(codes).map(([name, number]) => {
    const handler = () => {
      if (code !== undefined) {
        onSecond()
        process.exit(number)
      }
      code = number
      onFirst()
      controller.abort()
    }
    process.on(name, handler)
    return [name, handler] as const
  })
  active = {
    signal: controller.signal,
    get code() {
      return code
    },
    stop(number) {
      code ??= number
      controller.abort()
    },
    release() {
      for (const [name, handler] of handlers) process.off(name, handler)
      active = undefined
    },
  }
  return active
}
