/**
 * Section 11, the layer Pooling2D: the way back of a small case, and the lecture's chains of convolution and pooling on the
 * engine.
 */
import { Pooling2D } from '../../definition/Pooling2D.ts'
import { traceInputGradient } from '../../definition/traceInputGradient.ts'
import { normal } from '../../initializers/initializer.ts'
import { conv2d, maxPool2d, outputSize } from '../../layers/index.ts'
import type { LayerResult, LessonContext } from '../context.ts'
import { type Pick, resultCell } from '../mapFigures.ts'
import { joined, lines, numberGrid, under } from '../numberGrid.ts'
import { listText } from '../printed.ts'
import { refusal, refusedCall } from '../refused.ts'
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
    setup: `import { conv2d, maxPool2d, normal, outputSize, sequential } from 'striate'
import { loadImage, luma } from 'striate/image'
import { fifteenImages, ownPhotograph } from 'striate/lesson'
import { Pooling2D, traceInputGradient } from 'striate/reference'
import { wasm } from 'striate/wasm'

const values = [[2, 8, 1, 0], [3, 1, 4, 2], [5, 6, 7, 9], [0, 1, 3, 3]]

const photograph = await loadImage(ownPhotograph(), { size: 440 })
const colour = { shape: [1, 3, 440, 440], data: photograph.data }
const grey = { shape: [1, 1, 440, 440], data: luma(photograph.data, 3) }
const fifteen = fifteenImages(photograph)
const convolution = (filters) => conv2d({ filters, kernelSize: 3, initializer: normal(0.01) })
const pool = (more) => maxPool2d({ kernelSize: 2, stride: 2, ...more })

const backend = await wasm()
/** The shape of what layers make of images [N, C, H, W]; the seed fixes their weights. */
async function run(x, layers, seed = 1) {
  const net = await sequential('lecture', x.shape.slice(1), layers).open(backend, { seed })
  const { shape } = await net.forward(x.data)
  net.dispose()
  return shape
}`,
    title: { en: 'The layer Pooling2D', ko: 'Pooling2D 층' },
    text: {
      en: [
        'Pooling is written like the convolution: im2col makes one row per window and channel, and the largest value of each row is taken.',
        'On the way back, the gradient goes to the place of that value and nowhere else; for a mean, it goes to the whole window in equal parts.',
        'Convolution and pooling take turns: each convolution makes more maps, each pooling makes them smaller, until a dense layer can read them.',
      ],
      ko: [
        '풀링도 합성곱처럼 im2col로 윈도우와 채널마다 한 행을 만들고, 행마다 가장 큰 수를 고릅니다.',
        '역전파에서 기울기는 그 수가 있던 자리로만 돌아가고, 평균 풀링이라면 윈도우 전체로 똑같이 나누어 돌아갑니다.',
        '둘을 번갈아 쓰면 합성곱은 특징 맵의 수를 늘리고 풀링은 크기를 줄여, 마침내 완전 연결 계층이 읽을 수 있게 됩니다.',
      ],
    },
    listings: [
      {
        file: 'Pooling2D.ts',
        title: {
          en: 'The layer, maximum and average',
          ko: '층: 최댓값과 평균',
        },
        notes: [
          {
            line: "const border = kind === 'max'",
            says: {
              en: 'The notebook pads with 0, which beats negative values.',
              ko: '노트북은 0으로 패딩하므로 음수들을 이겨 버립니다.',
            },
          },
          {
            line: 'const [OH, OW] = [outputSize(H, size, padding, stride)',
            says: {
              en: 'The padding counts; the notebook leaves it out of the size.',
              ko: '패딩을 넣어 계산합니다. 노트북은 크기에서 패딩을 빠뜨립니다.',
            },
          },
          {
            line: 'dwindows.data[i * area + this.argMax[i]] = rows.data[i]',
            says: {
              en: 'This is the line that the notebook lacks: its gradients are never written.',
              ko: '노트북에 없는 줄입니다. 그래서 기울기가 쓰이지 않습니다.',
            },
          },
        ],
      },
    ],
    questions: [
      {
        asks: {
          en: 'Where does the gradient of a maximum go when two values of a window are equal?',
          ko: '윈도우에 최댓값이 둘 있으면 기울기는 어디로 갑니까?',
        },
        answer: {
          en: 'To one of them, here the first. Any rule will do, as long as forward and backward agree.',
          ko: '그중 하나로, 여기서는 첫째로 갑니다. 순전파와 역전파가 같은 규칙을 쓰기만 하면 됩니다.',
        },
      },
      {
        asks: {
          en: '(217 − 2)/2 + 1 = 108.5. What is lost when it is rounded down?',
          ko: '(217 − 2)/2 + 1 = 108.5입니다. 내림하면 무엇을 잃습니까?',
        },
        answer: {
          en: 'The last row and the last column: no window reads them, and no gradient comes back to them.',
          ko: '마지막 행과 열입니다. 어떤 윈도우도 읽지 않고, 기울기도 돌아오지 않습니다.',
        },
      },
      {
        asks: {
          en: 'How many parameters does a pooling layer have?',
          ko: '풀링 층의 매개변수는 몇 개입니까?',
        },
        answer: {
          en: 'None. (LeNet-5 of 1998 had two per map: a coefficient and a bias.)',
          ko: '없습니다. (1998년의 LeNet-5에는 맵마다 계수와 편향, 둘이 있었습니다.)',
        },
      },
    ],
    cells: [
      {
        label: { en: 'The backward pass of a small case', ko: '작은 예의 역전파' },
        call: `const max = new Pooling2D({ kind: 'max', kernelSize: 2 })
max.forward([[values]])
const dx = max.backward([[[[1, 2], [3, 4]]]])
console.log(dx.shape)
console.log(String(traceInputGradient(max, [0, 0, 0, 1])))`,
        printed: `${listText(max.dx.shape)}\n${trace}`,
        figures: [
          {
            name: 'backward',
            caption: {
              en: 'For a maximum, each gradient goes to the winner of its window; for a mean, to all four values, a quarter each',
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
          words('1×1×440×440, 8 × 3×3', 'console.log(await run(grey, [convolution(8)]))', '합성곱'),
        ),
        resultCell(
          'grey-8-pool',
          pooled!,
          maps(8, 4, 1),
          words('max 2×2 / 2', 'console.log(await run(grey, [convolution(8), pool()]))', '맥스 풀링'),
        ),
      ])),
      ...(await context.run(
        context.batch('colour', 1),
        [convolution(32), pool()],
        ([, pooled]) => [
          resultCell('colour-32', pooled!, maps(8, 4, 1), {
            ...words(
              '1×3×440×440, 32 × 3×3, max 2×2 / 2',
              'console.log(await run(colour, [convolution(32), pool()], 2))',
              '합성곱과 풀링',
            ),
            remark: {
              en: 'Stride 2 was meant for the convolution here, but it was not passed on, and the size is that of stride 1.',
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
 * Fifteen images through two convolutions and two poolings: maps 2, 5 and 9 after each step, of the images that the
 * notebook shows.
 */
function chain(results: readonly LayerResult[]): Cell[] {
  const steps = [
    { name: 'chain-1', image: 1, call: 'console.log(await run(fifteen, [convolution(10)], 3))' },
    { name: 'chain-2', image: 1, call: 'console.log(await run(fifteen, [convolution(10), pool()], 3))' },
    { name: 'chain-3', image: 5, call: 'console.log(await run(fifteen, [convolution(10), pool(), convolution(30)], 3))' },
    {
      name: 'chain-4',
      image: 5,
      call: "console.log(await run(fifteen, [convolution(10), pool(), convolution(30), pool({ rounding: 'floor' })], 3))",
    },
  ]
  return steps.flatMap(({ name, image, call }, i): Cell[] => {
    const label = { en: `Fifteen colour images, step ${i + 1}`, ko: `컬러 이미지 열다섯 장, ${i + 1}단계` }
    const picks = [2, 5, 9].map((map) => ({ map, image }))
    const before = results[i - 1]
    if (i < 3) return [resultCell(name, results[i]!, picks, { label, call, ...(i === 2 ? { remark: image5 } : {}) })]
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
        folded: true,
        call: refusedCall(`outputSize({ kernelSize: 2, stride: 2 }, ${JSON.stringify(before!.shape.slice(1))})`),
        ...refusal(() => outputSize({ kernelSize: 2, stride: 2 }, before!.shape.slice(1))),
      },
    ]
  })
}

const image5 = {
  en: 'The first two steps show image 1, the last two image 5; the notebook says image 5 throughout.',
  ko: '앞의 두 단계는 이미지 1, 뒤의 두 단계는 이미지 5입니다. 노트북은 모두 이미지 5라고 합니다.',
}
