/** Safetensors, out and in. Long because every way in which a file can be damaged has its own words. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FormatError } from '../errors/errors.ts'
import { random } from '../math/random.ts'
import type { StoredTensor } from './numbers.ts'
import { repeatedKey } from './repeatedKey.ts'
import { readSafetensors, writeSafetensors } from './safetensors.ts'

/** A file with this header, as it stands, and this many bytes of data. */
function file(header: string, data: ArrayLike<number> = []): Uint8Array {
  const json = new TextEncoder().encode(header)
  const bytes = new Uint8Array(8 + json.length + data.length)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true)
  bytes.set(json, 8)
  bytes.set(Uint8Array.from(data), 8 + json.length)
  return bytes
}
const refuses = (bytes: Uint8Array, ...lines: string[]) =>
  assert.throws(() => readSafetensors(bytes, 'net'), { name: 'FormatError', message: lines.join('\n') })
const plain = (record: object) => Object.fromEntries(Object.entries(record))

test('what is written is what the format says, byte for byte', () => {
  const bytes = writeSafetensors({ a: { shape: [2], data: Float32Array.of(1, -2) } }, { made: 'by hand' })
  const header = '{"__metadata__":{"made":"by hand"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}'
  assert.deepEqual(bytes, file(header.padEnd(Math.ceil(header.length / 8) * 8), [0, 0, 128, 63, 0, 0, 0, 192]))
})

test('every dtype goes out and comes back, as a view', () => {
  const data = [
    Uint8Array.of(1, 2, 255),
    Int8Array.of(-1, 2, 3),
    Int16Array.of(-300, 2, 3),
    Uint16Array.of(60000, 2, 3),
    Float32Array.of(0.5, -0, 1e-40),
    Int32Array.of(-70000, 2, 3),
    Uint32Array.of(4e9, 2, 3),
    BigInt64Array.of(-1n, 2n, 3n),
    BigUint64Array.of(2n ** 64n - 1n, 2n, 3n),
    Float64Array.of(0.1, 2, Number.NaN),
  ]
  const tensors: Record<string, StoredTensor> = {}
  for (const array of data) tensors[array.constructor.name] = { shape: [1, 3], data: array }
  const bytes = writeSafetensors(tensors)
  const read = readSafetensors(bytes)
  assert.deepEqual(Object.keys(read.tensors).sort(), Object.keys(tensors).sort())
  for (const array of data) {
    const found = read.tensors[array.constructor.name]!
    assert.deepEqual(found.data, array)
    assert.deepEqual(found.shape, [1, 3])
    assert.equal(found.data.buffer, bytes.buffer)
  }
  assert.deepEqual(plain(read.metadata), {})
})

test('order and names are kept, whatever the names', () => {
  const one = { shape: [], data: Float32Array.of(1) }
  const names = ['C3.weight', '__proto__', 'constructor', '합성곱 "1"\n', 'C1.weight']
  const tensors = Object.fromEntries(names.map((name) => [name, one]))
  const read = readSafetensors(writeSafetensors(tensors, Object.fromEntries([['__proto__', 'safe']])))
  assert.deepEqual(Object.keys(read.tensors), names)
  assert.deepEqual(Object.entries(read.metadata), [['__proto__', 'safe']])
  assert.deepEqual(Object.keys(readSafetensors(writeSafetensors({})).tensors), [])
  assert.deepEqual(
    readSafetensors(writeSafetensors({ none: { shape: [0, 3], data: new Float32Array(0) } })).tensors.none?.shape,
    [0, 3],
  )
})

