/** The sections of the report that say how good the network is: how it learned, class by class, and where it errs. */
import { extent } from '../math/extent.ts'
import { type ClassMeasures, classMeasures, macroF1 } from '../metrics/classMeasures.ts'
import { both } from '../page/both.ts'
import { type Html, html } from '../page/html.ts'
import { cautiousShareText, lossText, shareText, wholeText } from '../text/numbers.ts'
import type { RunLook } from './look.ts'
import type { EpochMetrics } from './metrics.ts'
import { type Drawn, drawing } from './reportDrawing.ts'
import { spanText } from './reportSections.ts'

/** A column of the table of epochs, there where any epoch has its number. */
interface Column {
  readonly head: Html
  readonly of: (line: EpochMetrics) => number | undefined
  readonly text: (value: number) => Html | string
}

const columns: readonly Column[] = [
  { head: both('training loss', '학습 손실'), of: ({ trainLoss }) => trainLoss, text: lossText },
  { head: both('training error', '학습 오차율'), of: ({ trainError }) => trainError, text: cautiousShareText },
  { head: both('validation loss', '검증 손실'), of: ({ validationLoss }) => validationLoss, text: lossText },
  { head: both('validation error', '검증 오차율'), of: ({ validationError }) => validationError, text: cautiousShareText },
  { head: both('test loss', '테스트 손실'), of: ({ testLoss }) => testLoss, text: lossText },
  { head: both('test error', '테스트 오차율'), of: ({ testError }) => testError, text: cautiousShareText },
  { head: both('images/s', '이미지/초'), of: ({ imagesPerSecond }) => imagesPerSecond, text: wholeText },
  { head: both('waited', '대기'), of: ({ waited }) => waited, text: spanText },
  { head: both('time', '시간'), of: ({ seconds }) => seconds, text: spanText },
]

/** Loss and error against time. */
export function courseSection({ lines, run }: RunLook, drawn: Drawn): Html {
  const epochs = lines.filter((line) => line.kind === 'epoch')
  if (epochs.length === 0) return html``
  const watched = epochs.some(({ validationLoss }) => validationLoss !== undefined)
  const kept = run.config.training.patience !== undefined
  const measured = epochs.map((line) => (watched ? line.validationLoss! : (line.testError ?? line.trainError ?? line.trainLoss)))
  const best = measured.indexOf(extent(measured)[0])
  const there = columns.filter(({ of }) => epochs.some((line) => of(line) !== undefined))
  const cell = ({ of, text }: Column, line: EpochMetrics) => {
    const value = of(line)
    return html`<td>${value === undefined ? '–' : text(value)}</td>`
  }
  const row = (line: EpochMetrics, i: number) => html`<tr${i === best && html` class="best"`}>
<td>${line.epoch}</td>${there.map((column) => cell(column, line))}</tr>`
  return html`<section>
<h2>${both('How it learned', '학습 과정')}</h2>
<p>${both(
    'The optimizer minimises the loss; the error is the share of misclassified images. The training curves are means over each epoch while it ran, with the weights of the moment and on augmented images, so they can lie above the other curves.',
    '옵티마이저는 손실을 줄이고, 오차율은 틀리게 분류한 이미지의 비율입니다. 학습 곡선은 에포크가 진행되는 동안의 평균입니다. 그때그때의 가중치로, 증강된 이미지를 보고 잰 값이므로 다른 곡선보다 위에 있을 수 있습니다.',
  )}${
    kept &&
    both(
      ' The bold epoch had the lowest validation loss: the network has its weights.',
      ' 굵은 글씨의 에포크에서 검증 손실이 가장 낮았고, 신경망은 그때의 가중치를 가집니다.',
    )
  }</p>
<div class="pair">${drawing(drawn, 'loss', { en: 'Loss by epoch', ko: '에포크별 손실' })}${drawing(drawn, 'error', { en: 'Error by epoch', ko: '에포크별 오차율' })}</div>
<details${epochs.length <= 12 && html` open`}><summary>${both('Every epoch in numbers', '에포크별 수치')}</summary>
<div class="wide"><table>
<tr><th>${both('epoch', '에포크')}</th>${there.map(({ head }) => html`<th>${head}</th>`)}</tr>
${epochs.map(row)}
</table></div></details>
</section>`
}

