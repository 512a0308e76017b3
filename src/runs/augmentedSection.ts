/** The section of the report that says how the training images were augmented, and shows a few of them. */
import { type Augmentation, lastAugmented } from '../data/augmentation.ts'
import { both } from '../page/both.ts'
import { type Html, html } from '../page/html.ts'
import type { Words } from '../text/language.ts'
import { numberText } from '../text/numbers.ts'
import type { RunLook } from './look.ts'
import { lastEpoch } from './metrics.ts'
import { type Drawn, drawing } from './reportDrawing.ts'

type Amount = (amount: number) => Words

const share = (amount: number) => `${numberText(100 * amount)} %`
const withinShare = (en: string, ko: string): Amount => {
  return (amount) => ({ en: `${en} ±${share(amount)}`, ko: `${ko} ±${share(amount)}` })
}

/** What each amount says, in the order in which it is done. */
const said: { readonly [K in keyof Omit<Augmentation, 'until'>]-?: Amount } = {
  shift: (n) => ({ en: `shifted by up to ${numberText(n)} pixels`, ko: `최대 ${numberText(n)}픽셀 이동` }),
  rotate: (n) => ({ en: `turned by up to ${numberText(n)}°`, ko: `최대 ${numberText(n)}° 회전` }),
  scale: withinShare('each side', '가로와 세로 크기'),
  shear: withinShare('shear', '기울임'),
  flip: (n) => ({ en: `mirrored with a probability of ${share(n)}`, ko: `${share(n)} 확률로 좌우 반전` }),
  crop: (n) => ({ en: `cropped to at least ${share(n)} of the area`, ko: `넓이의 ${share(n)} 이상을 남기고 자르기` }),
  brightness: withinShare('brightness', '밝기'),
  contrast: withinShare('contrast', '대비'),
  saturation: withinShare('saturation', '채도'),
  hue: (n) => ({ en: `hue ±${share(n)} of the circle`, ko: `색상환의 ±${share(n)}만큼 색상 변화` }),
  cutout: (n) => ({ en: `a square of ${share(n)} of the side cut out`, ko: `한 변이 이미지의 ${share(n)}인 정사각형 지우기` }),
  mixup: (n) => ({
    en: `mixed with another image, Beta(${numberText(n)}, ${numberText(n)})`,
    ko: `다른 이미지와 섞기, Beta(${numberText(n)}, ${numberText(n)})`,
  }),
}

/** Empty where nothing was augmented, or there is nothing to see of it. */
export function augmentedSection({ run, lines, augmented }: RunLook, drawn: Drawn): Html {
  const { augmentation, epochs } = run.config.training
  if (!augmentation || !augmented) return html``
  const amounts = (Object.keys(said) as (keyof typeof said)[]).flatMap((name) =>
    augmentation[name] ? [said[name](augmentation[name])] : [],
  )
  const last = lastAugmented(augmentation, epochs)
  const until =
    last < lastEpoch(lines)!.epoch &&
    both(` From epoch ${last + 1} on, images were left as they are.`, ` ${last + 1}에포크부터는 원본 그대로 학습했습니다.`)
  return html`<section>
<h2>${both('What it learned from', '학습에 쓴 이미지')}</h2>
<p>${both(
    'Each epoch changes every training image anew. A few of them, as they are and as the network saw them: a row is one image.',
    '에포크마다 학습 이미지를 새로 바꿉니다. 한 줄이 이미지 한 장이며, 원본과 신경망이 에포크마다 본 모습입니다.',
  )}${until}</p>
${drawing(drawn, 'augmented', { en: 'Training images and their augmentations', ko: '학습 이미지와 증강된 모습' })}
<p class="small soft">${both(`${sentence(amounts.map(({ en }) => en))}`, `${amounts.map(({ ko }) => ko).join(', ')}.`)}</p>
</section>`
}

function sentence(parts: readonly string[]): string {
  const text = parts.join(', ')
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`
}
