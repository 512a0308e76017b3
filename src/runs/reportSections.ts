/** The sections of the report, each in both languages; a section without matter is empty. */

import { mostMaps } from '../figures/layerGrids.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import type { SummaryRow } from '../graph/summary.ts'
import { titleOf } from '../layers/index.ts'
import { extent } from '../math/extent.ts'
import { both } from '../page/both.ts'
import { type Html, html } from '../page/html.ts'
import { fileName } from '../storage/fileName.ts'
import { cautiousShareText, secondsText, wholeText } from '../text/numbers.ts'
import { showShape } from '../values/shape.ts'
import type { RunLook } from './look.ts'
import { type EpochMetrics, lastEpoch } from './metrics.ts'
import { type Drawn, drawing } from './reportDrawing.ts'

/** The name, and the numbers that matter most. */
export function headingSection(look: RunLook): Html {
  const { run, summary, judged } = look
  const { config } = run
  const last = lastEpoch(look.lines)
  const error = last?.testError ?? last?.trainError
  const speed = last && meanSpeed(look.lines)
  const { epochs, seed } = config.training
  return html`<header>
<h1>${run.model.name}</h1>
<p class="soft">${run.title} · ${config.began.slice(0, 16).replace('T', ' ')} UTC</p>
<ul class="facts">
${error !== undefined && html`<li class="main"><b>${cautiousShareText(error)}</b>${last?.testError === undefined ? both('training error', '훈련 오차율') : both('test error', '시험 오차율')}</li>`}
${last && html`<li><b>${secondsText(last.seconds)}</b>${both('of training', '훈련 시간')}</li>`}
${last && html`<li><b>${last.epoch}${last.epoch < epochs && html` / ${epochs}`}</b>${both(last.epoch === 1 ? 'epoch' : 'epochs', '에포크')}</li>`}
${speed !== undefined && html`<li><b>${wholeText(speed)}</b>${both('pictures/s', '초당 그림')}</li>`}
<li><b>${wholeText(summary.totals.parameters)}</b>${both('parameters', '매개변수')}</li>
<li><b>${wholeText(summary.totals.macs)}</b>${both('multiply-adds', '곱셈-덧셈')}</li>
</ul>
<p class="small soft">${both(
    `${wholeText(judged.pictures)} pictures of the ${judged.part} set were judged. Seed ${seed}.`,
    `${judged.part === 'test' ? '시험' : '훈련'} 데이터 그림 ${wholeText(judged.pictures)}장으로 평가했습니다. 시드 ${seed}.`,
  )}</p>
</header>`
}

/** Pictures a second over the whole training: each epoch's speed counts for as long as it took. */
function meanSpeed(lines: RunLook['lines']): number {
  const epochs = lines.filter(({ kind }) => kind === 'epoch')
  const took = epochs.map(({ seconds }, i) => seconds - (epochs[i - 1]?.seconds ?? 0))
  const pictures = epochs.reduce((sum, { imagesPerSecond }, i) => sum + imagesPerSecond * took[i]!, 0)
  return Math.round(pictures / epochs.at(-1)!.seconds)
}

/** Loss and error against time. */
export function courseSection(look: RunLook, drawn: Drawn): Html {
  const epochs = look.lines.filter((line): line is EpochMetrics => line.kind === 'epoch')
  if (epochs.length === 0) return html``
  const errors = epochs.map(({ testError, trainError }) => testError ?? trainError ?? 1)
  const best = errors.indexOf(extent(errors)[0])
  const tested = epochs.some(({ testLoss }) => testLoss !== undefined)
  const named = epochs.some(({ trainError }) => trainError !== undefined)
  const row = (line: EpochMetrics, i: number) => html`<tr${i === best && html` class="best"`}>
<td>${line.epoch}</td><td>${line.trainLoss.toFixed(4)}</td>${named && html`<td>${cautiousShareText(line.trainError)}</td>`}
${tested && html`<td>${line.testLoss?.toFixed(4)}</td>`}${tested && named && html`<td>${cautiousShareText(line.testError)}</td>`}
<td>${wholeText(line.imagesPerSecond)}</td><td>${secondsText(line.seconds)}</td></tr>`
  return html`<section>
<h2>${both('How it learned', '학습 과정')}</h2>
<p>${both(
    'The loss is what the optimizer makes smaller; the error is the share of pictures that are said wrongly. The training curves are means over each epoch as it went: by the network as it was then, on augmented pictures, so they can lie above the test curves.',
    '손실은 최적화가 줄여 가는 값이고, 오차율은 틀리게 답한 그림의 비율입니다. 훈련 곡선은 그 에포크 동안의 평균입니다. 학습 중이던 그때그때의 신경망이 변형된 그림을 보고 답한 것이므로, 시험 곡선보다 위에 있을 수 있습니다.',
  )}</p>
<div class="pair">${drawing(drawn, 'loss', { en: 'Loss by epoch', ko: '에포크별 손실' })}${drawing(drawn, 'error', { en: 'Error by epoch', ko: '에포크별 오차율' })}</div>
<details${epochs.length <= 12 && html` open`}><summary>${both('Every epoch in numbers', '에포크별 수치')}</summary>
<div class="wide"><table>
<tr><th>${both('epoch', '에포크')}</th><th>${both('training loss', '훈련 손실')}</th>${named && html`<th>${both('training error', '훈련 오차율')}</th>`}
${tested && html`<th>${both('test loss', '시험 손실')}</th>`}${tested && named && html`<th>${both('test error', '시험 오차율')}</th>`}
<th>${both('pictures/s', '그림/초')}</th><th>${both('time', '시간')}</th></tr>
${epochs.map(row)}
</table></div></details>
</section>`
}

