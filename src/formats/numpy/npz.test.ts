/** .npz files, out and in, and every way in which a Zip file can be wrong: by its numbers, its places, its checksums. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import { reference } from '../../backends/reference/reference.ts'
import { sequential } from '../../index.ts'
import { dense } from '../../layers/index.ts'
import { crc32 } from '../../math/crc32.ts'
import { writeNpy } from './npy.ts'
import { readNpz, writeNpz } from './npz.ts'

const tensor = { shape: [3], data: Float32Array.of(1, 2, 3) }
const refuses = (bytes: Uint8Array, ...lines: string[]) =>
  assert.throws(() => readNpz(bytes, 'n.npz'), {
    name: 'FormatError',
    message: [`n.npz: ${lines[0]}`, ...lines.slice(1)].join('\n'),
  })
const refusesZip = (bytes: Uint8Array, why: string) => refuses(bytes, 'the Zip file is damaged.', `  ${why}`)

/** A file of which any number may be a lie. */
interface Made {
  readonly name: string | Uint8Array
  readonly packed: Uint8Array
  readonly size?: number
  readonly crc?: number
  readonly method?: number
  readonly flags?: number
  readonly start?: number
  /** Sizes and place stand in the field of Zip64. */
  readonly wide?: boolean
}

/** A Zip file, part by part. `end`: numbers of its end record, by their place. */
function zip(
  files: readonly Made[],
  { end = {}, wide = false }: { end?: Record<number, number>; wide?: boolean } = {},
): Uint8Array {
  const parts: number[] = []
  const directory: number[] = []
  const put = (to: number[], bytes: number, value: number) => {
    for (let i = 0; i < bytes; i++) to.push(Math.floor(value / 2 ** (8 * i)) % 256)
  }
  for (const { name, packed, size = packed.length, crc = crc32(packed), method = 0, flags = 0, start, wide } of files) {
    const bytes = typeof name === 'string' ? new TextEncoder().encode(name) : name
    const at = start ?? parts.length
    for (const [to, central] of [
      [parts, false],
      [directory, true],
    ] as const) {
      put(to, 4, central ? 0x02014b50 : 0x04034b50)
      if (central) put(to, 2, 45)
      for (const value of [45, flags, method, 0, 0]) put(to, 2, value)
      put(to, 4, crc)
      for (const value of [packed.length, size]) put(to, 4, wide ? 0xffffffff : value)
      put(to, 2, bytes.length)
      put(to, 2, wide && central ? 28 : 0)
      if (central) put(to, 10, 0)
      if (central) put(to, 4, wide ? 0xffffffff : at)
      to.push(...bytes)
      if (wide && central)
        for (const [width, value] of [
          [2, 1],
          [2, 24],
          [8, size],
          [8, packed.length],
          [8, at],
        ] as const)
          put(to, width, value)
    }
    parts.push(...packed)
  }
  const begin = parts.length
  const tail: number[] = []
  if (wide) {
    put(tail, 4, 0x06064b50)
    put(tail, 8, 44)
    put(tail, 12, 45)
    for (const value of [files.length, files.length, directory.length, begin]) put(tail, 8, value)
    put(tail, 4, 0x07064b50)
    put(tail, 4, 0)
    put(tail, 8, begin + directory.length)
    put(tail, 4, 1)
  }
  const last: number[] = []
  put(last, 4, 0x06054b50)
  put(last, 4, 0)
  for (let i = 0; i < 2; i++) put(last, 2, wide ? 0xffff : files.length)
  for (const value of [directory.length, begin]) put(last, 4, wide ? 0xffffffff : value)
  put(last, 2, 0)
  const bytes = Uint8Array.from([...parts, ...directory, ...tail, ...last])
  const view = new DataView(bytes.buffer)
  for (const [place, value] of Object.entries(end)) view.setUint16(bytes.length - 22 + Number(place), value, true)
  return bytes
}

test('what is written is read, in its order, whatever the names; twice the same bytes', () => {
  const names = ['C3.weight', '__proto__', 'constructor', '합성곱 "1"\n', 'a/../../b', '/c', '', 'x.npy']
  const tensors = Object.fromEntries(names.map((name, i) => [name, { shape: [1], data: Float32Array.of(i) }]))
  for (const compressed of [false, true]) {
    const bytes = writeNpz(tensors, { compressed })
    assert.deepEqual(writeNpz(tensors, { compressed }), bytes)
    const read = readNpz(bytes)
    assert.equal(Object.getPrototypeOf(read), null)
    assert.deepEqual(Object.keys(read), names)
    for (const [i, name] of names.entries()) assert.deepEqual(read[name], { dtype: 'F32', shape: [1], data: Float32Array.of(i) })
  }
  assert.deepEqual(Object.keys(readNpz(writeNpz({}))), [])
})

