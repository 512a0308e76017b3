/**
 * One after the other: all uses of a network share one arena, so whoever writes images, runs and reads takes a turn of it,
 * and others that were begun meanwhile (two looks at once, a look while it trains) wait for theirs.
 */
export class Turns {
  #last: Promise<void> = Promise.resolve()
  #open = 0

  /** Whether someone has a turn, or waits for one. */
  get taken(): boolean {
    return this.#open > 0
  }

  /** Runs `work` when all that came before is done. Do not take a turn within a turn: it would wait for itself. */
  take<T>(work: () => Promise<T>): Promise<T> {
    this.#open++
    const mine = this.#last.then(work)
    const done = () => {
      this.#open--
    }
    // Of what came of it nothing is kept.
    this.#last = mine.then(done, done)
    return mine
  }
}
