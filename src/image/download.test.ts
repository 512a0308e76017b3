/** Images from a server that behaves well, and from one that does not. It stands on this machine; no network is used. */
import assert from 'node:assert/strict'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { makePng } from '../../test/image/makePng.ts'
import { type LoadImageOptions, loadImage } from './loadImage.ts'

const small = makePng({ width: 2, height: 1, rows: Uint8Array.of(0, 5, 6) })

const plays: Readonly<Record<string, (response: ServerResponse) => void>> = {
  '/fine.png': (response) => response.writeHead(200, { 'Content-Type': 'image/png' }).end(small),
  '/called-text': (response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end(small),
  '/page': (response) =>
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end('<!doctype html><title>A cat</title>'),
  '/json': (response) => response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"error":"not today"}'),
  '/broken': (response) => response.writeHead(500).end('no'),
  '/half.png': (response) => response.writeHead(200).end(small.subarray(0, small.length - 5)),
  '/dropped': (response) => {
    response.writeHead(200, { 'Content-Length': 1000 })
    response.write(small, () => response.destroy())
  },
  '/silent': () => {},
  '/slow': (response) => response.writeHead(200).write(small),
  '/endless': (response) => {
    // It announces little and sends on and on.
    response.writeHead(200, { 'Content-Type': 'image/png' })
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(16_384))) {}
      if (!response.destroyed) response.once('drain', more)
    }
    more()
  },
  '/moved': (response) => response.writeHead(302, { Location: 'fine.png' }).end(),
  '/circle': (response) => response.writeHead(302, { Location: '/round' }).end(),
  '/round': (response) => response.writeHead(301, { Location: '/circle' }).end(),
  '/inward': (response) => response.writeHead(302, { Location: 'file:///etc/hostname' }).end(),
}

