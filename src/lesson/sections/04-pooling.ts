/** Section 4, pooling: the three kinds, the shift that changes nothing, and why the padding of a maximum is −∞. */
import { Pooling2D } from '../../definition/Pooling2D.ts'
import { grid } from '../../figures/layout.ts'
import { numberText } from '../../text/numbers.ts'
import type { LessonContext } from '../context.ts'
import { pixels, round } from '../mapFigures.ts'
import { joined, lines, numberGrid, under } from '../numberGrid.ts'
import { listText } from '../printed.ts'
import type { Section } from '../section.ts'

const values = [
  [2, 8, 1, 0],
  [3, 1, 4, 2],
  [5, 6, 7, 9],
  [0, 1, 3, 3],
]
/** The same with 2 and 8 changed for each other. */
const swapped = values.map((line, r) => (r === 0 ? [8, 2, 1, 0] : line))
const negative = [
  [-3, -7, -2],
  [-5, -1, -8],
  [-9, -4, -6],
]

export async function pooling({ grey }: LessonContext): Promise<Section> {
  const pooled = (kind: 'max' | 'average', of: readonly (readonly number[])[]) =>
    lines(new Pooling2D({ kind, kernelSize: 2 }).forward([[of]]).data, 2)
  const [before, after] = [pooled('max', values), pooled('max', swapped)]
  const average = pooled('average', values)
  const all = new Pooling2D({ kind: 'globalAverage' }).forward([[values]])
  const right = new Pooling2D({ kind: 'max', kernelSize: 2, stride: 1, padding: 1 }).forward([[negative]])
  const zeros = Array.from({ length: 5 }, (_, r) => Array.from({ length: 5 }, (_, c) => negative[r - 1]?.[c - 1] ?? 0))
  const wrong = new Pooling2D({ kind: 'max', kernelSize: 2, stride: 1 }).forward([[zeros]])
  const photograph = { shape: [1, ...grey.shape], data: grey.data }
  const photographs = (['max', 'average'] as const).map((kind) =>
    new Pooling2D({ kind, kernelSize: 8, precision: 'float32' }).forward(photograph),
  )
  const mean = new Pooling2D({ kind: 'globalAverage', precision: 'float32' }).forward(photograph)
  const small = [photographs[0]!.shape[2]!, photographs[0]!.shape[3]!]
  return {
    number: 4,
    id: 'pooling',
    setup: `import { loadImage } from 'striate/image'
import { ownPhotograph } from 'striate/lesson'
import { Pooling2D, toNested } from 'striate/reference'

const values = [
  [2, 8, 1, 0],
  [3, 1, 4, 2],
  [5, 6, 7, 9],
  [0, 1, 3, 3],
]`,
    title: { en: 'Pooling', ko: '풀링' },
    text: {
      en: [
        'Max pooling keeps the largest value of each window; with 2×2 windows and stride 2, the map becomes half as high and half as wide.',
        'A small shift within a window changes nothing: the maximum is found wherever it lies.',
        'Average pooling takes the mean of the window instead, and global average pooling takes the mean of the whole map.',
        'Sizes follow the same formula as for convolution; a pooling layer has no parameters of its own, and reduces those of the dense layers that follow.',
      ],
      ko: [
        '맥스 풀링은 윈도우마다 가장 큰 수만 남기며, 2×2 윈도우와 스트라이드 2를 쓰면 특징 맵의 높이와 너비가 절반이 됩니다.',
        '최댓값은 윈도우 안 어디에 있든 찾아지므로, 그 안에서 조금 움직이는 것은 결과를 바꾸지 않습니다.',
        '평균 풀링은 윈도우의 평균을, 전역 평균 풀링은 특징 맵 전체의 평균 하나를 냅니다.',
        '출력 크기는 합성곱과 같은 식을 따르고, 풀링 층 자체에는 매개변수가 없으며, 뒤따르는 완전 연결 계층의 매개변수를 줄여 줍니다.',
      ],
    },
    listings: [],
    questions: [
      {
        asks: {
          en: 'What do max and average pooling make of [[1, 3], [5, 7]]?',
          ko: '[[1, 3], [5, 7]]을 맥스 풀링, 평균 풀링하면?',
        },
        answer: {
          en: '7 and 4.',
          ko: '7과 4입니다.',
        },
      },
      {
        asks: {
          en: 'Does max pooling make a network invariant to shifts?',
          ko: '맥스 풀링이 있으면 신경망은 이동에 불변입니까?',
        },
        answer: {
          en: 'Only to small ones within a window, and only as long as nothing larger comes in. A shift by a whole window moves the map.',
          ko: '윈도우 안의 작은 이동에만, 그것도 더 큰 값이 들어오지 않을 때에만 그렇습니다. 윈도우 하나만큼 옮기면 맵도 옮겨집니다.',
        },
      },
      {
        asks: {
          en: 'Where is average pooling used today?',
          ko: '오늘날 평균 풀링은 어디에 쓰입니까?',
        },
        answer: {
          en: 'At the end: ResNet and its successors take the mean of each map (global average pooling) in place of the large dense layers of AlexNet and VGG. Between layers, max pooling and convolutions of stride 2 have taken its place.',
          ko: '맨 끝입니다. ResNet과 그 뒤의 모델은 AlexNet과 VGG의 큰 완전 연결 계층 대신 맵마다 평균 하나를 냅니다(전역 평균 풀링). 층 사이에서는 맥스 풀링과 스트라이드 2인 합성곱이 그 자리를 대신했습니다.',
        },
      },
    ],
    cells: [
      {
        label: { en: 'Maximum, mean, mean of everything', ko: '최댓값, 평균, 전체 평균' },
        call: `const max = new Pooling2D({ kind: 'max', kernelSize: 2 })
console.log(JSON.stringify(toNested(max.forward([[values]]))))
const average = new Pooling2D({ kind: 'average', kernelSize: 2 })
console.log(JSON.stringify(toNested(average.forward([[values]]))))
const all = new Pooling2D({ kind: 'globalAverage' })
console.log(JSON.stringify(toNested(all.forward([[values]]))))`,
        printed: [before, average, lines(all.data, 1)].map((map) => JSON.stringify([[map]])).join('\n'),
        figures: [
          {
            name: 'kinds',
            caption: { en: 'Three ways to turn many numbers into one', ko: '여러 수를 하나로 만드는 세 가지 방법' },
            draw: (lang) => {
              const say =
                lang === 'ko' ? ['특징 맵', '맥스 풀링', '평균 풀링', '전역 평균'] : ['Map', 'Max', 'Average', 'Global average']
              return joined(
                under(say[0]!, numberGrid({ values, cell: 34, box: [0, 0, 2, 2] })),
                '→',
                under(say[1]!, numberGrid({ values: before, cell: 46, box: [0, 0, 1, 1] })),
                under(say[2]!, numberGrid({ values: average, cell: 46, box: [0, 0, 1, 1] })),
                under(say[3]!, numberGrid({ values: lines(all.data, 1), cell: 46, show: (value) => numberText(round(value)) })),
              )
            },
          },
        ],
      },
      {
        label: { en: '2 and 8 swapped: the maximum is still 8', ko: '2와 8을 맞바꾸어도 최댓값은 8' },
        call: `const swapped = [[8, 2, 1, 0], ...values.slice(1)]
console.log(max.forward([[values]]).data[0], max.forward([[swapped]]).data[0])`,
        printed: `${before[0]![0]} ${after[0]![0]}`,
        figures: [
          {
            name: 'swap',
            caption: { en: 'The shifted 8 is found just the same', ko: '자리를 옮긴 8도 똑같이 찾아냅니다' },
            draw: () =>
              grid(
                [values, swapped].map((of, i) => {
                  const strong = (r: number, c: number) => r === 0 && c < 2
                  return joined(
                    numberGrid({ values: of, cell: 34, box: [0, 0, 2, 2], strong }),
                    '→',
                    numberGrid({ values: i ? after : before, cell: 46, box: [0, 0, 1, 1], strong: (r, c) => r + c === 0 }),
                  )
                }),
                { columns: 2, gap: 48 },
              ),
          },
        ],
      },
      {
        label: { en: 'For a maximum, the padding is −∞, not 0', ko: '최댓값의 패딩은 0이 아니라 −∞' },
        call: `const negative = [[-3, -7, -2], [-5, -1, -8], [-9, -4, -6]]
const padded = new Pooling2D({ kind: 'max', kernelSize: 2, stride: 1, padding: 1 })
console.log(padded.forward([[negative]]).shape)`,
        printed: listText(right.shape),
        figures: [
          {
            name: 'infinity',
            caption: {
              en: 'All values are below 0. Zero padding would win every window that it touches (right, marked)',
              ko: '모든 수가 0보다 작습니다. 0으로 패딩하면 가장자리가 닿는 모든 윈도우에서 0이 이깁니다(오른쪽의 강조한 수)',
            },
            draw: (lang) => {
              const say =
                lang === 'ko'
                  ? ['입력', '−∞로 패딩 (맞음)', '0으로 패딩 (틀림)']
                  : ['Input', 'Padded with −∞ (right)', 'Padded with 0 (wrong)']
              const [good, bad] = [lines(right.data, 4), lines(wrong.data, 4)]
              return joined(
                under(say[0]!, numberGrid({ values: negative })),
                '→',
                under(say[1]!, numberGrid({ values: good })),
                under(say[2]!, numberGrid({ values: bad, strong: (r, c) => bad[r]![c] !== good[r]![c] })),
              )
            },
          },
        ],
        remark: {
          en: 'The notebook pads with 0, and also leaves the padding out of the output size.',
          ko: '노트북은 0으로 패딩하고, 출력 크기를 계산할 때 패딩을 빠뜨리기까지 했습니다.',
        },
      },
      {
        label: { en: 'On the photograph: 8×8 windows', ko: '사진에서: 8×8 윈도우' },
        call: `const grey = await loadImage(ownPhotograph(), { size: 440, grey: true })
const x = { shape: [1, 1, 440, 440], data: grey.data }
console.log(new Pooling2D({ kind: 'max', kernelSize: 8 }).forward(x).shape)
console.log(new Pooling2D({ kind: 'globalAverage' }).forward(x).data[0].toFixed(2))`,
        printed: `${listText(photographs[0]!.shape)}\n${mean.data[0]!.toFixed(2)}`,
        figures: [
          pixels('photograph', grey, { en: '440×440', ko: '440×440' }),
          ...photographs.map((of, i) =>
            pixels(
              i ? 'average' : 'max',
              { shape: small, data: of.data },
              i
                ? { en: `Average pooling, ${small.join('×')}: softer`, ko: `평균 풀링, ${small.join('×')}: 부드러워집니다` }
                : {
                    en: `Max pooling, ${small.join('×')}: bright details grow`,
                    ko: `맥스 풀링, ${small.join('×')}: 밝은 부분이 커집니다`,
                  },
              { width: 5 * small[0]!, range: [0, 255] },
            ),
          ),
        ],
        remark: {
          en: 'The last number is all that global average pooling leaves of the photograph: its mean brightness.',
          ko: '마지막 수는 전역 평균 풀링이 사진에서 남긴 전부, 곧 평균 밝기입니다.',
        },
      },
    ],
  }
}
