/**
 * One connection's worth of a download: what is here already is not asked for again, if the server's bytes are still the same,
 * and what comes is held against what the hub said. Source: RFC 9110, sections 13.1.5 (If-Range) and 14 (ranges).
 */
import { etagOf } from './announced.ts'
import { ask, type Hub, type StallClock } from './connection.ts'
import { changed, endedEarly, otherLength, type Progress, Temporary } from './hubErrors.ts'
import { addressOf, type HubFile } from './hubFile.ts'
import type { Part } from './part.ts'

/** Asks for the rest of a part, and adds what comes, to its end. @throws as `ask`; FormatError 'other-length', 'file-refused' */
export async function receive(file: HubFile, part: Part, hub: Hub, onBytes: () => void): Promise<void> {
  const address = addressOf(file, hub.settings)
  // Without a name for the server's bytes only the hash tells whether the rest belongs to them.
  if (part.received > 0 && part.validator === undefined && part.note.sha256 === undefined) await part.restart()
  const from = part.received
  const headers = from > 0 ? { Range: `bytes=${from}-`, ...(part.validator ? { 'If-Range': part.validator } : {}) } : {}
  const isWanted = ({ status }: Response) => status === 416
  const progress = (): Progress => ({ received: part.received, size: part.note.size })
  await ask(file, hub, { method: 'GET', headers, isWanted }, progress, async (answer, clock) => {
    const size = await place(answer, part, address, from)
    await addAll(answer, part, address, size, clock, onBytes)
    if (size !== undefined && part.received < size) throw new Temporary(endedEarly(address, progress()))
  })
}

/** Makes the part ready for the bytes of an answer, and says how many there will be in all. */
async function place(answer: Response, part: Part, address: string, from: number): Promise<number | undefined> {
  const { headers, status } = answer
  const { size } = part.note
  const validator = strongEtag(headers.get('etag'))
  if (status === 206) {
    const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get('content-range') ?? '') ?? []
    const isOther = validator !== undefined && part.validator !== undefined && validator !== part.validator
    const isRest = Number(start) === from && (total === '*' || size === undefined || Number(total) === size)
    if (isOther || !isRest) throw await anew(part, address)
    return size ?? (total === '*' || total === undefined ? undefined : Number(total))
  }
  if (status === 416) throw await anew(part, address)
  // All of it: because it was asked for, because the server knows no ranges, or because it is another file now.
  if (from > 0 && part.validator !== undefined && validator !== part.validator) throw await anew(part, address)
  const isPlain = (headers.get('content-encoding') ?? 'identity') === 'identity'
  const length = isPlain && headers.has('content-length') ? Number(headers.get('content-length')) : undefined
  if (size !== undefined && length !== undefined && length !== size) throw otherLength(address, length, size)
  if (from > 0) await part.restart()
  await part.begin(validator)
  return size ?? length
}

/** What is here is of no use any more: the next try asks the hub again, and begins. */
async function anew(part: Part, address: string): Promise<Temporary> {
  await part.restart()
  return new Temporary(changed(address))
}

async function addAll(
  { body }: Response,
  part: Part,
  address: string,
  size: number | undefined,
  clock: StallClock,
  onBytes: () => void,
): Promise<void> {
  const reader = body?.getReader()
  for (;;) {
    clock.start()
    const next = await reader?.read().catch((cause) => {
      throw new Temporary(endedEarly(address, { received: part.received, size }, cause))
    })
    clock.stop()
    if (!next || next.done) return
    if (size !== undefined && part.received + next.value.length > size) {
      const found = part.received + next.value.length
      await part.discard()
      throw otherLength(address, found, size)
    }
    await part.add(next.value)
    onBytes()
  }
}

/** `If-Range` takes strong names alone. */
function strongEtag(header: string | null): string | undefined {
  return header && !header.startsWith('W/') && etagOf(header) ? header : undefined
}