test('tensors that lie badly are copied; F16, BF16 and BOOL are read', () => {
  const bytes = writeSafetensors({ a: { shape: [2], data: Float32Array.of(1, 2) } })
  const moved = new Uint8Array(bytes.length + 1)
  moved.set(bytes, 1)
  const { data } = readSafetensors(moved.subarray(1)).tensors.a!
  assert.deepEqual([data, data.buffer === moved.buffer], [Float32Array.of(1, 2), false])

  const halves = [0x3c00, 0xc000, 0x0001, 0x7bff, 0x7c00, 0xfe00]
  const brains = [0x3f80, 0xc000]
  const header = {
    half: { dtype: 'F16', shape: [6], data_offsets: [0, 12] },
    brain: { dtype: 'BF16', shape: [2], data_offsets: [12, 16] },
    flags: { dtype: 'BOOL', shape: [2], data_offsets: [16, 18] },
  }
  const read = readSafetensors(
    file(JSON.stringify(header), [...new Uint8Array(Uint16Array.of(...halves, ...brains).buffer), 1, 0]),
  ).tensors
  assert.deepEqual(read.half?.data, Float32Array.of(1, -2, 2 ** -24, 65504, Number.POSITIVE_INFINITY, Number.NaN))
  assert.deepEqual(read.brain, { dtype: 'BF16', shape: [2], data: Float32Array.of(1, -2) })
  assert.deepEqual(read.flags?.data, Uint8Array.of(1, 0))
})

test('cut off at every byte', () => {
  const bytes = writeSafetensors({ a: { shape: [2], data: Float32Array.of(1, 2) } })
  refuses(bytes.subarray(0, 0), 'net: the file is empty.')
  for (let length = 1; length < 8; length++)
    refuses(bytes.subarray(0, length), 'net: the file is cut off.', `  the header's length takes 8 bytes; the file has ${length}`)
  for (let length = 8; length < 64; length++)
    refuses(
      bytes.subarray(0, length),
      'net: the file is cut off inside its header.',
      `  8 + 56 = 64 bytes; the file has ${length}`,
    )
  for (let length = 64; length < 72; length++)
    refuses(
      bytes.subarray(0, length),
      'net: tensor "a" reaches beyond the end of the file.',
      `  it ends at byte 8 of the data; the file has ${length - 64}`,
    )
})

test('headers that are no headers', () => {
  const foreign = new TextEncoder().encode('\x89PNG\r\n\x1a\n and more')
  refuses(
    foreign,
    'net: the header is too large; this may not be a safetensors file.',
    `  its length is given as ${new DataView(foreign.buffer).getBigUint64(0, true)} bytes; at most 100000000 are allowed`,
  )
  refuses(file('[]'), 'net: the header is not a JSON object.', '  it begins "[]"')
  refuses(file(' {}'), 'net: the header is not a JSON object.', '  it begins " {}"')
  assert.throws(() => readSafetensors(file('{"a":')), /^FormatError: safetensors: the header is not JSON\.\n {2}\S/)
  assert.throws(
    () => readSafetensors(Uint8Array.of(3, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0xff, 0x7d)),
    /^FormatError: safetensors: the header is not JSON\./,
  )
  assert.deepEqual(Object.keys(readSafetensors(file('{}   ')).tensors), [])
})

test('keys that stand twice', () => {
  const a = '{"dtype":"U8","shape":[1],"data_offsets":[0,1]}'
  refuses(file(`{"a":${a},"a":${a}}`, [1]), 'net: the header has the key "a" twice.')
  refuses(file(`{"a":${a},"\\u0061" : ${a}}`, [1]), 'net: the header has the key "a" twice.')
  refuses(
    file('{"a":{"dtype":"U8","dtype":"U8","shape":[1],"data_offsets":[0,1]}}', [1]),
    'net: the header has the key "dtype" twice.',
  )
  refuses(file('{"__metadata__":{"k":"1","k":"2"}}'), 'net: the header has the key "k" twice.')
  assert.equal(repeatedKey('{"a":"a","b":["a","a",{"a":1}],"c":{"a":":"},"\\"":"\\\\"}'), undefined)
})

test('headers that lie deep, or are full of escapes', () => {
  const deep = (count: number) => `{"w":${'['.repeat(count)}${']'.repeat(count)}}`
  for (const count of [3, 10_000, 1_000_000])
    refuses(
      file(deep(count)),
      'net: the header is not that of a safetensors file.',
      `  objects and lists are nested ${count + 1} deep; a header has 3 levels`,
    )
  // Also where nothing closes them, and where the JSON is none.
  refuses(
    file(`{"w":${'[{"a":'.repeat(100_000)}`),
    'net: the header is not that of a safetensors file.',
    '  objects and lists are nested 200001 deep; a header has 3 levels',
  )
  refuses(file(deep(2)), 'net: tensor "w" must be { dtype, shape, data_offsets }. Found: [[]].')
  // Brackets in strings do not count.
  const name = '[[{{\\"[[[['
  assert.deepEqual(
    Object.keys(readSafetensors(file(JSON.stringify({ [name]: { dtype: 'U8', shape: [0], data_offsets: [0, 0] } }))).tensors),
    [name],
  )
  const escapes = '\\"\\\\\\n\\u0041'.repeat(1_000_000)
  const { metadata } = readSafetensors(file(`{"__metadata__":{"${escapes}" \n:"${escapes}"}}`))
  assert.deepEqual([Object.keys(metadata)[0]?.length, Object.values(metadata)[0]?.length], [4_000_000, 4_000_000])
  refuses(
    file(`{"__metadata__":{"${escapes}":"","${escapes}":""}}`),
    `net: the header has the key ${JSON.stringify(`${JSON.parse(`"${escapes}"`).slice(0, 57)}…`)} twice.`,
  )
})

