/**
 * How the effective receptive field of n 3×3 layers grows with n: both sizes, their shares of the theoretical field, and the
 * slopes of all four over n on logarithmic axes. The theory for random weights and no activation says 0.5 for the sizes.
 * Source: Luo, Li, Urtasun, Zemel 2016, Understanding the effective receptive field in deep convolutional neural networks.
 *
 *     node bench/receptive.js [seeds] [channels]
 */
import { constant, conv2d, he, lecun, relu, sequential } from '../dist/src/index.js'
import { effectiveReceptiveField } from '../dist/src/inspect.js'
import { wasm } from '../dist/src/wasm.js'

const [seeds = 20, channels = 8] = process.argv.slice(2).map(Number)
const depths = [1, 2, 3, 5, 7, 10, 14, 20]

/** n layers without padding on the smallest image: one unit is left, and it sees all of it. */
function stack(n, { filters, initializer, activation }) {
  const layers = Array.from({ length: n }, (_, i) => [
    conv2d({ name: `conv${i + 1}`, filters, kernelSize: 3, initializer, bias: false }),
    ...(activation && i < n - 1 ? [relu()] : []),
  ])
  return sequential(`${n} layers`, [1, 2 * n + 1, 2 * n + 1], layers.flat())
}

const cases = {
  'equal weights': [
    { filters: 1, initializer: constant(1 / 9) },
    { samples: 1, seeds: 1 },
  ],
  'random weights': [
    { filters: channels, initializer: lecun() },
    { samples: 1, seeds },
  ],
  'random weights, relu': [
    { filters: channels, initializer: he(), activation: true },
    { samples: 8, seeds },
  ],
}

/** The slope of log y over log x, by least squares. */
function slope(xs, ys) {
  const [u, v] = [xs.map(Math.log), ys.map(Math.log)]
  const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length
  const [mu, mv] = [mean(u), mean(v)]
  return u.reduce((sum, x, i) => sum + (x - mu) * (v[i] - mv), 0) / u.reduce((sum, x) => sum + (x - mu) ** 2, 0)
}

const backend = await wasm({ threads: 1 })
for (const [name, [model, options]] of Object.entries(cases)) {
  const rows = []
  for (const n of depths) {
    const { size, share, gaussian } = await effectiveReceptiveField({ model: stack(n, model), backend }, `conv${n}`, options)
    rows.push({
      n,
      theoretical: 2 * n + 1,
      moment: size.moment,
      count: size.count,
      'share (moment)': share.moment,
      'share (count)': share.count,
      sigma: gaussian.sigma[0],
      'box’s sigma': Math.sqrt((n * 8) / 12),
      'R²': gaussian.r2,
    })
  }
  console.log(`\n${name}${options.seeds > 1 ? `, ${model.filters} channels, ${options.seeds} seeds` : ''}`)
  console.table(rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, Number(value.toFixed(3))]))))
  const deep = rows.filter(({ n }) => n >= 5)
  const over = (key) =>
    slope(
      deep.map(({ n }) => n),
      deep.map((row) => row[key]),
    ).toFixed(3)
  console.log(
    `slopes over n = 5 … 20:  size ${over('moment')} (moment), ${over('count')} (count);  share ${over('share (moment)')}, ${over('share (count)')}`,
  )
}
backend.dispose()
