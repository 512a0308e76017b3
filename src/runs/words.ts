/** What the drawings and the report say, in English and in Korean (the field's terms as they are taught). */
import type { Language } from '../text/language.ts'

const en = {
  epoch: 'epoch',
  loss: 'loss',
  error: 'error',
  training: 'training',
  validation: 'validation',
  test: 'test',
  steps: 'within epochs',
  actual: 'actual',
  predicted: 'predicted',
  original: 'as it is',
  inEpoch: (epoch: number) => `epoch ${epoch}`,
}
const ko: typeof en = {
  epoch: '에포크',
  loss: '손실',
  error: '오차율',
  training: '학습',
  validation: '검증',
  test: '테스트',
  steps: '에포크 안',
  actual: '정답',
  predicted: '예측',
  original: '원본',
  inEpoch: (epoch) => `${epoch}에포크`,
}

/** The words within drawings. */
export const drawnWords = { en, ko } satisfies Record<Language, typeof en>
