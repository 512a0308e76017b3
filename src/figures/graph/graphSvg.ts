/**
 * A model's graph as one SVG, for pages and editors: a box for each layer with its shape and its parameters, and what reads what.
 * It needs no canvas and no fonts, and follows the reader's light or dark look.
 */
import { Graph, layout } from '@dagrejs/dagre'
import { choiceOption } from '../../errors/options.ts'
import { visibleText } from '../../errors/visibleText.ts'
import type { ModelGraph } from '../../graph/modelGraph.ts'
import { type Language, languages } from '../../text/language.ts'
import { type Theme, themes } from '../theme.ts'
import { type Block, type BlockKind, blocksOf } from './blocks.ts'

/** What `graphSvg` can be told. */
export interface GraphSvgOptions {
  /** Default 'en'. */
  readonly lang?: Language | undefined
}

const [titleSize, textSize, lineStep, inside] = [13, 11, 16, 12]
/** Of the colours of series: which one is at the side of a box. */
const colours: Readonly<Record<BlockKind, number | undefined>> = {
  input: undefined,
  filters: 0,
  window: 1,
  units: 2,
  joins: 3,
  other: undefined,
}

/**
 * The graph from top to bottom, in proportion to nothing: a box a layer; activations, normalizations and what else only bends a
 * result stand in the box before them. Positions are those of dagre.
 * ```ts
 * await writeFile('net.svg', graphSvg(model))
 * ```
 * @throws OptionError for a language that is not there
 */
export function graphSvg(model: ModelGraph, options: GraphSvgOptions = {}): string {
  const { lang = 'en' } = options
  choiceOption('graphSvg', 'lang', lang, languages)
  const { blocks, edges } = blocksOf(model, lang)
  const graph = new Graph()
  graph.setGraph({ rankdir: 'TB', nodesep: 28, ranksep: 30, marginx: 20, marginy: 20 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const block of blocks) graph.setNode(String(block.id), sizeOf(block))
  for (const [from, to] of edges) graph.setEdge(String(from), String(to))
  layout(graph)
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number }
  const drawn = [
    ...graph.edges().map((edge: { v: string; w: string }) => line((graph.edge(edge) as { points: Point[] }).points)),
    ...blocks.map((block) => box(block, graph.node(String(block.id)) as Place)),
  ]
  const [w, h] = [Math.ceil(width), Math.ceil(height)]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" width="${w}" height="${h}" role="img" aria-label="${escaped(model.name)}">`,
    `<title>${escaped(model.name)}</title>`,
    `<style>${styleOf(themes.light)}@media (prefers-color-scheme: dark) {${styleOf(themes.dark)}}</style>`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path class="tip" d="M0,0.5 L8,4 L0,7.5 z"/></marker></defs>',
    `<rect class="paper" width="${w}" height="${h}"/>`,
    ...drawn,
    '</svg>',
    '',
  ].join('\n')
}

interface Point {
  readonly x: number
  readonly y: number
}

interface Place extends Point {
  readonly width: number
  readonly height: number
}

function sizeOf({ title, lines }: Block): { width: number; height: number } {
  const width = Math.max(0.62 * titleSize * lettersOf(title), ...lines.map((text) => 0.63 * textSize * lettersOf(text)))
  return { width: Math.ceil(width) + 2 * inside + 4, height: 2 * inside + titleSize + lines.length * lineStep }
}

/** Korean letters are as wide as two. */
const lettersOf = (text: string) => [...visibleText(text)].reduce((sum, letter) => sum + (letter > '\u1100' ? 1.7 : 1), 0)

function box({ kind, title, lines }: Block, { x, y, width, height }: Place): string {
  const [left, top] = [round(x - width / 2), round(y - height / 2)]
  const words = lines.map(
    (text, i) =>
      `<text class="small" x="${left + inside + 4}" y="${top + inside + titleSize + (i + 1) * lineStep - 2}">${escaped(text)}</text>`,
  )
  return [
    `<g><rect class="box" x="${left}" y="${top}" width="${width}" height="${height}" rx="8"/>`,
    colours[kind] === undefined
      ? ''
      : `<rect class="${kind}" x="${left}" y="${top + 8}" width="4" height="${height - 16}" rx="2"/>`,
    `<text class="name" x="${left + inside + 4}" y="${top + inside + titleSize - 2}">${escaped(title)}</text>`,
    ...words,
    '</g>',
  ].join('')
}

/** Through the points, its corners rounded. */
function line(points: readonly Point[]): string {
  const [first, ...others] = points
  const last = others.pop()!
  const curves = others.map((point, i) => {
    const next = others[i + 1] ?? last
    const middle = i === others.length - 1 ? undefined : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 }
    return middle ? `Q${at(point)} ${at(middle)}` : `Q${at(point)} ${at(last)}`
  })
  return `<path class="edge" marker-end="url(#tip)" d="M${at(first!)} ${curves.length > 0 ? curves.join(' ') : `L${at(last)}`}"/>`
}

const round = (x: number) => Math.round(10 * x) / 10
const at = ({ x, y }: Point) => `${round(x)},${round(y)}`

const styleOf = ({ background, strong, soft, line: hairline, axis, track, series }: Theme) =>
  [
    `.paper{fill:${background}}`,
    `.box{fill:${track};stroke:${hairline}}`,
    `.edge{fill:none;stroke:${axis};stroke-width:1.4}.tip{fill:${axis}}`,
    `text{font-family:system-ui,-apple-system,'Segoe UI','Noto Sans','Apple SD Gothic Neo','Noto Sans KR','Malgun Gothic',sans-serif}`,
    `.name{font-size:${titleSize}px;font-weight:700;fill:${strong}}.small{font-size:${textSize}px;fill:${soft}}`,
    ...Object.entries(colours).flatMap(([kind, i]) => (i === undefined ? [] : [`.${kind}{fill:${series[i]}}`])),
  ].join('')

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string) => visibleText(text).replace(/[&<>"']/g, (mark) => marks[mark]!)