describe('downloads', () => {
  const server = createServer((request, response) => {
    const step = /^\/step(\d+)$/.exec(request.url!)
    if (step) return response.writeHead(307, { Location: `/step${Number(step[1]) + 1}` }).end()
    const play = plays[request.url!]
    if (play) play(response)
    else response.writeHead(404).end('nothing here')
  })
  let origin: string
  before(async () => {
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  after(() => {
    server.close()
    server.closeAllConnections()
  })

  const rejects = (path: string, code: string, message: string | RegExp, options?: LoadImageOptions) =>
    assert.rejects(loadImage(origin + path, options), {
      code,
      message: typeof message === 'string' ? message.replaceAll('@', origin) : message,
    })

  test('an image, also by a redirect, and also where the server calls it something else', async () => {
    for (const path of ['/fine.png', '/moved', '/called-text'])
      assert.deepEqual([...(await loadImage(new URL(origin + path), { grey: true })).data], [5, 6], path)
  })

  test('a web page or text in its place', async () => {
    const fix = '\n  Fix: open it in a browser, and use the address of the image itself (“Copy image address”).'
    await rejects('/page', 'web-page', `@/page: the server sent a web page (text/html), not an image.${fix}`)
    await rejects('/json', 'web-page', `@/json: the server sent text (application/json), not an image.${fix}`)
  })

  test('a status that is no success', async () => {
    await rejects('/none', 'http-status', '@/none: the server answered 404 Not Found instead of an image.\n  Fix: there is no such image: check the address.') // biome-ignore format: a line
    await rejects('/broken', 'http-status', '@/broken: the server answered 500 Internal Server Error instead of an image.\n  Fix: the server has a problem: try again later.') // biome-ignore format: a line
  })

  test('half an image, and a connection that breaks off', async () => {
    await rejects('/half.png', 'truncated', /half\.png: the PNG image is cut off\./)
    await rejects('/dropped', 'unreachable', /\/dropped cannot be reached: .+\n {2}Fix: check the address and the connection, or pass the path of a file\.$/) // biome-ignore format: a line
  })

  test('a server that says nothing, or begins and does not end, in time', async () => {
    const fix = '\n  Fix: try again, or allow more time with loadImage(…, { timeout }).'
    const timeout = { timeout: 200 }
    await rejects('/silent', 'timed-out', `@/silent: the download took longer than 200 ms.\n  nothing had arrived${fix}`, timeout)
    await rejects(
      '/slow',
      'timed-out',
      `@/slow: the download took longer than 200 ms.\n  ${small.length} bytes had arrived${fix}`,
      timeout,
    )
  })

  test('a body without end stops at the limit', () =>
    rejects(
      '/endless',
      'too-large',
      '@/endless: the file is too large to read as an image.\n  more than 100000 bytes arrived, which is the limit\n  Fix: if you trust the source, raise the limit with loadImage(…, { bytes }).',
      { bytes: 100_000 },
    ))

  test('redirects in a circle, too many of them, and to no web address', async () => {
    const fix = '\n  Fix: open it in a browser, and use the address that it ends at.'
    await rejects('/circle', 'too-many-redirects', `@/circle redirects in a circle.\n  @/circle → @/round → @/circle${fix}`)
    await rejects('/step0', 'too-many-redirects', `@/step0 redirects more than 5 times.\n  @/step3 → @/step4 → @/step5 → @/step6${fix}`) // biome-ignore format: a line
    const meant = '\n  Fix: if you know that address and trust it, use it directly.'
    await rejects('/inward', 'redirect-refused', `@/inward redirects to something that is not a web address.\n  @/inward → file:///etc/hostname${meant}`) // biome-ignore format: a line
  })

  test('from the public web a redirect leads to no private address; the user may name one', async (t) => {
    const real = globalThis.fetch
    t.mock.method(globalThis, 'fetch', (address: string, init: RequestInit) =>
      address.startsWith('http://93.184.215.14/')
        ? Promise.resolve(new Response(null, { status: 302, headers: { Location: `${origin}/fine.png` } }))
        : real(address, init),
    )
    await assert.rejects(loadImage('http://93.184.215.14/a.png'), {
      code: 'redirect-refused',
      message:
        'http://93.184.215.14/a.png redirects from the public web to this machine.\n' +
        `  http://93.184.215.14/a.png → ${origin}/fine.png\n  Fix: if you know that address and trust it, use it directly.`,
    })
    assert.deepEqual((await loadImage(`${origin}/moved`)).shape, [3, 1, 2])
  })

  test('a login in an address is neither sent nor shown', async () => {
    const withLogin = origin.replace('//', '//anna:secret@')
    const refused = '\n  Fix: leave them out, and fetch what needs a login by other means.'
    await assert.rejects(loadImage(`${withLogin}/fine.png`), {
      code: 'login-in-address',
      message: `${origin}/fine.png: the user name and password in an address are not sent.${refused}`,
    })
    await assert.rejects(loadImage('http://anna:secret@a b/fine.png'), {
      code: 'wrong-address',
      message: 'http://a b/fine.png is not a web address.\n  Fix: a web address begins with https:// and the name of a server.',
    })
    for (const address of ['ftp://anna:secret@a/b.png', 'file://anna:secret@a/b.png', 'http:\\\\anna:secret@a b\\c.png'])
      await assert.rejects(loadImage(address), (error: Error) => !/anna|secret/.test(error.message) && /b\.png|c\.png/.test(error.message)) // biome-ignore format: a line
  })

  test("the caller's signal", async () => {
    await assert.rejects(loadImage(`${origin}/silent`, { signal: AbortSignal.abort() }), { name: 'AbortError' })
    const stop = new AbortController()
    const reason = new Error('enough')
    const loading = loadImage(`${origin}/slow`, { signal: stop.signal })
    setTimeout(() => stop.abort(reason), 50)
    await assert.rejects(loading, reason)
  })

  test('nobody there', async () => {
    const closed = createServer()
    await new Promise<void>((listening) => closed.listen(0, '127.0.0.1', listening))
    const { port } = closed.address() as AddressInfo
    await new Promise((done) => closed.close(done))
    await assert.rejects(loadImage(`http://127.0.0.1:${port}/a.png`), {
      code: 'unreachable',
      message: `http://127.0.0.1:${port}/a.png cannot be reached: the server refuses connections.\n  Fix: check the address and the connection, or pass the path of a file.`,
    })
    // Names below .invalid exist nowhere (RFC 6761); without a network it is the look-up that fails.
    await assert.rejects(loadImage('http://striate.invalid/a.png'), {
      code: 'unreachable',
      message:
        /^http:\/\/striate\.invalid\/a\.png cannot be reached: (there is no such server, or no network connection|its name could not be looked up)/,
    })
  })
})
