/** Section 12, LeNet-5, AlexNet and VGG-16: their layers, parameters and receptive fields, all computed from the models. */
import { architecture } from '../../figures/architecture.ts'
import { image } from '../../figures/image.ts'
import type { ModelGraph } from '../../graph/modelGraph.ts'
import { type AnyImage, resize } from '../../image/resize.ts'
import { layersToShow } from '../../inspect/layersToShow.ts'
import { receptiveField } from '../../inspect/receptiveField.ts'
import { wholeText } from '../../text/numbers.ts'
import { alexnet } from '../../zoo/alexnet.ts'
import { lenet5 } from '../../zoo/lenet5.ts'
import { vgg } from '../../zoo/vgg.ts'
import type { LessonContext } from '../context.ts'
import type { LessonFigure, LessonTable, Section } from '../section.ts'

export async function models({ colour }: LessonContext): Promise<Section> {
  const [lenet, alex, deep] = [lenet5(), alexnet(), vgg('D')]
  const [small, large] = [resize(colour, 227), resize(colour, 224)]
  return {
    number: 12,
    id: 'models',
    setup: `import { alexnet, lenet5, vgg } from 'striate/zoo'`,
    title: { en: 'The models', ko: '대표적인 모델' },
    text: {
      en: [
        'LeNet-5 (1998) reads digits with two convolutions, two pooling layers and three layers that are in effect dense.',
        'AlexNet (2012) brought in ReLU, local response normalisation, dropout and overlapping pooling, and was split into two groups because it did not fit on one graphics card.',
        'Before its three dense layers, VGG-16 (2014) uses only 3×3 convolutions and 2×2 max pooling: two 3×3 convolutions see as much as one 5×5, with fewer parameters and one more non-linearity.',
        'All numbers below are computed from the models themselves.',
      ],
      ko: [
        'LeNet-5(1998)는 합성곱 두 번, 풀링 두 번, 그리고 완전 연결에 해당하는 세 층으로 숫자를 읽습니다.',
        'AlexNet(2012)은 ReLU, 국소적 정규화(LRN), 드롭아웃, 겹치는 풀링을 들여왔고, 그래픽 카드 한 장에 담기지 않아 두 그룹으로 나뉘었습니다.',
        'VGG-16(2014)은 마지막의 완전 연결 계층 셋을 빼면 3×3 합성곱과 2×2 맥스 풀링만 쓰는데, 3×3 두 번은 5×5 한 번만큼 넓게 보면서 매개변수는 더 적고 비선형성은 하나 더 많습니다.',
        '아래의 수는 모두 모델에서 직접 센 것입니다.',
      ],
    },
    listings: [],
    questions: [
      {
        asks: {
          en: 'Why do two 3×3 convolutions need fewer weights than one 5×5?',
          ko: '3×3 합성곱 두 번은 왜 5×5 한 번보다 가중치가 적습니까?',
        },
        answer: {
          en: 'With C channels in and out: 2 · 9 · C² = 18 C² against 25 C².',
          ko: '입출력 채널이 C개일 때 2 · 9 · C² = 18C²이고, 5×5는 25C²입니다.',
        },
      },
      {
        asks: {
          en: 'Which layer of VGG-16 holds the most parameters?',
          ko: 'VGG-16에서 매개변수가 가장 많은 층은?',
        },
        answer: {
          en: 'The first dense one: 7 · 7 · 512 · 4096 + 4096 = 102,764,544, three quarters of all.',
          ko: '첫 완전 연결 계층입니다. 7 · 7 · 512 · 4096 + 4096 = 102,764,544개로 전체의 4분의 3입니다.',
        },
      },
      {
        asks: {
          en: "Why is the box of AlexNet's pool5 off-centre?",
          ko: 'AlexNet pool5의 상자는 왜 가운데에 있지 않습니까?',
        },
        answer: {
          en: 'Its map is 6×6 and so has no middle: the unit at [3, 3] lies half a step below and to the right of the centre.',
          ko: '맵이 6×6이라 한가운데가 없기 때문입니다. [3, 3] 유닛은 가운데에서 반 걸음 오른쪽 아래에 있습니다.',
        },
      },
    ],
    cells: [
      {
        label: { en: 'LeNet-5', ko: 'LeNet-5' },
        call: 'console.log(lenet5().parameterCount, lenet5().macs)',
        printed: `${lenet.parameterCount} ${lenet.macs}`,
        table: layerTable(lenet),
        figures: [blocks(lenet)],
        remark: {
          en: 'This is the form taught today. As published, it has 60,000 parameters: C3 is connected to only some maps of S2 (−900), pooling has a coefficient and a bias per map (+44), and the output layer compares with fixed bitmaps that are not learned (−850).',
          ko: '오늘날 가르치는 형태입니다. 논문의 것은 60,000개입니다. C3가 S2의 일부 특징 맵에만 이어지고(−900), 풀링에 맵마다 계수와 편향이 있으며(+44), 출력층은 학습하지 않는 고정된 비트맵과 비교하기 때문입니다(−850).',
        },
      },
      {
        label: { en: 'AlexNet, two groups', ko: 'AlexNet, 두 그룹' },
        call: 'console.log(alexnet().parameterCount, alexnet().macs)',
        printed: `${alex.parameterCount} ${alex.macs}`,
        table: layerTable(alex),
        figures: [blocks(alex), ...['conv1', 'conv2', 'pool5'].map((layer) => fieldOver(alex, layer, small))],
        remark: {
          en: 'The paper says 224 pixels, which does not fit its own strides; 227 is right. Local response normalization (norm1, norm2) has no parameters and changes neither shapes nor fields. The box of pool5 lies off-centre, since a 6×6 map has no middle.',
          ko: '논문은 입력이 224 픽셀이라고 하지만 그러면 스트라이드로 나누어떨어지지 않습니다. 227이 맞습니다. 국소 응답 정규화(LRN: norm1, norm2)에는 매개변수가 없고, 모양도 수용 영역도 바꾸지 않습니다. pool5의 상자가 가운데에 있지 않은 것은 6×6 맵에 한가운데가 없기 때문입니다.',
        },
      },
      {
        label: { en: 'VGG-16', ko: 'VGG-16' },
        call: `console.log(vgg('D').parameterCount, vgg('D').macs)`,
        printed: `${deep.parameterCount} ${deep.macs}`,
        table: layerTable(deep),
        figures: [blocks(deep), ...['pool2', 'pool3', 'pool5'].map((layer) => fieldOver(deep, layer, large))],
        remark: {
          en: 'The notebook writes that the filters double from 32 to 64 to 128; in the paper it is 64, 128, 256, 512, 512.',
          ko: '노트북은 필터가 32, 64, 128로 두 배씩 늘어난다고 쓰지만, 논문에서는 64, 128, 256, 512, 512입니다.',
        },
      },
    ],
  }
}

