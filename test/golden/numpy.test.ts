/**
 * Files that NumPy wrote (make_numpy.py), read; and files of ours, opened by NumPy where it is there: it is not needed for the
 * tests to pass.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { type LoadedTensor, readNpy, readNpz, type StoredTensor, writeNpy, writeNpz } from '../../src/formats.ts'
import { cases } from './expected.ts'

interface Case {
  readonly file: string
  readonly title?: string
  readonly dtype: string
  readonly shape: readonly number[]
  readonly values: readonly (number | string)[]
  /** Of those that are refused. */
  readonly code?: string
  /** Of .npz files: what wrote it. */
  readonly archive?: string
}

const all = cases<Case>('numpy')
const bytesOf = ({ file }: Case) => new Uint8Array(Buffer.from(file, 'base64'))
const plain = ({ data }: StoredTensor) =>
  Array.from(data as ArrayLike<number | bigint>, (x) => (typeof x === 'bigint' ? String(x) : x))

test('arrays that NumPy wrote', () => {
  const arrays = all.filter(({ title }) => title !== undefined)
  assert.ok(arrays.length > 25)
  for (const one of arrays) {
    const { dtype, shape, data } = readNpy(bytesOf(one))
    assert.deepEqual({ dtype, shape }, { dtype: one.dtype, shape: one.shape }, one.title)
    const half = one.dtype === 'F16' || one.dtype === 'F32'
    // What Python wrote of a half or a float32 has more digits than it.
    assert.deepEqual(plain({ shape, data }), half ? one.values.map((x) => Math.fround(Number(x))) : one.values, one.title)
  }
})

test('what NumPy can write and is no array of numbers is refused, and never run', () => {
  const codes = all.flatMap((one) => (one.code ? [{ code: one.code, bytes: bytesOf(one) }] : []))
  assert.equal(codes.length, 8)
  for (const { code, bytes } of codes) assert.throws(() => readNpy(bytes), { name: 'FormatError', code })
})

test('archives that NumPy wrote, stored and deflated', () => {
  const archives = all.filter(({ archive }) => archive !== undefined)
  assert.equal(archives.length, 2)
  for (const one of archives) {
    const tensors: Record<string, LoadedTensor> = readNpz(bytesOf(one))
    assert.deepEqual(Object.keys(tensors), ['C1.weight', 'C1.bias', 'a/b/../c', '합성곱'], one.archive)
    assert.deepEqual(tensors['C1.weight']!.shape, [2, 3, 3, 3])
    assert.deepEqual(
      tensors['C1.weight']!.data,
      Float32Array.from({ length: 54 }, (_, i) => i / 64),
    )
    assert.deepEqual(tensors['C1.bias']!.data, Float32Array.of(0.5, -1))
    assert.deepEqual(tensors['a/b/../c']!.data, Int32Array.of(1, 2, 3))
    assert.deepEqual(
      tensors.합성곱!.data,
      Float64Array.from({ length: 24 }, (_, i) => i),
    )
  }
})

const python = ['python3', '/usr/bin/python3'].find((name) => spawnSync(name, ['-c', 'import numpy']).status === 0)

test('NumPy opens what is written', { skip: python ? false : 'there is no Python with NumPy' }, () => {
  const tensors: Record<string, StoredTensor> = {
    f4: { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6.5) },
    f8: { shape: [], data: Float64Array.of(0.1) },
    i1: { shape: [2], data: Int8Array.of(-128, 127) },
    u1: { shape: [3, 1], data: Uint8Array.of(1, 2, 255) },
    i2: { shape: [1], data: Int16Array.of(-300) },
    u2: { shape: [1], data: Uint16Array.of(60000) },
    i4: { shape: [1], data: Int32Array.of(-70000) },
    u4: { shape: [1], data: Uint32Array.of(4e9) },
    i8: { shape: [1], data: BigInt64Array.of(-(2n ** 63n)) },
    u8: { shape: [1], data: BigUint64Array.of(2n ** 64n - 1n) },
    none: { shape: [0, 4], data: new Float32Array(0) },
    '합성곱/../x': { shape: [2], data: Float32Array.of(1, -1) },
  }
  const folder = mkdtempSync(join(tmpdir(), 'striate-numpy-'))
  try {
    writeFileSync(join(folder, 'stored.npz'), writeNpz(tensors))
    writeFileSync(join(folder, 'packed.npz'), writeNpz(tensors, { compressed: true }))
    for (const [name, tensor] of Object.entries(tensors))
      if (/^\w+$/.test(name)) writeFileSync(join(folder, `${name}.npy`), writeNpy(tensor))
    const script = `
import json, sys, numpy as np
def told(a): return [a.dtype.kind + str(a.dtype.itemsize), list(a.shape), [str(x) for x in a.reshape(-1).tolist()]]
def npz(name):
    with np.load(f'{sys.argv[1]}/{name}.npz') as file: return {key: told(file[key]) for key in file.files}
print(json.dumps([npz('stored'), npz('packed'), {key: told(np.load(f'{sys.argv[1]}/{key}.npy')) for key in sys.argv[2:]}]))`
    const single = Object.keys(tensors).filter((name) => /^\w+$/.test(name))
    const { stdout, stderr } = spawnSync(python!, ['-c', script, folder, ...single], { encoding: 'utf8' })
    assert.equal(stderr, '')
    const told = ({ shape, data }: StoredTensor, name: string) => [
      /^\w\d$/.test(name) ? name : 'f4',
      shape,
      plain({ shape, data }).map((x) =>
        typeof x === 'number' && /^f|x$/.test(name) && Number.isInteger(x) ? `${x}.0` : String(x),
      ),
    ]
    const wanted = Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, told(tensor, name)]))
    assert.deepEqual(JSON.parse(stdout), [wanted, wanted, Object.fromEntries(single.map((name) => [name, wanted[name]]))])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
