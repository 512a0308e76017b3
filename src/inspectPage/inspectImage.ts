/**
 * Everything that there is to see when a network looks at one image, drawn: feature maps, filters, receptive fields, saliency,
 * occlusion, and a page that tells them. Numbers come from inspect/, figures from figures/; this goes through them in order,
 * can be stopped between any two, and says how far it is.
 */

import { choiceOption, knownOptions } from '../errors/options.ts'
import { samePng, sizeOfPng } from '../figures/png.ts'
import { effectiveField, saliencyOver, theoreticalField } from '../figures/receptiveField.ts'
import { renderPng } from '../figures/render.ts'
import type { ImageValues } from '../figures/values.ts'
import { filterParameter } from '../inspect/layersToShow.ts'
import { imageOf, mapShape } from '../inspect/lookedAt.ts'
import { occlusionMap } from '../inspect/occlusion.ts'
import { receptiveField } from '../inspect/receptiveField.ts'
import { saliency } from '../inspect/saliency.ts'
import type { Network } from '../network/network.ts'
import { fileName } from '../storage/fileName.ts'
import { type Language, languages, type Words } from '../text/language.ts'
import { breather } from '../training/breathe.ts'
import { filterFigures, imageFigure, type LayerFigure, mapFigure, reasonWords } from './figures.ts'
import type { DrawnFigure, InspectedLayer, InspectImageOptions, Inspection } from './inspection.ts'
import { pageOf } from './inspectionPage.ts'
import { activationAfter, edgeColour, effectiveOf, layersOf, mapsOf, probabilities, putsOutScores, watchedBy } from './numbers.ts'
import { inBoth } from './words.ts'

/** The page's name. */
export const inspectionPage = 'index.html'

/** Noisy images for effective fields, and how many multiply-adds all of them together may take in a forward pass. */
const mostSamples = 8
const sampleWork = 4e9
/** Above so many multiply-adds, occlusion patches lie side by side instead of over each other. */
const occlusionWork = 2e11
const copies = 16
/** Sharp on screens with two pixels to one of CSS. */
const scale = 2

/**
 * Looks at one image with a network and draws what there is to see.
 * @throws OptionError for layers that are not there (the nearest is offered) and images that are not finite; ShapeError for a
 *   image of another size and a model that reads none; UnsupportedError 'no-package' without the package that draws
 */
