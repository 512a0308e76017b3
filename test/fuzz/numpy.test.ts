/**
 * NumPy's files, mutated where their parts are: the dictionary of a header as a text, the numbers of a Zip file's headers, and
 * bytes anywhere. What is accepted is whole, and comes back when it is written again.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type LoadedTensor, readNpy, readNpz, type StoredTensor, writeNpy, writeNpz } from '../../src/formats.ts'
import { type Draws, drawsOf, mutated } from './bytes.ts'
import { fuzz } from './cases.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

const tensors: readonly StoredTensor[] = [
  { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) },
  { shape: [], data: Float64Array.of(0.5) },
  { shape: [3, 1, 2], data: Int16Array.of(1, -2, 3, -4, 5, -6) },
  { shape: [4], data: BigInt64Array.of(1n, -1n, 2n ** 40n, 0n) },
  { shape: [0, 7], data: new Uint8Array(0) },
  { shape: [300], data: new Uint8Array(300).fill(7) },
]

const words = [
  ...[
    "'",
    '"',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    ',',
    ':',
    ' ',
    '\n',
    '-',
    'L',
    '\\',
    '\0',
    'é',
    '9'.repeat(40),
    '0'.repeat(70),
    '1, '.repeat(70),
  ],
  ...[
    "'<f4'",
    "'>f4'",
    "'>i2'",
    "'|O'",
    "'|b1'",
    "'<f2'",
    "'<U9'",
    "[('a', '<f4')]",
    'True',
    'False',
    'None',
    '9007199254740993',
    '18446744073709551616',
  ],
  ...[
    "'descr': '<f4', ",
    "'shape': (1,), ",
    "'fortran_order': True, ",
    "'__proto__': 1, ",
    '('.repeat(3000),
    '[('.repeat(6),
    ' '.repeat(70_000),
  ],
].map(utf8)
const bytes = [
  Uint8Array.of(0xff, 0xff, 0xff, 0x7f),
  Uint8Array.of(0x80),
  new Uint8Array(100),
  utf8('PK\x05\x06'),
  utf8('PK\x01\x02'),
  ...words,
]

const values: Readonly<Record<string, readonly string[]>> = {
  descr: [
    "'<f4'",
    "'>f8'",
    "'|b1'",
    "'=i2'",
    "'<f2'",
    "'|O8'",
    "'<U4'",
    "'<c8'",
    "[('a', '<f4')]",
    "('<f4', (2,))",
    "'<f3'",
    "''",
    'None',
    "'<toString'",
  ],
  fortran_order: ['False', 'True', 'True', 'None', '0', "'False'"],
  shape: [
    '(2, 3)',
    '(6,)',
    '(3, 1, 2)',
    '()',
    '(0,)',
    '(-6,)',
    '(6)',
    '[6]',
    '(2.0, 3)',
    '(True,)',
    "('6',)",
    '(4294967296, 4294967296)',
    '(0, 9007199254740991)',
  ],
}

/** A dictionary of values that are right, or of another kind, in any order; one may be left out or stand twice. */
function dictionary(draws: Draws): Uint8Array {
  const keys = ['descr', 'fortran_order', 'shape']
  if (draws.below(4) === 0) keys.reverse()
  if (draws.below(12) === 0) keys.splice(draws.below(3), 1, draws.pick(keys))
  return utf8(`{${keys.map((key) => `'${key}': ${draws.pick(values[key]!)}`).join(', ')}, }\n`)
}

/** An .npy file whose dictionary was changed as the text that it is; its length mostly says the truth. */
function npyCase(draws: Draws): Uint8Array {
  const whole = writeNpy(draws.pick(tensors))
  if (draws.below(3) === 0) return mutated(whole, draws, bytes)
  const end = 10 + new DataView(whole.buffer).getUint16(8, true)
  const text = draws.below(2) === 0 ? dictionary(draws) : mutated(whole.subarray(10, end), draws, words)
  const version = draws.pick([1, 2, 3])
  const from = version === 1 ? 10 : 12
  const file = new Uint8Array(from + text.length + whole.length - end)
  file.set(whole.subarray(0, 6))
  file[6] = version
  const length = draws.below(8) === 0 ? draws.below(2 ** 16) : text.length
  const view = new DataView(file.buffer)
  if (version === 1) view.setUint16(8, length, true)
  else view.setUint32(8, length, true)
  file.set(text, from)
  file.set(whole.subarray(end), from + text.length)
  return file
}

const numbers = [0, 1, 8, 12, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff]

/** One to three numbers of the headers of a Zip file, which begin with PK, replaced. */
function lied(file: Uint8Array, draws: Draws): Uint8Array {
  const view = new DataView(file.buffer, file.byteOffset, file.length)
  const headers: number[] = []
  for (let at = 0; at + 4 < file.length; at++) if (file[at] === 0x50 && file[at + 1] === 0x4b) headers.push(at)
  for (let n = 1 + draws.below(3); n > 0 && headers.length > 0; n--) {
    const at = draws.pick(headers) + 4 + draws.below(44)
    const near = draws.below(3) === 0
    if (at + 4 > file.length) continue
    if (draws.below(2) === 0) view.setUint16(at, near ? view.getUint16(at, true) + draws.below(3) - 1 : draws.pick(numbers), true)
    else view.setUint32(at, near ? view.getUint32(at, true) + draws.below(9) - 4 : draws.pick(numbers), true)
  }
  return file
}

function sound({ shape, data }: LoadedTensor): void {
  assert.equal(
    data.length,
    shape.reduce((product, size) => product * size, 1),
  )
}

test('arrays of NumPy', async (t) => {
  const run = (i: number) => {
    const { shape, data, dtype } = readNpy(npyCase(drawsOf(40, i)))
    sound({ shape, data, dtype })
    assert.deepEqual(readNpy(writeNpy({ shape, data })).data, data)
    return 'accepted'
  }
  const reached = [
    'accepted',
    'bad-header',
    'bad-dtype',
    'bad-shape',
    'truncated',
    'trailing-bytes',
    'not-npy',
    'structured',
    'pickled',
    'npy-version',
  ]
  await fuzz(t, run, reached)
})

test('archives of NumPy', async (t) => {
  const large = { shape: [2 ** 18], data: new Float32Array(2 ** 18) }
  const run = (i: number) => {
    const draws = drawsOf(41, i)
    const files: Record<string, StoredTensor> = {}
    for (let n = draws.below(4); n > 0; n--) files[draws.pick(['a', '../b', 'c/d', '__proto__.', '합성곱'])] = draws.pick(tensors)
    if (draws.below(20) === 0) files.large = large
    const whole = writeNpz(files, { compressed: draws.below(2) === 0 })
    const how = draws.below(5)
    const file = how === 0 ? whole : how < 3 ? lied(whole, draws) : mutated(whole, draws, bytes)
    const read = readNpz(file, 'npz', draws.below(4) === 0 ? { mostBytes: 2 ** 19 } : undefined)
    assert.equal(Object.getPrototypeOf(read), null)
    for (const tensor of Object.values(read)) sound(tensor)
    return 'accepted'
  }
  const reached = [
    'accepted',
    'bad-zip',
    'not-zip',
    'bad-checksum',
    'size-mismatch',
    'bad-deflate',
    'zip-method',
    'unpacks-too-large',
    'encrypted',
  ]
  await fuzz(t, run, reached)
})
