/**
 * Section 2, the operation itself: every window of a small image, one of them written out, and what turning the filter would
 * change.
 */
import { Conv2D } from '../../definition/Conv2D.ts'
import { toNested } from '../../definition/tensorOf.ts'
import type { ConvolutionTrace } from '../../definition/trace.ts'
import { traceOutput } from '../../definition/traceOutput.ts'
import { grid } from '../../figures/layout.ts'
import type { Figure } from '../../figures/pen.ts'
import { outputSize } from '../../layers/index.ts'
import { joined, lines, numberGrid, under } from '../numberGrid.ts'
import { listText } from '../printed.ts'
import type { Section } from '../section.ts'

export const image = [
  [1, 2, 3, 0, 1],
  [0, 1, 2, 3, 0],
  [3, 0, 1, 2, 1],
  [2, 3, 0, 1, 2],
  [1, 2, 1, 0, 3],
]
export const filter = [
  [2, 0, 1],
  [0, 1, 2],
  [1, 0, 2],
]

export async function convolution(): Promise<Section> {
  const layer = new Conv2D({ weight: [[filter]] })
  const output = layer.forward([[image]])
  const map = lines(output.data, 3)
  const trace = traceOutput(layer, [0, 0, 1, 2])
  const turned = new Conv2D({ weight: [[filter.map((line) => [...line].reverse()).reverse()]] })
  const other = (toNested(turned.forward([[image]])) as number[][][][])[0]![0]!
  return {
    number: 2,
    id: 'convolution',
    setup: `import { outputSize } from 'striate'
import { Conv2D, toNested, traceOutput } from 'striate/reference'

const image = [
  [1, 2, 3, 0, 1],
  [0, 1, 2, 3, 0],
  [3, 0, 1, 2, 1],
  [2, 3, 0, 1, 2],
  [1, 2, 1, 0, 3],
]
const filter = [
  [2, 0, 1],
  [0, 1, 2],
  [1, 0, 2],
]`,
    title: { en: 'The convolution operation', ko: '합성곱 연산' },
    text: {
      en: [
        'A filter (kernel) is placed over a window of the image; the numbers that coincide are multiplied, the products are added, and the sum is one value of the feature map.',
        'Then the window moves on by one pixel until it has been everywhere: for n pixels and a filter of size f, there are n − f + 1 positions.',
        'Filters nearly always have an odd size, so that they have a centre pixel and the padding is the same on both sides.',
        'Strictly speaking this is cross-correlation, since the filter is not flipped; every deep-learning library computes it this way and calls it convolution, and so do we.',
      ],
      ko: [
        '필터(커널)를 이미지의 한 윈도우에 겹쳐 놓고, 겹친 수끼리 곱한 다음 모두 더하면 그 합이 특징 맵의 값 하나가 됩니다.',
        '윈도우는 한 픽셀씩 옮겨 가며 모든 자리를 지나가는데, 픽셀이 n개이고 필터의 크기가 f이면 자리는 n − f + 1개입니다.',
        '필터의 크기는 거의 언제나 홀수인데, 그래야 가운데 픽셀이 있고 양쪽에 같은 패딩을 줄 수 있기 때문입니다.',
        '필터를 뒤집지 않으므로 엄밀히는 교차 상관(cross-correlation)이지만, 모든 딥러닝 라이브러리가 이것을 합성곱이라 부르고, 이 강의도 그렇게 부릅니다.',
      ],
    },
    listings: [
      {
        file: 'tensor.ts',
        title: {
          en: 'Arrays with a shape: all that this lecture’s code needs',
          ko: '모양이 있는 배열: 이 강의의 코드에 필요한 전부',
        },
      },
    ],
    questions: [
      {
        asks: {
          en: 'What is the value at [0, 0] of the map above?',
          ko: '위 특징 맵의 [0, 0]은 얼마입니까?',
        },
        answer: {
          en: '2·1 + 0·2 + 1·3 + 0·0 + 1·1 + 2·2 + 1·3 + 0·0 + 2·1 = 15.',
          ko: '2·1 + 0·2 + 1·3 + 0·0 + 1·1 + 2·2 + 1·3 + 0·0 + 2·1 = 15입니다.',
        },
      },
      {
        asks: {
          en: 'How large is the feature map of a 28×28 image with a 5×5 filter?',
          ko: '28×28 이미지에 5×5 필터를 적용하면 특징 맵의 크기는?',
        },
        answer: {
          en: '28 − 5 + 1 = 24: 24×24.',
          ko: '28 − 5 + 1 = 24이므로 24×24입니다.',
        },
      },
      {
        asks: {
          en: 'The image is shifted by one pixel to the right. What happens to the map?',
          ko: '이미지를 오른쪽으로 한 픽셀 옮기면 특징 맵은 어떻게 됩니까?',
        },
        answer: {
          en: 'It is shifted by one pixel to the right, too (except at the border). Convolution is equivariant to shifts. Invariance, where the result does not change at all, comes only with pooling, and only approximately.',
          ko: '(가장자리를 빼면) 똑같이 오른쪽으로 한 픽셀 옮겨집니다. 합성곱은 이동에 대해 등변(equivariant)입니다. 결과가 아예 변하지 않는 이동 불변성은 풀링이 더해져야, 그것도 대략 얻어집니다.',
        },
      },
    ],
    cells: [
      {
        label: { en: 'Output size: input 5×5, filter 3×3', ko: '출력 크기: 입력 5×5, 필터 3×3' },
        call: 'console.log(outputSize({ kernelSize: 3 }, [5, 5])[0])',
        printed: String(outputSize({ kernelSize: 3 }, [5, 5])[0]),
      },
      {
        label: { en: 'Every window, one after the other', ko: '윈도우를 하나씩 모두' },
        call: `const layer = new Conv2D({ weight: [[filter]] })
const map = layer.forward([[image]])
console.log(map.shape)`,
        printed: listText(output.shape),
        slide: { image, kernel: 3, map },
        figures: [
          {
            name: 'filter',
            caption: { en: 'Image, filter, feature map', ko: '이미지, 필터, 특징 맵' },
            draw: (lang) =>
              joined(
                under(lang === 'ko' ? '이미지 5×5' : 'Image 5×5', numberGrid({ values: image })),
                '⊛',
                under(lang === 'ko' ? '필터 3×3' : 'Filter 3×3', numberGrid({ values: filter })),
                '=',
                under(lang === 'ko' ? '특징 맵 3×3' : 'Feature map 3×3', numberGrid({ values: map })),
              ),
          },
          {
            name: 'steps',
            caption: {
              en: 'Nine windows make nine values: each step’s window, and the map so far',
              ko: '윈도우 아홉 개가 값 아홉 개를 만듭니다: 각 단계의 윈도우와 그때까지의 특징 맵',
            },
            draw: () =>
              grid(
                map.flatMap((line, r) => line.map((_, c) => step(map, r, c))),
                { columns: 3, gap: [26, 30] },
              ),
          },
        ],
      },
      {
        label: { en: 'One window written out', ko: '윈도우 하나를 풀어 쓰기' },
        call: 'console.log(String(traceOutput(layer, [0, 0, 1, 2])))',
        printed: String(trace),
        figures: [
          {
            name: 'window',
            caption: { en: 'The window, the filter, their products and the sum', ko: '윈도우, 필터, 둘의 곱, 그 합' },
            draw: (lang) => windowFigure(trace, lang === 'ko'),
          },
        ],
      },
      {
        label: { en: 'What if the filter were flipped?', ko: '필터를 뒤집는다면' },
        call: `const turned = filter.map((row) => [...row].reverse()).reverse()
const other = new Conv2D({ weight: [[turned]] }).forward([[image]])
console.log(JSON.stringify(toNested(other)))`,
        printed: JSON.stringify([[other]]),
        figures: [
          {
            name: 'turned',
            caption: {
              en: 'Left: as computed here and everywhere in deep learning. Right: the convolution of mathematics, filter turned by 180°',
              ko: '왼쪽: 여기서와 모든 딥러닝 라이브러리의 계산. 오른쪽: 필터를 180° 돌린 수학의 합성곱',
            },
            draw: (lang) =>
              joined(
                under(lang === 'ko' ? '교차 상관' : 'Cross-correlation', numberGrid({ values: map })),
                '≠',
                under(lang === 'ko' ? '합성곱(수학)' : 'Convolution (mathematics)', numberGrid({ values: other })),
              ),
          },
        ],
        remark: {
          en: 'A network that learns its filters does not care: it would simply learn them flipped. The notebook does not mention this.',
          ko: '필터를 학습하는 신경망에는 차이가 없습니다. 뒤집힌 필터를 배우면 그만이기 때문입니다. 노트북은 이 점을 말하지 않습니다.',
        },
      },
    ],
  }
}