/** What the first convolution looks for. */
export function filterSection({ filters }: RunLook, drawn: Drawn): Html {
  if (!filters) return html``
  const [number, channels, height, width] = filters.shape as [number, number, number, number]
  const left = number * channels > mostMaps
  return html`<section>
<h2>${both(`What ${filters.layer} looks for`, `${filters.layer}의 필터`)}</h2>
<p>${both(
    `Each tile is one of the ${number} learned filters, ${height} × ${width} weights${channels > 1 ? ` in each of ${channels} channels` : ''}. Zero is in the middle of the scale: one colour for positive weights, the other for negative ones. A filter answers strongly where the picture looks like it.`,
    `그림 한 칸이 학습된 필터 ${number}개 가운데 하나입니다(가중치 ${height} × ${width}${channels > 1 ? `, 채널 ${channels}개` : ''}). 눈금의 가운데가 0이며, 한 색은 양수, 다른 색은 음수입니다. 필터는 자기와 닮은 모양에서 크게 반응합니다.`,
  )}</p>
${drawing(drawn, `filters-${fileName(filters.layer)}`, { en: `The filters of ${filters.layer}`, ko: `${filters.layer}의 필터` })}
${left && html`<p class="small soft">${both(`The first ${mostMaps} slices are shown.`, `앞의 ${mostMaps}개만 보입니다.`)}</p>`}
</section>`
}

/** One picture on its way through the network. */
export function exampleSection(look: RunLook, drawn: Drawn): Html {
  const { example, classes } = look
  const { model } = look.run
  const { label, said } = example
  const probability = said === undefined ? undefined : example.probabilities[said]
  const verdict =
    said === undefined
      ? html``
      : html`<p>${both(
          `The label is ${classes[label!]}; the network says ${classes[said]}, and is ${cautiousShareText(probability)} sure.`,
          `정답은 ${classes[label!]}이고, 신경망의 대답도 ${classes[said]}입니다(확률 ${cautiousShareText(probability)}).`,
        )}</p>`
  return html`<section>
<h2>${both('One picture on its way through', '그림 한 장이 지나가는 길')}</h2>
<p>${both(
    'Every convolution turns the maps before it into new ones; every pooling makes them smaller. Shown is each layer’s own output, before the activation that follows; all maps of a layer share one scale.',
    '합성곱 층은 앞의 특징 맵들로 새 특징 맵을 만들고, 풀링 층은 맵을 줄입니다. 각 층의 출력을 활성화 함수를 거치기 전의 값으로 보이며, 한 층의 맵은 모두 같은 눈금을 씁니다.',
  )}</p>
${drawing(drawn, 'digit', { en: 'The picture', ko: '입력 그림' })}
${verdict}
${example.maps.map((map) => mapFigure(map.layer, map.shape, model, drawn))}
</section>`
}

function mapFigure(layer: string, shape: readonly number[], model: ModelGraph, drawn: Drawn): Html {
  const [maps] = shape
  const some = shape.length === 3 && maps! > mostMaps && shape[1]! * shape[2]! > 1
  return html`<h3>${layer} <span class="soft">${kindOf(model, layer)} · ${showShape(shape).replaceAll('×', ' × ')}${some && both(`, the first ${mostMaps}`, `, 앞의 ${mostMaps}개`)}</span></h3>
${drawing(drawn, `maps-${fileName(layer)}`, { en: `The output of ${layer}`, ko: `${layer}의 출력` })}`
}

/** What people call a layer of the model. */
function kindOf(model: ModelGraph, layer: string): Html {
  const { en, ko } = titleOf(model.nodes[model.find(layer)]!.layer)
  return both(en, ko)
}

