/** Section 7, two Sobel filters on the grey photograph, the strength of edges, and what cutting to 255 does to it. */

import { edgeMagnitude } from '../../image/edgeMagnitude.ts'
import { filterImage } from '../../image/filterImage.ts'
import { kernels } from '../../image/kernels.ts'
import { outputSize } from '../../layers/index.ts'
import { numberText, shapeText } from '../../text/numbers.ts'
import type { LessonContext } from '../context.ts'
import { extremes, pixels } from '../mapFigures.ts'
import { joined, numberGrid, under } from '../numberGrid.ts'
import type { Section } from '../section.ts'

export async function greyFilters({ grey }: LessonContext): Promise<Section> {
  const size = outputSize({ kernelSize: 3 }, grey.shape.slice(1))
  const vertical = filterImage(grey, kernels.sobelVertical)
  const horizontal = filterImage(grey, kernels.sobelHorizontal)
  const edges = edgeMagnitude(horizontal, vertical)
  const cut = ({ shape, data }: typeof vertical) => ({ shape, data: data.map((value) => Math.min(255, value)) })
  const notebook = edgeMagnitude(cut(horizontal), cut(vertical))
  const ends = (data: ArrayLike<number>) =>
    extremes(data)
      .map((end) => numberText(Math.round(end)))
      .join(' … ')
  const [, most] = extremes(edges.data)
  return {
    number: 7,
    id: 'grey-filters',
    title: { en: 'Filters on a grey picture', ko: '흑백 이미지와 필터' },
    text: {
      en: [
        'A grey picture is a table of numbers from 0 (black) to 255 (white), here 440 rows of 440.',
        'A Sobel filter takes the difference of what lies on its two sides, and so answers where the brightness changes: at edges.',
        'The lecture calls the first "vertical" and says that it brings out vertical features; in fact it takes the difference up and down the picture and shows the horizontal edges, and with "horizontal" it is the other way round.',
        'The two answers h and v together, √(h² + v²), are the strength of an edge in any direction.',
      ],
      ko: [
        '흑백 이미지는 0(검정)부터 255(흰색)까지의 수를 늘어놓은 표이며, 여기서는 440행 440열입니다.',
        '소벨 필터는 양쪽의 차이를 구하므로 밝기가 바뀌는 곳, 곧 가장자리에서 크게 반응합니다(가장자리 검출).',
        '강의는 첫째를 "수직" 필터라 부르며 수직 특징을 드러낸다고 하지만, 실제로는 위아래 방향의 차이를 구하므로 가로 방향의 가장자리가 드러나며, "수평" 필터는 그 반대입니다.',
        '두 결과 h와 v를 √(h² + v²)로 합치면 방향과 상관없는 가장자리의 세기가 됩니다.',
      ],
    },
    cells: [
      {
        label: { en: 'The photograph in grey', ko: '흑백으로 읽은 사진' },
        call: '(await loadImage(path, { grey: true, size: 440 })).shape.slice(1)',
        printed: shapeText(grey.shape.slice(1)),
        figures: [
          pixels('photograph', grey, { en: 'Luma, 0.299 R + 0.587 G + 0.114 B', ko: '밝기: 0.299 R + 0.587 G + 0.114 B' }),
        ],
      },
      {
        label: { en: 'Output size for 3×3', ko: '3×3 필터의 출력 크기' },
        call: 'outputSize({ kernelSize: 3 }, [440, 440])[0]',
        printed: String(size[0]),
      },
      {
        label: { en: 'Two Sobel filters', ko: '소벨 필터 두 개' },
        call: 'filterImage(grey, kernels.sobelVertical).shape.slice(1)   filterImage(grey, kernels.sobelHorizontal).shape.slice(1)',
        printed: `${shapeText(vertical.shape.slice(1))}\n${shapeText(horizontal.shape.slice(1))}`,
        figures: [
          {
            name: 'kernels',
            caption: { en: 'As the lecture names them', ko: '강의에서 부르는 이름대로' },
            draw: (lang) => {
              const say =
                lang === 'ko'
                  ? ['수직: 가로 가장자리가 보임', '수평: 세로 가장자리가 보임']
                  : ['Vertical: shows horizontal edges', 'Horizontal: shows vertical edges']
              return joined(
                under(say[0]!, numberGrid({ values: kernels.sobelVertical.kernel })),
                under(say[1]!, numberGrid({ values: kernels.sobelHorizontal.kernel })),
              )
            },
          },
          pixels(
            'vertical',
            vertical,
            {
              en: `Vertical (${ends(vertical.data)}): red is brighter above, blue brighter below`,
              ko: `수직 (${ends(vertical.data)}): 빨강은 위쪽이, 파랑은 아래쪽이 밝은 곳`,
            },
            { map: 'signed', width: 438 },
          ),
          pixels(
            'horizontal',
            horizontal,
            {
              en: `Horizontal (${ends(horizontal.data)}): red is brighter on the left, blue on the right`,
              ko: `수평 (${ends(horizontal.data)}): 빨강은 왼쪽이, 파랑은 오른쪽이 밝은 곳`,
            },
            { map: 'signed', width: 438 },
          ),
        ],
      },
      {
        label: { en: 'Only the edges left', ko: '가장자리만 남기기' },
        call: 'edgeMagnitude(horizontal, vertical).shape.slice(1)',
        printed: shapeText(edges.shape.slice(1)),
        figures: [
          pixels(
            'edges',
            edges,
            {
              en: `√(h² + v²) of the signed maps (0 … ${numberText(Math.round(most))})`,
              ko: `부호를 지킨 두 결과의 √(h² + v²) (0 … ${numberText(Math.round(most))})`,
            },
            { width: 438, range: [0, most] },
          ),
          pixels(
            'edges-cut',
            notebook,
            {
              en: 'The same of maps that were cut at 255 first, on the same scale: strong edges lose unevenly, depending on which side is bright',
              ko: '먼저 255에서 잘라 낸 결과의 것(같은 눈금): 어느 쪽이 밝으냐에 따라 강한 가장자리가 고르지 않게 약해집니다',
            },
            { width: 438, range: [0, most] },
          ),
        ],
        remark: {
          en: 'The notebook cuts sums over 255 but not those below 0, and takes the magnitude of the cut maps. Right is to keep the signed result, and to choose only when it is shown (clip, absolute value or rescale), the same for both ends.',
          ko: '노트북은 255를 넘는 합은 자르고 0보다 작은 합은 그대로 둔 채, 잘라 낸 결과로 세기를 구합니다. 부호가 있는 결과를 그대로 두고, 보여 줄 때에만 양쪽 끝을 똑같이 다루는 것(자르기, 절댓값, 눈금 다시 잡기)이 옳습니다.',
        },
      },
    ],
  }
}
