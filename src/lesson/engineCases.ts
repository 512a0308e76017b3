/**
 * The lecture's convolutions on the engine: each with its shape, the maps that the notebook shows, and what the notebook meant.
 */
import { image } from '../figures/image.ts'
import { grid } from '../figures/layout.ts'
import type { Figure } from '../figures/pen.ts'
import { normal } from '../initializers/initializer.ts'
import { conv2d, outputSize } from '../layers/index.ts'
import type { Batch, LessonContext } from './context.ts'
import { type Pick, resultCell } from './mapFigures.ts'
import { refusal, refusedCall } from './refused.ts'
import type { Cell } from './section.ts'

const initializer = normal(0.01)

interface Case {
  readonly name: string
  readonly kind: 'grey' | 'colour'
  readonly images: 1 | 15
  readonly layer: { readonly filters: number; readonly kernelSize: number; readonly stride?: number; readonly rounding?: 'floor' }
  readonly picks: readonly Pick[]
  readonly remark?: Cell['remark']
}

const cases: readonly Case[] = [
  { name: 'grey-1', kind: 'grey', images: 1, layer: { filters: 1, kernelSize: 3 }, picks: [{ map: 1 }] },
  {
    name: 'grey-1-stride',
    kind: 'grey',
    images: 1,
    layer: { filters: 1, kernelSize: 3, stride: 2, rounding: 'floor' },
    picks: [{ map: 1 }],
    remark: {
      en: '(440 − 3)/2 + 1 = 219.5: the notebook silently rounds this down. Striate reports an error, as section 3 shows, unless you ask for rounding.',
      ko: '(440 − 3)/2 + 1 = 219.5입니다. 노트북은 말없이 내림하고, Striate는 3절에서처럼 rounding을 밝히지 않으면 오류로 알립니다.',
    },
  },
  { name: 'colour-10', kind: 'colour', images: 1, layer: { filters: 10, kernelSize: 3 }, picks: [{ map: 4 }, { map: 9 }] },
  {
    name: 'grey-15',
    kind: 'grey',
    images: 15,
    layer: { filters: 10, kernelSize: 3 },
    picks: [3, 6, 10].map((map) => ({ map, image: 4 })),
    remark: {
      en: 'The notebook means stride 2 here but does not pass it on; what it prints is stride 1.',
      ko: '노트북은 여기서 스트라이드 2를 쓰려 했으나 전달하지 않았습니다. 출력된 것은 스트라이드 1의 결과입니다.',
    },
  },
  {
    name: 'colour-32',
    kind: 'colour',
    images: 1,
    layer: { filters: 32, kernelSize: 3, stride: 3, rounding: 'floor' },
    picks: [21, 15, 11].map((map) => ({ map })),
    remark: {
      en: '(440 − 3)/3 + 1 = 146.67, rounded down again. The notebook announces map 16 and shows map 15.',
      ko: '(440 − 3)/3 + 1 = 146.67이라 또 내림한 것입니다. 노트북은 16번 특징 맵이라고 하면서 15번을 보여 줍니다.',
    },
  },
  {
    name: 'colour-15',
    kind: 'colour',
    images: 15,
    layer: { filters: 64, kernelSize: 5 },
    picks: [50, 31, 1].map((map) => ({ map, image: 11 })),
    remark: {
      en: 'These are 182 million numbers, 0.68 GiB. They stay in the engine’s memory; only three maps are copied out. im2col would make a matrix of another 0.8 GiB, so the engine never makes it.',
      ko: '수 1억 8천만 개, 0.68 GiB입니다. 결과는 엔진의 메모리에 두고 세 장만 꺼내 옵니다. im2col 행렬까지 만들면 0.8 GiB가 더 들기 때문에 엔진은 그 행렬을 만들지 않습니다.',
    },
  },
]

export async function onTheEngine(context: LessonContext): Promise<Cell[]> {
  const cells: Cell[] = []
  for (const { name, kind, images, layer, picks, remark } of cases) {
    const batch = context.batch(kind, images)
    const { filters, kernelSize: k, stride = 1, rounding } = layer
    const which = images === 1 ? kind : kind === 'grey' ? 'fifteenGrey' : 'fifteen'
    const options = `filters: ${filters}, kernelSize: ${k}${stride > 1 ? `, stride: ${stride}` : ''}`
    const size = batch.shape.join('×')
    const words: Cell = {
      label: {
        en: `${size}, ${filters} ${filters === 1 ? 'filter' : 'filters'} ${k}×${k}${stride > 1 ? `, stride ${stride}` : ''}`,
        ko: `${size}, ${k}×${k} 필터 ${filters}개${stride > 1 ? `, 스트라이드 ${stride}` : ''}`,
      },
      call: `console.log(await run(${which}, [conv2d({ ${options}${rounding ? `, rounding: '${rounding}'` : ''}, initializer: normal(0.01) })]))`,
      ...(remark ? { remark } : {}),
    }
    if (rounding)
      cells.push({
        label: { en: `The same without rounding`, ko: '같은 호출에서 rounding을 뺀 것' },
        folded: true,
        call: refusedCall(`outputSize({ kernelSize: ${k}, stride: ${stride} }, ${JSON.stringify(batch.shape.slice(1))})`),
        ...refusal(() => outputSize({ kernelSize: k, stride }, batch.shape.slice(1))),
      })
    const made = await context.run(batch, [conv2d({ ...layer, initializer })], ([result]) =>
      resultCell(name, result!, picks, words),
    )
    // The result first, then what is said without `rounding`.
    cells.splice(rounding ? cells.length - 1 : cells.length, 0, made)
  }
  return cells
}

/** Fifteen small images, five in a row. */
export function contactSheet({ shape, data }: Batch): Figure {
  const [count, channels, height, width] = shape as [number, number, number, number]
  const size = channels * height * width
  const one = (n: number) => ({ shape: [channels, height, width], data: data.subarray(n * size, (n + 1) * size) })
  return grid(
    Array.from({ length: count }, (_, n) => image(one(n), { width: 110, frame: false })),
    { columns: 5, gap: 8 },
  )
}
