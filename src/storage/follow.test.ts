/** Redirects, followed with a made-up web: which are, and which are not. No one is asked over a network. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { follow, type Web } from './follow.ts'

interface Made {
  /** address → where it leads; all others answer 200. */
  readonly redirects?: Readonly<Record<string, string>>
  /** name → its addresses. Names that are not here are unknown. */
  readonly names?: Readonly<Record<string, readonly string[]>>
}

function made({ redirects = {}, names = {} }: Made) {
  const asked: string[] = []
  const lookedUp: string[] = []
  const web: Web = {
    async fetch(address, init) {
      assert.equal(init.redirect, 'manual')
      asked.push(address)
      const to = redirects[address]
      return to === undefined ? new Response('here') : new Response(null, { status: 302, headers: { Location: to } })
    },
    async lookup(name) {
      lookedUp.push(name)
      const found = names[name]
      if (!found) throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' })
      return found
    },
  }
  return { asked, lookedUp, web }
}
const publicNames = { 'a.example': ['93.184.215.14'], 'b.example': ['2606:4700::1111', '8.8.8.8'] }

test('to public addresses, and to relative ones', async () => {
  const redirects = {
    'http://a.example/1': '/2',
    'http://a.example/2': 'https://b.example/3',
    'https://b.example/3': '//8.8.4.4/4',
  }
  const { web, asked } = made({ redirects, names: publicNames })
  assert.equal(await (await follow('http://a.example/1', undefined, web)).text(), 'here')
  assert.deepEqual(asked, ['http://a.example/1', 'http://a.example/2', 'https://b.example/3', 'https://8.8.4.4/4'])
})

test('without a redirect nothing is looked up, and what the user names himself is asked for', async () => {
  for (const address of ['http://localhost:8080/x.png', 'http://10.0.0.1/', 'http://[::1]/', 'http://a.example/']) {
    const { web, asked, lookedUp } = made({})
    await follow(address, undefined, web)
    assert.deepEqual([asked, lookedUp], [[address], []])
  }
})

test('from the public web to an address that is not in it', async () => {
  const names = {
    ...publicNames,
    'inside.example': ['10.1.2.3'],
    'both.example': ['8.8.8.8', '::ffff:192.168.0.9'],
  }
  for (const [to, place] of [
    ['http://127.0.0.1/', 'this machine'],
    ['http://2130706433/', 'this machine'],
    ['http://0x7f.1/', 'this machine'],
    ['http://[::ffff:127.0.0.1]/', 'this machine'],
    ['http://localhost:6379/', 'this machine'],
    ['http://192.168.1.1/', 'a private network'],
    ['http://169.254.169.254/latest/meta-data/', "the local network (or a cloud's metadata service)"],
    ['http://[fd00::1]/', 'a private network'],
    ['http://[fe80::1]/', "the local network (or a cloud's metadata service)"],
    ['http://100.100.100.200/', "a provider's own network"],
    ['http://224.0.0.1/', 'a multicast address'],
    ['http://printer.local/', 'the local network'],
    ['http://metadata.google.internal/', 'a private network'],
    ['http://inside.example/', 'a private network'],
    ['http://both.example/', 'a private network'],
  ] as const) {
    const { web, asked } = made({ redirects: { 'http://a.example/': to }, names })
    await assert.rejects(follow('http://a.example/', undefined, web), {
      name: 'RunError',
      code: 'redirect-refused',
      message: [
        `http://a.example/ redirects from the public web to ${place}.`,
        `  http://a.example/ → ${new URL(to).href}`,
        '  Fix: if you know that address and trust it, use it directly.',
      ].join('\n'),
    })
    assert.deepEqual(asked, ['http://a.example/'], to)
  }
})

test('from inside to inside, and out; but not in again', async () => {
  const names = { ...publicNames, 'intranet.example': ['10.0.0.1'] }
  const redirects = {
    'http://localhost/': 'http://127.0.0.1/2',
    'http://intranet.example/': 'http://10.0.0.2/',
    'http://127.0.0.1/out': 'http://a.example/in',
    'http://a.example/in': 'http://127.0.0.1/',
  }
  for (const address of ['http://localhost/', 'http://intranet.example/'])
    assert.equal((await follow(address, undefined, made({ redirects, names }).web)).status, 200, address)
  const { web } = made({ redirects, names })
  await assert.rejects(follow('http://127.0.0.1/out', undefined, web), { code: 'redirect-refused' })
})

test('a name that cannot be looked up leads nowhere', async () => {
  const { web, asked } = made({ redirects: { 'http://a.example/': 'http://unknown.example/' }, names: publicNames })
  await assert.rejects(follow('http://a.example/', undefined, web), { code: 'ENOTFOUND' })
  assert.deepEqual(asked, ['http://a.example/'])
  // The one that leads may be unknown here: it is then taken to be public.
  const from = made({ redirects: { 'http://unknown.example/': 'http://10.0.0.1/' } })
  await assert.rejects(follow('http://unknown.example/', undefined, from.web), { code: 'redirect-refused' })
})

test('to something else than the web, to a login, in a circle, too often', async () => {
  const meant = '  Fix: if you know that address and trust it, use it directly.'
  const ends = '  Fix: open it in a browser, and use the address that it ends at.'
  const way = (redirects: Readonly<Record<string, string>>, code: string, ...lines: string[]) =>
    assert.rejects(follow('http://a.example/', undefined, made({ redirects, names: publicNames }).web), {
      code,
      message: lines.join('\n'),
    })
  const start = 'http://a.example/ redirects'
  for (const to of ['file:///etc/passwd', 'ftp://a.example/', 'data:,x', 'http://a b/'])
    await way(
      { 'http://a.example/': to },
      'redirect-refused',
      `${start} to something that is not a web address.`,
      `  http://a.example/ → ${to}`,
      meant,
    )
  await way(
    { 'http://a.example/': 'http://name:secret@b.example/' },
    'redirect-refused',
    `${start} to an address with a login.`,
    '  http://a.example/ → http://b.example/',
    meant,
  )
  await way(
    { 'http://a.example/': 'http://b.example/', 'http://b.example/': 'http://a.example' },
    'too-many-redirects',
    `${start} in a circle.`,
    '  http://a.example/ → http://b.example/ → http://a.example/',
    ends,
  )
  const steps = Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`http://a.example/${n || ''}`, `/${n + 1}`]))
  await way(
    steps,
    'too-many-redirects',
    `${start} more than 5 times.`,
    '  http://a.example/3 → http://a.example/4 → http://a.example/5 → http://a.example/6',
    ends,
  )
  const { 'http://a.example/5': _, ...five } = steps
  assert.equal((await follow('http://a.example/', undefined, made({ redirects: five, names: publicNames }).web)).status, 200)
})

test('a look-up that takes for ever ends with the signal', async () => {
  const { web } = made({ redirects: { 'http://a.example/': 'http://b.example/' } })
  const stop = new AbortController()
  const reason = new Error('enough')
  const waiting = follow('http://a.example/', stop.signal, {
    ...web,
    lookup: () => {
      setImmediate(() => stop.abort(reason))
      return new Promise(() => {})
    },
  })
  await assert.rejects(waiting, reason)
})

test('where redirects cannot be seen, the platform follows them', async () => {
  const inPage: Web = {
    async fetch(_, init) {
      assert.equal(init.redirect, undefined)
      return new Response('by the page')
    },
  }
  assert.equal(await (await follow('http://a.example/', undefined, inPage)).text(), 'by the page')
})
