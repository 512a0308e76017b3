/**
 * Downloads from a hub on this machine that behaves, misbehaves and lies: what comes into the cache is whole or nothing, and
 * what is said of the rest. Nothing is sent beyond this machine: what lies outside is made up by a `fetch` of our own.
 *
 * Long because all that a server may do stands side by side, on one small hub.
 */
import assert from 'node:assert/strict'
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'
import { waitOf } from '../../src/hub/connection.ts'
import { type DownloadOptions, downloaded, type Surroundings } from '../../src/hub/download.ts'
import { cachePath, type HubFile } from '../../src/hub/hubFile.ts'
import type { HubSettings } from '../../src/hub/hubSettings.ts'
import type { Web } from '../../src/storage/follow.ts'
import { lockFile } from '../../src/storage/lock.ts'
import { type HubServer, hubServer, sendBytes, sha256Of } from './hubServer.ts'

const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7 + (i >> 8)) & 255)
const path = '/owner/net/resolve/main/weights.bin'
const file: HubFile = { repository: 'owner/net', revision: 'main', file: 'weights.bin' }

let hub: HubServer
let cache = ''
before(async () => void (hub = await hubServer()))
after(() => hub.close())
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'striate-hub-'))
  hub.files.clear()
  hub.files.set(path, bytes)
  hub.asked.length = 0
  hub.headers.length = 0
  hub.play = () => false
  progressed = () => {}
})
afterEach(() => rm(cache, { recursive: true, force: true }))

const settings = (more: Partial<HubSettings> = {}): HubSettings => ({
  ...{ base: hub.base, mirroredBy: 'STRIATE_HUB', cache, token: undefined, offlineBy: undefined },
  ...more,
})
const get = ({ onProgress, ...options }: DownloadOptions = {}, around: Surroundings = {}, what = file) => {
  const told: DownloadOptions['onProgress'] = (received, size) => {
    progressed(received)
    onProgress?.(received, size)
  }
  return downloaded(what, { ...options, onProgress: told }, { settings: settings(), pause: 1, ...around })
}
/** Is told how much has been received: what came and was not read yet is gone when a connection breaks. */
let progressed = (_received: number) => {}
const target = (what = file) => cachePath(what, settings())
/** All that lies in the file's folder. */
const left = async () => (await readdir(dirname(target())).catch(() => [])).sort()
const whole = ['weights.bin', 'weights.bin.json']

