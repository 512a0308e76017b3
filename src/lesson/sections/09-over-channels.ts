/** Section 9, convolution over channels: five filters of three slices each, what each makes, and what a layer outputs. */

import { pictures } from '../../figures/pictures.ts'
import { type FilteredImage, filterImage } from '../../image/filterImage.ts'
import { initialize } from '../../initializers/initialize.ts'
import { normal } from '../../initializers/initializer.ts'
import type { Language, Words } from '../../text/language.ts'
import { numberText } from '../../text/numbers.ts'
import type { LessonContext } from '../context.ts'
import { extremes, pixels } from '../mapFigures.ts'
import { listText } from '../printed.ts'
import type { LessonFigure, Section } from '../section.ts'

const filters = 5
const shape = [filters, 3, 3, 3] as const

export async function overChannels({ colour }: LessonContext): Promise<Section> {
  const weight = initialize(normal(0.01), { shape, fanIn: 27, fanOut: 45 }, { seed: 9, index: 0 })
  const nested = Array.from({ length: filters }, (_, f) => slices(weight, f))
  const layer = filterImage(colour, nested, { bias: new Array<number>(filters).fill(0) })
  const maps = nested.map((filter) => filterImage(colour, filter))
  const sum: FilteredImage = {
    shape: maps[0]!.shape,
    data: maps[0]!.data.map((_, i) => maps.reduce((all, { data }) => all + data[i]!, 0)),
  }
  const alone = [0, 1, 2].map((c) => filterImage(plane(colour, c), nested[0]![c]!))
  const [low, high] = extremes(weight)
  const drawn = (f: number) => {
    const most = Math.max(-low, high)
    const bytes = weight.slice(27 * f, 27 * f + 27).map((value) => 127.5 + (127.5 * value) / most)
    return pixels(
      `filter-${f + 1}`,
      { shape: [3, 3, 3], data: bytes },
      { en: `Filter ${f + 1}`, ko: `필터 ${f + 1}` },
      { width: 120 },
    )
  }
  // What is to be compared shares a scale; every caption says which.
  const shown = (
    name: string,
    { shape: [, h, w], data }: FilteredImage,
    caption: Words,
    range = extremes(data),
  ): LessonFigure => {
    const ends = range.map((end) => numberText(Number(end.toPrecision(3)))).join(' … ')
    const said = { en: `${caption.en} (black to white: ${ends})`, ko: `${caption.ko} (검정에서 흰색: ${ends})` }
    return pixels(name, { shape: [h, w], data }, said, { width: 260, range })
  }
  const four = [...alone, maps[0]!].map(({ data }) => extremes(data))
  const common: [number, number] = [Math.min(...four.map(([least]) => least)), Math.max(...four.map(([, most]) => most))]
  return {
    number: 9,
    id: 'over-channels',
    setup: `import { normal } from 'striate'
import { filterImage, loadImage, splitChannels } from 'striate/image'
import { ownPhotograph } from 'striate/lesson'
import { initialize } from 'striate/plumbing'

const photograph = await loadImage(ownPhotograph(), { size: 440 })
const shape = [5, 3, 3, 3] // [filters, channels, height, width]
const weight = initialize(normal(0.01), { shape, fanIn: 27, fanOut: 45 }, { seed: 9, index: 0 })
const at = (f, c, h, w) => weight[((f * 3 + c) * 3 + h) * 3 + w]
const three = [0, 1, 2]
const filters = [0, 1, 2, 3, 4].map((f) => three.map((c) => three.map((h) => three.map((w) => at(f, c, h, w)))))`,
    title: { en: 'Convolution over channels', ko: '여러 채널의 합성곱' },
    text: {
      en: [
        'For an image with three channels, a filter has three slices: each channel is convolved with its own slice, the three results are added, and then the bias.',
        'So three slices are one filter and make one feature map, however many channels there are.',
        'Five filters make five maps: the output channels of the layer, and the input of the next one.',
      ],
      ko: [
        '채널이 셋인 이미지에서는 필터에도 조각이 세 장 있어서, 각 채널을 자기 조각과 합성곱하고 세 결과를 더한 다음 편향을 더합니다.',
        '그러니 조각 세 장이 필터 하나이고, 채널이 몇 개든 필터 하나는 특징 맵 한 장을 만듭니다.',
        '필터가 다섯이면 특징 맵도 다섯 장이며, 이것이 층의 출력 채널이 되어 다음 층으로 들어갑니다.',
      ],
    },
    listings: [
      {
        file: 'convolve.ts',
        title: {
          en: 'Convolution over channels, with bias, padding and stride',
          ko: '여러 채널의 합성곱: 편향, 패딩, 스트라이드까지',
        },
        notes: [
          {
            line: 'const [FN, , FH, FW] = weight.shape',
            says: {
              en: 'Height and width are each read from their own place; the notebook takes both from the width.',
              ko: '높이와 너비를 각각 제자리에서 읽습니다. 노트북은 둘 다 너비에서 가져옵니다.',
            },
          },
          {
            line: 'const padded = pad(x, padding)',
            says: {
              en: 'The loops below read this padded image; the notebook makes one and does not use it.',
              ko: '아래에서 읽는 것이 이 패딩한 이미지입니다. 노트북은 만들고 쓰지 않습니다.',
            },
          },
          {
            line: 'let sum = bias.data[f]',
            says: {
              en: 'The sum begins with the bias; the notebook names one and never adds it.',
              ko: '합은 편향에서 시작합니다. 노트북에는 이름만 있고 더하지 않습니다.',
            },
          },
          {
            line: 'const [h, w] = [oh * stride + kh, ow * stride + kw]',
            says: {
              en: 'The stride moves the window; the notebook leaves it out here.',
              ko: '스트라이드가 윈도우를 옮깁니다. 노트북은 여기서 빠뜨립니다.',
            },
          },
          {
            line: 'sum += padded.data',
            says: {
              en: 'Each channel meets its own slice; the notebook multiplies every channel by the whole filter, and truncates the result to eight bits, so that it wraps around.',
              ko: '채널마다 자기 조각과 곱합니다. 노트북은 채널마다 필터 전체를 곱하고, 결과를 8비트로 잘라 넘친 값이 처음으로 돌아갑니다.',
            },
          },
        ],
      },
    ],
    questions: [
      {
        asks: {
          en: 'An input of 16 channels, 32 filters of 3×3: what is the shape of the weights?',
          ko: '입력 채널 16개, 3×3 필터 32개: 가중치의 모양은?',
        },
        answer: {
          en: '[32, 16, 3, 3].',
          ko: '[32, 16, 3, 3]입니다.',
        },
      },
      {
        asks: {
          en: 'How many multiply-adds does one output value take?',
          ko: '출력의 값 하나에 곱셈-누산이 몇 번 필요합니까?',
        },
        answer: {
          en: '16 · 3 · 3 = 144.',
          ko: '16 · 3 · 3 = 144번입니다.',
        },
      },
      {
        asks: {
          en: 'What does a 1×1 filter do?',
          ko: '1×1 필터는 무엇을 합니까?',
        },
        answer: {
          en: 'It mixes the channels of each pixel, like a dense layer that is the same at every position.',
          ko: '픽셀마다 채널을 섞습니다. 모든 자리에서 똑같은 완전 연결 계층과 같습니다.',
        },
      },
    ],
    cells: [
      {
        label: { en: 'The weights of five filters', ko: '필터 다섯 개의 가중치' },
        call: 'console.log(shape, weight.length)',
        printed: `${listText(shape)} ${weight.length}`,
        figures: nested.map((_, f) => drawn(f)),
        remark: {
          en: 'Drawn as small colour images: the three slices are red, green and blue, and mid-grey is 0. They are initial weights, drawn from N(0, 0.01²).',
          ko: '작은 컬러 이미지로 그렸습니다. 조각 세 장이 빨강, 초록, 파랑이고 중간 회색이 0입니다. N(0, 0.01²)에서 뽑은 초기 가중치입니다.',
        },
      },
      {
        label: { en: 'Filter 1: three channels, three slices, one sum', ko: '필터 1: 채널 셋, 조각 셋, 합 하나' },
        call: `const [red, green, blue] = splitChannels(photograph)
const slices = [filterImage(red, filters[0][0]), filterImage(green, filters[0][1]), filterImage(blue, filters[0][2])]
const whole = filterImage(photograph, filters[0]) // the three slices at once
console.log([1, ...whole.shape])`,
        printed: listText([1, ...maps[0]!.shape]),
        figures: [
          slicesFigure(nested[0]!),
          ...alone.map((map, c) => shown(`slice-${c + 1}`, map, sliceWords[c]!, common)),
          shown(
            'slices-sum',
            maps[0]!,
            { en: 'Their sum, on the same scale: the feature map', ko: '같은 눈금으로 본 세 결과의 합: 특징 맵' },
            common,
          ),
        ],
      },
      ...maps.map((map, f) => ({
        label: { en: `Filter ${f + 1} alone`, ko: `필터 ${f + 1}만` },
        folded: f > 0,
        call: `console.log([1, ...filterImage(photograph, filters[${f}]).shape])`,
        printed: listText([1, ...map.shape]),
        figures: [
          { ...drawn(f), name: `small-${f + 1}` },
          shown(`map-${f + 1}`, map, { en: `Its feature map`, ko: '그 특징 맵' }),
        ],
      })),
      {
        label: { en: 'The sum of the five', ko: '다섯 결과의 합' },
        call: `const maps = filters.map((filter) => filterImage(photograph, filter))
const sum = { shape: maps[0].shape, data: maps[0].data.map((_, i) => maps.reduce((all, { data }) => all + data[i], 0)) }
console.log([1, ...sum.shape])`,
        printed: listText([1, ...sum.shape]),
        figures: [
          shown('sum', sum, {
            en: 'One more image, not the output of a layer',
            ko: '그저 또 하나의 이미지이며, 층의 출력이 아닙니다',
          }),
        ],
      },
      {
        label: { en: 'The output of the layer', ko: '층의 출력' },
        call: 'console.log([1, ...filterImage(photograph, filters, { bias: [0, 0, 0, 0, 0] }).shape])',
        printed: listText([1, ...layer.shape]),
        remark: {
          en: 'Several things go wrong in the notebook here: the padded image is made and not used, the stride is not applied to the window, every channel is multiplied by the whole kernel of three channels, the bias is named and never added, and the result is truncated to eight bits and wraps around. Five filters make five maps; adding them up throws away four fifths of them.',
          ko: '노트북의 이 부분에는 잘못이 여럿 있습니다. 패딩한 이미지를 만들고 쓰지 않으며, 스트라이드를 윈도우에 적용하지 않고, 채널마다 세 채널의 커널 전체를 곱하고, 편향은 이름만 있고 더하지 않으며, 결과를 8비트로 잘라 값이 넘치면 처음으로 돌아갑니다. 필터 다섯 개는 특징 맵 다섯 장을 만들며, 모두 더해 버리면 5분의 4를 잃습니다.',
        },
      },
    ],
  }
}