/** Where it errs. */
export function errorSection(look: RunLook, drawn: Drawn): Html {
  const { confusion, mistakes, mistakeCount, judged, classes } = look
  if (!confusion) return html``
  const worst = confusion
    .flatMap((row, label) => row.map((n, predicted) => ({ n, label, predicted })))
    .filter(({ n, label, predicted }) => n > 0 && label !== predicted)
    .sort((a, b) => b.n - a.n)
    .slice(0, 3)
    .map(({ n, label, predicted }) => `${classes[label]} → ${classes[predicted]} (${n})`)
    .join(', ')
  return html`<section>
<h2>${both('Where it errs', '틀리는 곳')}</h2>
<p>${both(
    `${wholeText(mistakeCount)} of ${wholeText(judged.images)} images ${mistakeCount === 1 ? 'is' : 'are'} misclassified.${worst && ` Most often: ${worst}.`} Rows are actual classes, columns predicted ones; correct answers lie on the diagonal.`,
    `이미지 ${wholeText(judged.images)}장 가운데 ${wholeText(mistakeCount)}장을 틀렸습니다.${worst && ` 가장 잦은 오류: ${worst}.`} 행은 정답, 열은 예측이며, 맞힌 것은 대각선에 있습니다.`,
  )}</p>
${drawing(drawn, 'confusion', { en: 'Confusion matrix', ko: '혼동 행렬' })}
${classTable(classMeasures(confusion), classes)}
${
  mistakes.length > 0 &&
  html`<h3>${both('The worst mistakes', '가장 크게 틀린 이미지')}</h3>
<p>${both(
    `The misclassified images of which the network was surest: actual → predicted, and its probability.${mistakes.length < mistakeCount ? ` ${mistakes.length} of ${wholeText(mistakeCount)}.` : ''}`,
    `신경망이 가장 확신하면서 틀린 이미지입니다. 정답 → 예측과 그 확률을 적었습니다.${mistakes.length < mistakeCount ? ` ${wholeText(mistakeCount)}장 가운데 ${mistakes.length}장.` : ''}`,
  )}</p>
${drawing(drawn, 'mistakes', { en: 'The worst mistakes', ko: '가장 크게 틀린 이미지' })}`
}
</section>`
}

/** Precision, recall and F1 of each class, and their means. */
function classTable(measures: readonly ClassMeasures[], classes: readonly string[]): Html {
  const row = ({ images, precision, recall, f1 }: ClassMeasures, k: number) =>
    html`<tr><td>${classes[k]}</td><td>${wholeText(images)}</td><td>${shareText(precision)}</td><td>${shareText(recall)}</td><td>${shareText(f1)}</td></tr>`
  return html`<details${measures.length <= 12 && html` open`}><summary>${both('Every class in numbers', '클래스별 수치')}</summary>
<p class="small soft">${both(
    `Precision: of what was predicted as the class, the share that is it. Recall: of what is the class, the share that was found. F1 is their harmonic mean; its mean over the classes is ${shareText(macroF1(measures))}.`,
    `정밀도: 그 클래스로 예측한 것 가운데 맞은 비율. 재현율: 그 클래스인 것 가운데 찾아낸 비율. F1은 둘의 조화평균이며, 클래스 평균은 ${shareText(macroF1(measures))}입니다.`,
  )}</p>
<div class="wide"><table>
<tr><th>${both('class', '클래스')}</th><th>${both('images', '이미지')}</th><th>${both('precision', '정밀도')}</th><th>${both('recall', '재현율')}</th><th>F1</th></tr>
${measures.map(row)}
</table></div></details>`
}