test('thousands of damaged files: an error of Striate’s, or tensors', () => {
  const whole = writeSafetensors(
    { 'C1.weight': { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) }, n: { shape: [1], data: BigInt64Array.of(7n) } },
    { format: 'pt', note: 'a "quoted" \\ word' },
  )
  const length = new DataView(whole.buffer).getUint32(0, true)
  const header = new TextDecoder().decode(whole.subarray(8, 8 + length))
  const pieces = [
    '[',
    ']',
    '{',
    '}',
    '"',
    ',',
    ':',
    '\\',
    '\\u',
    'null',
    '-1',
    '1e400',
    '0.5',
    '9007199254740993',
    '"F32"',
    '{"a":',
    '',
  ]
  const drawn = random(11, 97)
  let read = 0
  for (let n = 0; n < 5000; n++) {
    const draw = (i: number, below: number) => drawn.bits(8 * n + i) % below
    let text = header
    for (let change = 0; change <= draw(0, 2); change++) {
      const at = draw(1 + 3 * change, text.length)
      text = text.slice(0, at) + pieces[draw(2 + 3 * change, pieces.length)] + text.slice(at + draw(3 + 3 * change, 4))
    }
    // Some with the length that was announced before.
    const bytes = file(text, whole.subarray(8 + length))
    if (draw(7, 8) === 0) bytes.set(whole.subarray(0, 8))
    try {
      for (const { shape, data } of Object.values(readSafetensors(bytes).tensors))
        assert.equal(
          data.length,
          shape.reduce((a, b) => a * b, 1),
        )
      read++
    } catch (error) {
      if (!(error instanceof FormatError)) assert.fail(`mutant ${n}, ${text}: ${(error as Error).stack}`)
    }
  }
  assert.ok(read > 20 && read < 2500, `${read}`)
})

test('tensors that are described wrongly', () => {
  const tensor = (fields: object, data: number[] = [1, 2, 3, 4]) =>
    file(JSON.stringify({ w: { dtype: 'F32', shape: [1], data_offsets: [0, 4], ...fields } }), data)
  refuses(file('{"w":7}'), 'net: tensor "w" must be { dtype, shape, data_offsets }. Found: 7.')
  refuses(tensor({ strides: [1] }), 'net: tensor "w" has the unknown field "strides".')
  refuses(
    tensor({ dtype: 'F31' }),
    'net: tensor "w" has the unknown dtype "F31".',
    '  known: BOOL, U8, I8, U16, I16, F16, BF16, U32, I32, F32, U64, I64, F64',
  )
  refuses(
    tensor({ dtype: 'toString' }),
    'net: tensor "w" has the unknown dtype "toString".',
    '  known: BOOL, U8, I8, U16, I16, F16, BF16, U32, I32, F32, U64, I64, F64',
  )
  refuses(tensor({ shape: [-1] }), 'net: tensor "w" has the impossible shape [-1].')
  refuses(tensor({ shape: [1.5] }), 'net: tensor "w" has the impossible shape [1.5].')
  refuses(tensor({ shape: 1 }), 'net: tensor "w" has the impossible shape 1.')
  for (const offsets of [[4, 0], [0], [-4, 0], ['0', '4']])
    refuses(
      tensor({ data_offsets: offsets }),
      `net: tensor "w" has the impossible data_offsets [${offsets.map((n) => JSON.stringify(n)).join(', ')}].`,
      '  they must be two whole numbers [begin, end], begin ≤ end',
    )
  refuses(
    tensor({ shape: [3] }),
    'net: the shape and the data_offsets of tensor "w" do not match.',
    '  F32 3 = 12 bytes; data_offsets [0, 4] = 4',
  )
  refuses(
    tensor({ shape: [2 ** 40, 2 ** 40] }),
    'net: the shape and the data_offsets of tensor "w" do not match.',
    '  F32 1099511627776×1099511627776 = 4.835703278458517e+24 bytes; data_offsets [0, 4] = 4',
  )
  refuses(file('{"__metadata__":[]}'), 'net: "__metadata__" must be an object of strings. Found: [].')
  refuses(file('{"__metadata__":{"epoch":3}}'), 'net: the metadata "epoch" must be a string. Found: 3.')
})

