/** Section 7, two Sobel filters on the grey photograph, the strength of edges, and what cutting to 255 does to it. */

import { edgeMagnitude } from '../../image/edgeMagnitude.ts'
import { filterImage } from '../../image/filterImage.ts'
import { kernels } from '../../image/kernels.ts'
import { outputSize } from '../../layers/index.ts'
import { numberText } from '../../text/numbers.ts'
import type { LessonContext } from '../context.ts'
import { extremes, pixels } from '../mapFigures.ts'
import { joined, numberGrid, under } from '../numberGrid.ts'
import { listText } from '../printed.ts'
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
    setup: `import { outputSize } from 'striate'
import { edgeMagnitude, filterImage, kernels, loadImage } from 'striate/image'
import { ownPhotograph } from 'striate/lesson'`,
    title: { en: 'Filters on a grey image', ko: '흑백 이미지와 필터' },
    text: {
      en: [
        'A grey image is a table of numbers from 0 (black) to 255 (white), here 440 rows of 440.',
        'A Sobel filter takes the difference between its two sides, and so responds where the brightness changes: at edges.',
        'The notebook calls the first "vertical" and says that it brings out vertical features; in fact it takes the difference up and down the image and shows the horizontal edges, and "horizontal" is the other way round.',
        'Together, as √(h² + v²), the two responses h and v give the strength of an edge in any direction.',
      ],
      ko: [
        '흑백 이미지는 0(검정)부터 255(흰색)까지의 수를 늘어놓은 표이며, 여기서는 440행 440열입니다.',
        '소벨 필터는 양쪽의 차이를 구하므로 밝기가 바뀌는 곳, 곧 가장자리에서 크게 반응합니다(가장자리 검출).',
        '노트북은 첫째를 "수직" 필터라 부르며 수직 특징을 드러낸다고 하지만, 실제로는 위아래 방향의 차이를 구하므로 가로 방향의 가장자리가 드러나며, "수평" 필터는 그 반대입니다.',
        '두 결과 h와 v를 √(h² + v²)로 합치면 방향과 상관없는 가장자리의 세기가 됩니다.',
      ],
    },
    listings: [
      {
        file: 'filteredImage.ts',
        title: {
          en: 'A filter on a grey image, written out',
          ko: '흑백 이미지에 필터 하나, 반복문으로',
        },
        notes: [
          {
            line: 'result.data[oh * OW + ow] = sum',
            says: {
              en: 'The sign is kept, whatever the size. The notebook clips at 255 but not at 0, and takes the magnitude of the clipped result.',
              ko: '크기와 상관없이 부호를 그대로 둡니다. 노트북은 255에서만 자르고 0에서는 자르지 않으며, 자른 결과로 세기를 구합니다.',
            },
          },
        ],
      },
    ],
    questions: [
      {
        asks: {
          en: 'What does a Sobel filter give on a surface of uniform grey?',
          ko: '밝기가 고른 면에서 소벨 필터의 결과는?',
        },
        answer: {
          en: '0: its weights add up to 0.',
          ko: '0입니다. 가중치의 합이 0이기 때문입니다.',
        },
      },
      {
        asks: {
          en: 'An edge is dark above and bright below. Which sign does the response of [[1,2,1],[0,0,0],[−1,−2,−1]] have?',
          ko: '위가 어둡고 아래가 밝은 가장자리에서 [[1,2,1],[0,0,0],[−1,−2,−1]]의 부호는?',
        },
        answer: {
          en: 'Negative: the bright side meets the negative weights.',
          ko: '음수입니다. 밝은 쪽에 음수 가중치가 곱해집니다.',
        },
      },
      {
        asks: {
          en: 'Which filter blurs an image?',
          ko: '이미지를 부드럽게 하는 필터는?',
        },
        answer: {
          en: 'One whose weights are all positive and add up to 1, such as nine times 1/9, or a Gaussian.',
          ko: '모두 양수이고 합이 1인 필터, 예를 들어 1/9 아홉 개나 가우스 필터입니다.',
        },
      },
    ],
    cells: [
      {
        label: { en: 'The photograph in grey', ko: '흑백으로 읽은 사진' },
        call: `const grey = await loadImage(ownPhotograph(), { size: 440, grey: true })
console.log(grey.shape.slice(1))`,
        printed: listText(grey.shape.slice(1)),
        figures: [
          pixels('photograph', grey, { en: 'Luma, 0.299 R + 0.587 G + 0.114 B', ko: '밝기: 0.299 R + 0.587 G + 0.114 B' }),
        ],
      },
      {
        label: { en: 'Output size for 3×3', ko: '3×3 필터의 출력 크기' },
        call: 'console.log(outputSize({ kernelSize: 3 }, [440, 440])[0])',
        printed: String(size[0]),
      },
      {
        label: { en: 'Two Sobel filters', ko: '소벨 필터 두 개' },
        call: `const vertical = filterImage(grey, kernels.sobelVertical)
const horizontal = filterImage(grey, kernels.sobelHorizontal)
console.log(vertical.shape.slice(1))
console.log(horizontal.shape.slice(1))`,
        printed: `${listText(vertical.shape.slice(1))}\n${listText(horizontal.shape.slice(1))}`,
        figures: [
          {
            name: 'kernels',
            caption: { en: 'As the notebook names them', ko: '노트북에서 부르는 이름대로' },
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
        label: { en: 'Only the edges remain', ko: '가장자리만 남기기' },
        call: `const edges = edgeMagnitude(horizontal, vertical)
console.log(edges.shape.slice(1))`,
        printed: listText(edges.shape.slice(1)),
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
              en: 'The same for maps clipped at 255 first, on the same scale: strong edges are weakened unevenly, depending on which side is bright',
              ko: '먼저 255에서 잘라 낸 결과의 것(같은 눈금): 어느 쪽이 밝으냐에 따라 강한 가장자리가 고르지 않게 약해집니다',
            },
            { width: 438, range: [0, most] },
          ),
        ],
        remark: {
          en: 'The notebook clips sums above 255 but not those below 0, and takes the magnitude of the clipped maps. It is right to keep the signed result, and to clip, rescale or take absolute values only for display, with both ends treated alike.',
          ko: '노트북은 255를 넘는 합은 자르고 0보다 작은 합은 그대로 둔 채, 잘라 낸 결과로 세기를 구합니다. 부호가 있는 결과를 그대로 두고, 보여 줄 때에만 양쪽 끝을 똑같이 다루는 것(자르기, 절댓값, 눈금 다시 잡기)이 옳습니다.',
        },
      },
    ],
  }
}
