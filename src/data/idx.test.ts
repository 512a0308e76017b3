import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noise } from '../../test/image/makePng.ts'
import { gunzip, gzip } from '../storage/gzip.ts'
import { type IdxData, parseIdx, readIdx, writeIdx } from './idx.ts'
import { idxDataset } from './idxDataset.ts'

const samples: IdxData[] = [
  Uint8Array.of(0, 1, 2, 253, 254, 255),
  Int8Array.of(-128, -1, 0, 1, 2, 127),
  Int16Array.of(-32768, -1, 0, 1, 258, 32767),
  Int32Array.of(-(2 ** 31), -1, 0, 1, 16909060, 2 ** 31 - 1),
  Float32Array.of(-1.5, 0, 0.25, 1e30, -1e-30, 3),
  Float64Array.of(-1.5, 0, 0.1, 1e300, -1e-300, 3),
]
const small = writeIdx({ shape: [2, 1, 3], data: samples[0]! })
const refuses = (bytes: Uint8Array, ...lines: string[]) =>
  assert.throws(() => parseIdx(bytes, 'digits'), { name: 'FormatError', message: lines.join('\n') })

test('every type goes out and comes back, plain and gzipped', async () => {
  for (const data of samples) {
    const bytes = writeIdx({ shape: [2, 3], data })
    assert.deepEqual(parseIdx(bytes), { shape: [2, 3], data })
    assert.deepEqual(await readIdx(await gzip(bytes)), { shape: [2, 3], data })
  }
})

test('bytes are laid out as MNIST has them, and read without a copy', () => {
  assert.deepEqual([...small], [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 0, 1, 2, 253, 254, 255])
  assert.equal(parseIdx(small).data.buffer, small.buffer)
})

test('cut off at every byte', () => {
  refuses(small.subarray(0, 0), 'digits: the file is empty.')
  for (let length = 1; length < 16; length++)
    refuses(
      small.subarray(0, length),
      'digits: the file ends inside its header.',
      `  the header takes ${length < 4 ? 4 : 16} bytes; the file has ${length}`,
      '  Fix: fetch the file again.',
    )
  for (let length = 16; length < 22; length++)
    refuses(
      small.subarray(0, length),
      'digits: the file is cut off.',
      `  16 + 2×1×3 × 1 = 22 bytes; the file has ${length}, ${22 - length} too few`,
      '  Fix: fetch the file again.',
    )
})

test('bytes left over, foreign files, impossible sizes', () => {
  refuses(
    Uint8Array.of(...small, 7),
    'digits: bytes are left over at the end.',
    '  16 + 2×1×3 × 1 = 22 bytes; the file has 23, 1 too many',
  )
  const begins =
    '  an IDX file begins 00 00, a type (8 u8, 9 i8, 11 i16, 12 i32, 13 f32, 14 f64) and the number of dimensions (MNIST: 00 00 08 03 and 00 00 08 01)'
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d)
  refuses(png, 'digits: this is not an IDX file.', '  it begins 89 50 4e 47', begins)
  refuses(Uint8Array.of(0, 0, 10, 1, 0, 0, 0, 0), 'digits: this is not an IDX file.', '  it begins 00 00 0a 01', begins)
  refuses(Uint8Array.of(0, 0, 8, 0), 'digits: this is not an IDX file.', '  it begins 00 00 08 00', begins)
  refuses(
    new TextEncoder().encode('<!doctype html>'),
    'digits: this is not an IDX file.',
    '  it begins 3c 21 64 6f',
    begins,
    '  Fix: check the address: the server answered with a web page instead of the file.',
  )
  refuses(Uint8Array.of(0, 0, 8, 2, ...new Array(8).fill(255)), 'digits: no file can hold the sizes 4294967295×4294967295.')
})

test('writeIdx refuses what IDX cannot say', () => {
  assert.throws(() => writeIdx({ shape: [4], data: Uint8Array.of(1) }), {
    name: 'FormatError',
    message: 'writeIdx: shape and data do not match.\n  shape 4 = 4 numbers; data has 1',
  })
  assert.throws(() => writeIdx({ shape: [1], data: [1] as unknown as IdxData }), {
    name: 'FormatError',
    message: 'writeIdx: IDX cannot hold numbers of this type.',
  })
})

