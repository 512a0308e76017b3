/**
 * Measures contenders against each other in one run: machines differ and drift, so the rounds of all contenders are
 * interleaved, and what counts is the ratio of their medians, not the milliseconds.
 */

/**
 * `contenders` is { name: run }, each a function (async or not) that does the work once; the first is what the others are
 * divided by. Gives back one row each: { name, median, best, worst, ratio }, in milliseconds.
 */
export async function compare(contenders, { rounds = 15, warmups = 3 } = {}) {
  const entries = Object.entries(contenders).map(([name, run]) => ({ name, run, times: [] }))
  for (let round = -warmups; round < rounds; round++)
    for (const { run, times } of entries) {
      const start = performance.now()
      await run()
      if (round >= 0) times.push(performance.now() - start)
    }
  const rows = entries.map(({ name, times }) => {
    const sorted = times.sort((a, b) => a - b)
    return { name, median: sorted[sorted.length >> 1], best: sorted[0], worst: sorted.at(-1) }
  })
  return rows.map((row) => ({ ...row, ratio: row.median / rows[0].median }))
}

/** The rows as lines to print. */
export function showRows(rows) {
  const width = Math.max(...rows.map(({ name }) => name.length))
  const number = (value) => (value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(2) : value.toFixed(4)).padStart(9)
  return rows.map(
    ({ name, median, best, worst, ratio }) =>
      `  ${name.padEnd(width)} ${number(median)} ms   (${number(best).trim()} … ${number(worst).trim()})   × ${ratio.toFixed(2)}`,
  )
}
