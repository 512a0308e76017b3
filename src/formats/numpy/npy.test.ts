/** .npy files, out and in: every way in which one can be wrong has its own words. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readNpy, writeNpy } from './npy.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

/** A file with this dictionary, as it stands, and these bytes of data. */
function file(
  dictionary: string | Uint8Array,
  data: ArrayLike<number> = [],
  version: readonly [number, number] = [1, 0],
): Uint8Array {
  const text = typeof dictionary === 'string' ? utf8(dictionary) : dictionary
  const from = version[0] === 1 ? 10 : 12
  const bytes = new Uint8Array(from + text.length + data.length)
  bytes.set([0x93, ...utf8('NUMPY'), ...version])
  if (from === 10) new DataView(bytes.buffer).setUint16(8, text.length, true)
  else new DataView(bytes.buffer).setUint32(8, text.length, true)
  bytes.set(text, from)
  bytes.set(Uint8Array.from(data), from + text.length)
  return bytes
}
const dictionary = (descr: string, shape: string, fortran = 'False') =>
  `{'descr': ${descr}, 'fortran_order': ${fortran}, 'shape': ${shape}}`
const refuses = (bytes: Uint8Array, ...lines: string[]) =>
  assert.throws(() => readNpy(bytes, 'a.npy'), {
    name: 'FormatError',
    message: [`a.npy: ${lines[0]}`, ...lines.slice(1)].join('\n'),
  })
const refusesHeader = (text: string, why: string) =>
  refuses(file(text), 'the header is not that of an .npy file.', `  ${why}`, `  it begins ${JSON.stringify(text.slice(0, 40))}`)

test('what is written is what the format says, byte for byte', () => {
  const bytes = writeNpy({ shape: [2], data: Float32Array.of(1, -2) })
  const header = `${"{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }".padEnd(117)}\n`
  assert.deepEqual(bytes, file(header, [0, 0, 128, 63, 0, 0, 0, 192]))
  assert.equal((bytes.length - 8) % 64, 0)
})

test('numbers are views where they lie well, and copies elsewhere', () => {
  const bytes = writeNpy({ shape: [2], data: Float32Array.of(1, 2) })
  assert.equal(readNpy(bytes).data.buffer, bytes.buffer)
  const moved = new Uint8Array(bytes.length + 1)
  moved.set(bytes, 1)
  const { data } = readNpy(moved.subarray(1))
  assert.deepEqual([data, data.buffer === moved.buffer], [Float32Array.of(1, 2), false])
})

test('either quotes, any order of keys, commas and spaces as Python allows them', () => {
  const wanted = { dtype: 'U8', shape: [3], data: Uint8Array.of(1, 2, 3) }
  for (const text of [
    "{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }",
    '{"shape":(3,),"fortran_order":True,"descr":"<u1"}  \n',
    "{ 'fortran_order' : False ,\n 'descr': '>u1', 'shape': ( 3L , ) , } ",
    "{'descr': '=u1', 'fortran_order': False, 'shape': (3,)}\n",
  ])
    assert.deepEqual(readNpy(file(text, [1, 2, 3])), wanted, text)
  assert.deepEqual(readNpy(file(dictionary("'<f4'", '()'), [0, 0, 128, 63])), {
    dtype: 'F32',
    shape: [],
    data: Float32Array.of(1),
  })
  assert.deepEqual(readNpy(file(dictionary("'<f4'", '(0, 9007199254740991)'))).shape, [0, 9007199254740991])
})

test('files that are none, and files that are cut off', () => {
  refuses(new Uint8Array(0), 'the file is empty.')
  refuses(utf8('PK\x03\x04 and more'), 'this is not an .npy file.', '  it begins "PK\\u0003\\u0004 a"')
  const bytes = writeNpy({ shape: [2], data: Float32Array.of(1, 2) })
  for (let length = 1; length < 10; length++)
    refuses(
      bytes.subarray(0, length),
      'the file is cut off inside its header.',
      `  the header ends at byte ${length < 7 ? 12 : 10}; the file has ${length}`,
    )
  for (let length = 10; length < 128; length++)
    refuses(
      bytes.subarray(0, length),
      'the file is cut off inside its header.',
      `  the header ends at byte 128; the file has ${length}`,
    )
  for (let length = 128; length < 136; length++)
    refuses(
      bytes.subarray(0, length),
      'the file is cut off.',
      `  shape 2 = 8 bytes; the file has ${length - 128} after its header`,
    )
  refuses(Uint8Array.of(...bytes, 0), 'bytes are left over at the end.', '  shape 2 = 8 bytes; the file has 9 after its header')
  refuses(file('{}', [], [4, 0]), 'version 4.0 of the .npy format is not known here.', '  known: 1.0, 2.0, 3.0')
  refuses(file('{}', [], [1, 1]), 'version 1.1 of the .npy format is not known here.', '  known: 1.0, 2.0, 3.0')
  const large = file('', [], [2, 0])
  new DataView(large.buffer).setUint32(8, 2 ** 31, true)
  refuses(
    large,
    'the header is too large; this may not be an .npy file.',
    '  its length is given as 2147483648 bytes; at most 65536 are allowed',
  )
})

