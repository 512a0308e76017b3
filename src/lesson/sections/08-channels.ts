/** Section 8, the three channels of a colour picture, each alone in its colour and as a grey picture. */
import { onlyChannel, splitChannels } from '../../image/channels.ts'
import { shapeText } from '../../text/numbers.ts'
import type { LessonContext } from '../context.ts'
import { pixels } from '../mapFigures.ts'
import { type Section, same } from '../section.ts'

const names = ['R', 'G', 'B']

export async function channels({ colour }: LessonContext): Promise<Section> {
  const [count, height, width] = colour.shape as [number, number, number]
  const grey = splitChannels(colour)
  return {
    number: 8,
    id: 'channels',
    title: { en: 'Colour channels', ko: '컬러 이미지의 채널' },
    text: {
      en: [
        'A colour picture is three tables of numbers, one each for red, green and blue; they are called its channels.',
        'Where a channel is bright in grey, there is much of its colour: white is bright in all three, a pure red in the first alone.',
        'NumPy and OpenCV keep such a picture as height, width, channels (OpenCV in the order blue, green, red); PyTorch, ONNX and Striate put the channels first (TensorFlow, by default, last).',
      ],
      ko: [
        '컬러 이미지는 빨강, 초록, 파랑에 하나씩, 모두 세 장의 표이며, 이것을 채널이라고 합니다.',
        '채널을 흑백으로 볼 때 밝은 곳은 그 색이 많은 곳이어서, 흰색은 세 채널 모두에서 밝고 새빨간 색은 첫 채널에서만 밝습니다.',
        'NumPy와 OpenCV는 높이, 너비, 채널의 순서로 저장하고(OpenCV의 채널은 파랑, 초록, 빨강 순), PyTorch, ONNX, Striate는 채널을 맨 앞에 둡니다(TensorFlow는 기본이 맨 뒤).',
      ],
    },
    cells: [
      {
        label: { en: 'The photograph in colour', ko: '컬러로 읽은 사진' },
        call: 'const [channels, height, width] = (await loadImage(path, { size: 440 })).shape   [height, width, channels]   // as NumPy has it',
        printed: shapeText([height, width, count]),
        figures: [pixels('photograph', colour, same('RGB'))],
        remark: {
          en: 'The notebook says width, height, channels; the array is height, width, channels. With a square picture nobody notices. In Striate the channels come first: (3, 440, 440).',
          ko: '노트북은 너비, 높이, 채널이라고 하지만 배열은 높이, 너비, 채널의 순서입니다. 정사각형이라 티가 나지 않을 뿐입니다. Striate에서는 채널이 먼저 옵니다: (3, 440, 440).',
        },
      },
      {
        label: { en: 'Each channel alone, in colour and in grey', ko: '채널 하나씩, 색으로 그리고 흑백으로' },
        call: 'onlyChannel(picture, 0).shape   splitChannels(picture)[0]',
        printed: shapeText(onlyChannel(colour, 0).shape),
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