/** The window at (r, c), and the map up to it. */
function step(map: readonly (readonly number[])[], r: number, c: number): Figure {
  const known = map.map((line, i) => line.map((value, j) => (3 * i + j <= 3 * r + c ? value : undefined)))
  return joined(
    numberGrid({ values: image, cell: 24, box: [r, c, r + 3, c + 3] }),
    '→',
    numberGrid({ values: known, cell: 24, box: [r, c, r + 1, c + 1], strong: (i, j) => i === r && j === c }),
  )
}

/** One window written out, from its trace. */
function windowFigure({ products, result, index, box: { top, left } }: ConvolutionTrace, ko: boolean): Figure {
  const by = (of: (product: ConvolutionTrace['products'][number]) => number) => lines(products.map(of), 3)
  return joined(
    under(ko ? '이미지' : 'Image', numberGrid({ values: image, box: [top, left, top + 3, left + 3] })),
    '→',
    under(ko ? '윈도우' : 'Window', numberGrid({ values: by(({ value }) => value), box: [0, 0, 3, 3] })),
    '×',
    under(ko ? '필터' : 'Filter', numberGrid({ values: by(({ weight }) => weight) })),
    '=',
    under(ko ? '곱' : 'Products', numberGrid({ values: by(({ product }) => product) })),
    '→',
    under(`[${index.slice(2).join(', ')}]`, numberGrid({ values: [[result]], box: [0, 0, 1, 1] })),
  )
}
