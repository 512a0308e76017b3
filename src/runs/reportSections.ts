/** The sections of the report, each in both languages; a section without matter is empty. */

import { korean } from '../errors/korean/index.ts'
import { mostMaps } from '../figures/layerGrids.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import { describeInput } from '../graph/modelInput.ts'
import type { SummaryRow } from '../graph/summary.ts'
import { titleOf } from '../layers/index.ts'
import { both } from '../page/both.ts'
import { type Html, html } from '../page/html.ts'
import { fileName } from '../storage/fileName.ts'
import { cautiousShareText, secondsText, wholeText } from '../text/numbers.ts'
import { showShape, sizeOf } from '../values/shape.ts'
import type { RunLook } from './look.ts'
import { keptEpoch, lastEpoch, lastTest } from './metrics.ts'
import { type Drawn, drawing } from './reportDrawing.ts'

/** A time in both languages. */
export const spanText = (seconds: number): Html => both(secondsText(seconds), secondsText(seconds, 'ko'))

/** The name, and the numbers that matter most. */
export function headingSection(look: RunLook): Html {
  const { run, summary, judged, lines } = look
  const { config } = run
  const last = lastEpoch(lines)
  const { testError } = lastTest(lines)
  const kept = keptEpoch(lines, config.training)
  const [error, part] =
    testError !== undefined
      ? [testError, both('test error', '테스트 오차율')]
      : kept?.validationError !== undefined
        ? [kept.validationError, both('validation error', '검증 오차율')]
        : [last?.trainError, both('training error', '학습 오차율')]
  const speed = last && meanSpeed(lines)
  const { epochs, seed } = config.training
  const judgedIn = { test: '테스트', validation: '검증', training: '학습' }[judged.part]
  return html`<header>
<h1>${run.model.name}</h1>
<p class="soft">${run.title} · ${config.began.slice(0, 16).replace('T', ' ')} UTC</p>
<ul class="facts">
${error !== undefined && html`<li class="main"><b>${cautiousShareText(error)}</b>${part}</li>`}
${last && html`<li><b>${spanText(last.seconds)}</b>${both('training time', '학습 시간')}</li>`}
${last && html`<li><b>${last.epoch}${last.epoch < epochs && html` / ${epochs}`}</b>${both(last.epoch === 1 ? 'epoch' : 'epochs', '에포크')}</li>`}
${speed !== undefined && html`<li><b>${wholeText(speed)}</b>${both('images per second', '초당 이미지')}</li>`}
<li><b>${wholeText(summary.totals.parameters)}</b>${both('parameters', '매개변수')}</li>
<li><b>${wholeText(summary.totals.macs)}</b>${both('multiply-adds per image', '이미지당 곱셈-누산')}</li>
</ul>
<p class="small soft">${both(
    `Evaluated on ${wholeText(judged.images)} images of the ${judged.part} set. Seed ${seed}.${last?.stopped ? ` Stopped early, after epoch ${last.epoch} of ${epochs}: the validation loss no longer fell.` : ''}`,
    `${judgedIn} 데이터 ${wholeText(judged.images)}장으로 평가했습니다. 시드 ${seed}.${last?.stopped ? ` 검증 손실이 더 줄지 않아 ${epochs}에포크 가운데 ${last.epoch}에포크에서 일찍 멈췄습니다.` : ''}`,
  )}</p>
</header>`
}

/** Images per second over the whole training: each epoch's speed counts for as long as it took. */
function meanSpeed(lines: RunLook['lines']): number {
  const epochs = lines.filter((line) => line.kind === 'epoch')
  const took = epochs.map(({ seconds }, i) => seconds - (epochs[i - 1]?.seconds ?? 0))
  const images = epochs.reduce((sum, { imagesPerSecond }, i) => sum + imagesPerSecond * took[i]!, 0)
  return Math.round(images / epochs.at(-1)!.seconds)
}

/** What the first convolution looks for. */
export function filterSection({ filters }: RunLook, drawn: Drawn): Html {
  if (!filters) return html``
  const [number, channels, height, width] = filters.shape as [number, number, number, number]
  const left = number * channels > mostMaps
  return html`<section>
<h2>${both(`What ${filters.layer} looks for`, `${filters.layer}의 필터`)}</h2>
<p>${both(
    `Each tile is one of the ${number} learned filters: ${height} × ${width} weights${channels > 1 ? ` in each of ${channels} channels` : ''}. Red weights are positive, blue ones negative. A filter responds strongly where the image looks like it.`,
    `한 칸이 학습된 필터 ${number}개 가운데 하나입니다(가중치 ${height} × ${width}${channels > 1 ? `, 채널 ${channels}개` : ''}). 빨강은 양수, 파랑은 음수입니다. 필터는 자신과 닮은 모양에서 크게 반응합니다.`,
  )}</p>
${drawing(drawn, `filters-${fileName(filters.layer)}`, { en: `The filters of ${filters.layer}`, ko: `${filters.layer}의 필터` })}
${left && html`<p class="small soft">${both(`The first ${mostMaps} slices are shown.`, `앞의 ${mostMaps}개만 보입니다.`)}</p>`}
</section>`
}

