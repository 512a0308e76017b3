/**
 * A model as blocks in proportion, as papers draw it: a block is what one layer outputs, as high as its maps are and as thick as
 * there are many of them; layers of one size stand together, above what they share: shape, parameters, receptive field. All of it
 * is read from the model.
 */
import type { ModelGraph } from '../graph/modelGraph.ts'
import type { SummaryRow } from '../graph/summary.ts'
import { layersToShow } from '../inspect/layersToShow.ts'
import { log } from '../math/elementary.ts'
import type { Language } from '../text/language.ts'
import { wholeText } from '../text/numbers.ts'
import type { Figure, Font, Pen } from './pen.ts'
import { mixed } from './theme.ts'

/** What a block is, by what its layer has. */
type Kind = 'input' | 'filters' | 'window' | 'units'

interface Block {
  readonly kind: Kind
  readonly width: number
  readonly height: number
}

/** Layers of one height and width, or lists of units. */
interface Group {
  readonly blocks: readonly Block[]
  readonly words: readonly string[]
}

const says: Readonly<Record<Language, Readonly<Record<Kind | 'field', string>>>> = {
  en: { input: 'input', filters: 'convolution', window: 'pooling', units: 'fully connected', field: 'field' },
  ko: { input: '입력', filters: '합성곱', window: '풀링', units: '완전 연결', field: '수용 영역' },
}
const colours: Readonly<Record<Kind, number | undefined>> = { input: undefined, filters: 0, window: 1, units: 2 }
const [tallest, slant, gap, between] = [150, 0.32, 3, 16]
const small: Font = { size: 11 }
const bold: Font = { size: 12, weight: 700 }
const lineStep = 15

/** The figure of a model of images. */
export function architecture(model: ModelGraph, lang: Language): Figure {
  const groups = groupsOf(model, lang)
  const widthOf = (pen: Pen, { blocks, words }: Group) => {
    const solid = blocks.reduce((sum, { width }) => sum + width + gap, -gap) + reach(blocks.at(-1)!)
    return Math.max(solid, ...words.map((line, i) => pen.widthOf(line, i === 0 ? bold : small)))
  }
  const rise = slant * tallest
  const kinds = [...new Set(groups.flatMap(({ blocks }) => blocks.map(({ kind }) => kind)))]
  return {
    measure(pen) {
      const width = groups.reduce((sum, group) => sum + widthOf(pen, group) + between, -between)
      return { width: Math.ceil(width), height: rise + tallest + 10 + 5 * lineStep + 24 }
    },
    draw(pen, x, y) {
      let left = x
      const floor = y + rise + tallest
      for (const group of groups) {
        const width = widthOf(pen, group)
        let at = left
        for (const block of group.blocks) {
          drawBlock(pen, block, at, floor)
          at += block.width + gap
        }
        for (const [i, line] of group.words.entries())
          pen.write(line, left, floor + 16 + i * lineStep, i === 0 ? bold : small, i === 0 ? pen.theme.strong : pen.theme.soft)
        left += width + between
      }
      // The legend, below all.
      let at = x
      for (const kind of kinds) {
        pen.fill(at, floor + 10 + 5 * lineStep + 6, 11, 11, faceOf(pen, kind))
        pen.write(says[lang][kind], at + 17, floor + 10 + 5 * lineStep + 16, small, pen.theme.soft)
        at += 17 + pen.widthOf(says[lang][kind], small) + 18
      }
    },
  }
}

function faceOf({ theme }: Pen, kind: Kind): string {
  const series = colours[kind]
  return mixed(theme.background, series === undefined ? theme.soft : theme.series[series]!, 0.55)
}

/** How far a block reaches to the right of its front; a list of units has no maps to go back along. */
function reach({ kind, height }: Block): number {
  return kind === 'units' ? 7 : slant * height
}

/** A box seen from the front: its face is thin and high, its side goes back to the right. */
function drawBlock(pen: Pen, block: Block, x: number, floor: number): void {
  const { kind, width, height } = block
  const { theme, context } = pen
  const face = faceOf(pen, kind)
  const deep = reach(block)
  const top = floor - height
  const shape = (points: readonly (readonly [number, number])[], colour: string) => {
    context.fillStyle = colour
    context.beginPath()
    for (const [px, py] of points) context.lineTo(px, py)
    context.fill()
    pen.stroke([...points, points[0]!], theme.background, 1)
  }
  shape(
    [
      [x, top],
      [x + width, top],
      [x + width + deep, top - deep],
      [x + deep, top - deep],
    ],
    mixed(face, theme.background, 0.35),
  )
  shape(
    [
      [x + width, top],
      [x + width + deep, top - deep],
      [x + width + deep, floor - deep],
      [x + width, floor],
    ],
    mixed(face, theme.strong, 0.18),
  )
  shape(
    [
      [x, top],
      [x + width, top],
      [x + width, floor],
      [x, floor],
    ],
    face,
  )
}

function groupsOf(model: ModelGraph, lang: Language): Group[] {
  const shown = layersToShow(model)
  const { layers } = model.summary()
  const rows = layers.filter(({ name }) => shown.includes(name))
  const largest = Math.max(...[model.inputShape, ...rows.map(({ output }) => output)].map(([, height = 1]) => height))
  const [channels = 1, height = 1] = model.inputShape
  const groups: { size: number; rows: SummaryRow[]; blocks: Block[]; words: string[] }[] = [
    {
      size: -1,
      rows: [],
      blocks: [blockOf('input', channels, height, largest)],
      words: [says[lang].input, model.inputShape.join('×')],
    },
  ]
  for (const row of rows) {
    const size = row.output[1] ?? 0
    const last = groups.at(-1)!
    const group = last.size === size ? last : { size, rows: [], blocks: [], words: [] }
    if (group !== last) groups.push(group)
    group.rows.push(row)
    group.blocks.push(blockOf(kindOf(model, row), row.output[0]!, size, largest))
  }
  for (const group of groups.slice(1)) group.words.push(...wordsOf(group.rows, lang))
  return groups
}

function kindOf(model: ModelGraph, { name, output }: SummaryRow): Kind {
  if (output.length === 1) return 'units'
  return Object.values(model.nodes[model.find(name)]!.parameters).some(({ filters }) => filters) ? 'filters' : 'window'
}

/** Roots and logarithms: a map of 224 beside one of 7, 4,096 units beside 3 channels. */
function blockOf(kind: Kind, channels: number, size: number, largest: number): Block {
  const lanes = log(1 + channels) / log(2)
  if (kind === 'units') return { kind, width: 9, height: Math.round(10 * lanes) }
  return { kind, width: Math.round(3 + 2.4 * lanes), height: Math.round(8 + (tallest - 8) * Math.sqrt(size / largest)) }
}

function wordsOf(rows: readonly SummaryRow[], lang: Language): string[] {
  const [first, last] = [rows[0]!, rows.at(-1)!]
  const parameters = rows.reduce((sum, row) => sum + row.parameters, 0)
  const field = last.output.length === 3 && last.receptiveField ? last.receptiveField.size[0] : undefined
  const names = rows.length === 1 ? first.name : `${first.name} – ${last.name}`
  const shapes = last.output.length === 1 ? rows.map(({ output }) => output[0]).join(', ') : last.output.join('×')
  return [
    names,
    shapes,
    ...(parameters > 0 ? [wholeText(parameters)] : []),
    ...(field === undefined ? [] : [`${says[lang].field} ${field}×${field}`]),
  ]
}
