/**
 * Section 10, im2col, col2im and Conv2D: the matrix of a small case, the way back, and the lecture's convolutions on the
 * engine.
 */
import { Conv2D } from '../../definition/Conv2D.ts'
import { traceInputGradient } from '../../definition/traceInputGradient.ts'
import { col2im } from '../../ops/shared/col2im.ts'
import type { LessonContext } from '../context.ts'
import { contactSheet, onTheEngine } from '../engineCases.ts'
import { joined, lines, numberGrid, under } from '../numberGrid.ts'
import { listText } from '../printed.ts'
import type { Section } from '../section.ts'
import { filter, image } from './02-convolution.ts'

const small = image.slice(0, 4).map((line) => line.slice(0, 4))

export async function convolutionLayer(context: LessonContext): Promise<Section> {
  const layer = new Conv2D({ weight: [[filter]] })
  const output = layer.forward([[small]])
  const dy = [
    [
      [
        [1, 0],
        [0, 2],
      ],
    ],
  ]
  const dx = layer.backward(dy)
  const trace = traceInputGradient(layer, [0, 0, 1, 1])
  const counts = col2im({ shape: layer.col.shape, data: layer.col.data.map(() => 1) }, [1, 1, 4, 4], { kernelSize: [3, 3] })
  const { col } = layer
  return {
    number: 10,
    id: 'conv2d',
    setup: `import { conv2d, normal, outputSize, sequential } from 'striate'
import { loadImage, luma } from 'striate/image'
import { fifteenImages, ownPhotograph } from 'striate/lesson'
import { Conv2D, col2im, im2col, traceInputGradient } from 'striate/reference'
import { wasm } from 'striate/wasm'

const image = [[1, 2, 3, 0], [0, 1, 2, 3], [3, 0, 1, 2], [2, 3, 0, 1]]
const filter = [[2, 0, 1], [0, 1, 2], [1, 0, 2]]

const photograph = await loadImage(ownPhotograph(), { size: 440 })
const colour = { shape: [1, 3, 440, 440], data: photograph.data }
const grey = { shape: [1, 1, 440, 440], data: luma(photograph.data, 3) }

const backend = await wasm()
/** The shape of what layers make of images [N, C, H, W]; the seed fixes their weights. */
async function run(x, layers, seed = 1) {
  const net = await sequential('lecture', x.shape.slice(1), layers).open(backend, { seed })
  const { shape } = await net.forward(x.data)
  net.dispose()
  return shape
}`,
    title: { en: 'im2col and the layer Conv2D', ko: 'im2col과 Conv2D 층' },
    text: {
      en: [
        'im2col writes every window as a row of a matrix, (N, C, H, W) → (N·OH·OW, C·FH·FW), so that the whole convolution becomes one matrix product.',
        'col2im is the way back: it adds every number to the pixel that it came from, and where windows overlap, the parts add up.',
        'That is exactly what the gradients need: dW = dyᵀ·col, db = Σ dy, and dx = col2im(dy·W).',
        'The layer starts with weights from N(0, 0.01²) and biases of 0; the fifteen images below are different crops of one photograph, flipped, lighter or darker according to a seed.',
      ],
      ko: [
        'im2col은 윈도우 하나하나를 행렬의 한 행으로 펴서, (N, C, H, W) → (N·OH·OW, C·FH·FW), 합성곱 전체를 행렬 곱 한 번으로 만듭니다.',
        'col2im은 되돌아가는 길로, 모든 수를 원래 픽셀에 더하며 윈도우가 겹친 곳에서는 여러 몫이 합쳐집니다.',
        '기울기에 필요한 것이 바로 이것이어서, dW = dyᵀ·col, db = Σ dy, dx = col2im(dy·W)입니다.',
        '가중치는 N(0, 0.01²)에서 뽑고 편향은 0에서 시작하며, 아래의 이미지 열다섯 장은 사진 한 장을 시드에 따라 서로 다르게 자르고 뒤집고 밝기를 바꾼 것입니다.',
      ],
    },
    listings: [
      {
        file: 'im2col.ts',
        title: {
          en: 'Every window becomes a row',
          ko: '윈도우마다 한 행',
        },
      },
      {
        file: 'col2im.ts',
        title: {
          en: 'The way back',
          ko: '되돌아가는 길',
        },
      },
      {
        file: 'Conv2D.ts',
        title: {
          en: 'The layer, forward and backward',
          ko: '층, 순전파와 역전파',
        },
        notes: [
          {
            line: 'backward(dout: Tensor): Tensor {',
            says: {
              en: "The notebook's version has typos and does not run.",
              ko: '노트북의 것에는 오타가 있어 실행되지 않습니다.',
            },
          },
        ],
        remark: {
          en: 'Three things have nearly the same name. This listing is what you type in. Conv2D of striate/reference computes the same, checks its input, and can trace any number; Striate itself is tested against it. And conv2d of striate is neither: a plain value that describes a layer of a model, which the engine computes without ever making col.',
          ko: '이름이 비슷한 것이 셋 있습니다. 이 코드는 직접 입력해 보는 것입니다. striate/reference의 Conv2D는 같은 계산을 하되 입력을 검사하고 어떤 수든 추적해 보여 주며, Striate 자신이 이것을 기준으로 검증됩니다. striate의 conv2d는 둘과 달리 모델의 한 층을 설명하는 값일 뿐이고, 계산은 엔진이 col을 만들지 않고 합니다.',
        },
      },
    ],
    questions: [
      {
        asks: {
          en: 'What is the shape of col for a batch of 15 colour images of 440×440 and 5×5 filters?',
          ko: '440×440 컬러 이미지 15장에 5×5 필터를 쓰면 col의 모양은?',
        },
        answer: {
          en: '15 · 436 · 436 rows of 3 · 5 · 5 = 75: [2,851,440, 75].',
          ko: '행 15 · 436 · 436개, 열 3 · 5 · 5 = 75개: [2,851,440, 75]입니다.',
        },
      },
      {
        asks: {
          en: 'Why is col2im(im2col(x)) not x?',
          ko: 'col2im(im2col(x))는 왜 x가 아닙니까?',
        },
        answer: {
          en: 'Every pixel comes back once for each window that it lies in: the result is x times the counts above.',
          ko: '픽셀마다 자신이 든 윈도우의 수만큼 더해지기 때문입니다. 위에서 센 겹침의 수를 곱한 x가 됩니다.',
        },
      },
      {
        asks: {
          en: 'dy is [1, 10, 438, 438]. What are the shapes of db and dW, for 3×3 filters over 3 channels?',
          ko: 'dy가 [1, 10, 438, 438]이고 필터가 3채널 3×3이면 db와 dW의 모양은?',
        },
        answer: {
          en: '[10] and [10, 3, 3, 3], those of b and W.',
          ko: 'b와 W의 모양 그대로 [10]과 [10, 3, 3, 3]입니다.',
        },
      },
    ],
    cells: [
      {
        label: { en: 'im2col of a 4×4 image with a 3×3 filter', ko: '4×4 이미지와 3×3 필터의 im2col' },
        call: `const layer = new Conv2D({ weight: [[filter]] })
const map = layer.forward([[image]])
console.log(layer.col.shape, map.shape)`,
        printed: `${listText(col.shape)} ${listText(output.shape)}`,
        figures: [
          {
            name: 'im2col',
            caption: {
              en: 'The marked window is the marked row; the row times the filter, added up, is the marked value of the map',
              ko: '강조한 윈도우가 강조한 행입니다. 행과 필터를 곱해 더하면 특징 맵의 강조한 수가 됩니다',
            },
            draw: (lang) => {
              const say = lang === 'ko' ? ['이미지', 'col', '필터', '특징 맵'] : ['Image', 'col', 'Filter', 'Map']
              return joined(
                under(say[0]!, numberGrid({ values: small, box: [0, 1, 3, 4] })),
                '→',
                under(say[1]!, numberGrid({ values: lines(col.data, 9), box: [1, 0, 2, 9] })),
                '·',
                under(say[2]!, numberGrid({ values: filter.flat().map((one) => [one]), cell: 22 })),
                '=',
                under(say[3]!, numberGrid({ values: lines(output.data, 1), box: [1, 0, 2, 1] })),
              )
            },
          },
        ],
      },
      {
        label: { en: 'col2im counts the overlaps', ko: 'col2im으로 세어 본 겹침' },
        call: `const ones = { shape: [4, 9], data: new Float64Array(4 * 9).fill(1) }
const counts = col2im(ones, [1, 1, 4, 4], { kernelSize: [3, 3], stride: [1, 1], dilation: [1, 1], padding: [0, 0, 0, 0] })
console.log(counts.data.join(' '))`,
        printed: [...counts.data].join(' '),
        figures: [
          {
            name: 'col2im',
            caption: {
              en: 'How many of the four windows each pixel lies in',
              ko: '각 픽셀이 윈도우 네 개 가운데 몇 개에 들어 있는가',
            },
            draw: () => numberGrid({ values: lines(counts.data, 4), cell: 34, box: [1, 1, 3, 3] }),
          },
        ],
      },
      {
        label: { en: 'Backward: dx, dW and db', ko: '역전파: dx, dW, db' },
        call: `const dx = layer.backward([[[[1, 0], [0, 2]]]])
console.log(dx.shape, layer.dW.shape, layer.db.shape)
console.log(String(traceInputGradient(layer, [0, 0, 1, 1])))`,
        printed: `${listText(dx.shape)} ${listText(layer.dW.shape)} ${listText(layer.db.shape)}\n${trace}`,
        figures: [
          {
            name: 'backward',
            caption: {
              en: 'Each value of dy sends the filter, times itself, back to its window; where they overlap they add up, and the sum is dx',
              ko: 'dy의 수마다 자신을 곱한 필터를 자기 윈도우로 돌려보냅니다. 겹친 곳을 더한 것이 dx입니다',
            },
            draw: () =>
              joined(
                under('dy', numberGrid({ values: dy[0]![0]!, strong: (r, c) => dy[0]![0]![r]![c] !== 0 })),
                '→',
                under('dx', numberGrid({ values: lines(dx.data, 4), box: [1, 1, 2, 2] })),
                under('dW', numberGrid({ values: lines(layer.dW.data, 3) })),
                under('db', numberGrid({ values: lines(layer.db.data, 1) })),
              ),
          },
        ],
        remark: {
          en: "The notebook's backward pass has typos and does not run; it also takes the height of the filter from its width, which only works for square filters.",
          ko: '노트북의 역전파에는 오타가 있어 실행되지 않습니다. 또 필터의 높이를 너비에서 가져오는데, 정사각형 필터에서만 문제가 없습니다.',
        },
      },
      {
        label: { en: 'The fifteen images', ko: '이미지 열다섯 장' },
        call: `const fifteen = fifteenImages(photograph)
const fifteenGrey = fifteenImages({ shape: [1, 440, 440], data: grey.data })
console.log(fifteen.shape)`,
        printed: listText(context.batch('colour', 15).shape),
        figures: [
          {
            name: 'fifteen',
            caption: {
              en: 'Images 1 to 5 are in the first row; we look at 4 and 11 below',
              ko: '첫 줄이 1번부터 5번입니다. 4번과 11번을 아래에서 들여다봅니다',
            },
            pixels: true,
            draw: () => contactSheet(context.batch('colour', 15)),
          },
        ],
      },
      ...(await onTheEngine(context)),
    ],
  }
}
