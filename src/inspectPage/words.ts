/** What the page and the captions of `inspectPicture` say, in English and in Korean. Words alone; the page joins them. */
import type { Language } from '../text/language.ts'

const en = {
  title: (model: string, picture: string) => `${model} looks at ${picture}`,
  trained: (name: string) => `Weights: ${name}.`,
  random: (seed: number) =>
    `Nothing here is learned: the weights are random (seed ${seed}). What is seen is what the structure alone does, and what it says of the picture means nothing.`,
  sees: 'What the network sees',
  says: 'What it says',
  seesAs: (shape: string) => `The picture as the network reads it: ${shape}.`,
  maps: 'Feature maps',
  mapsOf: 'What the layer puts out for this picture, before the activation that follows.',
  signed: 'One colour is above zero, the other below.',
  firstMaps: (shown: number, all: number) => `The first ${shown} of ${all} are drawn.`,
  filters: 'Filters',
  filtersOf: (filters: number, channels: number, size: string) =>
    `${filters} filters of ${size} weights${channels > 1 ? ` in each of ${channels} channels; "2.3" is the third channel of the second filter` : ''}. Zero is in the middle of the scale.`,
  colour: 'Red, green and blue as one picture: middle grey is a weight of 0, on one scale for all.',
  firstFilters: (shown: number, all: number) => `The first ${shown} of ${all} filters are drawn.`,
  firstSlices: (shown: number, all: number) => `The first ${shown} of ${all} slices are drawn.`,
  fields: 'What one unit sees',
  fieldsOf: (unit: string) =>
    `Unit ${unit}, the middle one. First: all pixels that can reach it at all (theoretical receptive field). Second: how much each of them really moves it (effective receptive field).`,
  whole: 'This layer has no places: each of its numbers sees all of this.',
  samples: (count: number) =>
    `The mean of ${count === 1 ? 'one picture' : `${count} pictures`} of noise, exact through the backward pass.`,
  noEffective: {
    'no-gradient': 'No pixel moves this unit: the gradient is 0 everywhere.',
    'not-finite': 'The gradient is not finite: a weight is NaN or far too large.',
    'too-large': 'The effective field of this layer does not fit into memory.',
  } as Readonly<Record<string, string>>,
  table: 'Receptive fields in numbers',
  heads: {
    layer: 'layer',
    kind: 'kind',
    output: 'output',
    size: 'theoretical',
    jump: 'jump',
    count: 'effective',
    sigma: 'σ',
    share: 'share',
  },
  tableOf:
    'All in pixels of the input. Effective: √(number of pixels above 4.55 % of the centre’s value), as Luo et al. 2016; share: of the theoretical size. σ: of the fitted Gaussian. * paths of different centre meet: their hull.',
  why: (name: string) => `Why “${name}”?`,
  gradient: 'Saliency: which pixels move the score most, |∂score/∂pixel|.',
  smooth: (copies: number) => `The same, averaged over ${copies} noisy copies (SmoothGrad): what is left is less speckled.`,
  occlusion: (patch: string, count: number) =>
    `Occlusion: a patch of ${patch} pixels in the colour of the picture's edge is laid over ${count} places. Red: the score falls where this is covered.`,
  noClasses: 'This model puts out a map, not one score a class: saliency and occlusion are left out.',
  probability: 'probability',
  made: (version: string) => `Made by Striate ${version}.`,
}

const ko: typeof en = {
  title: (model, picture) => `${model}의 눈으로 본 ${picture}`,
  trained: (name) => `가중치: ${name}`,
  random: (seed) =>
    `학습하지 않은 무작위 가중치입니다(시드 ${seed}). 구조만으로 무엇이 일어나는지 보여 줄 뿐, 그림을 무엇이라고 하는지는 의미가 없습니다.`,
  sees: '신경망이 보는 그림',
  says: '신경망의 대답',
  seesAs: (shape) => `신경망이 읽는 그대로의 그림: ${shape}`,
  maps: '특징 맵',
  mapsOf: '이 그림에 대한 층의 출력입니다(뒤따르는 활성화 함수를 지나기 전).',
  signed: '한 색은 0보다 크고, 다른 색은 0보다 작습니다.',
  firstMaps: (shown, all) => `${all}개 가운데 앞의 ${shown}개만 그렸습니다.`,
  filters: '필터',
  filtersOf: (filters, channels, size) =>
    `가중치 ${size}인 필터 ${filters}개${channels > 1 ? `, 채널 ${channels}개. "2.3"은 둘째 필터의 셋째 채널입니다` : ''}. 눈금의 가운데가 0입니다.`,
  colour: '빨강, 초록, 파랑을 한 그림으로: 중간 회색이 가중치 0이고, 모두 같은 눈금입니다.',
  firstFilters: (shown, all) => `필터 ${all}개 가운데 앞의 ${shown}개만 그렸습니다.`,
  firstSlices: (shown, all) => `조각 ${all}개 가운데 앞의 ${shown}개만 그렸습니다.`,
  fields: '유닛 하나가 보는 곳',
  fieldsOf: (unit) =>
    `가운데 유닛 ${unit}. 첫째: 이 유닛에 닿을 수 있는 모든 픽셀(이론적 수용 영역). 둘째: 그 픽셀들이 실제로 유닛을 얼마나 움직이는지(유효 수용 영역).`,
  whole: '이 층에는 위치가 없습니다. 수 하나하나가 이 전체를 봅니다.',
  samples: (count) => `잡음 그림 ${count}장의 평균이며, 역전파로 정확히 구했습니다.`,
  noEffective: {
    'no-gradient': '이 유닛을 움직이는 픽셀이 없습니다. 기울기가 모두 0입니다.',
    'not-finite': '기울기가 유한하지 않습니다. 가중치가 NaN이거나 지나치게 큽니다.',
    'too-large': '이 층의 유효 수용 영역은 메모리에 들어가지 않습니다.',
  },
  table: '수용 영역의 수치',
  heads: {
    layer: '층',
    kind: '종류',
    output: '출력',
    size: '이론적',
    jump: '간격',
    count: '유효',
    sigma: 'σ',
    share: '비율',
  },
  tableOf:
    '모두 입력의 픽셀 단위입니다. 유효: √(가운데 값의 4.55 %를 넘는 픽셀 수), Luo 외 2016의 정의. 비율: 이론적 크기에 대한 비율. σ: 가우스 근사의 표준편차. * 중심이 다른 경로가 만납니다: 모두 감싼 것.',
  why: (name) => `“${name}”, 왜?`,
  gradient: '현저성(saliency): 점수를 가장 크게 움직이는 픽셀, |∂점수/∂픽셀|.',
  smooth: (copies) => `같은 것을 잡음을 더한 사본 ${copies}장에서 평균했습니다(SmoothGrad). 얼룩이 줄어듭니다.`,
  occlusion: (patch, count) =>
    `가리기(occlusion): 그림 가장자리 색의 ${patch} 픽셀 조각으로 ${count}곳을 가려 보았습니다. 빨강: 가리면 점수가 떨어지는 곳.`,
  noClasses: '이 모델의 출력은 클래스별 점수가 아니라 맵이라서 현저성과 가리기는 뺐습니다.',
  probability: '확률',
  made: (version) => `Striate ${version}로 만들었습니다.`,
}

/** By language. */
export const inspectWords: Readonly<Record<Language, typeof en>> = { en, ko }