/** One image on its way through the network. */
export function exampleSection(look: RunLook, drawn: Drawn): Html {
  const { example, classes } = look
  const { model } = look.run
  const { label, predicted } = example
  const probability = predicted === undefined ? undefined : example.probabilities[predicted]
  const verdict =
    predicted === undefined
      ? html``
      : html`<p>${both(
          `Labelled ${classes[label!]}, predicted ${classes[predicted]} with a probability of ${cautiousShareText(probability)}.`,
          `정답 ${classes[label!]}, 예측 ${classes[predicted]} (확률 ${cautiousShareText(probability)}).`,
        )}</p>`
  return html`<section>
<h2>${both('One image, layer by layer', '이미지 한 장이 지나는 층')}</h2>
<p>${both(
    'A convolution turns the maps before it into new ones; pooling makes them smaller. Each map is shown before the activation that follows the layer, if there is one. Where values can be negative, red is positive and blue negative; otherwise white is large. All maps of one layer share a scale.',
    '합성곱 층은 앞의 특징 맵으로 새 특징 맵을 만들고, 풀링 층은 맵을 줄입니다. 뒤에 활성화 함수가 있으면 그 함수를 지나기 전의 값입니다. 음수가 있는 맵에서는 빨강이 양수, 파랑이 음수이고, 음수가 없는 맵에서는 밝을수록 큰 값입니다. 한 층의 맵은 모두 같은 눈금을 씁니다.',
  )}</p>
${drawing(drawn, 'digit', { en: 'The input image', ko: '입력 이미지' })}
${verdict}
${example.maps.map((map) => mapFigure(map.layer, map.shape, model, drawn))}
</section>`
}

function mapFigure(layer: string, shape: readonly number[], model: ModelGraph, drawn: Drawn): Html {
  const size = sizeOf(shape.slice(-2))
  const some = shape.length >= 3 && sizeOf(shape) / size > mostMaps && size > 1
  return html`<h3>${layer} <span class="soft">${kindOf(model, layer)} · ${showShape(shape).replaceAll('×', ' × ')}${some && both(`, the first ${mostMaps}`, `, 앞의 ${mostMaps}개`)}</span></h3>
${drawing(drawn, `maps-${fileName(layer)}`, { en: `The output of ${layer}`, ko: `${layer}의 출력` })}`
}

/** What people call a layer of the model. */
function kindOf(model: ModelGraph, layer: string): Html {
  const { en, ko } = titleOf(model.nodes[model.find(layer)]!.layer)
  return both(en, ko)
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
  const { input } = run.model
  return html`<section>
<h2>${both('The model', '모델')}</h2>
<p>${both(
    `Input ${showShape(summary.input).replaceAll('×', ' × ')}. The receptive field is the part of the image that one value of a layer can see.`,
    `입력 ${showShape(summary.input).replaceAll('×', ' × ')}. 수용 영역은 그 층의 값 하나가 볼 수 있는 이미지의 범위입니다.`,
  )}</p>
${input && html`<p class="small soft">${both(`Images: ${describeInput(input)}.`, `이미지: ${describeInput(input, korean)}.`)}</p>`}
<div class="wide"><table>
<tr><th>${both('layer', '층')}</th><th class="left">${both('kind', '종류')}</th><th>${both('output', '출력')}</th><th>${both('parameters', '매개변수')}</th><th>${both('multiply-adds', '곱셈-누산')}</th><th>${both('receptive field', '수용 영역')}</th></tr>
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
    `Made with Striate ${config.striate}: ${machine.runtime}, ${machine.system}, ${machine.processors} processors; engine ${machine.backend}${machine.build ? ` (${machine.build})` : ''}, ${machine.threads ?? 1} threads. The same settings give the same weights, bit for bit, with the same build of the engine.`,
    `Striate ${config.striate}에서 만들었습니다: ${machine.runtime}, ${machine.system}, 프로세서 ${machine.processors}개, 엔진 ${machine.backend}${machine.build ? ` (${machine.build})` : ''}, 스레드 ${machine.threads ?? 1}개. 엔진의 빌드와 설정이 같으면 가중치가 비트까지 같습니다.`,
  )}</p>
<details><summary>${both('All settings', '모든 설정')}</summary><pre>${JSON.stringify({ source: config.source, training: config.training }, null, 2)}</pre></details>
</footer>`
}
