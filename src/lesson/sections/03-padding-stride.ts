/** Section 3, padding and stride, and the size that must be a whole number. */
import { Conv2D } from '../../definition/Conv2D.ts'
import { grid } from '../../figures/layout.ts'
import type { Figure } from '../../figures/pen.ts'
import { outputSize, type WindowOptions } from '../../layers/index.ts'
import { shapeText } from '../../text/numbers.ts'
import { joined, lines, numberGrid, under } from '../numberGrid.ts'
import { refusal } from '../refused.ts'
import type { Section } from '../section.ts'
import { filter, picture } from './02-convolution.ts'

export async function paddingAndStride(): Promise<Section> {
  const padded = new Conv2D({ weight: [[filter]], padding: 1 }).forward([[picture]])
  const strided = new Conv2D({ weight: [[filter]], stride: 2 }).forward([[picture]])
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
    title: { en: 'Padding and stride', ko: '패딩과 스트라이드' },
    text: {
      en: [
        'Every convolution makes the map a little smaller, so the border is often filled up beforehand (padding), mostly with zeros: n + 2p − f + 1 places are left.',
        "'valid' means no padding; 'same' means as much of it, (k − 1)/2 on each side at stride 1, that the size stays the same.",
        'The stride is the step of the window: OH = (H + 2P − FH)/S + 1, and OW likewise.',
        'This must be a whole number; where it is not, padding or stride are to be adjusted, and only who says so gets it rounded down.',
      ],
      ko: [
        '합성곱을 할 때마다 특징 맵이 조금씩 작아지므로 미리 가장자리를 대개 0으로 채우는데(패딩), 그러면 자리는 n + 2p − f + 1개가 됩니다.',
        "'valid'는 패딩이 없다는 뜻이고, 'same'은 스트라이드 1에서 양쪽에 (k − 1)/2씩 채워 크기를 그대로 둔다는 뜻입니다.",
        '스트라이드 S는 윈도우가 움직이는 간격이며, 출력의 높이는 OH = (H + 2P − FH)/S + 1이고 너비 OW도 마찬가지입니다.',
        '이 값은 정수여야 하므로, 정수가 아니면 패딩이나 스트라이드를 조정해야 하고, 내림은 그렇게 하겠다고 밝힐 때만 합니다.',
      ],
    },
    cells: [
      {
        label: { en: '5 pixels, padding 1, a filter of 3: 5 again', ko: '픽셀 5개, 패딩 1, 필터 3: 다시 5' },
        call: 'new Conv2D({ weight, padding: 1 }).forward(x).shape',
        printed: shapeText(padded.shape),
        figures: [
          {
            name: 'padding',
            caption: {
              en: 'A border of zeros, and the first window: four of its nine pixels are of the picture',
              ko: '0으로 채운 가장자리와 첫 윈도우: 아홉 픽셀 가운데 넷이 이미지의 것입니다',
            },
            draw: (lang) => paddingFigure(lines(padded.data, 5), lang === 'ko'),
          },
        ],
      },
      {
        label: { en: 'Stride 2', ko: '스트라이드 2' },
        call: 'new Conv2D({ weight, stride: 2 }).forward(x).shape',
        printed: shapeText(strided.shape),
        figures: [
          {
            name: 'stride',
            caption: {
              en: 'The window goes two pixels at a time: four places',
              ko: '윈도우가 두 픽셀씩 움직입니다: 자리는 네 개',
            },
            draw: () => strideFigure(lines(strided.data, 2)),
          },
        ],
      },
      {
        label: { en: 'Sizes by the formula', ko: '식으로 계산한 크기' },
        call: 'outputSize(window, [n, n])[0]',
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
        label: { en: 'A size that is not whole is refused', ko: '정수가 아닌 크기는 거절합니다' },
        call: 'outputSize({ kernelSize: 3, stride: 2 }, [440, 440])',
        printed: refusal(() => outputSize({ kernelSize: 3, stride: 2 }, [440, 440])),
        refused: true,
      },
      {
        label: { en: 'Rounded down where it is said', ko: '내림하겠다고 밝히면' },
        call: "outputSize({ kernelSize: 3, stride: 2, rounding: 'floor' }, [440, 440])",
        printed: shapeText(outputSize({ kernelSize: 3, stride: 2, rounding: 'floor' }, [440, 440])),
        remark: {
          en: 'The notebook says itself that the size must be whole, and then rounds down without a word in sections 10 and 11.',
          ko: '노트북은 크기가 정수여야 한다고 말해 놓고, 10절과 11절에서 아무 말 없이 내림합니다.',
        },
      },
    ],
  }
}

function paddingFigure(map: readonly (readonly number[])[], ko: boolean): Figure {
  const border = Array.from({ length: 7 }, (_, r) => Array.from({ length: 7 }, (_, c) => picture[r - 1]?.[c - 1] ?? 0))
  const soft = (r: number, c: number) => r % 6 === 0 || c % 6 === 0
  return joined(
    under(ko ? '패딩 1을 더한 이미지' : 'The picture with padding 1', numberGrid({ values: border, soft, box: [0, 0, 3, 3] })),
    '→',
    under(ko ? '특징 맵 5×5' : 'Feature map 5×5', numberGrid({ values: map, box: [0, 0, 1, 1] })),
  )
}

function strideFigure(map: readonly (readonly number[])[]): Figure {
  const places = [0, 1].flatMap((r) => [0, 1].map((c) => [r, c] as const))
  return grid(
    places.map(([r, c]) =>
      joined(
        numberGrid({ values: picture, cell: 26, box: [2 * r, 2 * c, 2 * r + 3, 2 * c + 3] }),
        '→',
        numberGrid({ values: map, cell: 26, box: [r, c, r + 1, c + 1] }),
      ),
    ),
    { columns: 2, gap: [24, 44] },
  )
}
