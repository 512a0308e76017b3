/** Section 3, padding and stride, and the size that must be a whole number. */
import { Conv2D } from '../../definition/Conv2D.ts'
import { grid } from '../../figures/layout.ts'
import type { Figure } from '../../figures/pen.ts'
import { outputSize, type WindowOptions } from '../../layers/index.ts'
import { joined, lines, numberGrid, under } from '../numberGrid.ts'
import { listText } from '../printed.ts'
import { refusal, refusedCall } from '../refused.ts'
import type { Section } from '../section.ts'
import { filter, image } from './02-convolution.ts'

export async function paddingAndStride(): Promise<Section> {
  const padded = new Conv2D({ weight: [[filter]], padding: 1 }).forward([[image]])
  const strided = new Conv2D({ weight: [[filter]], stride: 2 }).forward([[image]])
  const sizes: [number, WindowOptions][] = [
    [5, { kernelSize: 3 }],
    [5, { kernelSize: 3, padding: 1 }],
    [5, { kernelSize: 3, stride: 2 }],
    [440, { kernelSize: 3 }],
    [440, { kernelSize: 5 }],
    [440, { kernelSize: 3, padding: 'same' }],
    [438, { kernelSize: 2, stride: 2 }],
  ]
  return {
    number: 3,
    id: 'padding-stride',
    setup: `import { outputSize } from 'striate'
import { Conv2D } from 'striate/reference'

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
    title: { en: 'Padding and stride', ko: '패딩과 스트라이드' },
    text: {
      en: [
        'Every convolution makes the map a little smaller, so a border is often added first (padding), mostly of zeros: that gives n + 2p − f + 1 positions.',
        "'valid' means no padding; 'same' means just enough, (k − 1)/2 on each side at stride 1, to keep the size.",
        'The stride is the step by which the window moves: OH = (H + 2P − FH)/S + 1, and OW likewise.',
        'This must be a whole number; if it is not, change the padding or the stride, or ask Striate to round down, which it never does unasked.',
      ],
      ko: [
        '합성곱을 할 때마다 특징 맵이 조금씩 작아지므로 미리 가장자리를 대개 0으로 채우는데(패딩), 그러면 자리는 n + 2p − f + 1개가 됩니다.',
        "'valid'는 패딩이 없다는 뜻이고, 'same'은 스트라이드 1에서 양쪽에 (k − 1)/2씩 채워 크기를 그대로 둔다는 뜻입니다.",
        '스트라이드 S는 윈도우가 움직이는 간격이며, 출력의 높이는 OH = (H + 2P − FH)/S + 1이고 너비 OW도 마찬가지입니다.',
        '이 값은 정수여야 하므로, 정수가 아니면 패딩이나 스트라이드를 조정해야 하고, 내림은 그렇게 하겠다고 밝힐 때만 합니다.',
      ],
    },
    listings: [
      {
        file: 'outputSize.ts',
        title: {
          en: 'The output size, and the error where it is not whole',
          ko: '크기, 그리고 정수가 아닐 때의 오류',
        },
        notes: [
          {
            line: 'if (!Number.isInteger(size))',
            says: {
              en: 'The notebook silently rounds down in sections 10 and 11.',
              ko: '노트북은 10절과 11절에서 아무 말 없이 내림합니다.',
            },
          },
        ],
      },
      {
        file: 'pad.ts',
        title: {
          en: 'A border of any value',
          ko: '어떤 값으로든 채우는 가장자리',
        },
      },
    ],
    questions: [
      {
        asks: {
          en: 'Input 32×32, filter 5×5, stride 1: which padding keeps the size?',
          ko: '입력 32×32, 필터 5×5, 스트라이드 1: 크기를 그대로 두는 패딩은?',
        },
        answer: {
          en: '(5 − 1)/2 = 2.',
          ko: '(5 − 1)/2 = 2입니다.',
        },
      },
      {
        asks: {
          en: 'Input 7×7, filter 3×3, stride 2, padding 0: how large is the map?',
          ko: '입력 7×7, 필터 3×3, 스트라이드 2, 패딩 0: 특징 맵의 크기는?',
        },
        answer: {
          en: '(7 − 3)/2 + 1 = 3: 3×3.',
          ko: '(7 − 3)/2 + 1 = 3이므로 3×3입니다.',
        },
      },
      {
        asks: {
          en: 'Input 8×8, filter 3×3, stride 2: why is this an error, and how much padding on one side alone would fix it?',
          ko: '입력 8×8, 필터 3×3, 스트라이드 2: 왜 오류이고, 한쪽에만 패딩을 얼마나 주면 됩니까?',
        },
        answer: {
          en: '(8 − 3)/2 + 1 = 3.5 is not whole. One more row at the bottom and one more column on the right make it 4.',
          ko: '(8 − 3)/2 + 1 = 3.5는 정수가 아닙니다. 아래와 오른쪽에 한 줄씩만 더하면 4가 됩니다.',
        },
      },
    ],
    cells: [
      {
        label: { en: 'Input 5×5, padding 1, filter 3×3: 5×5 again', ko: '입력 5×5, 패딩 1, 필터 3×3: 다시 5×5' },
        call: 'console.log(new Conv2D({ weight: [[filter]], padding: 1 }).forward([[image]]).shape)',
        printed: listText(padded.shape),
        figures: [
          {
            name: 'padding',
            caption: {
              en: 'A border of zeros, and the first window: four of its nine pixels belong to the image',
              ko: '0으로 채운 가장자리와 첫 윈도우: 아홉 픽셀 가운데 넷이 이미지의 것입니다',
            },
            draw: (lang) => paddingFigure(lines(padded.data, 5), lang === 'ko'),
          },
        ],
      },
      {
        label: { en: 'Stride 2', ko: '스트라이드 2' },
        call: 'console.log(new Conv2D({ weight: [[filter]], stride: 2 }).forward([[image]]).shape)',
        printed: listText(strided.shape),
        figures: [
          {
            name: 'stride',
            caption: {
              en: 'The window moves two pixels at a time: four positions',
              ko: '윈도우가 두 픽셀씩 움직입니다: 자리는 네 개',
            },
            draw: () => strideFigure(lines(strided.data, 2)),
          },
        ],
      },
      {
        label: { en: 'Sizes by the formula', ko: '식으로 계산한 크기' },
        call: "console.log(outputSize({ kernelSize: 3, padding: 'same' }, [440, 440]))",
        printed: listText(outputSize({ kernelSize: 3, padding: 'same' }, [440, 440])),
        table: {
          head: [
            { en: 'n', ko: 'n' },
            { en: 'filter', ko: '필터' },
            { en: 'padding', ko: '패딩' },
            { en: 'stride', ko: '스트라이드' },
            { en: 'output', ko: '출력' },
          ],
          rows: sizes.map(([n, window]) => [
            String(n),
            `${window.kernelSize}×${window.kernelSize}`,
            String(window.padding ?? 0),
            String(window.stride ?? 1),
            String(outputSize(window, [n, n])[0]),
          ]),
        },
      },
      {
        label: { en: 'A size that is not whole is an error', ko: '정수가 아닌 크기는 오류로 알립니다' },
        call: refusedCall('outputSize({ kernelSize: 3, stride: 2 }, [440, 440])'),
        ...refusal(() => outputSize({ kernelSize: 3, stride: 2 }, [440, 440])),
      },
      {
        label: { en: 'Rounding down, on request', ko: '내림하겠다고 밝히면' },
        call: "console.log(outputSize({ kernelSize: 3, stride: 2, rounding: 'floor' }, [440, 440]))",
        printed: listText(outputSize({ kernelSize: 3, stride: 2, rounding: 'floor' }, [440, 440])),
        remark: {
          en: 'The notebook itself says that the size must be whole, and then silently rounds down in sections 10 and 11.',
          ko: '노트북은 크기가 정수여야 한다고 말해 놓고, 10절과 11절에서 아무 말 없이 내림합니다.',
        },
      },
    ],
  }
}

function paddingFigure(map: readonly (readonly number[])[], ko: boolean): Figure {
  const border = Array.from({ length: 7 }, (_, r) => Array.from({ length: 7 }, (_, c) => image[r - 1]?.[c - 1] ?? 0))
  const soft = (r: number, c: number) => r % 6 === 0 || c % 6 === 0
  return joined(
    under(ko ? '패딩 1을 더한 이미지' : 'The image with padding 1', numberGrid({ values: border, soft, box: [0, 0, 3, 3] })),
    '→',
    under(ko ? '특징 맵 5×5' : 'Feature map 5×5', numberGrid({ values: map, box: [0, 0, 1, 1] })),
  )
}

function strideFigure(map: readonly (readonly number[])[]): Figure {
  const places = [0, 1].flatMap((r) => [0, 1].map((c) => [r, c] as const))
  return grid(
    places.map(([r, c]) =>
      joined(
        numberGrid({ values: image, cell: 26, box: [2 * r, 2 * c, 2 * r + 3, 2 * c + 3] }),
        '→',
        numberGrid({ values: map, cell: 26, box: [r, c, r + 1, c + 1] }),
      ),
    ),
    { columns: 2, gap: [24, 44] },
  )
}
