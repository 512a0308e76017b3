import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { folderStorage } from './folderStorage.ts'
import { memoryStorage } from './memoryStorage.ts'
import type { Storage } from './storage.ts'
import { webStorage } from './webStorage.ts'

const text = (words: string) => new TextEncoder().encode(words)

async function behaves(storage: Storage, missing: (path: string) => string) {
  assert.deepEqual(await storage.list(), [])
  await storage.write('runs/1/weights', text('old'))
  await storage.write('runs/1/weights', text('new'))
  await storage.write('runs/2/weights', text('other'))
  assert.deepEqual(await storage.read('runs/1/weights'), text('new'))
  assert.deepEqual(
    [await storage.list(), await storage.list('runs'), await storage.list('runs/1')],
    [['runs'], ['1', '2'], ['weights']],
  )
  assert.deepEqual(await storage.list('nowhere'), [])
  await storage.remove('runs/1/weights')
  await storage.remove('runs/1/weights')
  await assert.rejects(storage.read('runs/1/weights'), {
    name: 'FormatError',
    code: 'missing-file',
    message: missing('runs/1/weights'),
  })
}

test('memory', async () => {
  const storage = memoryStorage()
  await behaves(storage, (path) => `there is no file ${path}.`)
  const given = text('a')
  await storage.write('a', given)
  given[0] = 0
  ;(await storage.read('a'))[0] = 0
  assert.deepEqual(await storage.read('a'), text('a'))
})

test('a folder: writes are whole or not at all', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'striate-storage-'))
  try {
    const storage = folderStorage(folder)
    await behaves(storage, (path) => `there is no file ${join(folder, path)}.`)
    await mkdir(join(folder, 'taken'))
    await assert.rejects(storage.write('taken', text('x')), (error: Error) => {
      assert.match(error.message, /^cannot write .*taken: .*E(ISDIR|PERM|EXIST|NOTEMPTY)/)
      return error.name === 'FormatError'
    })
    await assert.rejects(storage.read('taken'), /^FormatError: cannot read .*taken: .*EISDIR/)
    assert.deepEqual(
      (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.part')),
      [],
    )
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('a web address: read only', async (t) => {
  t.mock.method(globalThis, 'fetch', async (address: string) => {
    if (address.endsWith('broken')) throw new TypeError('fetch failed')
    if (address.endsWith('locked')) return new Response('', { status: 403, statusText: 'Forbidden' })
    return address === 'https://example.com/files/a' ? new Response('A') : new Response('', { status: 404 })
  })
  const storage = webStorage('https://example.com/files')
  assert.deepEqual(await storage.read('a'), text('A'))
  await assert.rejects(storage.read('b'), { code: 'missing-file', message: 'there is no file https://example.com/files/b.' })
  await assert.rejects(storage.read('locked'), {
    name: 'FormatError',
    message: 'cannot read https://example.com/files/locked: the server answered 403 Forbidden.',
  })
  await assert.rejects(storage.read('broken'), {
    name: 'FormatError',
    message: 'cannot read https://example.com/files/broken: fetch failed.',
  })
  const readOnly = {
    name: 'UnsupportedError',
    message: 'https://example.com/files/ is read-only.\n  Fix: write to a folderStorage or a memoryStorage.',
  }
  await assert.rejects(storage.write('a', text('')), readOnly)
  await assert.rejects(storage.remove('a'), readOnly)
})

test('a web address with a login: nothing says it', async (t) => {
  const { mock } = t.mock.method(globalThis, 'fetch', async () => new Response('', { status: 404 }))
  const storage = webStorage('https://name:secret@example.com/files')
  assert.equal(storage.name, 'https://example.com/files/')
  await assert.rejects(storage.read('a'), {
    code: 'login-in-address',
    message:
      'https://example.com/files/a: the user name and password in an address are not sent.\n' +
      '  Fix: leave them out, and fetch what needs a login by other means.',
  })
  assert.equal(mock.callCount(), 0)
  await assert.rejects(storage.write('a', text('')), /^UnsupportedError: https:\/\/example\.com\/files\/ is read-only\./)
})

test('a web address that leads inside is not followed', async (t) => {
  const to = { status: 302, headers: { Location: 'http://169.254.169.254/latest/meta-data/' } }
  t.mock.method(globalThis, 'fetch', async () => new Response(null, to))
  await assert.rejects(webStorage('https://93.184.215.14/files').read('a'), { code: 'redirect-refused' })
})

test('append adds at the end, and makes the file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'striate-append-'))
  for (const storage of [folderStorage(folder), memoryStorage()]) {
    await storage.append('deep/lines', new TextEncoder().encode('one\n'))
    await storage.append('deep/lines', new TextEncoder().encode('two\n'))
    assert.equal(new TextDecoder().decode(await storage.read('deep/lines')), 'one\ntwo\n')
  }
  await rm(folder, { recursive: true })
})

test('a folder that cannot be made is an error, also where Node’s own recursive mkdir never returns', async (t) => {
  if (process.platform !== 'linux') return t.skip('there is no /proc')
  await assert.rejects(folderStorage('/proc/nowhere').write('a/b', text('')), {
    message: /^cannot write .proc.nowhere.a.b: .*ENOENT/,
  })
})
