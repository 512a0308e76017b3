/** Section 5, the fully connected layer at the end: maps laid out in a row, one number a class, and what is made of them. */
import { Dense } from '../../definition/Dense.ts'
import { bars } from '../../figures/bars.ts'
import { dense, flatten } from '../../layers/index.ts'
import { exp } from '../../math/elementary.ts'
import { sequential } from '../../model/graph.ts'
import { wholeText } from '../../text/numbers.ts'
import { joined, lines, numberGrid, under } from '../numberGrid.ts'
import { listText } from '../printed.ts'
import type { Section } from '../section.ts'

const maps = [
  [
    [1, 0],
    [2, 1],
  ],
  [
    [0, 3],
    [1, 0],
  ],
]
/** Three units, eight weights each. */
const weight = [
  [1, 0, 1, 0, 0, 0, 1, 0],
  [0, 1, -1, 0, 0, 2, 0, 1],
  [-1, 0, 0, 1, 1, 0, 0, 0],
]

export async function fullyConnected(): Promise<Section> {
  const layer = new Dense({ weight, bias: [0, -2, 1] })
  const output = layer.forward([maps])
  const scores = [...output.data]
  const powers = scores.map((score) => exp(score - Math.max(...scores)))
  const probabilities = powers.map((power) => power / powers.reduce((a, b) => a + b, 0))
  const model = sequential(
    'LeNet-5, its end',
    [16, 5, 5],
    [flatten({ name: 'flatten' }), dense({ units: 120 }), dense({ units: 84 }), dense({ units: 10 })],
  )
  return {
    number: 5,
    id: 'fully-connected',
    setup: `import { dense, flatten, sequential } from 'striate'
import { Dense } from 'striate/reference'

const maps = [[[1, 0], [2, 1]], [[0, 3], [1, 0]]]
const weight = [
  [1, 0, 1, 0, 0, 0, 1, 0],
  [0, 1, -1, 0, 0, 2, 0, 1],
  [-1, 0, 0, 1, 1, 0, 0, 0],
]`,
    title: { en: 'The fully connected layer', ko: '완전 연결 계층' },
    text: {
      en: [
        'At the end of most networks the maps are flattened into one row of numbers.',
        'A fully connected (dense) layer then connects every number in the row to every unit: output = x·Wᵀ + b.',
        'The last one has as many units as there are classes; together they are the classifier that weighs what the convolutions have found.',
      ],
      ko: [
        '대부분의 신경망은 끝에서 특징 맵을 한 줄의 수로 폅니다(평탄화, flatten).',
        '완전 연결 계층은 그 줄의 모든 수를 모든 유닛과 이으며, 출력은 x·Wᵀ + b입니다.',
        '그중 마지막 층의 유닛 수가 클래스의 수와 같으며, 이 층들이 합성곱이 찾아낸 것을 저울질하는 분류기 역할을 합니다.',
      ],
    },
    listings: [
      {
        file: 'matrix.ts',
        title: {
          en: 'Matrix products, and the two channel orders',
          ko: '행렬 곱, 그리고 채널의 두 순서',
        },
      },
      {
        file: 'Dense.ts',
        title: {
          en: 'The layer, forward and backward',
          ko: '층, 순전파와 역전파',
        },
      },
    ],
    questions: [
      {
        asks: {
          en: 'x is [8, 192] and W is [192, 60]. What shape has dW?',
          ko: 'x는 [8, 192], W는 [192, 60]입니다. dW의 모양은?',
        },
        answer: {
          en: 'That of W: [192, 60] = xᵀ·dout, [192, 8]·[8, 60].',
          ko: 'W와 같은 [192, 60]입니다. xᵀ·dout, 곧 [192, 8]·[8, 60]입니다.',
        },
      },
      {
        asks: {
          en: 'Why is db the sum over the batch?',
          ko: 'db는 왜 배치에 대한 합입니까?',
        },
        answer: {
          en: 'The same bias is added to every image, so each image sends its gradient back to it.',
          ko: '모든 이미지에 같은 편향을 더하므로, 이미지마다 기울기를 그 편향으로 돌려보내기 때문입니다.',
        },
      },
      {
        asks: {
          en: 'Why did AlexNet need dropout in its dense layers?',
          ko: 'AlexNet은 왜 완전 연결 계층에 드롭아웃을 썼습니까?',
        },
        answer: {
          en: 'More than nine in ten of its 61 million weights are there, far more than its training images can determine. Dropout switches off a random half of the units at each step: no unit can rely on another, and the result resembles the average of many networks.',
          ko: '6,100만 개의 가중치 가운데 열에 아홉이 넘게 그곳에 있어, 학습 이미지로 다 정할 수 없을 만큼 많기 때문입니다. 드롭아웃은 스텝마다 유닛의 절반을 무작위로 끕니다. 어느 유닛도 다른 유닛에 기댈 수 없어, 여러 신경망을 평균한 것과 비슷해집니다.',
        },
      },
    ],
    cells: [
      {
        label: { en: 'Flatten, then dense', ko: '평탄화한 다음 완전 연결' },
        call: `const layer = new Dense({ weight, bias: [0, -2, 1] })
const scores = layer.forward([maps])
console.log(layer.x.shape, scores.shape, [...scores.data])`,
        printed: `${listText(layer.x.shape)} ${listText(output.shape)} ${listText(scores)}`,
        figures: [
          {
            name: 'flatten',
            caption: {
              en: 'Two maps of 2×2, the same eight numbers in a row, and three scores',
              ko: '2×2 특징 맵 두 장, 같은 수 여덟 개를 한 줄로 편 것, 점수 세 개',
            },
            draw: (lang) => {
              const say = lang === 'ko' ? ['특징 맵', '평탄화', '출력'] : ['Map', 'Flattened', 'Output']
              return joined(
                under(`${say[0]} 1`, numberGrid({ values: maps[0]! })),
                under(`${say[0]} 2`, numberGrid({ values: maps[1]! })),
                '→',
                under(say[1]!, numberGrid({ values: lines(layer.x.data, 8) })),
                '→',
                under(say[2]!, numberGrid({ values: lines(output.data, 3) })),
              )
            },
          },
          {
            name: 'softmax',
            caption: { en: 'The scores as probabilities, by softmax', ko: '소프트맥스로 확률이 된 점수' },
            draw: (lang) =>
              bars({
                rows: probabilities.map((value, i) => ({
                  label: `${lang === 'ko' ? '클래스' : 'class'} ${i + 1} (${scores[i]})`,
                  value,
                  strong: value === Math.max(...probabilities),
                })),
              }),
          },
        ],
      },
      {
        label: { en: 'The end of LeNet-5', ko: 'LeNet-5의 끝부분' },
        call: `const end = sequential('the end of LeNet-5', [16, 5, 5], [
  flatten({ name: 'flatten' }), dense({ units: 120 }), dense({ units: 84 }), dense({ units: 10 }),
])
for (const { name, output, parameters } of end.summary().layers) console.log(name, output, parameters)`,
        printed: model
          .summary()
          .layers.map(({ name, output: out, parameters }) => `${name} ${listText(out)} ${parameters}`)
          .join('\n'),
        table: {
          head: [
            { en: 'layer', ko: '층' },
            { en: 'output', ko: '출력' },
            { en: 'parameters', ko: '매개변수' },
          ],
          rows: model.summary().layers.map(({ name, output: out, parameters }) => [name, out.join('×'), wholeText(parameters)]),
        },
        remark: {
          en: 'Most parameters of a small network are here: 48,120 of 61,706 in this first dense layer (the paper writes it as a 5×5 convolution on 5×5 maps, which is the same).',
          ko: '작은 신경망에서는 매개변수의 대부분이 여기에 있습니다. 첫 완전 연결 계층에만 61,706개 가운데 48,120개가 있습니다(논문은 5×5 특징 맵에 대한 5×5 합성곱으로 쓰는데, 같은 것입니다).',
        },
      },
    ],
  }
}