export async function inspectImage(net: Network, options: InspectImageOptions): Promise<Inspection> {
  const owner = 'inspectImage'
  const known = ['image', 'weights', 'layers', 'unlikeness', 'classes', 'lang', 'signal', 'onProgress'] as const
  const { image, layers, classes, lang = 'en', signal, onProgress } = knownOptions(owner, options, known)
  choiceOption(owner, 'lang', lang, languages)
  const { model } = net
  const names = layersOf(model, layers)
  const data = imageOf(owner, net, image.data)
  const scores = putsOutScores(model)
  const macs = Math.max(1, model.summary().totals.macs)
  const samples = Math.max(1, Math.min(mostSamples, Math.floor(sampleWork / macs)))
  const total = 2 + names.length + (scores ? 2 : 0)
  const breathe = breather()
  let done = -1
  const step = async (what: string) => {
    onProgress?.(++done, total, what)
    await breathe()
    signal?.throwIfAborted()
  }
  const watched = watchedBy(net, async () => {
    await breathe()
    signal?.throwIfAborted()
  })

  const files = new Map<string, Uint8Array>()
  const isColour = model.inputShape[0] === 3
  // Over a photograph few colours would be seen as bands.
  const draw = async (name: string, { figure, alt, caption }: LayerFigure, over = false): Promise<DrawnFigure> => {
    const look = { scale, padding: 0, colours: over && isColour ? 'exact' : 'few' } as const
    const [en, ko] = [figure('en'), figure('ko')]
    const png = await renderPng(en, look)
    files.set(`${name}.png`, png)
    const drawn = { file: { en: `${name}.png`, ko: `${name}.png` }, ...sizeOfPng(png, scale), alt, caption }
    if (en === ko) return drawn
    const korean = await renderPng(ko, look)
    if (samePng(png, korean)) return drawn
    files.set(`${name}-ko.png`, korean)
    return { ...drawn, file: { ...drawn.file, ko: `${name}-ko.png` } }
  }

  await step('image')
  const drawnImage = await draw('image', imageFigure(image.shown, model.inputShape), true)
  const said = scores ? probabilities(model, await watched.predict(data), classes) : undefined
  await step('maps')
  const maps = await mapsOf(watched, data, names)
  const parameters = await net.parameters()
  const inspected: InspectedLayer[] = []
  for (const [i, name] of names.entries()) {
    await step(name)
    const position = model.find(name)
    const node = model.nodes[position]!
    const prefix = `${String(position + 1).padStart(2, '0')}-${fileName(name)}`
    const field = receptiveField(model, name)
    const { effective, noEffective } = await effectiveOf(watched, name, samples)
    const map = maps[i] ?? (await watched.featureMaps(data, [name]))[0]!
    const filters: DrawnFigure[] = []
    const filterName = filterParameter(node)
    if (filterName)
      for (const [kind, one] of filterFigures(name, parameters[filterName]!)) filters.push(await draw(`${prefix}-${kind}`, one))
    const over = (lang: Language) => ({ image: image.shown, lang, width: 300 })
    const plain = (figure: LayerFigure['figure'], alt: Words): LayerFigure => ({ figure, alt, caption: undefined })
    const theoretical = plain(
      (lang) => theoreticalField({ ...over(lang), field }),
      inBoth((w) => `${name}: ${w.fieldOf}`),
    )
    const fields = [await draw(`${prefix}-field`, theoretical, true)]
    if (effective) {
      const measured = plain(
        (lang) => effectiveField({ ...over(lang), field: effective }),
        inBoth((w) => `${name}: ${w.effectiveOf}`),
      )
      fields.push(await draw(`${prefix}-effective`, measured, true))
    }
    inspected.push({
      name,
      kind: node.layer.kind,
      shape: node.shape,
      field,
      effective,
      noEffective,
      maps: await draw(`${prefix}-maps`, mapFigure(map, activationAfter(model, position))),
      filters,
      fields,
    })
  }

  const reasons: DrawnFigure[] = []
  if (scores && said) {
    const over = (map: ImageValues) => (lang: Language) => saliencyOver({ image: image.shown, width: 300, map, lang })
    await step('saliency')
    for (const kind of macs * copies < occlusionWork ? (['gradient', 'smooth'] as const) : (['gradient'] as const)) {
      const { map } = await saliency(watched, data, { kind, class: said[0]!.class, copies })
      reasons.push(await draw(`saliency-${kind}`, { figure: over(map), ...reasonWords(kind, copies) }, true))
    }
    await step('occlusion')
    const [, height, width] = mapShape(model.inputShape)
    const patch = Math.max(1, Math.round(Math.min(height, width) / 8))
    const stride = macs * 225 > occlusionWork ? patch : Math.max(1, patch >> 1)
    const value = edgeColour(data, model.inputShape)
    const covered = await occlusionMap(watched, data, {
      class: said[0]!.class,
      patch,
      stride,
      value,
      batch: Math.max(1, Math.min(32, Math.floor(1e10 / macs))),
    })
    const words = reasonWords('occlusion', `${patch} × ${patch}`, covered.data.length)
    reasons.push(await draw('occlusion', { figure: over(covered.upsampled), ...words }, true))
  }
  onProgress?.(total, total, 'page')
  const inspection = { model, options, lang, image: drawnImage, layers: inspected, classes: said, reasons, files }
  files.set(inspectionPage, new TextEncoder().encode(pageOf(inspection, { samples })))
  return inspection
}