function blocks(model: ModelGraph): LessonFigure {
  return {
    name: `${model.name}-blocks`.toLowerCase(),
    caption: {
      en: `${model.name}: each block is the output of one layer: taller for larger maps, thicker for more of them`,
      ko: `${model.name}: 블록 하나가 층 하나의 출력입니다. 맵이 클수록 높고, 많을수록 두껍습니다`,
    },
    draw: (lang) => architecture(model, lang),
  }
}

/** The box that the unit in the middle of a layer sees, as far as it lies in the image. */
function fieldOver(model: ModelGraph, layer: string, photograph: AnyImage): LessonFigure {
  const field = receptiveField(model, layer)
  const unit = field.units.map((count) => count >> 1) as [number, number]
  const box = field.unit(...unit, { clipped: true })
  const size = field.size.join('×')
  return {
    name: `${model.name}-${layer}`.toLowerCase(),
    caption: {
      en: `${model.name}, the middle of ${layer}: a field of ${size}`,
      ko: `${model.name}, ${layer}의 가운데 유닛: 수용 영역 ${size}`,
    },
    pixels: true,
    draw: () => image(photograph, { width: 290, frame: false, overlays: [{ box }] }),
  }
}

/** The layers that have a shape or a parameter of their own: activations and dropout change neither. */
function layerTable(model: ModelGraph): LessonTable {
  const shown = layersToShow(model)
  return {
    head: [
      { en: 'layer', ko: '층' },
      { en: 'output', ko: '출력' },
      { en: 'parameters', ko: '매개변수' },
      { en: 'multiply-adds', ko: '곱셈-누산(MAC)' },
      { en: 'field', ko: '수용 영역' },
      { en: 'distance', ko: '간격' },
    ],
    rows: model
      .summary()
      .layers.filter(({ name }) => shown.includes(name))
      .map(({ name, output, parameters, macs, receptiveField: field }) => [
        name,
        output.join('×'),
        wholeText(parameters),
        wholeText(macs),
        output.length === 3 && field ? String(field.size[0]) : '–',
        output.length === 3 && field ? String(field.jump[0]) : '–',
      ]),
  }
}
