/**
 * Draws the picture at the head of the README from a run of LeNet-5: one digit on its way through the layers, and what
 * the network says of it.
 *
 *   node scripts/overview.js runs/lenet5 docs/pictures/overview.png
 */
import { writeFileSync } from 'node:fs'
import { folderStorage, mnist } from 'striate/data'
import { bars, column, grid, image, renderPng, row, text } from 'striate/figures'
import { openRun } from 'striate/runs'
import { wasm } from 'striate/wasm'

const [folder = 'runs/lenet5', out = 'docs/pictures/overview.png', index = '0'] = process.argv.slice(2)
const backend = await wasm()
const run = await openRun(folderStorage(folder))
const net = await run.model.open(backend)
await run.loadInto(net)
const digits = await mnist.test({ pad: 2 })
const digit = digits.image(Number(index))
const maps = await net.featureMaps(digit, ['C1', 'S2', 'C3', 'S4'])
const scores = await net.predict(digit.data)
const largest = Math.max(...scores)
const powers = Array.from(scores, (score) => Math.exp(score - largest))
const sum = powers.reduce((a, b) => a + b)

/** One layer: its name, its size, and its maps in columns, on one scale. */
function layer({ layer: name, shape: [count, height, width], data }, columns, size) {
  const signed = data.some((value) => value < 0)
  const range = signed ? undefined : [0, data.reduce((a, b) => Math.max(a, b))]
  const most = data.reduce((a, b) => Math.max(a, Math.abs(b)), 0)
  const tiles = Array.from({ length: count }, (_, c) =>
    image(
      { shape: [height, width], data: data.subarray(c * height * width, (c + 1) * height * width) },
      { map: signed ? 'signed' : 'grey', range: range ?? [-most, most], width: size },
    ),
  )
  return column([heading(name, `${count} × ${height} × ${width}`), grid(tiles, { columns, gap: 6 })], { gap: 10 })
}

function heading(name, size) {
  return column([text(name, { weight: 700, size: 15 }), text(size, { tone: 'soft', size: 12 })], { gap: 2 })
}

const figure = row(
  [
    column([heading('input', '32 × 32'), image(digit, { width: 128 })], { gap: 10 }),
    layer(maps[0], 2, 84),
    layer(maps[1], 2, 42),
    layer(maps[2], 4, 50),
    layer(maps[3], 4, 30),
    column(
      [
        heading('output', '10 classes'),
        bars({
          rows: powers.map((power, k) => ({ label: String(k), value: power / sum, strong: power === Math.max(...powers) })),
          length: 90,
        }),
      ],
      { gap: 10 },
    ),
  ],
  { gap: 30 },
)
writeFileSync(out, await renderPng(figure, { colours: 'few', padding: 20 }))
net.dispose()
backend.dispose()
