/** What the page and the captions of `inspectImage` say, in English and in Korean. Words alone; the page joins them. */
import type { Language, Words } from '../text/language.ts'

const en = {
  title: (model: string, image: string) => `What ${model} sees in ${image}`,
  trained: (name: string) => `Weights: ${name}.`,
  random: (seed: number) =>
    `The weights are random (seed ${seed}); nothing has been learned. The page shows what the structure alone does, and the prediction means nothing.`,
  sees: 'The input image',
  says: 'Prediction',
  unlike: (value: string) =>
    `This image is unlike anything the network was trained on (unlikeness ${value}; the limit is 1), so the prediction means little.`,
  seesAs: (shape: string) => `The image as the network reads it: ${shape}.`,
  maps: 'Feature maps',
  mapsOf: 'The output of the layer for this image.',
  mapsBefore: (activation: string) =>
    `The output of the layer for this image, before the activation that follows (${activation}).`,
  signed: 'Red is above zero, blue below.',
  firstMaps: (shown: number, all: number) => `The first ${shown} of ${all} are drawn.`,
  filters: 'Filters',
  filtersOf: (filters: number, channels: number, size: string) =>
    `${filters} filters of ${size} weights${channels > 1 ? ` in each of ${channels} channels; “2.3” is the third channel of the second filter` : ''}. Red is above zero, blue below.`,
  colour: 'Red, green and blue in one picture: mid-grey is a weight of 0; all filters share one scale.',
  firstFilters: (shown: number, all: number) => `The first ${shown} of ${all} filters are drawn.`,
  firstSlices: (shown: number, all: number) => `The first ${shown} of ${all} slices are drawn.`,
  fields: 'Receptive field',
  fieldOf: 'theoretical receptive field',
  effectiveOf: 'effective receptive field',
  fieldsOf: (unit: string) =>
    `Of unit ${unit}, the one in the middle. Theoretical: every pixel that can affect it at all. Effective: how much each pixel really does.`,
  whole: 'This layer has no positions: each of its values sees all of this.',
  samples: (count: number) =>
    `Averaged over ${count === 1 ? 'one noise image' : `${count} noise images`}, exact through the backward pass.`,
  noEffective: {
    'no-gradient': 'No pixel affects this unit: its gradient is 0 everywhere.',
    'not-finite': 'The gradient is not finite: a weight is NaN or far too large.',
    'too-large': 'The effective receptive field of this layer does not fit into memory.',
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
    'In pixels of the input. Effective: √(number of pixels above 4.55 % of the centre’s value), after Luo et al. 2016. Share: effective ÷ theoretical. σ: of the fitted Gaussian.',
  misaligned: '* Paths with different centres meet here; the field is their hull.',
  why: (name: string) => `Why “${name}”?`,
  gradient: 'Saliency: how strongly each pixel affects the score, |∂score/∂pixel|.',
  smooth: (copies: number) => `SmoothGrad: the same, averaged over ${copies} noisy copies; less speckle is left.`,
  occlusion: (patch: string, count: number) =>
    `Occlusion: a patch of ${patch} pixels in the colour of the image’s edge covers ${count} places in turn. Red: the score falls where this place is covered.`,
  noClasses: 'This model outputs a map and not one score per class, so there is no saliency and no occlusion.',
  probability: 'probability',
  made: (version: string) => `Made by Striate ${version}.`,
}

const ko: typeof en = {
  title: (model, image) => `${model}의 눈으로 본 ${image}`,
  trained: (name) => `가중치: ${name}`,
  random: (seed) =>
    `학습하지 않은 무작위 가중치입니다(시드 ${seed}). 구조만으로 무엇이 일어나는지 보여 줄 뿐, 예측에는 의미가 없습니다.`,
  sees: '입력 이미지',
  says: '예측',
  unlike: (value) => `학습한 어떤 이미지와도 닮지 않았습니다(다른 정도 ${value}, 한계 1). 예측을 믿기 어렵습니다.`,
  seesAs: (shape) => `신경망이 읽는 그대로의 이미지: ${shape}`,
  maps: '특징 맵',
  mapsOf: '이 이미지에 대한 층의 출력입니다.',
  mapsBefore: (activation) => `이 이미지에 대한 층의 출력입니다. 뒤따르는 활성화 함수(${activation})를 지나기 전의 값입니다.`,
  signed: '빨강은 0보다 큰 값, 파랑은 0보다 작은 값입니다.',
  firstMaps: (shown, all) => `${all}개 가운데 앞의 ${shown}개만 그렸습니다.`,
  filters: '필터',
  filtersOf: (filters, channels, size) =>
    `크기 ${size}인 필터 ${filters}개${channels > 1 ? `, 채널 ${channels}개. “2.3”은 두 번째 필터의 세 번째 채널입니다` : ''}. 빨강은 0보다 큰 가중치, 파랑은 0보다 작은 가중치입니다.`,
  colour: '빨강, 초록, 파랑을 한 그림에 그렸습니다. 중간 회색이 가중치 0이고, 모든 필터의 눈금이 같습니다.',
  firstFilters: (shown, all) => `필터 ${all}개 가운데 앞의 ${shown}개만 그렸습니다.`,
  firstSlices: (shown, all) => `조각 ${all}개 가운데 앞의 ${shown}개만 그렸습니다.`,
  fields: '수용 영역',
  fieldOf: '이론적 수용 영역',
  effectiveOf: '유효 수용 영역',
  fieldsOf: (unit) =>
    `가운데 유닛 ${unit}의 수용 영역입니다. 이론적: 유닛의 값에 조금이라도 영향을 줄 수 있는 모든 픽셀. 유효: 각 픽셀이 실제로 주는 영향의 크기.`,
  whole: '이 층에는 위치가 없습니다. 값 하나하나가 이 전체를 봅니다.',
  samples: (count) => `잡음 이미지 ${count}장의 평균이며, 역전파로 정확히 구했습니다.`,
  noEffective: {
    'no-gradient': '이 유닛에 영향을 주는 픽셀이 없습니다. 기울기가 모두 0입니다.',
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
    '입력의 픽셀 단위입니다. 유효: √(중심 값의 4.55 %를 넘는 픽셀 수), Luo 외 2016의 정의. 비율: 유효 ÷ 이론적. σ: 가우스 근사의 표준편차.',
  misaligned: '* 중심이 다른 경로가 만나는 층이며, 그 모두를 감싸는 크기입니다.',
  why: (name) => `왜 “${name}”일까요?`,
  gradient: '살리언시: 각 픽셀이 점수에 주는 영향의 크기, |∂점수/∂픽셀|.',
  smooth: (copies) => `SmoothGrad: 잡음을 더한 사본 ${copies}장에서 구한 살리언시의 평균입니다. 얼룩이 줄어듭니다.`,
  occlusion: (patch, count) =>
    `가리기(occlusion): 이미지 가장자리 색의 ${patch} 픽셀 조각으로 ${count}곳을 차례로 가려 보았습니다. 빨강: 가리면 점수가 떨어지는 곳.`,
  noClasses: '이 모델의 출력은 클래스별 점수가 아니라 맵이므로 살리언시와 가리기는 없습니다.',
  probability: '확률',
  made: (version) => `Striate ${version}에서 만들었습니다.`,
}

/** By language. */
export const inspectWords: Readonly<Record<Language, typeof en>> = { en, ko }

/** One of the page's texts in both languages: inBoth((words) => words.maps). */
export function inBoth(text: (words: typeof en) => string): Words {
  return { en: text(en), ko: text(ko) }
}
