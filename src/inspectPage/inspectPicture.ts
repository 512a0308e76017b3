/**
 * Everything that there is to see when a network looks at one picture, drawn: feature maps, filters, receptive fields, saliency,
 * occlusion, and a page that tells them. Numbers come from inspect/, figures from figures/; this goes through them in order,
 * can be stopped between any two, and says how far it is.
 */

import { choiceOption, knownOptions } from '../errors/options.ts'
import type { Figure } from '../figures/pen.ts'
import { effectiveField, saliencyOver, theoreticalField } from '../figures/receptiveField.ts'
import { renderPng } from '../figures/render.ts'
import type { ImageValues } from '../figures/values.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import type { EffectiveField } from '../inspect/effectiveReceptiveField.ts'
import { mapShape, pictureOf } from '../inspect/lookedAt.ts'
import { occlusionMap } from '../inspect/occlusion.ts'
import { type LayerField, receptiveField } from '../inspect/receptiveField.ts'
import { saliency } from '../inspect/saliency.ts'
import type { Network } from '../network/network.ts'
import { fileName } from '../runs/drawings.ts'
import { sizeOfPng } from '../runs/drawRun.ts'
import { type Language, languages } from '../text/language.ts'
import { breather } from '../training/breathe.ts'
import type { Shape } from '../values/shape.ts'
import { filterFigures, type LayerFigure, mapFigure, pictureFigure, reasonWords } from './figures.ts'
import { pageOf } from './inspectionPage.ts'
import { edgeColour, effectiveOf, layersOf, mapsOf, probabilities, putsOutScores, type Said, watchedBy } from './numbers.ts'

/** What `inspectPicture` can be told. */
export interface InspectPictureOptions {
  /** The picture as the network reads it, its name, and how people see it: [1 or 3, height, width] of the same size, 0 … 255. */
  readonly picture: { readonly name: string; readonly data: ArrayLike<number>; readonly shown: ImageValues }
  /** Whose weights they are: a run's name, or the seed of random ones. */
  readonly weights: { readonly run: string } | { readonly seed: number }
  /** By default all that do more than reshape or bend what they are given. */
  readonly layers?: readonly string[] | 'all' | undefined
  /** Names of the classes. */
  readonly classes?: readonly string[] | undefined
  readonly lang?: Language
  /** Stops between two steps; `inspectPicture` then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** Is told before each step how many are done, of how many, and what comes: a layer's name or the sort of map. */
  readonly onProgress?: ((done: number, total: number, what: string) => void) | undefined
}

/** A picture of the page: its file, its size in CSS pixels, and the words below it. */
export interface DrawnFigure {
  readonly file: string
  readonly width: number
  readonly height: number
  readonly alt: string
  readonly caption: string
}

/** One layer, looked at. */
export interface InspectedLayer {
  readonly name: string
  readonly kind: string
  readonly shape: Shape
  readonly field: LayerField
  /** Undefined where there is none: then `noEffective` is the error's code. */
  readonly effective: EffectiveField | undefined
  readonly noEffective: string | undefined
  readonly maps: DrawnFigure
  readonly filters: readonly DrawnFigure[]
  readonly fields: readonly DrawnFigure[]
}

/** What was seen. */
export interface Inspection {
  readonly model: ModelGraph
  readonly options: InspectPictureOptions
  readonly lang: Language
  readonly picture: DrawnFigure
  readonly layers: readonly InspectedLayer[]
  /** The classes with their probabilities, the likeliest first; undefined where the model puts out no scores. */
  readonly classes: readonly Said[] | undefined
  /** Of the likeliest class: saliency, SmoothGrad, occlusion. */
  readonly reasons: readonly DrawnFigure[]
  /** The files by name: PNG pictures, and index.html. */
  readonly files: ReadonlyMap<string, Uint8Array>
}

/** The page's name. */
export const inspectionPage = 'index.html'