test('weights go into a network as those of safetensors do', async () => {
  const model = sequential('two', [3], [dense({ name: 'F', units: 2 })])
  const net = await model.open(reference())
  const weights = {
    'F.weight': { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) },
    'F.bias': { shape: [2], data: Float64Array.of(0.5, -1) },
  }
  net.setParameters(readNpz(writeNpz(weights, { compressed: true })))
  const scores = await net.predict(Float32Array.of(1, 1, 1))
  assert.deepEqual(Array.from(scores), [6.5, 14])
  const saved = readNpz(writeNpz(await net.parameters()))
  assert.deepEqual(Object.keys(saved), ['F.weight', 'F.bias'])
  const other = await model.open(reference())
  assert.deepEqual((await other.adopt(saved)).adopted, ['F.weight', 'F.bias'])
  assert.deepEqual(Array.from(await other.predict(Float32Array.of(1, 1, 1))), [6.5, 14])
  other.dispose()
  net.dispose()
})

test('stored, deflated, and Zip64 with all its fields', () => {
  const npy = writeNpy(tensor)
  const packed = new Uint8Array(deflateRawSync(npy))
  const files = (wide: boolean) => [
    { name: 'a.npy', packed: npy, wide },
    { name: 'b.npy', packed, size: npy.length, crc: crc32(npy), method: 8, wide },
  ]
  for (const wide of [false, true]) {
    const read = readNpz(zip(files(wide), { wide }))
    assert.deepEqual([read.a?.data, read.b?.data], [tensor.data, tensor.data])
  }
  // An empty remark, and one that holds the signature of an end.
  const remark = Uint8Array.of(0x50, 0x4b, 5, 6, ...new Uint8Array(30))
  const bytes = Uint8Array.of(...zip(files(false), { end: { 20: remark.length } }), ...remark)
  assert.deepEqual(Object.keys(readNpz(bytes)), ['a', 'b'])
})

test('files that are no Zip files, and files that are cut off at every byte', () => {
  refuses(new Uint8Array(0), 'this is not a whole Zip file: its directory is missing at the end.', '  it has 0 bytes')
  const bytes = writeNpz({ a: tensor })
  for (let length = 0; length < bytes.length; length++)
    refuses(
      bytes.subarray(0, length),
      'this is not a whole Zip file: its directory is missing at the end.',
      length === 1 ? '  it has 1 byte' : `  it has ${length} bytes`,
    )
  refusesZip(Uint8Array.of(0, ...bytes), `its directory is said to be at bytes 175 to 226, but ends at 227`)
})

test('directories that lie', () => {
  const npy = writeNpy(tensor)
  const a = { name: 'a.npy', packed: npy }
  const b = { name: 'b.npy', packed: npy }
  refuses(zip([a, a]), 'the file "a.npy" is in it twice.')
  refusesZip(zip([a, b], { end: { 8: 3, 10: 3 } }), 'its directory ends within file 3 of 3')
  refusesZip(zip([a, b], { end: { 8: 1, 10: 1 } }), 'its directory is longer than its 1 file')
  refusesZip(zip([a, b], { end: { 8: 1, 10: 2 } }), 'it is a part of an archive in several files')
  refusesZip(zip([a, b], { end: { 4: 1 } }), 'it is a part of an archive in several files')
  refusesZip(zip([a, { ...b, start: 0 }]), 'the file "b.npy" does not lie where the directory says')
  refusesZip(zip([a, { ...b, start: 1e6 }]), 'the file "b.npy" does not lie where the directory says')
  refusesZip(zip([{ ...a, size: 7 }]), 'the file "a.npy" is stored, but its sizes differ: 140 and 7')
  refusesZip(zip([{ ...a, name: Uint8Array.of(0xff) }]), 'the name of a file is not UTF-8')
  refusesZip(zip([{ ...a, size: 2 ** 53, wide: true }]), 'a number of Zip64 is beyond any file: 9007199254740992')
  const cut = zip([{ ...a, wide: true }])
  const field = cut.length - 22 - 28
  new DataView(cut.buffer).setUint16(field + 2, 8, true)
  refusesZip(cut, 'a field of Zip64 is too short')
  const wide = zip([a], { wide: true })
  new DataView(wide.buffer).setUint32(wide.length - 22 - 12, 0, true)
  refusesZip(wide, 'its Zip64 record does not lie where it is said to')
  // A file within another: both would be unpacked from the same bytes.
  const inner = zip([b])
  const outer = { name: 'o.npy', packed: inner.subarray(0, 30 + 5 + npy.length) }
  refusesZip(zip([outer, { ...b, packed: new Uint8Array(0), start: 35 }]), 'the files "o.npy" and "b.npy" overlap')
})

