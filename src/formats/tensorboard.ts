/**
 * TensorBoard's event files: the curves and images of a training in the form that TensorBoard and other tools read.
 * Bytes in, bytes out: a file is `eventFileStart`, then one `eventRecord` after the other; no file is touched here.
 * Scalars and PNG images are written; of other kinds of values the reader gives the tag alone.
 * Source: tensorflow/core/util/event.proto, tensorflow/core/framework/summary.proto.
 */

import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import { FormatError } from '../errors/errors.ts'
import { knownOptions, realOption, show, wholeOption, wrongOption } from '../errors/options.ts'
import { asIs, say } from '../errors/say.ts'
import { record, records } from './tensorboardRecord.ts'

/** An image as a PNG file. */
export interface EventImage {
  readonly png: Uint8Array
  /** Pixels. They stand in the PNG: where they are given for writing, they must agree with it. */
  readonly height?: number | undefined
  readonly width?: number | undefined
}

/** One value under a name ("train/loss"); for writing, either a scalar or an image. */
export interface EventValue {
  /** Slashes make groups: TensorBoard shows `train/loss` in the group `train`. */
  readonly tag: string
  /** Stored as float32; may be NaN or infinite. */
  readonly scalar?: number | undefined
  readonly image?: EventImage | undefined
}

/** What happened at a step. */
export interface TrainingEvent {
  /** Seconds since 1970, with a fraction: `Date.now() / 1000`. */
  readonly wallTime: number
  /** A whole number; 0 if not given. */
  readonly step?: number | undefined
  /** The first record of a file says 'brain.Event:2' and nothing else (`eventFileStart`). */
  readonly fileVersion?: string | undefined
  readonly values?: readonly EventValue[] | undefined
}

const version = 'brain.Event:2'
const [pngSignature, pngHeader] = [
  [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10],
  [0x49, 0x48, 0x44, 0x52],
]
/** How many channels a PNG's colour type has; a palette is shown in RGB. */
const channels: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 3, 4: 2, 6: 4 }

/**
 * The name that TensorBoard looks for: `events.out.tfevents.<seconds>.<host>`. `wallTime` is in seconds since 1970.
 * @throws OptionError where the time is not a time, or the host cannot be part of a file's name.
 */
export function eventFileName(wallTime: number, host = 'striate'): string {
  realOption('eventFileName', 'wallTime', wallTime, { min: 0 })
  if (typeof host !== 'string' || !/^[\w.-]+$/.test(host))
    throw wrongOption('eventFileName', 'host', host, say('a name of letters, digits, dots and hyphens'))
  return `events.out.tfevents.${String(Math.floor(wallTime)).padStart(10, '0')}.${host}`
}

/** The first record of every event file: which version of the format follows. */
export function eventFileStart(wallTime: number): Uint8Array {
  return eventRecord({ wallTime, fileVersion: version })
}

/**
 * One event as a record, to be put at the end of a file.
 * @throws OptionError for a time, step or value that is none; FormatError 'not-png' for an image that is no PNG.
 */
export function eventRecord(event: TrainingEvent): Uint8Array {
  const { wallTime, step = 0, fileVersion, values = [] } = knownOptions('eventRecord', event, eventParts)
  const writer = new BinaryWriter()
  writer.tag(1, WireType.Bit64).double(realOption('eventRecord', 'wallTime', wallTime, { min: 0 }))
  // As in all of protobuf's newer dialect, a zero is not written.
  wholeOption('eventRecord', 'step', step, { min: 0, max: Number.MAX_SAFE_INTEGER })
  if (step !== 0) writer.tag(2, WireType.Varint).int64(step)
  if (fileVersion !== undefined) writer.tag(3, WireType.LengthDelimited).string(fileVersion)
  if (values.length > 0) {
    writer.tag(5, WireType.LengthDelimited).fork()
    for (const value of values) writeValue(writer.tag(1, WireType.LengthDelimited).fork(), value).join()
    writer.join()
  }
  return record(writer.finish())
}
const eventParts = ['wallTime', 'step', 'fileVersion', 'values']

function writeValue(writer: BinaryWriter, value: EventValue): BinaryWriter {
  const { tag, scalar, image } = knownOptions('eventRecord: values', value, ['tag', 'scalar', 'image'])
  if (typeof tag !== 'string' || tag === '') throw wrongOption('eventRecord', 'tag', tag, say('a name'))
  if ((scalar === undefined) === (image === undefined))
    throw wrongOption('eventRecord', `"${tag}"`, value, say('either a scalar or an image'))
  writer.tag(1, WireType.LengthDelimited).string(tag)
  if (image) return writeImage(writer, tag, image)
  if (typeof scalar !== 'number') throw wrongOption('eventRecord', `"${tag}"`, scalar, say('a number'))
  return writer.tag(2, WireType.Bit32).float(Math.fround(scalar))
}