const sliceWords: readonly Words[] = [
  { en: 'Red with slice 1', ko: '빨강과 조각 1' },
  { en: 'Green with slice 2', ko: '초록과 조각 2' },
  { en: 'Blue with slice 3', ko: '파랑과 조각 3' },
]

/** A filter slice by slice, with its signs: red above zero, blue below. */
function slicesFigure(filter: readonly (readonly (readonly number[])[])[]): LessonFigure {
  const names: Readonly<Record<Language, readonly string[]>> = { en: ['red', 'green', 'blue'], ko: ['빨강', '초록', '파랑'] }
  return {
    name: 'slices',
    caption: { en: 'Filter 1 slice by slice, on one scale, zero in the middle', ko: '필터 1의 조각 셋, 같은 눈금, 가운데가 0' },
    draw: (lang) =>
      pictures({
        cells: filter.map((slice, c) => ({ image: { shape: [3, 3], data: slice.flat() }, title: names[lang][c]! })),
        map: 'signed',
        cellWidth: 96,
        lang,
      }),
  }
}

/** Filter f as nested lists [channel][row][column]. */
function slices(weight: Float32Array, f: number): number[][][] {
  return [0, 1, 2].map((c) => [0, 1, 2].map((h) => [0, 1, 2].map((w) => weight[((3 * f + c) * 3 + h) * 3 + w]!)))
}

function plane({ shape: [, height, width], data }: LessonContext['colour'], c: number) {
  const size = height! * width!
  return { shape: [1, height!, width!], data: data.subarray(c * size, (c + 1) * size) }
}