test('what is not read: other methods, secrets, files that are no arrays', () => {
  const npy = writeNpy(tensor)
  refuses(
    zip([{ name: 'a.npy', packed: npy, method: 12 }]),
    'the file "a.npy" is packed by method 12; stored (0) and deflated (8) are read here.',
    '  Fix: write it with np.savez or np.savez_compressed.',
  )
  refuses(zip([{ name: 'a.npy', packed: npy, flags: 1 }]), 'the file "a.npy" is encrypted.')
  refuses(zip([{ name: 'a.txt', packed: npy }]), 'the file "a.txt" in it is not an array: its name does not end in .npy.')
  refuses(
    zip([{ name: 'a.npy', packed: npy.subarray(0, 5) }]).slice(),
    'a: the file is cut off inside its header.',
    '  the header ends at byte 12; the file has 5',
  )
})

test('packed files: what does not unpack, to another size, or to other bytes', () => {
  const npy = writeNpy(tensor)
  const packed = new Uint8Array(deflateRawSync(npy))
  const whole = { name: 'a.npy', packed, size: npy.length, crc: crc32(npy), method: 8 }
  const [size, few] = [npy.length, packed.length]
  refuses(
    zip([{ ...whole, crc: 1 }]),
    'the file "a.npy" in it is damaged: its data does not match its checksum.',
    `  stored 0x00000001, computed 0x${crc32(npy).toString(16).padStart(8, '0')}`,
  )
  refuses(zip([{ ...whole, packed: packed.subarray(0, -4) }]), 'the file "a.npy" in it cannot be unpacked.', '  unexpected EOF')
  refuses(zip([{ ...whole, packed: Uint8Array.of(7) }]), 'the file "a.npy" in it cannot be unpacked.', '  invalid block type')
  const another = 'the file "a.npy" in it does not unpack to the size that is given.'
  refuses(zip([{ ...whole, size: size - 1 }]), another, `  ${size - 1} bytes are given; ${few} packed bytes make more`)
  refuses(zip([{ ...whole, size: size + 1 }]), another, `  ${size + 1} bytes are given; ${few} packed bytes make ${size}`)
  refuses(zip([{ ...whole, packed: new Uint8Array(0) }]), another, `  ${size} bytes are given; 0 packed bytes make at most 0`)
  refuses(zip([{ ...whole, size: 1e9 }]), another, `  1000000000 bytes are given; ${few} packed bytes make at most ${few * 1032}`)
})

test('a small file that would unpack to far more than it has is stopped', () => {
  const large = writeNpy({ shape: [2 ** 21], data: new Float32Array(2 ** 21) })
  const packed = new Uint8Array(deflateRawSync(large, { level: 9 }))
  const bytes = zip([{ name: 'a.npy', packed, size: large.length, crc: crc32(large), method: 8 }])
  assert.equal(readNpz(bytes).a?.data.length, 2 ** 21)
  assert.throws(() => readNpz(bytes, 'n.npz', { mostBytes: 2 ** 20 }), {
    name: 'FormatError',
    message: [
      'n.npz: the file would unpack to more than is allowed.',
      `  ${large.length} bytes; at most 1048576, and the file has ${bytes.length}`,
      '  Fix: if you trust it, allow more: readNpz(bytes, name, { mostBytes }).',
    ].join('\n'),
  })
  const liar = zip([{ name: 'a.npy', packed, size: 1000, method: 8 }])
  refuses(
    liar,
    'the file "a.npy" in it does not unpack to the size that is given.',
    `  1000 bytes are given; ${packed.length} packed bytes make more`,
  )
})

test('what cannot be written, and options that are none', () => {
  const message = (...lines: string[]) => ({ name: 'FormatError', message: lines.join('\n') })
  for (const name of ['a\0', '\ud800', 'a'.repeat(2 ** 15)])
    assert.throws(() => writeNpz({ [name]: tensor }), { name: 'FormatError', code: 'cannot-store' })
  assert.throws(() => writeNpz({ 'a\0': tensor }), message('writeNpz: an array cannot be named "a\\u0000".', '  Fix: rename it.'))
  assert.throws(
    () => writeNpz({ a: { shape: [2], data: new Float32Array(3) } }),
    /^FormatError: writeNpz: shape and data of "a" do not match/,
  )
  const many = Object.fromEntries(Array.from({ length: 65535 }, (_, i) => [`a${i}`, { shape: [0], data: new Uint8Array(0) }]))
  assert.throws(
    () => writeNpz(many),
    /^FormatError: writeNpz: the file would be too large for Zip: 65535 arrays, \d+ bytes\.\n {2}Fix: write several/,
  )
  assert.throws(() => writeNpz({}, { compress: true } as never), { name: 'OptionError', code: 'unknown-option' })
  assert.throws(() => writeNpz({}, { compressed: 1 } as never), { name: 'OptionError' })
  assert.throws(() => readNpz(writeNpz({}), 'n', { mostBytes: 0 }), { name: 'OptionError' })
})
