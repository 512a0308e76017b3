/**
 * Section 11, the layer Pooling2D: the way back of a small case, and the lecture's chains of convolution and pooling on the
 * engine.
 */
import { Pooling2D } from '../../definition/Pooling2D.ts'
import { traceInputGradient } from '../../definition/traceInputGradient.ts'
import { normal } from '../../initializers/initializer.ts'
import { conv2d, maxPool2d, outputSize } from '../../layers/index.ts'
import { shapeText } from '../../text/numbers.ts'
import type { LayerResult, LessonContext } from '../context.ts'
import { type Pick, resultCell } from '../mapFigures.ts'
import { joined, lines, numberGrid, under } from '../numberGrid.ts'
import { refusal } from '../refused.ts'
import type { Cell, Section } from '../section.ts'

const initializer = normal(0.01)
const x = [
  [2, 8, 1, 0],
  [3, 1, 4, 2],
  [5, 6, 7, 9],
  [0, 1, 3, 3],
]
const dy = [
  [1, 2],
  [3, 4],
]
const convolution = (filters: number) => conv2d({ filters, kernelSize: 3, initializer })
const pool = () => maxPool2d({ kernelSize: 2, stride: 2 })
const floored = () => maxPool2d({ kernelSize: 2, stride: 2, rounding: 'floor' })

export async function poolingLayer(context: LessonContext): Promise<Section> {
  const max = new Pooling2D({ kind: 'max', kernelSize: 2 })
  const average = new Pooling2D({ kind: 'average', kernelSize: 2 })
  const back = [max, average].map((layer) => {
    layer.forward([[x]])
    return lines(layer.backward([[dy]]).data, 4)
  })
  const trace = traceInputGradient(max, [0, 0, 0, 1])
  return {
    number: 11,
    id: 'pooling2d',
    title: { en: 'The layer Pooling2D', ko: 'Pooling2D 층' },
    text: {
      en: [
        'Pooling is written like the convolution: im2col makes a row of each window and channel, and of each row the largest number is taken.',
        'On the way back the gradient goes to the place where that number was, and nowhere else; under a mean it goes to the whole window in equal parts.',
        'Convolution and pooling take turns: each convolution makes more maps, each pooling makes them smaller, until a dense layer can read them.',
      ],
      ko: [
        '풀링도 합성곱처럼 im2col로 윈도우와 채널마다 한 행을 만들고, 행마다 가장 큰 수를 고릅니다.',
        '역전파에서 기울기는 그 수가 있던 자리로만 돌아가고, 평균 풀링이라면 윈도우 전체로 똑같이 나누어 돌아갑니다.',
        '둘을 번갈아 쓰면 합성곱은 특징 맵의 수를 늘리고 풀링은 크기를 줄여, 마침내 완전 연결 계층이 읽을 수 있게 됩니다.',
      ],
    },
    cells: [
      {
        label: { en: 'Backward of a small case', ko: '작은 예의 역전파' },
        call: "new Pooling2D({ kind: 'max', kernelSize: 2 }).backward(dy)",
        printed: `${shapeText(max.dx.shape)}\n\n${trace}`,
        figures: [
          {
            name: 'backward',
            caption: {
              en: 'Under a maximum each gradient goes to the winner of its window; under a mean to all four, a quarter each',
              ko: '맥스 풀링에서는 윈도우에서 최댓값이 있던 자리로만, 평균 풀링에서는 네 픽셀에 4분의 1씩 기울기가 갑니다',
            },
            draw: (lang) => {
              const say =
                lang === 'ko'
                  ? ['x', 'dy', 'dx, 맥스 풀링', 'dx, 평균 풀링']
                  : ['x', 'dy', 'dx, max pooling', 'dx, average pooling']
              const winner = (r: number, c: number) => back[0]![r]![c] !== 0
              return joined(
                under(say[0]!, numberGrid({ values: x, cell: 34, strong: winner })),
                under(say[1]!, numberGrid({ values: dy, cell: 34 })),
                '→',
                under(say[2]!, numberGrid({ values: back[0]!, cell: 36, strong: winner })),
                under(say[3]!, numberGrid({ values: back[1]!, cell: 36 })),
              )
            },
          },
        ],
        remark: {
          en: "The notebook's backward pass never writes its gradients and does not run.",
          ko: '노트북의 역전파는 기울기를 써 넣지 않으며, 실행되지도 않습니다.',
        },
      },
      ...(await context.run(context.batch('grey', 1), [convolution(8), pool()], ([conv, pooled]) => [
        resultCell(
          'grey-8',
          conv!,
          maps(8, 4, 1),
          words('(1, 1, 440, 440), 8 × 3×3', 'conv2d({ filters: 8, kernelSize: 3 })', '합성곱'),
        ),
        resultCell(
          'grey-8-pool',
          pooled!,
          maps(8, 4, 1),
          words('max 2×2 / 2', 'maxPool2d({ kernelSize: 2, stride: 2 })', '맥스 풀링'),
        ),
      ])),
      ...(await context.run(
        context.batch('colour', 1),
        [convolution(32), pool()],
        ([, pooled]) => [
          resultCell('colour-32', pooled!, maps(8, 4, 1), {
            ...words(
              '(1, 3, 440, 440), 32 × 3×3, max 2×2 / 2',
              'conv2d({ filters: 32, kernelSize: 3 }), maxPool2d({ kernelSize: 2, stride: 2 })',
              '합성곱과 풀링',
            ),
            remark: {
              en: 'Stride 2 was meant for the convolution here; it was not passed on, and the size is that of stride 1.',
              ko: '여기서도 합성곱에 스트라이드 2를 쓰려 했으나 전달되지 않아, 크기는 스트라이드 1의 것입니다.',
            },
          }),
        ],
        2,
      )),
      ...(await context.run(context.batch('colour', 15), [convolution(10), pool(), convolution(30), floored()], chain, 3)),
    ],
  }
}