test('gzip that is damaged, cut off or too large', async () => {
  const packed = await gzip(new Uint8Array(100_000))
  const refused = (bytes: Uint8Array, unpacked: string) =>
    assert.rejects(readIdx(bytes, 'digits'), {
      name: 'FormatError',
      message: `digits: the gzip data is damaged or cut off.\n  ${bytes.length} packed bytes, from which ${unpacked} bytes could be unpacked\n  Fix: fetch the file again.`,
    })
  await refused(packed.subarray(0, 12), '0')
  await refused(Uint8Array.of(0x1f, 0x8b, 0, 0, 0, 0, 0, 0, 0, 0, 0), '0')
  await assert.rejects(gunzip(packed, 'digits', 1000), { message: 'digits: the gzip data unpacks to more than 1000 bytes.' })
})

test('a gzipped file is unpacked no further than its header announces', async () => {
  // What lies behind is damaged: whoever unpacked it would say so instead.
  const packed = await gzip(Buffer.concat([writeIdx({ shape: [10], data: new Uint8Array(10) }), noise(400_000)]))
  packed.fill(0, packed.length >> 1)
  const refused = (bytes: Uint8Array, code: string, ...lines: string[]) =>
    assert.rejects(readIdx(bytes, 'digits'), { name: 'FormatError', code, message: lines.join('\n') })
  await refused(
    packed,
    'trailing-bytes',
    'digits: bytes are left over at the end.',
    '  8 + 10 × 1 = 18 bytes; the file goes on beyond them',
  )
  const claims = async (shape: number[], type = 8) => {
    const header = new Uint8Array(4 + 4 * shape.length)
    header.set([0, 0, type, shape.length])
    for (const [d, size] of shape.entries()) new DataView(header.buffer).setUint32(4 + 4 * d, size)
    return gzip(Uint8Array.of(...header, ...new Uint8Array(1000)))
  }
  const large = await claims([2_000_000, 28, 28])
  await refused(
    large,
    'too-large',
    'digits: the file is too large to unpack.',
    '  its header announces 16 + 2000000×28×28 × 1 = 1568000016 bytes; the limit is 1073741824',
    '  Fix: if you trust the source, unpack the file first (gunzip), or raise the limit: readIdx(bytes, name, limit).',
  )
  const wide = await claims([100_000, 1000], 13)
  await refused(
    wide,
    'truncated',
    'digits: the file is cut off, or its header is damaged.',
    `  its header announces 12 + 100000×1000 × 4 = 400000012 bytes; ${wide.length} packed bytes hold ${1032 * wide.length} at most`,
    '  Fix: fetch the file again.',
  )
  await refused(
    await claims([2000]),
    'truncated',
    'digits: the file is cut off.',
    '  8 + 2000 × 1 = 2008 bytes; the file has 1008, 1000 too few',
    '  Fix: fetch the file again.',
  )
  await refused(await gzip(small.subarray(0, 0)), 'empty', 'digits: the file is empty.')
  await refused(
    await gzip(small.subarray(0, 9)),
    'truncated',
    'digits: the file ends inside its header.',
    '  the header takes 16 bytes; the file has 9',
    '  Fix: fetch the file again.',
  )
  // The limit is what the caller says.
  await assert.rejects(readIdx(await gzip(small), 'digits', 21), /announces 16 \+ 2×1×3 × 1 = 22 bytes; the limit is 21/)
  assert.deepEqual((await readIdx(await gzip(small), 'digits', 22)).shape, [2, 1, 3])
  await assert.rejects(readIdx(small, 'digits', 0), /readIdx: limit must be a whole number from 1 to/)
})

test('idxDataset: images with one channel or several, and files that were exchanged', async () => {
  const labels = writeIdx({ shape: [2], data: Uint8Array.of(1, 0) })
  const data = await idxDataset({ name: 'two', images: small, labels, pad: 1 })
  assert.deepEqual([data.length, data.shape, data.label(0), [...data.raw(1)]], [2, [1, 3, 5], 1, [253, 254, 255]])
  const coloured = writeIdx({ shape: [2, 3, 1, 1], data: samples[0]! })
  assert.deepEqual((await idxDataset({ images: coloured, labels })).shape, [3, 1, 1])
  await assert.rejects(idxDataset({ name: 'two', images: labels, labels: small }), {
    name: 'FormatError',
    message: [
      'two: the file of the images holds something else.',
      '  it holds Uint8 2; wanted: bytes, [images, height, width]',
      '  Fix: check whether images and labels are swapped.',
    ].join('\n'),
  })
  await assert.rejects(idxDataset({ images: small, labels: small }), {
    message: [
      'data: the file of the labels holds something else.',
      '  it holds Uint8 2×1×3; wanted: bytes, [images]',
      '  Fix: check whether images and labels are swapped.',
    ].join('\n'),
  })
})
