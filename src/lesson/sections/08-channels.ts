/** Section 8, the three channels of a colour image, each alone in its colour and as a grey image. */
import { onlyChannel, splitChannels } from '../../image/channels.ts'
import type { LessonContext } from '../context.ts'
import { pixels } from '../mapFigures.ts'
import { listText } from '../printed.ts'
import { type Section, same } from '../section.ts'

const names = ['R', 'G', 'B']

export async function channels({ colour }: LessonContext): Promise<Section> {
  const [count, height, width] = colour.shape as [number, number, number]
  const grey = splitChannels(colour)
  return {
    number: 8,
    id: 'channels',
    setup: `import { loadImage, onlyChannel, splitChannels } from 'striate/image'
import { ownPhotograph } from 'striate/lesson'`,
    title: { en: 'Colour channels', ko: '컬러 이미지의 채널' },
    text: {
      en: [
        'A colour image is three tables of numbers, one each for red, green and blue; they are called its channels.',
        'Shown in grey, a channel is bright where there is much of its colour: white is bright in all three, pure red only in the first.',
        'NumPy and OpenCV store such an image as height, width, channels (OpenCV in the order blue, green, red); PyTorch, ONNX and Striate put the channels first (TensorFlow, by default, last).',
      ],
      ko: [
        '컬러 이미지는 빨강, 초록, 파랑에 하나씩, 모두 세 장의 표이며, 이것을 채널이라고 합니다.',
        '채널을 흑백으로 볼 때 밝은 곳은 그 색이 많은 곳이어서, 흰색은 세 채널 모두에서 밝고 새빨간 색은 첫 채널에서만 밝습니다.',
        'NumPy와 OpenCV는 높이, 너비, 채널의 순서로 저장하고(OpenCV의 채널은 파랑, 초록, 빨강 순), PyTorch, ONNX, Striate는 채널을 맨 앞에 둡니다(TensorFlow는 기본이 맨 뒤).',
      ],
    },
    listings: [],
    questions: [
      {
        asks: {
          en: "What is the shape of a batch of ten colour images of 64×48 (height × width) in PyTorch's order, and in TensorFlow's?",
          ko: '높이 64, 너비 48인 컬러 이미지 열 장의 모양은 PyTorch와 TensorFlow에서 각각?',
        },
        answer: {
          en: '[10, 3, 64, 48] and [10, 64, 48, 3].',
          ko: '[10, 3, 64, 48]과 [10, 64, 48, 3]입니다.',
        },
      },
      {
        asks: {
          en: 'Why is a grey image not the mean of R, G and B?',
          ko: '흑백 이미지는 왜 R, G, B의 평균이 아닙니까?',
        },
        answer: {
          en: 'The eye sees green as brightest and blue as darkest: luma weighs red, green and blue by 0.299, 0.587 and 0.114.',
          ko: '눈은 초록을 가장 밝게, 파랑을 가장 어둡게 느끼므로 0.299, 0.587, 0.114로 가중합니다.',
        },
      },
      {
        asks: {
          en: 'A network was trained on RGB and gets BGR. What happens?',
          ko: 'RGB로 학습한 신경망에 BGR을 넣으면?',
        },
        answer: {
          en: 'No error, only worse predictions: every filter applies its red slice to blue. That is why the order belongs to the model.',
          ko: '오류 없이 답만 나빠집니다. 필터의 빨강 조각이 파랑을 읽기 때문입니다. 그래서 순서는 모델에 속합니다.',
        },
      },
    ],
    cells: [
      {
        label: { en: 'The photograph in colour', ko: '컬러로 읽은 사진' },
        call: `const photograph = await loadImage(ownPhotograph(), { size: 440 })
const [channels, height, width] = photograph.shape
console.log([height, width, channels]) // as NumPy has it
console.log(photograph.shape)`,
        printed: `${listText([height, width, count])}\n${listText(colour.shape)}`,
        figures: [pixels('photograph', colour, same('RGB'))],
        remark: {
          en: 'The notebook says width, height, channels; the array is height, width, channels. A square image hides the mistake. In Striate, channels come first.',
          ko: '노트북은 너비, 높이, 채널이라고 하지만 배열은 높이, 너비, 채널의 순서입니다. 정사각형이라 티가 나지 않을 뿐입니다. Striate에서는 채널이 먼저 옵니다.',
        },
      },
      {
        label: { en: 'Each channel alone, in colour and in grey', ko: '채널 하나씩, 색으로 그리고 흑백으로' },
        call: `const red = onlyChannel(photograph, 0) // the others are 0
const [r, g, b] = splitChannels(photograph) // each in grey
console.log(red.shape, r.shape, g.shape, b.shape)`,
        printed: [onlyChannel(colour, 0), ...grey].map(({ shape }) => listText(shape)).join(' '),
        figures: [
          ...names.map((name, c) => pixels(name.toLowerCase(), onlyChannel(colour, c), same(name), { width: 290 })),
          ...names.map((name, c) =>
            pixels(`${name.toLowerCase()}-grayscale`, grey[c]!, same(`${name} - grayscale`), { width: 290, range: [0, 255] }),
          ),
        ],
      },
    ],
  }
}