function writeImage(writer: BinaryWriter, tag: string, image: EventImage): BinaryWriter {
  const { png, ...given } = knownOptions('eventRecord: image', image, ['png', 'height', 'width'])
  const size = pngSize(tag, png)
  for (const side of ['height', 'width'] as const)
    if (given[side] !== undefined && given[side] !== size[side])
      throw wrongOption(
        'eventRecord',
        `"${tag}" ${side}`,
        given[side],
        say('{size}, as in the PNG, or left out', { size: size[side] }),
      )
  return writer
    .tag(4, WireType.LengthDelimited)
    .fork()
    .tag(1, WireType.Varint)
    .int32(size.height)
    .tag(2, WireType.Varint)
    .int32(size.width)
    .tag(3, WireType.Varint)
    .int32(size.channels)
    .tag(4, WireType.LengthDelimited)
    .bytes(png)
    .join()
}

/** Height, width and channels as a PNG's first chunk says (the signature, then length, 'IHDR', width, height, depth, type). */
function pngSize(tag: string, png: Uint8Array) {
  const has = (bytes: readonly number[], at: number) => bytes.every((byte, i) => png[at + i] === byte)
  const colour = png instanceof Uint8Array && png.length > 33 && has(pngSignature, 0) && has(pngHeader, 12) ? png[25]! : -1
  if (!channels[colour])
    throw new FormatError({
      code: 'not-png',
      message: say('eventRecord: the image of {tag} is not a PNG file.', { tag: show(tag) }),
      numbers: [
        !(png instanceof Uint8Array)
          ? asIs(show(png))
          : png.length > 0
            ? say('{count} bytes, the first is {first}', { count: png.length, first: png[0]! })
            : say('it has no bytes'),
      ],
      fix: say('pass the bytes of a PNG file.'),
    })
  const view = new DataView(png.buffer, png.byteOffset)
  return { width: view.getUint32(16), height: view.getUint32(20), channels: channels[colour] }
}

/**
 * The events of a file, in their order. Every record's checksums are verified; `name` is for messages.
 * @throws FormatError 'truncated', 'bad-checksum', 'bad-event', 'not-events', with the record's number.
 */
export function readEvents(bytes: Uint8Array, name = 'event file'): TrainingEvent[] {
  const events: TrainingEvent[] = []
  for (const data of records(bytes, name)) {
    const number = events.length + 1
    try {
      events.push(readEvent(new BinaryReader(data)))
    } catch (cause) {
      throw new FormatError(
        {
          code: 'bad-event',
          message: say('{name}: record {number} is intact, but does not hold an event.', { name, number }),
          numbers: [cause instanceof Beyond ? say('a part reaches beyond its end') : asIs((cause as Error).message)],
          details: { record: number },
        },
        { cause },
      )
    }
  }
  if (events[0]?.fileVersion?.startsWith('brain.Event:')) return events
  throw new FormatError({
    code: 'not-events',
    message: say('{name}: this is not an event file: it does not begin with its version.', { name }),
    numbers: [say('the first record must say "{version}"; it says {found}', { version, found: show(events[0]?.fileVersion) })],
  })
}

/** A part of a message that reaches beyond its end. */
class Beyond extends Error {}

/** Goes through the fields of a message; `take` reads those it knows and says so, the others are skipped. */
function fields(reader: BinaryReader, end: number, take: (field: number, type: WireType) => boolean): void {
  while (reader.pos < end) {
    const [field, type] = reader.tag()
    if (!take(field, type)) reader.skip(type, field)
  }
  if (reader.pos !== end) throw new Beyond()
}

/** The same for a message inside a message, which begins with its length. */
function inner(reader: BinaryReader, take: (field: number, type: WireType) => boolean): boolean {
  const length = reader.uint32()
  const end = reader.pos + length
  if (end > reader.len) throw new Beyond()
  fields(reader, end, take)
  return true
}

function readEvent(reader: BinaryReader): TrainingEvent {
  let [wallTime, step] = [0, 0]
  let fileVersion: string | undefined
  const values: EventValue[] = []
  fields(reader, reader.len, (field, type) => {
    if (field === 1 && type === WireType.Bit64) wallTime = reader.double()
    else if (field === 2 && type === WireType.Varint) step = Number(reader.int64())
    else if (field === 3 && type === WireType.LengthDelimited) fileVersion = reader.string(true)
    else if (field === 5 && type === WireType.LengthDelimited)
      return inner(reader, (part, kind) => part === 1 && kind === WireType.LengthDelimited && values.push(readValue(reader)) > 0)
    else return false
    return true
  })
  return { wallTime, step, ...(fileVersion === undefined ? {} : { fileVersion }), values }
}

function readValue(reader: BinaryReader): EventValue {
  const value: { tag: string; scalar?: number; image?: EventImage } = { tag: '' }
  inner(reader, (field, type) => {
    if (field === 1 && type === WireType.LengthDelimited) value.tag = reader.string(true)
    else if (field === 2 && type === WireType.Bit32) value.scalar = reader.float()
    else if (field === 4 && type === WireType.LengthDelimited) value.image = readImage(reader)
    else return false
    return true
  })
  return value
}

function readImage(reader: BinaryReader): EventImage {
  const image = { height: 0, width: 0, png: new Uint8Array(0) }
  inner(reader, (field, type) => {
    if (field === 1 && type === WireType.Varint) image.height = reader.int32()
    else if (field === 2 && type === WireType.Varint) image.width = reader.int32()
    else if (field === 4 && type === WireType.LengthDelimited) image.png = reader.bytes().slice()
    else return false
    return true
  })
  return image
}
