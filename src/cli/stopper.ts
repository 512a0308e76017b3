/**
 * How a training is stopped from outside: SIGINT (Ctrl-C), SIGTERM, SIGHUP, or an output that takes no more. The first asks
 * it to stop when its step is done; the second leaves at once. Programs that end by a signal's wish end with 128 + its
 * number, as shells expect.
 */

export interface Stopper {
  /** Given when someone wants to stop. */
  readonly signal: AbortSignal
  /** The exit code of whoever stopped it. */
  readonly code: number | undefined
  /** Whether no one reads what the command writes any more. */
  readonly outputLost: boolean
  /** Stops as if by a signal: the output is lost. */
  stop(code: number): void
  /** Signals do what they do by themselves again. */
  release(): void
}

const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const
/** The output's reader went away: what SIGPIPE would have given. */
export const pipeClosed = 141

let active: Stopper | undefined

/**
 * Our output takes no more: its reader is gone (that is not an error, and nothing is said), or its disk is full (`tell` says so).
 * A training writes its checkpoint and ends; anything else just ends.
 */
export function onOutputLost(error: NodeJS.ErrnoException, tell: () => void): void {
  const closed = error.code === 'EPIPE' || error.code === 'EIO'
  if (!closed) tell()
  const code = closed ? pipeClosed : 1
  if (active) active.stop(code)
  else process.exit(code)
}

/** `onFirst` says that it stops, `onSecond` that it leaves; both must return at once. */
export function stopper(onFirst: () => void, onSecond: () => void): Stopper {
  const controller = new AbortController()
  let code: number | undefined
  let lost = false
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
    get outputLost() {
      return lost
    },
    stop(number) {
      lost = true
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