const maps = (...numbers: readonly number[]): Pick[] => numbers.map((map) => ({ map }))

function words(what: string, call: string, ko: string): Pick_<Cell> {
  return { label: { en: what, ko: `${ko}: ${what}` }, call }
}
type Pick_<T> = Omit<T, 'printed' | 'figures'>

/**
 * Fifteen pictures through two convolutions and two poolings: maps 2, 5 and 9 after each step, of the pictures that the
 * notebook shows.
 */
function chain(results: readonly LayerResult[]): Cell[] {
  const steps = [
    { name: 'chain-1', picture: 1, call: 'conv2d({ filters: 10, kernelSize: 3 })' },
    { name: 'chain-2', picture: 1, call: 'maxPool2d({ kernelSize: 2, stride: 2 })' },
    { name: 'chain-3', picture: 5, call: 'conv2d({ filters: 30, kernelSize: 3 })' },
    { name: 'chain-4', picture: 5, call: "maxPool2d({ kernelSize: 2, stride: 2, rounding: 'floor' })" },
  ]
  return steps.flatMap(({ name, picture, call }, i): Cell[] => {
    const label = { en: `Fifteen colour pictures, step ${i + 1}`, ko: `컬러 이미지 열다섯 장, ${i + 1}단계` }
    const picks = [2, 5, 9].map((map) => ({ map, picture }))
    const before = results[i - 1]
    if (i < 3) return [resultCell(name, results[i]!, picks, { label, call, ...(i === 2 ? { remark: picture5 } : {}) })]
    return [
      resultCell(name, results[i]!, picks, {
        label,
        call,
        remark: {
          en: '(217 − 2)/2 + 1 = 108.5: the last row and column are never read.',
          ko: '(217 − 2)/2 + 1 = 108.5입니다. 마지막 행과 열은 한 번도 읽히지 않습니다.',
        },
      }),
      {
        label: { en: 'The same without rounding', ko: '같은 호출에서 rounding을 뺀 것' },
        call: 'maxPool2d({ kernelSize: 2, stride: 2 })',
        printed: refusal(() => outputSize({ kernelSize: 2, stride: 2 }, before!.shape.slice(1))),
        refused: true,
      },
    ]
  })
}

const picture5 = {
  en: 'Picture 1 was shown of the first two steps, picture 5 of the last two; the notebook says picture 5 throughout.',
  ko: '앞의 두 단계는 이미지 1, 뒤의 두 단계는 이미지 5입니다. 노트북은 모두 이미지 5라고 합니다.',
}
