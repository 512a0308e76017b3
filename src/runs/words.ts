/** What the drawings and the report say, in English and in Korean (the field's terms as they are taught). */
import type { Language } from '../text/language.ts'

const en = {
  epoch: 'epoch',
  loss: 'loss',
  error: 'error',
  training: 'training',
  test: 'test',
  steps: 'within epochs',
  label: 'label',
  said: 'the network says',
}
const ko: typeof en = {
  epoch: '에포크',
  loss: '손실',
  error: '오차율',
  training: '훈련',
  test: '시험',
  steps: '에포크 안',
  label: '정답',
  said: '신경망의 대답',
}

/** The words within drawings. */
export const drawnWords = { en, ko } satisfies Record<Language, typeof en>