/** Sends the first `count` bytes of what was asked for, and breaks off when they are there. */
function breakOff(response: ServerResponse, count: number, from = 0): true {
  const range = { 'Content-Range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` }
  response.writeHead(from ? 206 : 200, { 'Content-Length': bytes.length - from, ETag: etag, ...(from ? range : {}) })
  response.write(bytes.subarray(from, from + count))
  progressed = (received) => received >= from + count && response.destroy()
  return true
}
const etag = `"bytes-${sha256Of(bytes).slice(0, 8)}"`
const isBytes = (url: string | undefined) => url?.startsWith('/bytes') === true

describe('what goes well', () => {
  test('downloaded once, checked, and then taken from the cache', async () => {
    const seen: [number, number | undefined][] = []
    const found = await get({ onProgress: (received, size) => seen.push([received, size]) })
    assert.equal(found, join(cache, 'hub', 'owner--net', 'main', 'weights.bin'))
    assert.deepEqual(new Uint8Array(await readFile(found)), bytes)
    assert.deepEqual(seen[0], [0, bytes.length])
    assert.deepEqual(seen.at(-1), [bytes.length, bytes.length])
    assert.ok(seen.every(([received], i) => i === 0 || received > seen[i - 1]![0]))
    assert.deepEqual(await left(), whole)
    const note = JSON.parse(await readFile(`${found}.json`, 'utf8'))
    assert.deepEqual([note.address, note.size, note.sha256], [`${hub.base}${path}`, bytes.length, sha256Of(bytes)])
    assert.deepEqual(hub.asked, [`HEAD ${path}`, `GET ${path}`, `GET /bytes${path}`])
    assert.equal(await get(), found)
    assert.equal(hub.asked.length, 3, 'nothing was asked a second time')
  })

  test('what a signal stopped goes on where it was', async () => {
    const stop = new AbortController()
    const reason = new Error('enough')
    const onProgress = (received: number) => received > 0 && stop.abort(reason)
    hub.play = ({ url, method }, response) => {
      if (!isBytes(url) || method === 'HEAD') return false
      response.writeHead(200, { 'Content-Length': bytes.length, ETag: etag })
      response.write(bytes.subarray(0, 100_000)) // and then nothing
      return true
    }
    await assert.rejects(get({ signal: stop.signal, onProgress }), reason)
    assert.deepEqual(await left(), ['weights.bin.part', 'weights.bin.part.json'])
    const { size } = await stat(`${target()}.part`)
    assert.ok(size > 0 && size <= 100_000, `${size}`)
    hub.play = () => false
    const first: number[] = []
    await get({ onProgress: (received) => first.push(received) })
    assert.equal(first[0], size)
    assert.equal(hub.asked.at(-1), `GET /bytes${path} bytes=${size}-`)
    assert.equal(hub.headers.at(-1)!['if-range'], etag)
    assert.deepEqual(new Uint8Array(await readFile(target())), bytes)
    assert.deepEqual(await left(), whole)
  })

  test('what the caller throws when he is told how far it is, is what he gets', async () => {
    const own = new Error('mine')
    const onProgress = (received: number) => {
      if (received > 0) throw own
    }
    await assert.rejects(get({ onProgress }), own)
    assert.equal(hub.asked.length, 3, 'it was not tried again')
    await get()
  })

  test('a signal that is given already', () => assert.rejects(get({ signal: AbortSignal.abort() }), { name: 'AbortError' }))

  test('connections that break go on by themselves, also where the server knows no ranges', async () => {
    for (const ranges of [true, false]) {
      await rm(join(cache, 'hub'), { recursive: true, force: true })
      let broken = 0
      hub.play = (request, response) => {
        if (!isBytes(request.url)) return false
        const from = Number(/\d+/.exec(request.headers.range ?? '0')![0])
        if (broken++ < 3) return breakOff(response, 50_000, ranges ? from : 0)
        if (!ranges) request.headers.range = undefined
        return false
      }
      await get()
      assert.deepEqual(new Uint8Array(await readFile(target())), bytes, `ranges: ${ranges}`)
      assert.deepEqual(await left(), whole)
    }
  })

  test('too many requests, and a server with a problem: tried again, and left alone as long as it asks', async () => {
    const answers = [429, 503, 500]
    hub.play = ({ url }, response) => {
      const status = isBytes(url) ? answers.shift() : undefined
      if (status === undefined) return false
      response.writeHead(status, { 'Retry-After': '0' }).end()
      return true
    }
    await get({}, { pause: 1e9 }) // only what the server says makes it end
    assert.deepEqual(await left(), whole)
  })

  test('a plain server without the headers of the hub: sizes alone are held against each other', async () => {
    hub.play = (request, response) => {
      if (isBytes(request.url)) return false
      sendBytes(request, response, bytes)
      return true
    }
    await get()
    assert.deepEqual(new Uint8Array(await readFile(target())), bytes)
    assert.equal(hub.asked.length, 2)
  })

  test('the token goes to the hub, and not to where it leads', async () => {
    const other = await hubServer()
    other.files.set(path, bytes)
    hub.play = ({ url }, response) => {
      if (isBytes(url)) return false
      const announced = { 'X-Linked-Size': bytes.length, 'X-Linked-Etag': `"${sha256Of(bytes)}"` }
      response.writeHead(302, { Location: `${other.base}/bytes${path}`, ...announced }).end()
      return true
    }
    try {
      await get({}, { settings: settings({ token: 'hf_secret' }) })
      assert.deepEqual(
        hub.headers.map(({ authorization }) => authorization),
        ['Bearer hf_secret', 'Bearer hf_secret'],
      )
      assert.deepEqual(
        other.headers.map(({ authorization }) => authorization),
        [undefined],
      )
    } finally {
      other.close()
    }
  })

  test('a repository that was renamed: the hub leads to itself, with the token', async () => {
    hub.files.set('/owner/renamed/resolve/main/weights.bin', bytes)
    hub.play = ({ url }, response) => {
      if (url !== path) return false
      response.writeHead(307, { Location: '/owner/renamed/resolve/main/weights.bin' }).end()
      return true
    }
    await get({}, { settings: settings({ token: 'hf_secret' }) })
    assert.ok(hub.headers.every(({ authorization }) => authorization === 'Bearer hf_secret'))
  })

  test('without the network: what is there is there', async () => {
    await get()
    const asked = hub.asked.length
    const offline = { settings: settings({ offlineBy: 'STRIATE_OFFLINE' }) }
    assert.equal(await get({}, offline), target())
    await rm(join(cache, 'hub'), { recursive: true })
    await assert.rejects(get({}, offline), {
      code: 'offline',
      message:
        'owner/net has not been downloaded yet, and STRIATE_OFFLINE forbids the network.\n' +
        `  looked for ${target()}\n` +
        `  Fix: leave STRIATE_OFFLINE out; or put the file of ${hub.base}${path} there.`,
    })
    assert.deepEqual(await readdir(cache), [], 'nothing was made')
    assert.equal(hub.asked.length, asked)
  })

  test('a file that someone put there: taken where its hash is known and right', async () => {
    const known = { ...file, sha256: sha256Of(bytes) }
    await mkdir(dirname(target()), { recursive: true })
    await writeFile(target(), bytes)
    assert.equal(await get({}, { settings: settings({ offlineBy: 'HF_HUB_OFFLINE' }) }, known), target())
    assert.deepEqual(await left(), whole)
    await rm(`${target()}.json`)
    await writeFile(target(), bytes.subarray(1))
    await assert.rejects(get({}, {}, known), { code: 'wrong-hash', message: /is not the file that the hub has\.\n[\s\S]*Fix: remove it: it is then downloaded\.$/ }) // biome-ignore format: a line
    assert.deepEqual(hub.asked, [])
  })

  test('a file that lost its end is downloaded again', async () => {
    await get()
    await writeFile(target(), bytes.subarray(0, 1000))
    await get()
    assert.deepEqual(new Uint8Array(await readFile(target())), bytes)
  })

  test('several at once in one process: one downloads, the others wait', async () => {
    let waited = 0
    const found = await Promise.all([1, 2, 3].map(() => get({ onWait: () => waited++ })))
    assert.deepEqual(found, [target(), target(), target()])
    assert.equal(waited, 2)
    assert.equal(hub.asked.length, 3)
    assert.deepEqual(await left(), whole)
  })
})

describe('what goes wrong', () => {
  /** It is said so, and nothing has the file's name. */
  const rejects = async (
    code: string,
    message: string | RegExp,
    options?: DownloadOptions,
    around?: Surroundings,
    what = file,
  ) => {
    const wanted = typeof message === 'string' ? message.replaceAll('@', `${hub.base}${path}`) : message
    await assert.rejects(get(options, around, what), { code, message: wanted })
    assert.ok(!(await left()).includes('weights.bin'), (await left()).join(' '))
    assert.ok(!(await left()).includes('weights.bin.lock'), 'the lock was given back')
  }
  const answer = (status: number, headers: Record<string, string> = {}, of: 'hub' | 'bytes' = 'hub') => {
    hub.play = ({ url }, response) => {
      if (isBytes(url) !== (of === 'bytes')) return false
      response.writeHead(status, headers).end('no')
      return true
    }
  }

  test('a byte that is another: removed, and downloaded anew the next time', async () => {
    const wrong = Uint8Array.from(bytes)
    wrong[1234]! ^= 1
    hub.play = (request, response) => {
      if (!isBytes(request.url)) return false
      sendBytes(request, response, wrong)
      return true
    }
    await rejects(
      'wrong-hash',
      `${target()}: what was downloaded is not the file that the hub has. It was removed.\n` +
        `  SHA-256 of the hub: ${sha256Of(bytes)}\n  SHA-256 of the download: ${sha256Of(wrong)}\n` +
        '  Fix: try again later. If it happens again, something between this machine and the hub changes what it sends.',
    )
    assert.deepEqual(await left(), [])
    hub.play = () => false
    await get()
    assert.deepEqual(await left(), whole)
  })

  test('a part on the disk that was changed is found out by the hash', async () => {
    await mkdir(dirname(target()), { recursive: true })
    await writeFile(`${target()}.part`, new Uint8Array(1000))
    const note = { address: hub.base + path, size: bytes.length, sha256: sha256Of(bytes), etag: sha256Of(bytes), validator: etag }
    await writeFile(`${target()}.part.json`, JSON.stringify(note))
    await rejects('wrong-hash', /It was removed/)
    await get()
  })

  test('the hub has another file than when the part was begun: from the beginning', async () => {
    await mkdir(dirname(target()), { recursive: true })
    await writeFile(`${target()}.part`, new Uint8Array(1000))
    const note = { address: hub.base + path, size: 5000, sha256: 'a'.repeat(64), etag: 'a'.repeat(64), validator: etag }
    await writeFile(`${target()}.part.json`, JSON.stringify(note))
    const seen: number[] = []
    await get({ onProgress: (received) => seen.push(received) })
    assert.equal(seen[0], 0)
    assert.equal(hub.asked.at(-1), `GET /bytes${path}`)
    assert.deepEqual(new Uint8Array(await readFile(target())), bytes)
  })

  test('someone else holds the lock and brings nothing: after ten stalls it is said who', async () => {
    const lock = await lockFile(`${target()}.lock`)
    const waits: number[] = []
    await assert.rejects(get({ stall: 20, onWait: () => waits.push(1) }), {
      code: 'locked',
      message: /weights\.bin\.lock is locked: process /,
    })
    await lock.release()
    assert.equal(waits.length, 1)
    assert.deepEqual(hub.asked, [])
  })

  test('another program writes into the part', async () => {
    hub.play = (request, response) => {
      if (!isBytes(request.url)) return false
      sendBytes(request, response, bytes)
      void appendFile(`${target()}.part`, 'x')
      return true
    }
    await rejects('part-changed', /another program changed it[\s\S]*\n {2}300000 bytes came; the file has 300001\n {2}Fix: run it again\.$/) // biome-ignore format: a line
    assert.deepEqual(await left(), [])
  })

  test('the file changes between two connections: from the beginning, and the new one', async () => {
    const other = Uint8Array.from(bytes, (byte) => byte ^ 255)
    let broken = false
    hub.play = ({ url }, response) => {
      if (!isBytes(url) || broken) return false
      broken = true
      hub.files.set(path, other)
      return breakOff(response, 100_000)
    }
    await get()
    assert.deepEqual(new Uint8Array(await readFile(target())), other)
    assert.deepEqual(await left(), whole)
  })

  test('the bytes change and the hub does not know yet: from the beginning, as often as is tried', async () => {
    const other = Uint8Array.from(bytes, (byte) => byte ^ 255)
    let connections = 0
    hub.play = (request, response) => {
      if (!isBytes(request.url)) return false
      if (connections++ % 2 === 0) return breakOff(response, 1000)
      sendBytes(request, response, other)
      return true
    }
    await rejects('ended-early', /the connection ends before the file does/)
  })

  test('another length than the hub says: more, less, and more than its own header says', async () => {
    const message = `@: the server sends another number of bytes than the hub says.\n  the hub: ${bytes.length} bytes; the server: `
    for (const length of [bytes.length + 1, bytes.length - 1]) {
      hub.play = ({ url }, response) => {
        if (!isBytes(url)) return false
        response.writeHead(200, { 'Content-Length': length }).end(new Uint8Array(length))
        return true
      }
      await rejects('other-length', `${message}${length} or more\n  Fix: try again later. If it happens again, something between this machine and the hub changes what it sends.`) // biome-ignore format: a line
    }
    hub.play = ({ url }, response) => {
      if (!isBytes(url)) return false
      response.writeHead(200) // in chunks, of which there is no end
      const more = () => response.write(new Uint8Array(65_536)) && setImmediate(more)
      response.on('drain', more)
      more()
      return true
    }
    await rejects('other-length', /the server: \d+ or more/)
    assert.deepEqual(await left(), [])
  })

  test('a server that always ends early', async () => {
    hub.play = ({ url, headers }, response) => {
      if (!isBytes(url)) return false
      const from = Number(/\d+/.exec(headers.range ?? '0')![0])
      return breakOff(response, 1000, from)
    }
    await rejects(
      'ended-early',
      /^http:[^\n]+: the connection ends before the file does\.\n {2}5000 of 300000 bytes are here\n {2}Fix: run it again: the download goes on where it stopped\.$/,
    )
    assert.equal(hub.asked.filter((one) => one.startsWith('GET /bytes')).length, 5)
    assert.ok((await left()).includes('weights.bin.part'))
  })

  test('a server that falls silent: before its answer, and in the middle', async () => {
    hub.play = () => true
    const fix = 'Fix: run it again: the download goes on where it stopped.'
    await rejects('stalled', `@: nothing has come from the server for 0.1 s.\n  ${fix}`, { stall: 100 })
    hub.play = ({ url }, response) => {
      if (!isBytes(url)) return false
      response.writeHead(200, { 'Content-Length': bytes.length, ETag: etag })
      response.write(bytes.subarray(0, 5000))
      return true
    }
    await rejects('stalled', `@: nothing has come from the server for 0.1 s.\n  5000 of 300000 bytes are here\n  ${fix}`, {
      stall: 100,
    })
    hub.play = () => false
    await get()
    assert.equal(hub.asked.at(-1), `GET /bytes${path} bytes=5000-`)
  })

  test('a web page, of a network that wants a login first', async () => {
    const fix = '\n  Fix: open any page in a browser: this network may want a login first.'
    for (const of of ['hub', 'bytes'] as const) {
      answer(200, { 'Content-Type': 'text/html; charset=utf-8' }, of)
      await rejects('web-page', `@: the server sent a web page in place of the file.${fix}`)
    }
    answer(302, { Location: 'http://login.hotel.example/?from=huggingface.co' })
    await rejects('redirect-refused', /redirects to an address without https\.\n[\s\S]*Fix: open any page in a browser/)
  })

  test('what a status means', async () => {
    answer(401)
    await rejects('http-status', '@: the hub wants a login (401).\n  Fix: let HF_TOKEN hold a token of your account. The hub says the same of what does not exist.') // biome-ignore format: a line
    const token = { settings: settings({ token: 'hf_old' }) }
    await rejects('http-status', `@: the hub wants a login (401).\n  Fix: HF_TOKEN is not accepted: make a new token at ${hub.base}/settings/tokens.`, {}, token) // biome-ignore format: a line
    answer(403)
    await rejects('http-status', `@: the hub does not give you this file (403).\n  Fix: open ${hub.base}/owner/net in a browser and accept its conditions; let HF_TOKEN hold a token of that account.`) // biome-ignore format: a line
    hub.play = () => false
    hub.files.clear()
    await rejects(
      'http-status',
      '@: there is no such file on the hub (404).\n  Fix: the mirror may lack it: leave STRIATE_HUB out.',
    )
    await rejects('http-status', /Fix: it may have been moved: a newer version of Striate may know where\.$/, {}, { settings: settings({ mirroredBy: undefined }) }) // biome-ignore format: a line
    answer(429)
    await rejects('http-status', '@: the server has had too many requests (429).\n  Fix: wait a while, and run it again: the download goes on where it stopped.') // biome-ignore format: a line
    answer(502)
    hub.asked.length = 0
    await rejects('http-status', '@: the server has a problem (502).\n  Fix: wait a while, and run it again: the download goes on where it stopped.') // biome-ignore format: a line
    assert.equal(hub.asked.length, 5)
    answer(418)
    await rejects('http-status', '@: the server answered 418.\n  Fix: the mirror may lack it: leave STRIATE_HUB out.')
  })

  test('a server that wants to be left alone for longer than a minute is', async () => {
    answer(429, { 'Retry-After': '3600' })
    await rejects('http-status', /\(429\)\.\n {2}the server asks to be left alone for 3600 s\n/)
    assert.equal(hub.asked.length, 1)
    const of = (value: string) => waitOf(new Response(null, { headers: { 'Retry-After': value } }), Date.UTC(2026, 0, 1))
    assert.deepEqual(['7', 'Thu, 01 Jan 2026 00:00:30 GMT', 'Wed, 31 Dec 2025 00:00:00 GMT', 'soon'].map(of), [
      7,
      30,
      0,
      undefined,
    ])
  })

  test('the hub offers another file than is known', async () => {
    const known = { ...file, sha256: 'a'.repeat(64) }
    await rejects(
      'unknown-file',
      `@: the hub offers another file than the one that Striate knows.\n  SHA-256 that is known: ${'a'.repeat(64)}\n` +
        `  SHA-256 that is offered: ${sha256Of(bytes)}\n  Fix: do not use it, unless you know who changed it.`,
      {},
      {},
      known,
    )
    assert.deepEqual(hub.asked, [`HEAD ${path}`])
  })

  test('without a hash, what does not even begin as safetensors do is not kept', async () => {
    const named = { ...file, file: 'model.safetensors' }
    hub.play = (request, response) => {
      sendBytes(request, response, new TextEncoder().encode('<html>Welcome to our hotel. Please log in.</html>'))
      return true
    }
    await assert.rejects(get({}, {}, named), { code: 'not-safetensors', message: /is no safetensors file\. It was removed\./ })
    assert.deepEqual(await left(), [])
  })

  test('redirects: never to a private address, never without https, at most five', async () => {
    const outside = settings({ base: 'https://hub.example' })
    const leadingTo = (...ways: string[]): Web => ({
      fetch: async (address) => {
        assert.match(address, /^https:\/\/(hub|a)\.example\//)
        return new Response(null, { status: 302, headers: { Location: ways.shift()! } })
      },
      lookup: async () => ['93.184.215.14'],
    })
    const refused = (web: Web, code: string, message: RegExp) =>
      assert.rejects(get({}, { settings: outside, web }), { code, message })
    for (const to of ['https://127.0.0.1/x', 'https://10.0.0.1/x', 'https://169.254.169.254/latest', 'https://printer.local/'])
      await refused(leadingTo(to), 'redirect-refused', /redirects from the public web to /)
    const inside: Web = { ...leadingTo('https://cdn.example/x'), lookup: async (name) => [name === 'cdn.example' ? '10.1.2.3' : '8.8.8.8'] } // biome-ignore format: a line
    await refused(inside, 'redirect-refused', /redirects from the public web to a private network/)
    for (const to of ['http://a.example/x', 'http://127.0.0.1/x'])
      await refused(leadingTo(to), 'redirect-refused', /redirects to an address without https/)
    await refused(leadingTo('https://name:word@a.example/'), 'redirect-refused', /an address with a login/)
    const steps = Array.from({ length: 6 }, (_, n) => `https://a.example/${n}`)
    await refused(leadingTo(...steps), 'too-many-redirects', /more than 5 times/)
    assert.deepEqual(hub.asked, [])
  })

  test('nobody there', async () => {
    const web: Web = {
      fetch: () => Promise.reject(Object.assign(new TypeError('fetch failed'), { cause: { code: 'ENOTFOUND', message: 'x' } })),
    }
    await rejects(
      'unreachable',
      '@ cannot be reached: there is no such server, or no network connection.\n  Fix: check the connection, and run it again.',
      {},
      { web },
    )
  })

  test('a cache that is a file, or that cannot be written to', async () => {
    const blocked = join(cache, 'blocked')
    await writeFile(blocked, 'not a folder')
    const fix = /Fix: let STRIATE_CACHE name a folder that can be written to\.$/
    await assert.rejects(get({}, { settings: settings({ cache: blocked }) }), { code: 'file-refused', message: fix })
    assert.equal(await readFile(blocked, 'utf8'), 'not a folder')
    // /proc takes no folders of anyone's, not even root's.
    if (process.platform === 'linux')
      await assert.rejects(get({}, { settings: settings({ cache: '/proc/striate' }) }), { code: 'file-refused', message: fix })
    assert.deepEqual(hub.asked, [])
  })
})
