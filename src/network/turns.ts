/**
 * One after the other: all uses of a network share one arena, so whoever writes pictures, runs and reads takes a turn of it,
 * and others that were begun meanwhile (two looks at once, a look while it trains) wait for theirs.
 */
export class Turns {
  #last: Promise<unknown> = Promise.resolve()

  /** Runs `work` when all that came before is done. Do not take a turn within a turn: it would wait for itself. */
  take<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work)
    this.#last = mine.catch(() => {})
    return mine
  }
}
