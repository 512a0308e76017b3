/** The blocks that a graph is drawn of: a layer, with what bends or scales its result in the same box. */
import type { ModelGraph } from '../../graph/modelGraph.ts'
import { inputNode } from '../../graph/node.ts'
import { behaviourOf, titleOf } from '../../layers/index.ts'
import type { Language } from '../../text/language.ts'
import { wholeText } from '../../text/numbers.ts'
import { showShape, sizeOf } from '../../values/shape.ts'

/** What a block is, by what its layers have. */
export type BlockKind = 'input' | 'filters' | 'window' | 'units' | 'joins' | 'other'

export interface Block {
  /** Its number; the image is −1. */
  readonly id: number
  readonly kind: BlockKind
  readonly title: string
  /** Below the title: what its layers are, and what it gives. */
  readonly lines: readonly string[]
}

export interface Blocks {
  readonly blocks: readonly Block[]
  /** From block to block, each once. */
  readonly edges: readonly (readonly [from: number, to: number])[]
}

const says: Readonly<Record<Language, { readonly input: string; readonly parameters: (count: string) => string }>> = {
  en: { input: 'input', parameters: (count) => (count === '1' ? '1 parameter' : `${count} parameters`) },
  ko: { input: '입력', parameters: (count) => `매개변수 ${count}개` },
}

/** A passive layer of one input goes into the box of the layer before it, if no one else reads that. */
export function blocksOf(model: ModelGraph, lang: Language): Blocks {
  const { nodes } = model
  const readers = nodes.map(() => 0)
  for (const { inputs } of nodes) for (const input of inputs) if (input !== inputNode) readers[input]!++
  for (const output of model.outputs) readers[output]!++
  /** The first layer of the block that each layer is in. */
  const head: number[] = []
  for (const [position, { layer, inputs }] of nodes.entries()) {
    const [before] = inputs
    const joins = inputs.length === 1 && before !== inputNode && readers[before!] === 1 && behaviourOf(layer).passive === true
    head.push(joins ? head[before!]! : position)
  }
  const blocks: Block[] = [{ id: inputNode, kind: 'input', title: says[lang].input, lines: [showShape(model.inputShape)] }]
  for (const position of new Set(head)) {
    const own = nodes.filter((_, i) => head[i] === position)
    const count = own.reduce(
      (sum, { parameters }) => sum + Object.values(parameters).reduce((n, { shape }) => n + sizeOf(shape), 0),
      0,
    )
    const size = [showShape(own.at(-1)!.shape), ...(count > 0 ? [says[lang].parameters(wholeText(count))] : [])].join(' · ')
    const kinds = own.map(({ layer }) => titleOf(layer)[lang]).join(' · ')
    blocks.push({ id: position, kind: kindOf(model, position), title: own[0]!.name, lines: [kinds, size] })
  }
  const edges = new Map<string, readonly [number, number]>()
  for (const [position, { inputs }] of nodes.entries())
    for (const input of inputs) {
      const from = input === inputNode ? inputNode : head[input]!
      if (from !== head[position]) edges.set(`${from} ${head[position]}`, [from, head[position]!])
    }
  return { blocks, edges: [...edges.values()] }
}

function kindOf({ nodes }: ModelGraph, position: number): BlockKind {
  const { layer, inputs, parameters } = nodes[position]!
  if (inputs.length > 1) return 'joins'
  const specs = Object.values(parameters)
  if (specs.some(({ filters }) => filters)) return 'filters'
  if (specs.some(({ shape }) => shape.length === 2)) return 'units'
  const behaviour = behaviourOf(layer)
  return !behaviour.passive && behaviour.window !== undefined && specs.length === 0 && inputs.length === 1 ? 'window' : 'other'
}
