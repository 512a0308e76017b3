import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import { eventFileName, eventFileStart, eventRecord, readEvents, type TrainingEvent } from './tensorboard.ts'
import { crc32c, maskedCrc32c, record, records } from './tensorboardRecord.ts'

const ascii = (text: string) => new TextEncoder().encode(text)
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const fromHex = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'))
const refuses = (run: () => unknown, code: string, ...lines: string[]) => assert.throws(run, { code, message: lines.join('\n') })

/** A PNG of 2×1 grey pixels, as a drawing program wrote it. */
const png = fromHex(
  '89504e470d0a1a0a 0000000d49484452 0000000200000001 0800000000 d1492094 0000000b49444154 789c63606008000000430041 2cb24f52 0000000049454e44 ae426082',
)
const file = (...events: TrainingEvent[]) =>
  new Uint8Array(Buffer.concat([eventFileStart(1.5), ...events.map((event) => eventRecord(event))]))

test('CRC-32C: the published check value, and those of RFC 3720', () => {
  assert.equal(crc32c(ascii('123456789')), 0xe3069283)
  assert.equal(crc32c(new Uint8Array(32)), 0x8a9136aa)
  assert.equal(crc32c(new Uint8Array(32).fill(255)), 0x62a8ab43)
  assert.equal(crc32c(Uint8Array.from({ length: 32 }, (_, i) => i)), 0x46dd794e)
  assert.equal(crc32c(new Uint8Array(0)), 0)
  // 0xe3069283 turned right by 15 bits is 0x2507c60d; plus 0xa282ead8.
  assert.equal(maskedCrc32c(ascii('123456789')), 0x2507c60d + 0xa282ead8)
})

test('a scalar, byte for byte', () => {
  const bytes = eventRecord({ wallTime: 1.5, step: 300, values: [{ tag: 'loss', scalar: 0.25 }] })
  // 1: double 1.5; 2: 300 in sevens of bits; 5: 13 bytes: 1: 11 bytes: 1: 'loss', 2: float 0.25
  const data = fromHex('09 000000000000f83f 10 ac02 2a 0d 0a 0b 0a 04 6c6f7373 15 0000803e')
  assert.equal(hex(bytes.subarray(12, -4)), hex(data))
  assert.equal(hex(bytes.subarray(0, 8)), '1b00000000000000')
  const view = new DataView(bytes.buffer)
  assert.equal(view.getUint32(8, true), maskedCrc32c(bytes.subarray(0, 8)))
  assert.equal(view.getUint32(12 + 27, true), maskedCrc32c(data))
  assert.equal(bytes.length, 12 + 27 + 4)
})

test('the first record is what PyTorch and TensorFlow write', () => {
  const data = fromHex('09 000000000000f83f 1a 0d 627261696e2e4576656e743a32')
  assert.equal(hex(eventFileStart(1.5)), hex(record(data)))
  // The first twelve bytes of every event file: length 24 and its check.
  assert.equal(hex(eventFileStart(1.5).subarray(0, 12)), '1800000000000000a37f4b22')
})

test('what is written is read again', () => {
  const values = [
    { tag: 'train/loss', scalar: Math.fround(0.1) },
    { tag: '정확도', scalar: 0 },
    { tag: 'C1', image: { png, height: 1, width: 2 } },
    { tag: 'loss', scalar: Number.NaN },
    { tag: 'loss', scalar: Number.POSITIVE_INFINITY },
  ]
  const late = { wallTime: 1_800_000_000.25, step: 2 ** 40, values }
  assert.deepEqual(readEvents(file({ wallTime: 2, values: [] }, late)), [
    { wallTime: 1.5, step: 0, fileVersion: 'brain.Event:2', values: [] },
    { wallTime: 2, step: 0, values: [] },
    late,
  ])
  // Beyond float32 is infinite there.
  const [, beyond] = readEvents(file({ wallTime: 2, values: [{ tag: 'loss', scalar: 1e300 }] }))
  assert.equal(beyond?.values?.[0]?.scalar, Number.POSITIVE_INFINITY)
})

test('parts that are not known are passed over', () => {
  const writer = new BinaryWriter().tag(1, WireType.Bit64).double(7).tag(4, WireType.LengthDelimited).bytes(ascii('graph'))
  writer.tag(5, WireType.LengthDelimited).fork().tag(1, WireType.LengthDelimited).fork()
  writer.tag(1, WireType.LengthDelimited).string('t').tag(8, WireType.LengthDelimited).bytes(ascii('tensor')).join().join()
  const bytes = new Uint8Array(Buffer.concat([eventFileStart(1), record(writer.finish())]))
  assert.deepEqual(readEvents(bytes)[1], { wallTime: 7, step: 0, values: [{ tag: 't' }] })
})

test('a file that is cut off says where', () => {
  const first = eventFileStart(1.5).length
  const bytes = file({ wallTime: 2, step: 1, values: [{ tag: 'a', scalar: 1 }] })
  for (let length = first + 1; length < bytes.length; length++) {
    const left = length - first
    const wanted = left < 12 ? 'its frame begins with 12 bytes' : 'it takes 12 + 23 + 4 bytes'
    refuses(
      () => readEvents(bytes.subarray(0, length), 'run'),
      'truncated',
      'run: record 2 is cut off.',
      `  it begins at byte ${first}; ${wanted}, the file has ${left} there`,
      '  Fix: use what comes before it (intact records: 1); a file that is still being written may end like this.',
    )
  }
  assert.equal(readEvents(bytes.subarray(0, first)).length, 1)
})

