/**
 * Published weights for the command: downloaded with a bar on a terminal, a line in a pipe, events with --json. Stopping it keeps
 * what has come, and says so.
 */
import { visibleText } from '../plumbing.ts'
import { type PublishedWeights, pretrainedWeights, publishedModels } from '../zoo.ts'
import { bar } from './bar.ts'
import { calmCountdown, spanLeft } from './numbers.ts'
import type { Screen } from './screen.ts'
import { cut } from './width.ts'

/** Whether weights are published for a model of that name. */
export function hasPublished(name: string): boolean {
  return Object.hasOwn(publishedModels, name)
}

/** 46807480 → 46.8: in millions of bytes, as the hub shows them. */
export function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1)
}

/** The weights of a model of the zoo; undefined where the signal stopped their download. @throws as `pretrainedWeights` */
export async function hubWeights(screen: Screen, name: string, signal: AbortSignal): Promise<PublishedWeights | undefined> {
  const { words } = screen
  const { repository } = publishedModels[name]!
  const show = progressOn(screen, repository)
  let began = false
  try {
    return await pretrainedWeights(name, {
      signal,
      onWait: () => screen.note(screen.errorPaint.dim(words.hub.waits(repository))),
      onProgress(received, size) {
        began = true
        show(received, size)
      },
    })
  } catch (error) {
    if (!signal.aborted) throw error
    screen.clear()
    screen.note(began ? words.hub.kept : words.hub.stopped)
    return undefined
  } finally {
    screen.clear()
  }
}

function progressOn(screen: Screen, repository: string): (received: number, size: number | undefined) => void {
  const { words, paint } = screen
  const says = words.hub
  const countdown = calmCountdown()
  let first: { readonly received: number; readonly at: number } | undefined
  let told = -1
  return (received, size) => {
    const now = performance.now() / 1000
    if (!first) {
      first = { received, at: now }
      if (!screen.live && !screen.json)
        screen.note(says.downloads(repository, size === undefined ? undefined : megabytes(size), received > 0))
    }
    const { received: before, at } = first
    // With --json a line for each percent, or for each megabyte where no one knows how many there are.
    const step = Math.floor(size === undefined ? received / 1e6 : (100 * received) / size)
    if (step > told) screen.event({ event: 'download', repository, received, size: size ?? null })
    told = Math.max(told, step)
    screen.show(() => {
      const rate = (received - before) / Math.max(1e-3, now - at)
      const share = size === undefined ? 0 : received / size
      const pieces = [
        says.received(megabytes(received), size === undefined ? undefined : megabytes(size)),
        ...(now - at > 1 ? [says.rate(megabytes(rate))] : []),
        ...(now - at > 1 && size !== undefined && rate > 0
          ? [words.train.left(spanLeft(countdown((size - received) / rate, now), words))]
          : []),
      ]
      const room = Math.min(48, screen.columns - 8)
      const done = `${String(Math.floor(100 * share)).padStart(3)} %`
      return [
        cut(visibleText(repository), screen.columns - 1),
        ...(size === undefined ? [] : [`${bar(share, Math.max(4, room), paint)}${done}`]),
        cut(pieces.join('   '), screen.columns - 1),
      ]
    }, received === size)
  }
}