test('headers that are no dictionaries of an array', () => {
  refusesHeader('[]', 'at character 1 "{" is missing; there is "[]"')
  refusesHeader("{'descr' '<f4'}", 'at character 10 ":" is missing; there is "\'<f4\'}"')
  refusesHeader("{'descr': '<f4' 'shape': ()}", 'at character 17 "," is missing; there is "\'shape\': ()}"')
  refusesHeader("{'shape': (1 2)}", 'at character 14 "," is missing; there is "2)}"')
  refusesHeader("{'shape': (,)}", 'at character 12 a value is missing; there is ",)}"')
  refusesHeader("{'descr': __import__('os')}", 'at character 11 a value is missing; there is "__import__(\'"')
  refusesHeader("{'descr': '<f\\x34'}", 'at character 11 a value is missing; there is "\'<f\\\\x34\'}"')
  refusesHeader("{'shape': (1.5,)}", 'at character 12 a value is missing; there is "1.5,)}"')
  refusesHeader('{', 'at character 2 a value is missing; there is ""')
  refusesHeader("{1: '<f4'}", 'a key is not a text')
  refusesHeader(`{'shape': ${'('.repeat(9)}`, 'tuples and lists are nested more than 8 deep')
  refusesHeader("{'descr': '<f4', 'descr': '<f8'}", 'the key "descr" stands twice')
  refusesHeader(`${dictionary("'<f4'", '()')}; x`, '"; x" follows the dictionary')
  refusesHeader("{'descr': '<f4', 'more': 1}", 'it has the unknown key "more"')
  refusesHeader("{'descr': '<f4', 'shape': ()}", 'it lacks the key "fortran_order"')
  refusesHeader(dictionary("'<f4'", '()', 'None'), '"fortran_order" is neither True nor False')
  refuses(file(Uint8Array.of(0x7b, 0xff), [], [3, 0]), 'the header is not that of an .npy file.', '  it is not UTF-8')
})

test('shapes that are none', () => {
  const wanted = '  it must be a tuple of at most 64 sizes, none below 0'
  for (const [shape, shown] of [
    ['(3)', '3'],
    ['[3]', '{ tuple, items }'],
    ['(-1,)', '(-1)'],
    ['(True,)', '(true)'],
    ['(9007199254740992,)', '(Infinity)'],
    [`(${'1, '.repeat(65)})`, '(1, 1, 1, 1, 1, 1, 1, 1, …)'],
  ] as const)
    refuses(file(dictionary("'<f4'", shape)), `the array has the impossible shape ${shown}.`, wanted)
  const most = 9007199254740991
  refuses(
    file(dictionary("'<f4'", `(${most}, ${most})`)),
    'the file is cut off.',
    `  shape ${most}×${most} = ${most * most * 4} bytes; the file has 0 after its header`,
  )
})

test('what is not read: objects, tables, texts, complex numbers', () => {
  refuses(
    file(dictionary("'|O'", '(1,)')),
    'the array holds Python objects, which only Python can read: they are code that would be run.',
    '  Fix: store numbers: array.astype("float32").',
  )
  refuses(
    file(dictionary("[('a', '<f4'), ('b', '<i4')]", '(1,)')),
    'the array is a table of several fields, and is not read here.',
    "  Fix: store each field as an array of its own: np.savez('fields.npz', **{name: table[name] for name in table.dtype.names}).",
  )
  for (const descr of ['<U4', '<c8', '<f16', '<i3', 'f4', '<m8[D]', '<constructor'])
    refuses(
      file(dictionary(`'${descr}'`, '(1,)')),
      `the array has the dtype "${descr}", which is not read here.`,
      '  known: b1, f2, f4, f8, i1, i2, i4, i8, u1, u2, u4, u8',
      '  Fix: store numbers: array.astype("float32").',
    )
})

test('what cannot be written', () => {
  const message = (...lines: string[]) => ({ name: 'FormatError', message: lines.join('\n') })
  assert.throws(
    () => writeNpy({ shape: [2, 2], data: new Float32Array(3) }),
    message('writeNpy: shape and data of "the array" do not match.', '  shape 2×2 = 4 numbers; data has 3'),
  )
  assert.throws(() => writeNpy({ shape: [1], data: [1] as never }), /writeNpy: the data of "the array" is not a typed array/)
  assert.throws(
    () => writeNpy({ shape: new Array(33).fill(1), data: new Float32Array(1) }),
    message('writeNpy: "the array" has 33 axes; NumPy reads at most 32.'),
  )
})
