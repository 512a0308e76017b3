/**
 * The lecture as a whole: computes its sections one after the other, draws their figures into files, and writes one page that
 * tells them all. It is pulled: whoever asks for the next event decides how fast it goes and when it stops. What is in the
 * sections is in sections/.
 */

import type { Backend } from '../backends/backend.ts'
import { OptionError } from '../errors/errors.ts'
import { choiceOption, knownOptions, wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import type { ImageSource } from '../image/loadImage.ts'
import { type Storage, tornSuffix } from '../storage/storage.ts'
import { type Language, languages } from '../text/language.ts'
import { version } from '../text/version.ts'
import { type LessonContext, lessonContext } from './context.ts'
import { drawFigure, type FigureFiles } from './drawFigure.ts'
import { listingFiles } from './listing.ts'
import { lecturePage } from './page.ts'
import { loadPhotograph } from './photograph.ts'
import type { Section } from './section.ts'
import { why } from './sections/01-why.ts'
import { convolution } from './sections/02-convolution.ts'
import { paddingAndStride } from './sections/03-padding-stride.ts'
import { pooling } from './sections/04-pooling.ts'
import { fullyConnected } from './sections/05-dense.ts'
import { receptiveFields } from './sections/06-receptive-field.ts'
import { greyFilters } from './sections/07-grey-filters.ts'
import { channels } from './sections/08-channels.ts'
import { overChannels } from './sections/09-over-channels.ts'
import { convolutionLayer } from './sections/10-conv2d.ts'
import { poolingLayer } from './sections/11-pooling2d.ts'
import { models } from './sections/12-models.ts'
import { training } from './sections/13-training.ts'

/** What `lecture` can be told. */
export interface LectureOptions {
  /** Where the page and its figures go: a new place, or one that holds an earlier lecture. */
  readonly storage: Storage
  /** What the large convolutions run on: `await wasm()`. It is not disposed. */
  readonly backend: Backend
  /** The photograph, whatever `loadImage` reads; it is brought to 440×440. Default: the package's own. */
  readonly image?: ImageSource | undefined
  /** The language of the events, and in which the page opens; it holds both. Default 'en'. */
  readonly lang?: Language | undefined
  /** Stops it: the next pull throws the signal's reason. Every file is whole; there is no page yet. */
  readonly signal?: AbortSignal | undefined
}

/** What `lecture` yields. `done` is the share of the whole, 0 … 1. */
export type LectureEvent =
  | { readonly kind: 'section'; readonly number: number; readonly id: string; readonly title: string; readonly done: number }
  | {
      readonly kind: 'cell'
      readonly section: number
      readonly label: string
      readonly call: string | undefined
      /** What the cell prints, exactly. */
      readonly printed: string
      /** Whether it is an error that was asked for. */
      readonly refused: boolean
      readonly done: number
    }
  | { readonly kind: 'figure'; readonly section: number; readonly path: string; readonly done: number }
  | { readonly kind: 'end'; readonly page: string; readonly figures: number; readonly bytes: number; readonly done: 1 }

/** The sections in order, and about how much of the time each takes (only the bar of the command cares). */
export const sections: readonly { readonly make: (context: LessonContext) => Promise<Section>; readonly share: number }[] = [
  { make: why, share: 5 },
  { make: convolution, share: 6 },
  { make: paddingAndStride, share: 5 },
  { make: pooling, share: 8 },
  { make: fullyConnected, share: 4 },
  { make: receptiveFields, share: 14 },
  { make: greyFilters, share: 7 },
  { make: channels, share: 6 },
  { make: overChannels, share: 9 },
  { make: convolutionLayer, share: 18 },
  { make: poolingLayer, share: 12 },
  { make: models, share: 10 },
  { make: training, share: 20 },
]

/** The names of what `lecture` writes. */
export const lectureFiles = { marker: 'lecture.json', page: 'index.html', figures: 'figures', code: 'code' } as const

/**
 * Computes, draws and writes the lecture; every section is yielded with its cells and figures, and the page comes last. Needs
 * about 1 GiB of memory at its largest convolution, 15 images and 64 filters of 5×5.
 * @throws OptionError for unknown options, and 'folder-taken' where the storage holds something else; what `loadImage` throws
 * for a
 *   image that is none; the signal's reason
 */
export async function* lecture(options: LectureOptions): AsyncGenerator<LectureEvent, void, void> {
  const given = knownOptions('lecture', options, ['storage', 'backend', 'image', 'lang', 'signal'])
  const { storage, backend, image, lang = 'en', signal } = given
  choiceOption('lecture', 'lang', lang, languages)
  if (typeof storage?.write !== 'function')
    throw wrongOption('lecture', 'storage', storage, say('a storage, such as folderStorage(path)'))
  if (typeof backend?.prepare !== 'function')
    throw wrongOption('lecture', 'backend', backend, say('a backend, such as await wasm()'))
  await refuseTaken(storage)
  const context = lessonContext(await loadPhotograph(image, signal), backend, signal)
  await clear(storage)

  const all = sections.reduce((sum, { share }) => sum + share, 0)
  const told: { section: Section; drawn: ReadonlyMap<string, FigureFiles> }[] = []
  let [past, figures, bytes] = [0, 0, 0]
  const write = async (path: string, data: Uint8Array) => {
    signal?.throwIfAborted()
    await storage.write(path, data)
    bytes += data.length
  }
  for (const { make, share } of sections) {
    signal?.throwIfAborted()
    const section = await make(context)
    const drawings = section.cells.flatMap((cell) => cell.figures ?? [])
    const at = (part: number) => (past + share * part) / all
    yield { kind: 'section', number: section.number, id: section.id, title: section.title[lang], done: at(0.4) }
    for (const { label, call, printed, refused } of section.cells)
      if (printed !== undefined)
        yield {
          kind: 'cell',
          section: section.number,
          label: label[lang],
          call,
          printed,
          refused: refused !== undefined,
          done: at(0.4),
        }
    const drawn = new Map<string, FigureFiles>()
    for (const [i, figure] of drawings.entries()) {
      signal?.throwIfAborted()
      const one = await drawFigure(figure, section.number, lang)
      for (const [path, data] of one.files) await write(path, data)
      drawn.set(figure.name, one.drawn)
      figures += one.files.size
      yield { kind: 'figure', section: section.number, path: one.drawn.path, done: at(0.4 + (0.6 * (i + 1)) / drawings.length) }
    }
    past += share
    // The drawings hold maps; what the page needs are words and the files' names.
    told.push({ section, drawn })
  }
  for (const [name, text] of Object.entries(listingFiles))
    await write(`${lectureFiles.code}/${name}`, new TextEncoder().encode(text))
  await write(lectureFiles.page, new TextEncoder().encode(lecturePage(told, lang)))
  yield { kind: 'end', page: lectureFiles.page, figures, bytes, done: 1 }
}

/** A folder with anything else in it is not ours to write into. */
async function refuseTaken(storage: Storage): Promise<void> {
  const names = await storage.list()
  if (names.length === 0 || names.includes(lectureFiles.marker)) return
  throw new OptionError({
    code: 'folder-taken',
    message: say('{name} holds other files, which the lecture must not mix with.', { name: storage.name }),
    numbers: [say('found: {names}', { names: names.length > 5 ? `${names.slice(0, 5).join(', ')} …` : names.join(', ') })],
    fix: say('choose a folder that is new or empty, or one with an earlier lecture, which is then replaced.'),
    details: { storage: storage.name, found: names },
  })
}

/** Takes an earlier lecture away, the page first: it never shows figures of another. */
async function clear(storage: Storage): Promise<void> {
  await storage.remove(lectureFiles.page)
  const ours = (name: string) => /^\d\d-.*\.png$/.test(name) || name.endsWith(tornSuffix)
  for (const name of await storage.list(lectureFiles.figures))
    if (ours(name)) await storage.remove(`${lectureFiles.figures}/${name}`)
  const marker = { format: 'striate-lecture', version: 1, striate: version }
  await storage.write(lectureFiles.marker, new TextEncoder().encode(`${JSON.stringify(marker)}\n`))
}
