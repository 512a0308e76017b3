/** Section 6, the receptive field: the box that a unit can see, and how much of it really counts, over the photograph. */
import { curves } from '../../figures/curves.ts'
import { effectiveField, theoreticalField } from '../../figures/receptiveField.ts'
import { resize } from '../../image/resize.ts'
import { he } from '../../initializers/initializer.ts'
import { effectiveReceptiveField } from '../../inspect/effectiveReceptiveField.ts'
import { receptiveField } from '../../inspect/receptiveField.ts'
import { conv2d, relu } from '../../layers/index.ts'
import { exp } from '../../math/elementary.ts'
import { sequential } from '../../model/graph.ts'
import { lenet5 } from '../../zoo/lenet5.ts'
import type { LessonContext } from '../context.ts'
import { listText } from '../printed.ts'
import type { Section } from '../section.ts'

const size = 110
const depth = 10

export async function receptiveFields({ backend, grey }: LessonContext): Promise<Section> {
  const stack = sequential(
    'ten convolutions',
    [1, size, size],
    Array.from({ length: depth }, (_, i) => [
      conv2d({ name: `conv${i + 1}`, filters: 8, kernelSize: 5, padding: 'same', initializer: he() }),
      ...(i < depth - 1 ? [relu()] : []),
    ]).flat(),
  )
  const last = `conv${depth}`
  const image = resize(grey, size)
  const box = receptiveField(stack, last)
  const field = await effectiveReceptiveField({ model: stack, backend }, last, { samples: 8, seeds: 3, seed: 1 })
  const { gaussian } = field
  // size.moment is √(σy² + σx²) of the mean squared gradient.
  const spread = (field.size.moment / Math.SQRT2).toFixed(1)
  const expected = Math.sqrt((depth * (5 * 5 - 1)) / 12).toFixed(1)
  const middle = Math.round(gaussian.centre[0])
  const line = Array.from({ length: size }, (_, x) => field.absolute[middle * size + x]!)
  const lenet = lenet5()
  const named = ['C1', 'S2', 'C3', 'S4', 'C5'].map((name) => receptiveField(lenet, name))
  return {
    number: 6,
    id: 'receptive-field',
    setup: `import { conv2d, he, relu, sequential } from 'striate'
import { effectiveReceptiveField, receptiveField } from 'striate/inspect'
import { wasm } from 'striate/wasm'
import { lenet5 } from 'striate/zoo'`,
    title: { en: 'The receptive field', ko: '수용 영역' },
    text: {
      en: [
        'The receptive field of a unit is the region of the image that can affect it at all; every further layer makes it larger, and strides make it grow faster.',
        'It follows from kernel sizes and strides alone: r = 1 + Σ (k − 1)·(product of the preceding strides).',
        'Not all of its pixels are equal: those in the centre reach the unit along many more paths than those at the edge.',
        'What really counts, the effective receptive field, is therefore roughly a Gaussian and covers only part of the box.',
      ],
      ko: [
        '유닛의 수용 영역은 유닛의 값에 조금이라도 영향을 줄 수 있는 이미지의 영역이며, 층을 더할수록 커지고 스트라이드가 있으면 더 빨리 커집니다.',
        '그 크기는 커널과 스트라이드만으로 정해져 r = 1 + Σ (k − 1)·(앞선 스트라이드의 곱)입니다.',
        '그 안의 픽셀이 모두 같지는 않아서, 가운데 픽셀은 가장자리 픽셀보다 훨씬 많은 경로로 유닛에 이어집니다.',
        '그래서 실제로 영향을 주는 유효 수용 영역은 대략 가우스 분포를 따르며, 이론적 영역의 일부일 뿐입니다.',
      ],
    },
    listings: [],
    questions: [
      {
        asks: {
          en: 'Two 3×3 convolutions in a row: what does a unit see?',
          ko: '3×3 합성곱을 두 번 하면 유닛 하나가 보는 영역은?',
        },
        answer: {
          en: '1 + 2 + 2 = 5: 5×5.',
          ko: '1 + 2 + 2 = 5이므로 5×5입니다.',
        },
      },
      {
        asks: {
          en: 'And with 2×2 pooling of stride 2 between them?',
          ko: '그 사이에 2×2, 스트라이드 2인 풀링이 있다면?',
        },
        answer: {
          en: '1 + 2 + 1 + 2·2 = 8: 8×8.',
          ko: '1 + 2 + 1 + 2·2 = 8이므로 8×8입니다.',
        },
      },
      {
        asks: {
          en: 'Why is the effective field smaller than the box?',
          ko: '유효 수용 영역은 왜 상자보다 작습니까?',
        },
        answer: {
          en: 'Pixels in the centre reach the unit along many paths, those at the edge along few; the number of paths is roughly a Gaussian whose width grows only with the square root of the depth.',
          ko: '가운데 픽셀은 많은 경로로, 가장자리 픽셀은 몇 안 되는 경로로 유닛에 이어집니다. 경로의 수는 대략 가우스 분포이고, 그 너비는 깊이의 제곱근으로만 커집니다.',
        },
      },
    ],
    cells: [
      {
        label: { en: 'LeNet-5, layer by layer', ko: 'LeNet-5의 층별 수용 영역' },
        call: "console.log(receptiveField(lenet5(), 'C3').size)",
        printed: listText(named[2]!.size),
        table: {
          head: [
            { en: 'layer', ko: '층' },
            { en: 'receptive field', ko: '수용 영역' },
            { en: 'distance between neighbours', ko: '이웃 유닛의 간격' },
          ],
          rows: named.map(({ layer, size: [high, wide], jump }) => [layer, `${high}×${wide}`, String(jump[0])]),
        },
      },
      {
        label: { en: 'Ten 5×5 convolutions: what the unit in the middle sees', ko: '5×5 합성곱 열 층: 가운데 유닛이 보는 곳' },
        call: `const layers = []
for (let i = 1; i <= 10; i++) {
  layers.push(conv2d({ name: \`conv\${i}\`, filters: 8, kernelSize: 5, padding: 'same', initializer: he() }))
  if (i < 10) layers.push(relu())
}
const model = sequential('ten convolutions', [1, 110, 110], layers)
console.log(receptiveField(model, 'conv10').size)

const backend = await wasm()
const field = await effectiveReceptiveField({ model, backend }, 'conv10', { samples: 8, seeds: 3, seed: 1 })
console.log(field.gaussian.sigma[0].toFixed(1), field.gaussian.r2.toFixed(2))`,
        printed: `${listText(box.size)}\n${gaussian.sigma[0].toFixed(1)} ${gaussian.r2.toFixed(2)}`,
        figures: [
          {
            name: 'theoretical',
            caption: { en: 'Theoretical: everything in the box', ko: '이론적 수용 영역: 상자 안의 모든 픽셀' },
            draw: (lang) => theoreticalField({ image: image, field: box, width: 330, range: [0, 255], lang }),
          },
          {
            name: 'effective',
            caption: {
              en: `Effective: mean |∂unit/∂pixel| over ${field.networks} networks, ${field.images} noise images each`,
              ko: `유효 수용 영역: 신경망 ${field.networks}개, 각각 잡음 이미지 ${field.images}장에서 평균한 |∂유닛/∂픽셀|`,
            },
            draw: (lang) => effectiveField({ image: image, field, width: 330, range: [0, 255], lang }),
          },
          {
            name: 'profile',
            caption: {
              en: 'The row through the middle, and the fitted Gaussian',
              ko: '가운데를 지나는 한 줄과 가우스 근사',
            },
            draw: (lang) =>
              curves({
                x: { label: lang === 'ko' ? '픽셀' : 'pixel', min: 0, max: size - 1 },
                y: { label: lang === 'ko' ? '|∂유닛/∂픽셀|' : '|∂unit/∂pixel|', min: 0 },
                lines: [
                  { name: lang === 'ko' ? '측정' : 'measured', points: line.map((value, x) => [x, value]) },
                  {
                    name: lang === 'ko' ? '가우스' : 'Gaussian',
                    style: 'dashed',
                    points: line.map((_, x) => {
                      const far = x - gaussian.centre[1]
                      return [x, gaussian.peak * exp((-far * far) / (2 * gaussian.sigma[1] * gaussian.sigma[1]))]
                    }),
                  },
                ],
                width: 700,
                height: 260,
              }),
          },
        ],
        remark: {
          en: `σ = ${gaussian.sigma[0].toFixed(1)} pixels, R² = ${gaussian.r2.toFixed(2)}. For the squared gradient, σ is ${spread}; theory predicts √(10·(5² − 1)/12) = ${expected} for ten layers with random weights, as for ten box filters. AlexNet and VGG-16 follow in section 12.`,
          ko: `σ = ${gaussian.sigma[0].toFixed(1)} 픽셀, R² = ${gaussian.r2.toFixed(2)}. 기울기의 제곱으로 재면 σ는 ${spread}이고, 가중치가 난수인 열 층의 이론값은 평균 필터 열 개와 같은 √(10·(5² − 1)/12) = ${expected}입니다. AlexNet과 VGG-16은 12절에 있습니다.`,
        },
      },
    ],
  }
}