test('a file with one wrong bit says where', () => {
  const bytes = file({ wallTime: 2, step: 1, values: [{ tag: 'a', scalar: 1 }] })
  const first = eventFileStart(1.5).length
  for (let at = 0; at < bytes.length; at++) {
    const damaged = bytes.slice()
    damaged[at]! ^= 4
    const number = at < first ? 1 : 2
    assert.throws(() => readEvents(damaged, 'run'), { code: 'bad-checksum' }, `byte ${at}`)
    assert.throws(() => readEvents(damaged, 'run'), new RegExp(`^FormatError: run: record ${number} is damaged`))
  }
  const damaged = bytes.slice()
  damaged[first + 20]! ^= 1
  const data = damaged.subarray(first + 12, -4)
  const word = (value: number) => `0x${value.toString(16).padStart(8, '0')}`
  refuses(
    () => readEvents(damaged),
    'bad-checksum',
    'event file: record 2 is damaged: its data does not match its checksum.',
    `  at byte ${first}: stored ${word(maskedCrc32c(bytes.subarray(first + 12, -4)))}, computed ${word(maskedCrc32c(data))}`,
  )
})

test('files that are no event files', () => {
  const words = 'event file: this is not an event file: it does not begin with its version.'
  refuses(
    () => readEvents(new Uint8Array(0)),
    'not-events',
    words,
    '  the first record must say "brain.Event:2"; it says undefined',
  )
  refuses(
    () => readEvents(eventRecord({ wallTime: 1, fileVersion: 'other:1' })),
    'not-events',
    words,
    '  the first record must say "brain.Event:2"; it says "other:1"',
  )
  assert.throws(() => readEvents(png), { code: 'bad-checksum' })
  for (const data of ['2a05', '2a02 0a09', '09 0000', '07', '1a02 ffff'].map(fromHex))
    assert.throws(
      () => readEvents(new Uint8Array(Buffer.concat([eventFileStart(1), record(data)]))),
      (error: { code: string; message: string }) =>
        error.code === 'bad-event' && /^event file: record 2 is intact, but does not hold an event\.\n {2}\S/.test(error.message),
      hex(data),
    )
})

test('frames of any data go in and out, also where they do not begin at a multiple of eight', () => {
  const parts = [new Uint8Array(0), ascii('a'), Uint8Array.from({ length: 1000 }, (_, i) => i)]
  const bytes = new Uint8Array(Buffer.concat([Uint8Array.of(9), ...parts.map(record)])).subarray(1)
  assert.deepEqual([...records(bytes, 'x')].map(hex), parts.map(hex))
})

test('what cannot be written', () => {
  const value = (values: unknown) => () => eventRecord({ wallTime: 1, values: [values] } as TrainingEvent)
  const option = (run: () => unknown, message: string) => assert.throws(run, { name: 'OptionError', message })
  option(() => eventRecord({} as TrainingEvent), 'eventRecord: wallTime must be a number of at least 0. Received: undefined.')
  option(
    () => eventRecord({ wallTime: 1, step: -1 }),
    'eventRecord: step must be a whole number from 0 to 9007199254740991. Received: -1.',
  )
  option(
    () => eventRecord({ wallTime: 1, stepp: 1 } as TrainingEvent),
    'eventRecord has no option "stepp".\n  Fix: did you mean "step"? Known: wallTime, step, fileVersion, values.',
  )
  option(value({ scalar: 1 }), 'eventRecord: tag must be a name. Received: undefined.')
  option(value({ tag: 'a' }), 'eventRecord: "a" must be either a scalar or an image. Received: { tag }.')
  option(
    value({ tag: 'a', scalar: 1, image: { png } }),
    'eventRecord: "a" must be either a scalar or an image. Received: { tag, scalar, image }.',
  )
  option(value({ tag: 'a', scalar: '1' }), 'eventRecord: "a" must be a number. Received: "1".')
  option(
    value({ tag: 'a', image: { png, height: 2 } }),
    'eventRecord: "a" height must be 1, as in the PNG, or left out. Received: 2.',
  )
  refuses(
    value({ tag: 'a', image: { png: Uint8Array.of(1, 2) } }),
    'not-png',
    'eventRecord: the image of "a" is not a PNG file.',
    '  2 bytes, the first is 1',
    '  Fix: pass the bytes of a PNG file.',
  )
  refuses(
    value({ tag: 'a', image: { png: 'x' } }),
    'not-png',
    'eventRecord: the image of "a" is not a PNG file.',
    '  "x"',
    '  Fix: pass the bytes of a PNG file.',
  )
})

test('the name of the file', () => {
  assert.equal(eventFileName(1_800_000_000.9, 'host'), 'events.out.tfevents.1800000000.host')
  assert.equal(eventFileName(7), 'events.out.tfevents.0000000007.striate')
  assert.throws(() => eventFileName(7, 'a/b'), {
    message: 'eventFileName: host must be a name of letters, digits, dots and hyphens. Received: "a/b".',
  })
  assert.throws(() => eventFileName(Number.NaN), {
    message: 'eventFileName: wallTime must be a number of at least 0. Received: NaN.',
  })
})
