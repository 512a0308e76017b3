/** Section 5, the fully connected layer at the end: maps laid out in a row, one number a class, and what is made of them. */
import { Dense } from '../../definition/Dense.ts'
import { bars } from '../../figures/bars.ts'
import { dense, flatten } from '../../layers/index.ts'
import { exp } from '../../math/elementary.ts'
import { sequential } from '../../model/graph.ts'
import { shapeText, wholeText } from '../../text/numbers.ts'
import { joined, lines, numberGrid, under } from '../numberGrid.ts'
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
    title: { en: 'The fully connected layer', ko: '완전 연결 계층' },
    text: {
      en: [
        'At the end of most networks the maps are flattened into one row of numbers.',
        'A fully connected (dense) layer then joins every number of the row with every unit: output = x·Wᵀ + b.',
        'The last of them has as many units as there are classes; together they are the classifier that weighs what the convolutions have found.',
      ],
      ko: [
        '대부분의 신경망은 끝에서 특징 맵을 한 줄의 수로 폅니다(평면화).',
        '완전 연결 계층은 그 줄의 모든 수를 모든 유닛과 이으며, 출력은 x·Wᵀ + b입니다.',
        '그중 마지막 층의 유닛 수가 클래스의 수와 같으며, 이 층들이 합성곱이 찾아낸 것을 저울질하는 분류기 역할을 합니다.',
      ],
    },
    cells: [
      {
        label: { en: 'Flatten, then dense', ko: '평면화한 다음 완전 연결' },
        call: 'new Dense({ weight, bias }).forward(x).shape',
        printed: `${shapeText([1, ...shapeOf()])} → ${shapeText(layer.x.shape)} → ${shapeText(output.shape)}`,
        figures: [
          {
            name: 'flatten',
            caption: {
              en: 'Two maps of 2×2, the same eight numbers in a row, and three scores',
              ko: '2×2 특징 맵 두 장, 같은 수 여덟 개를 한 줄로 편 것, 점수 세 개',
            },
            draw: (lang) => {
              const say = lang === 'ko' ? ['특징 맵', '평면화', '출력'] : ['Map', 'Flattened', 'Output']
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
        call: 'model.summary()',
        table: {
          head: [
            { en: 'layer', ko: '층' },
            { en: 'output', ko: '출력' },
            { en: 'parameters', ko: '매개변수' },
          ],
          rows: model
            .summary()
            .layers.map(({ name, output: out, parameters }) => [name, shapeText([1, ...out]), wholeText(parameters)]),
        },
        remark: {
          en: 'Most parameters of a small network are here: 48,120 of 61,706 in this first dense layer (the paper writes it as a convolution of 5×5 on maps of 5×5, which is the same).',
          ko: '작은 신경망에서는 매개변수의 대부분이 여기에 있습니다. 첫 완전 연결 계층에만 61,706개 가운데 48,120개가 있습니다(논문은 5×5 특징 맵에 대한 5×5 합성곱으로 쓰는데, 같은 것입니다).',
        },
      },
    ],
  }
}

function shapeOf(): number[] {
  return [maps.length, maps[0]!.length, maps[0]![0]!.length]
}