/** Noisy pictures for effective fields, and how many multiply-adds all of them together may take in a forward pass. */
const mostSamples = 8
const sampleWork = 4e9
/** Above so many multiply-adds, occlusion patches lie side by side instead of over each other. */
const occlusionWork = 2e11
const copies = 16

/**
 * Looks at one picture with a network and draws what there is to see.
 * @throws OptionError for layers that are not there (the nearest is offered) and pictures that are not finite; ShapeError for a
 *   picture of another size and a model that reads none; UnsupportedError 'no-package' without the package that draws
 */
export async function inspectPicture(net: Network, options: InspectPictureOptions): Promise<Inspection> {
  const owner = 'inspectPicture'
  const known = ['picture', 'weights', 'layers', 'classes', 'lang', 'signal', 'onProgress'] as const
  const { picture, layers, classes, lang = 'en', signal, onProgress } = knownOptions(owner, options, known)
  choiceOption(owner, 'lang', lang, languages)
  const { model } = net
  const names = layersOf(model, layers)
  const data = pictureOf(owner, model, picture)
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
    const png = await renderPng(figure, { padding: 0, colours: over && isColour ? 'exact' : 'few' })
    files.set(`${name}.png`, png)
    return { file: `${name}.png`, ...sizeOfPng(png), alt, caption }
  }

  await step('picture')
  const drawnPicture = await draw('picture', pictureFigure(picture.shown, model.inputShape, lang), true)
  const said = scores ? probabilities(model, await watched.predict(data), classes) : undefined
  await step('maps')
  const maps = await mapsOf(watched, data, names)
  const parameters = await net.parameters()
  const inspected: InspectedLayer[] = []
  for (const [i, name] of names.entries()) {
    await step(name)
    const position = model.find(name)
    const { layer, shape } = model.nodes[position]!
    const prefix = `${String(position + 1).padStart(2, '0')}-${fileName(name).slice(0, 40)}`
    const field = receptiveField(model, name)
    const { effective, noEffective } = await effectiveOf(watched, name, samples)
    const map = maps[i] ?? (await watched.featureMaps(data, [name]))[0]!
    const filters: DrawnFigure[] = []
    if (layer.kind === 'conv2d')
      for (const [kind, one] of filterFigures(name, parameters[`${name}.weight`]!, lang))
        filters.push(await draw(`${prefix}-${kind}`, one))
    const over = { image: picture.shown, lang, width: 300 }
    const plain = (figure: Figure, alt: string): LayerFigure => ({ figure, alt, caption: '' })
    const fields = [await draw(`${prefix}-field`, plain(theoreticalField({ ...over, field }), `${name}: receptive field`), true)]
    if (effective)
      fields.push(
        await draw(`${prefix}-effective`, plain(effectiveField({ ...over, field: effective }), `${name}: effective field`), true),
      )
    inspected.push({
      name,
      kind: layer.kind,
      shape,
      field,
      effective,
      noEffective,
      maps: await draw(`${prefix}-maps`, mapFigure(map, lang)),
      filters,
      fields,
    })
  }

  const reasons: DrawnFigure[] = []
  if (scores && said) {
    const over = { image: picture.shown, lang, width: 300 }
    await step('saliency')
    for (const kind of macs * copies < occlusionWork ? (['gradient', 'smooth'] as const) : (['gradient'] as const)) {
      const { map } = await saliency(watched, data, { kind, class: said[0]!.class, copies })
      const { caption, alt } = reasonWords(lang, kind, copies)
      reasons.push(await draw(`saliency-${kind}`, { figure: saliencyOver({ ...over, map }), alt, caption }, true))
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
    const { caption, alt } = reasonWords(lang, 'occlusion', `${patch} × ${patch}`, covered.data.length)
    reasons.push(await draw('occlusion', { figure: saliencyOver({ ...over, map: covered.upsampled }), alt, caption }, true))
  }
  onProgress?.(total, total, 'page')
  const inspection = { model, options, lang, picture: drawnPicture, layers: inspected, classes: said, reasons, files }
  files.set(inspectionPage, new TextEncoder().encode(pageOf(inspection, { samples })))
  return inspection
}