test('places that overlap, leave holes, or do not fill the file', () => {
  const two = (a: number[], b: number[], bytes: number) => {
    const place = ([begin, end]: number[]) => ({ dtype: 'U8', shape: [end! - begin!], data_offsets: [begin, end] })
    return file(JSON.stringify({ a: place(a), b: place(b) }), new Array(bytes).fill(0))
  }
  refuses(two([0, 4], [3, 6], 6), 'net: tensor "b" overlaps tensor "a".', '  it begins at byte 3, tensor "a" ends at 4')
  refuses(two([0, 4], [0, 4], 4), 'net: tensor "b" overlaps tensor "a".', '  it begins at byte 0, tensor "a" ends at 4')
  refuses(
    two([0, 4], [6, 8], 8),
    'net: bytes of the data belong to no tensor.',
    '  bytes 4 to 5, between tensor "a" and tensor "b"',
  )
  refuses(two([4, 8], [2, 4], 8), 'net: bytes of the data belong to no tensor.', '  bytes 0 to 1, before tensor "b"')
  refuses(
    two([0, 4], [4, 8], 9),
    'net: bytes are left over at the end.',
    '  the tensors end at byte 8 of the data; the file has 9',
  )
  refuses(file('{}', [0]), 'net: bytes are left over at the end.', '  the tensors end at byte 0 of the data; the file has 1')
  assert.deepEqual(Object.keys(readSafetensors(two([4, 8], [0, 4], 8)).tensors), ['a', 'b'])
})

test('what cannot be written', () => {
  const refused = (act: () => unknown, ...lines: string[]) =>
    assert.throws(act, { name: 'FormatError', message: lines.join('\n') })
  const one = { shape: [1], data: Float32Array.of(1) }
  refused(
    () => writeSafetensors({ w: { ...one, shape: [2] } }),
    'writeSafetensors: shape and data of "w" do not match.',
    '  shape 2 = 2 numbers; data has 1',
  )
  refused(
    () => writeSafetensors({ __metadata__: one }),
    'writeSafetensors: a tensor cannot be named "__metadata__".',
    '  Fix: rename it.',
  )
  refused(
    () => writeSafetensors({ w: { shape: [1], data: [1] as unknown as Float32Array } }),
    'writeSafetensors: the data of "w" is not a typed array.',
    '  Fix: data must be one of Float32Array, Float64Array, BigInt64Array, BigUint64Array, Int32Array, Uint32Array, Int16Array,' +
      ' Uint16Array, Int8Array, Uint8Array.',
  )
  refused(
    () => writeSafetensors({}, { epoch: 3 as unknown as string }),
    'writeSafetensors: the metadata "epoch" must be a string. Received: 3.',
    '  Fix: JSON.stringify(…)',
  )
})

test('a Buffer of Node’s that lies anywhere in memory is read as other bytes are', () => {
  const tensors = { a: { shape: [3], data: Float32Array.of(1, 2, 3) }, b: { shape: [2], data: Float64Array.of(4, 5) } }
  const bytes = writeSafetensors(tensors)
  for (let shift = 0; shift < 8; shift++) {
    const memory = new Uint8Array(bytes.length + 16).fill(7)
    memory.set(bytes, shift)
    const found = readSafetensors(Buffer.from(memory.buffer, shift, bytes.length)).tensors
    assert.deepEqual(
      [[...found.a!.data], [...found.b!.data]],
      [
        [1, 2, 3],
        [4, 5],
      ],
      `shifted by ${shift}`,
    )
  }
})