/** Where it errs. */
export function errorSection(look: RunLook, drawn: Drawn): Html {
  const { confusion, mistakes, mistakeCount, judged, classes } = look
  if (!confusion) return html``
  const worst = confusion
    .flatMap((row, label) => row.map((n, said) => ({ n, label, said })))
    .filter(({ n, label, said }) => n > 0 && label !== said)
    .sort((a, b) => b.n - a.n)
    .slice(0, 3)
    .map(({ n, label, said }) => `${classes[label]} → ${classes[said]} (${n})`)
    .join(', ')
  return html`<section>
<h2>${both('Where it errs', '틀리는 곳')}</h2>
<p>${both(
    `Of ${wholeText(judged.pictures)} pictures, ${wholeText(mistakeCount)} ${mistakeCount === 1 ? 'is' : 'are'} said wrongly.${worst && ` Most often: ${worst}.`} A row is a label, a column what the network says; what is right lies on the diagonal.`,
    `그림 ${wholeText(judged.pictures)}장 가운데 ${wholeText(mistakeCount)}장을 틀렸습니다.${worst && ` 가장 많은 것: ${worst}.`} 행은 정답, 열은 신경망의 대답이며, 맞힌 것은 대각선에 있습니다.`,
  )}</p>
${drawing(drawn, 'confusion', { en: 'Confusion matrix', ko: '혼동 행렬' })}
${
  mistakes.length > 0 &&
  html`<h3>${both('The worst mistakes', '가장 크게 틀린 그림')}</h3>
<p>${both(
    `Those of which the network was surest. Below each: label → what it says (how sure it is).${mistakes.length < mistakeCount ? ` ${mistakes.length} of ${wholeText(mistakeCount)}.` : ''}`,
    `신경망이 가장 확신하면서 틀린 그림입니다. 아래 글은 정답 → 대답 (확률).${mistakes.length < mistakeCount ? ` ${wholeText(mistakeCount)}장 가운데 ${mistakes.length}장.` : ''}`,
  )}</p>
${drawing(drawn, 'mistakes', { en: 'The worst mistakes', ko: '가장 크게 틀린 그림' })}`
}
</section>`
}

/** The table of layers. */
export function modelSection({ run, summary }: RunLook): Html {
  const row = ({
    name,
    output,
    parameters,
    macs,
    receptiveField,
  }: SummaryRow) => html`<tr><td>${name}</td><td class="left">${kindOf(run.model, name)}</td>
<td>${showShape(output).replaceAll('×', ' × ')}</td><td>${parameters > 0 && wholeText(parameters)}</td><td>${macs > 0 && wholeText(macs)}</td><td>${receptiveField && `${receptiveField.size[0]} × ${receptiveField.size[1]}`}</td></tr>`
  return html`<section>
<h2>${both('The model', '모델')}</h2>
<p>${both(
    `Input ${showShape(summary.input).replaceAll('×', ' × ')}. The receptive field is the part of the picture that one value of a layer can see.`,
    `입력 ${showShape(summary.input).replaceAll('×', ' × ')}. 수용 영역은 그 층의 값 하나가 볼 수 있는 그림의 범위입니다.`,
  )}</p>
<div class="wide"><table>
<tr><th>${both('layer', '층')}</th><th class="left">${both('kind', '종류')}</th><th>${both('output', '출력')}</th><th>${both('parameters', '매개변수')}</th><th>${both('multiply-adds', '곱셈-덧셈')}</th><th>${both('receptive field', '수용 영역')}</th></tr>
${summary.layers.map(row)}
</table></div>
</section>`
}

/** How it was made: enough to make it again. */
export function endingSection({ run }: RunLook): Html {
  const { config } = run
  const { machine } = config
  return html`<footer class="small soft">
<p>${both(
    `Made with Striate ${config.striate}: ${machine.runtime}, ${machine.system}, ${machine.processors} processors; engine ${machine.backend}${machine.build ? ` (${machine.build})` : ''}, ${machine.threads ?? 1} threads. The same settings give the same weights, bit for bit.`,
    `Striate ${config.striate}로 만들었습니다: ${machine.runtime}, ${machine.system}, 프로세서 ${machine.processors}개, 엔진 ${machine.backend}${machine.build ? ` (${machine.build})` : ''}, 스레드 ${machine.threads ?? 1}개. 같은 설정이면 가중치가 비트까지 같습니다.`,
  )}</p>
<details><summary>${both('All settings', '모든 설정')}</summary><pre>${JSON.stringify({ source: config.source, training: config.training }, null, 2)}</pre></details>
</footer>`
}
