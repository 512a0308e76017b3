/** The graph of a model as SVG: which boxes there are, what is in them, and how names from outside come into it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { add, conv2d, dense, relu } from '../../layers/index.ts'
import { graph, sequential } from '../../model/graph.ts'
import { lenet5 } from '../../zoo/lenet5.ts'
import { resnet } from '../../zoo/resnet.ts'
import { blocksOf } from './blocks.ts'
import { graphSvg } from './graphSvg.ts'

test('what only bends a result stands in the box before it, unless someone else reads that, too', () => {
  const { blocks, edges } = blocksOf(lenet5({ activation: 'relu', pooling: 'max' }), 'en')
  assert.deepEqual(
    blocks.map(({ title, kind, lines }) => [title, kind, ...lines]),
    [
      ['input', 'input', '1×32×32'],
      ['C1', 'filters', 'convolution · ReLU', '6×28×28 · 156 parameters'],
      ['S2', 'window', 'max pooling', '6×14×14'],
      ['C3', 'filters', 'convolution · ReLU', '16×10×10 · 2,416 parameters'],
      ['S4', 'window', 'max pooling', '16×5×5'],
      ['C5', 'filters', 'convolution · ReLU · flatten', '120 · 48,120 parameters'],
      ['F6', 'units', 'fully connected · ReLU', '84 · 10,164 parameters'],
      ['output', 'units', 'fully connected', '10 · 850 parameters'],
    ],
  )
  assert.equal(edges.length, 7)
  // The convolution is read by the sum, too: its activation has a box of its own.
  const shared = graph('shared', [2, 4, 4], (image, apply) => {
    const inner = apply(conv2d({ name: 'inner', filters: 2, kernelSize: 3, padding: 1 }), image)
    return apply(add(), inner, apply(relu(), inner))
  })
  const found = blocksOf(shared, 'ko')
  assert.deepEqual(
    found.blocks.map(({ title, kind }) => [title, kind]),
    [
      ['입력', 'input'],
      ['inner', 'filters'],
      ['relu1', 'other'],
      ['add1', 'joins'],
    ],
  )
  assert.deepEqual(found.edges, [
    [-1, 0],
    [0, 1],
    [0, 2],
    [1, 2],
  ])
})

test('one SVG with a box for each block and a line for each edge', () => {
  const model = resnet(18)
  const { blocks, edges } = blocksOf(model, 'en')
  const svg = graphSvg(model)
  assert.equal(svg.match(/class="box"/g)!.length, blocks.length)
  assert.equal(svg.match(/class="edge"/g)!.length, edges.length)
  assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 \d+ \d+"/)
  for (const { title } of blocks) assert.ok(svg.includes(`>${title}</text>`), title)
  assert.doesNotMatch(svg, /NaN|undefined/)
  assert.equal(svg, graphSvg(model), 'the same each time')
  assert.match(graphSvg(model, { lang: 'ko' }), />매개변수|· 매개변수 9,536개</)
  assert.throws(() => graphSvg(model, { lang: 'fr' as never }), /graphSvg: lang must be/)
})

test('names are text, whatever is in them', () => {
  const name = '<script>alert("x") & \u202e\u0007</script>'
  const svg = graphSvg(sequential(name, [4], [dense({ name, units: 2 })]))
  for (const one of ['<script', '\u202e', '\u0007']) assert.ok(!svg.includes(one), one)
  assert.match(svg, /&lt;script&gt;alert\(&quot;x&quot;\) &amp; /)
})
