/** Section 1, why convolution: one image through a dense layer and through a convolution, with what each needs. */
import { Conv2D } from '../../definition/Conv2D.ts'
import { Dense } from '../../definition/Dense.ts'
import { kernels } from '../../image/kernels.ts'
import { resize } from '../../image/resize.ts'
import { conv2d, dense, flatten } from '../../layers/index.ts'
import { sequential } from '../../model/graph.ts'
import type { Model } from '../../model/model.ts'
import { wholeText } from '../../text/numbers.ts'
import type { LessonContext } from '../context.ts'
import { pixels } from '../mapFigures.ts'
import { side } from '../photograph.ts'
import { listText } from '../printed.ts'
import type { Section } from '../section.ts'

const small = 44
const out = small - 2

/** Of float32, for the dense layer of the lecture's own size. */
const gigabytes = Math.round((4 * connectedTo(side).parameterCount) / 1e9)

export async function why({ grey }: LessonContext): Promise<Section> {
  const image = resize(grey, small)
  const x = { shape: [1, 1, small, small], data: image.data }
  const flat = new Dense({ units: out * out, inputs: small * small, seed: 1, precision: 'float32' }).forward(x)
  const map = new Conv2D({ weight: [[kernels.sobelHorizontal.kernel]] }).forward(x)
  return {
    number: 1,
    id: 'why',
    setup: `import { conv2d, dense, flatten, sequential } from 'striate'
import { kernels, loadImage, resize } from 'striate/image'
import { ownPhotograph } from 'striate/lesson'
import { Conv2D, Dense } from 'striate/reference'

const grey = await loadImage(ownPhotograph(), { size: 440, grey: true })
const x = { shape: [1, 1, 44, 44], data: resize(grey, 44).data }`,
    title: { en: 'Why convolution', ko: '왜 합성곱인가' },
    text: {
      en: [
        'In 1989 Yann LeCun taught a network to read handwritten digits, and LeNet-5 of 1998 gave it the form that is used to this day: convolution and pooling layers in turn.',
        'A fully connected layer first flattens the image into one long row of numbers, and so forgets which pixels were neighbours.',
        'A convolution keeps the shape of the image, two-dimensional for grey and three-dimensional for colour, and uses the same few weights everywhere.',
        'That is why the number of its parameters does not depend on the size of the image.',
      ],
      ko: [
        '1989년 얀 르쿤(Yann LeCun)은 손글씨 숫자를 읽는 신경망을 만들었고, 1998년의 LeNet-5에서 합성곱 층과 풀링 층을 번갈아 쌓는 오늘날의 모습이 갖추어졌습니다.',
        '완전 연결 계층은 이미지를 한 줄로 길게 펴기 때문에 어느 픽셀이 서로 이웃이었는지 잊어버립니다.',
        '합성곱은 흑백이면 2차원, 컬러면 3차원인 이미지의 형상을 그대로 두고, 몇 개 안 되는 같은 가중치를 모든 자리에서 되풀이해 씁니다.',
        '그래서 매개변수의 수가 이미지의 크기와 상관없습니다.',
      ],
    },
    listings: [],
    questions: [
      {
        asks: {
          en: 'A colour image of 100×100 goes into a dense layer of 50 units. How many parameters does it have?',
          ko: '100×100 컬러 이미지를 유닛 50개의 완전 연결 계층에 넣습니다. 매개변수는 몇 개입니까?',
        },
        answer: {
          en: '3 · 100 · 100 · 50 weights and 50 biases: 1,500,050.',
          ko: '가중치 3 · 100 · 100 · 50개와 편향 50개, 모두 1,500,050개입니다.',
        },
      },
      {
        asks: {
          en: 'And a convolution of 50 filters 3×3 on the same image? On one four times as large?',
          ko: '같은 이미지에 3×3 필터 50개의 합성곱이라면? 네 배 큰 이미지라면?',
        },
        answer: {
          en: '3 · 3 · 3 · 50 + 50 = 1,400, whatever the size.',
          ko: '3 · 3 · 3 · 50 + 50 = 1,400개이며, 이미지의 크기와 상관없습니다.',
        },
      },
      {
        asks: {
          en: 'Why do fewer, shared weights help against overfitting?',
          ko: '가중치를 공유해 수를 줄이면 왜 과적합 방지에 도움이 됩니까?',
        },
        answer: {
          en: 'A weight that is used everywhere is fitted to every position of every image at once. With few of them, a network cannot memorise single images, so it has to learn what they have in common.',
          ko: '모든 자리에서 쓰이는 가중치는 모든 이미지의 모든 자리에 한꺼번에 맞추어집니다. 수가 적으면 이미지를 하나하나 외울 수 없으므로 공통된 것을 배우게 됩니다.',
        },
      },
    ],
    cells: [
      {
        label: { en: 'The same image through both layers', ko: '같은 이미지를 두 층에 넣기' },
        call: `const flat = new Dense({ units: 42 * 42, inputs: 44 * 44, seed: 1 }).forward(x)
const map = new Conv2D({ weight: [[kernels.sobelHorizontal.kernel]] }).forward(x)
console.log(x.shape, flat.shape)
console.log(x.shape, map.shape)`,
        printed: `${listText(x.shape)} ${listText(flat.shape)}\n${listText(x.shape)} ${listText(map.shape)}`,
        figures: [
          pixels('image', image, { en: `The image, ${small}×${small}`, ko: `이미지, ${small}×${small}` }, { width: 308 }),
          pixels(
            'dense',
            { shape: [out, out], data: flat.data },
            {
              en: `Dense, its ${wholeText(out * out)} numbers laid out as ${out}×${out}: nothing of the image is left to see`,
              ko: `완전 연결 계층의 출력 ${wholeText(out * out)}개를 ${out}×${out}로 놓은 것: 이미지의 형상이 남지 않습니다`,
            },
            { width: 294 },
          ),
          pixels(
            'convolution',
            { shape: [out, out], data: map.data },
            {
              en: `Convolution with one 3×3 filter: every value stays where it was found`,
              ko: `3×3 필터 하나의 합성곱: 모든 수가 제자리에 남아 있습니다`,
            },
            { width: 294 },
          ),
        ],
        remark: {
          en: 'Shuffle the pixels of the image, shuffle the weights of the dense layer in the same way, and the output stays the same: the layer never knew where a pixel was. (Its weights here are random, as before training; the filter is a Sobel filter.)',
          ko: '이미지의 픽셀을 뒤섞고 완전 연결 계층의 가중치도 똑같이 뒤섞으면 출력은 그대로입니다. 픽셀의 위치를 처음부터 모르기 때문입니다. (여기서 가중치는 학습 전의 난수이고, 필터는 소벨 필터입니다.)',
        },
      },
      {
        label: { en: 'The parameters of both, for outputs of the same size', ko: '출력 크기가 같을 때 두 층의 매개변수 수' },
        call: `const connected = sequential('dense', [1, 440, 440], [flatten(), dense({ units: 438 * 438 })])
const convolution = sequential('convolution', [1, 440, 440], [conv2d({ filters: 1, kernelSize: 3 })])
console.log(connected.parameterCount, convolution.parameterCount)`,
        printed: `${connectedTo(side).parameterCount} 10`,
        table: {
          head: [
            { en: 'input', ko: '입력' },
            { en: 'output', ko: '출력' },
            { en: 'fully connected', ko: '완전 연결 계층' },
            { en: 'convolution, one 3×3 filter', ko: '합성곱 층, 3×3 필터 하나' },
          ],
          rows: [28, 44, 220, 440].map((size) => counts(size)),
        },
        remark: {
          en: `The dense layer in the last row would take ${gigabytes} GB of memory; nine weights and one bias are enough for an image of any size.`,
          ko: `마지막 줄의 완전 연결 계층에는 메모리 ${gigabytes} GB가 필요합니다. 합성곱은 어떤 크기의 이미지든 가중치 9개와 편향 1개면 됩니다.`,
        },
      },
    ],
  }
}

/** Models hold no memory, so even the count of one that no one could run is a true one. */
function counts(size: number): string[] {
  const connected = connectedTo(size)
  const convolution = sequential('convolution', [1, size, size], [conv2d({ filters: 1, kernelSize: 3 })])
  return [
    `${size}×${size}`,
    convolution.outputShape.slice(1).join('×'),
    wholeText(connected.parameterCount),
    wholeText(convolution.parameterCount),
  ]
}

/** A dense layer from an image to as many units as a convolution of 3×3 has places. */
function connectedTo(size: number): Model {
  return sequential('dense', [1, size, size], [flatten(), dense({ units: (size - 2) * (size - 2) })])
}
