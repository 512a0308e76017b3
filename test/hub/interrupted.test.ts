/**
 * Downloads of other processes: killed in the middle, several at once, on a disk that is full. Nothing is ever half there under
 * its name, and whoever comes next goes on.
 */
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type HubServer, hubServer } from './hubServer.ts'

const downloader = fileURLToPath(new URL('./downloader.js', import.meta.url))
const bytes = Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * 31 + (i >> 10)) & 255)
const path = '/owner/net/resolve/main/weights.bin'

let hub: HubServer
let cache = ''
before(async () => {
  hub = await hubServer()
  hub.files.set(path, bytes)
})
after(() => hub.close())
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'striate-hub-'))
  hub.asked.length = 0
  hub.play = () => false
})
afterEach(() => rm(cache, { recursive: true, force: true }))

const folder = (root = cache) => join(root, 'hub/owner--net/main')
const target = () => join(folder(), 'weights.bin')

interface Said {
  readonly path?: string
  readonly received?: number
  readonly waits?: true
  readonly error?: string
  readonly message?: string
}

/** A process that downloads; `onSaid` may kill it. */
function download(onSaid: (said: Said, kill: () => void) => void = () => {}, root = cache): Promise<Said[]> {
  const env = { PATH: process.env.PATH, STRIATE_HUB: hub.base, STRIATE_CACHE: root }
  const child = spawn(process.execPath, [downloader, 'owner/net', 'main', 'weights.bin'], { env })
  const said: Said[] = []
  let rest = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop()!
    for (const line of lines) {
      const one = JSON.parse(line) as Said
      said.push(one)
      onSaid(one, () => child.kill('SIGKILL'))
    }
  })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text) => (errors += text))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () => (errors ? reject(new Error(errors)) : resolve(said)))
  })
}

/** Sends slowly enough to be killed in the middle: a quarter of the rest, and waits for what never comes. */
function slowly(): void {
  hub.play = (request, response) => {
    if (!request.url?.startsWith('/bytes')) return false
    const from = Number(/\d+/.exec(request.headers.range ?? '0')![0])
    const etag = '"steady"'
    assert.ok(from === 0 || request.headers['if-range'] === etag)
    const range = { 'Content-Range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` }
    response.writeHead(from ? 206 : 200, { 'Content-Length': bytes.length - from, ETag: etag, ...(from ? range : {}) })
    response.write(bytes.subarray(from, from + (bytes.length >> 3)))
    return true
  }
}

test('killed in the middle, again and again: each goes on where the one before was', async () => {
  slowly()
  const begins: number[] = []
  for (let kills = 0; kills < 5; kills++) {
    let first: number | undefined
    await download(({ received = 0 }, kill) => {
      first ??= received
      if (received > first) kill()
    })
    begins.push(first!)
    assert.ok(!existsSync(target()), 'nothing has the name of the file')
    assert.ok(existsSync(`${target()}.part`))
  }
  assert.ok(begins[0] === 0 && begins.every((one, i) => i === 0 || one > begins[i - 1]!), begins.join(' '))
  // What was received last is on the disk already, or comes again: what the next one sums up is what counts.
  const { size } = await stat(`${target()}.part`)
  hub.play = (request, response) => {
    if (!request.url?.startsWith('/bytes')) return false
    assert.equal(request.headers.range, `bytes=${size}-`)
    response.writeHead(206, {
      ETag: '"steady"',
      'Content-Length': bytes.length - size,
      'Content-Range': `bytes ${size}-${bytes.length - 1}/${bytes.length}`,
    })
    response.end(bytes.subarray(size))
    return true
  }
  const said = await download()
  assert.equal(said.at(-1)!.path, target(), JSON.stringify(said.at(-1)))
  assert.equal(said[0]!.received, size)
  assert.deepEqual(new Uint8Array(await readFile(target())), bytes)
  assert.deepEqual((await readdir(folder())).sort(), ['weights.bin', 'weights.bin.json'], 'nothing is left of the killed ones')
})

test('two processes at once: one downloads, the other waits and has it too', async () => {
  // The first is let go on when the second waits.
  let goOn = () => {}
  const waiting = new Promise<void>((resolve) => (goOn = resolve))
  hub.play = (request, response) => {
    if (!request.url?.startsWith('/bytes')) return false
    response.writeHead(200, { 'Content-Length': bytes.length, ETag: '"steady"' })
    response.write(bytes.subarray(0, 1000))
    void waiting.then(() => response.end(bytes.subarray(1000)))
    return true
  }
  const onSaid = ({ waits }: Said) => waits && goOn()
  const both = await Promise.all([download(onSaid), download(onSaid)])
  assert.deepEqual(
    both.map((said) => said.at(-1)!.path),
    [target(), target()],
  )
  assert.equal(both.filter((said) => said.some(({ waits }) => waits)).length, 1)
  assert.equal(hub.asked.length, 3, 'it was downloaded once')
})

test('the one that is waited for is killed: the other goes on with its part', async () => {
  slowly()
  let killFirst = () => {}
  let started = () => {}
  const begun = new Promise<void>((resolve) => (started = resolve))
  const first = download(({ received = 0 }, kill) => {
    killFirst = kill
    if (received > 0) started()
  })
  await begun
  const second = download(({ waits }) => {
    if (!waits) return
    hub.play = (request, response) => {
      if (!request.url?.startsWith('/bytes')) return false
      const from = Number(/\d+/.exec(request.headers.range ?? '0')![0])
      assert.ok(from > 0, 'it goes on')
      response.writeHead(206, { ETag: '"steady"', 'Content-Range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` })
      response.end(bytes.subarray(from))
      return true
    }
    killFirst()
  })
  await first
  assert.equal((await second).at(-1)!.path, target())
  assert.deepEqual(new Uint8Array(await readFile(target())), bytes)
})

test('a disk without room: said before anything is downloaded, and where it fills meanwhile', async (t) => {
  const disk = await mkdtemp(join(tmpdir(), 'striate-disk-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1024k', 'tmpfs', disk]).status === 0
  try {
    if (!mounted) return t.skip('this process may not mount a small disk')
    const [said] = (await download(undefined, disk)).slice(-1)
    assert.equal(said!.error, 'no-room', said!.message)
    assert.match(
      said!.message!,
      /3000000 bytes are to come; \d+ are free\n {2}Fix: free some space on the disk, or let STRIATE_CACHE name/,
    )
    assert.ok(
      hub.asked.every((one) => one.startsWith('HEAD')),
      hub.asked.join(),
    )
    // A hub that does not say how large it is: the disk says so itself.
    hub.play = (request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/octet-stream' })
      request.method === 'HEAD' ? response.end() : response.end(bytes)
      return true
    }
    const [full] = (await download(undefined, disk)).slice(-1)
    assert.equal(full!.error, 'file-refused', full!.message)
    assert.match(full!.message!, /no space is left on the disk \(ENOSPC\)/)
    assert.ok(!(await readdir(folder(disk))).includes('weights.bin'))
    assert.ok(!(await readdir(folder(disk))).includes('weights.bin.lock'))
    spawnSync('mount', ['-o', 'remount,ro', disk])
    await rm(cache, { recursive: true, force: true })
    const [readOnly] = (await download(undefined, join(disk, 'other'))).slice(-1)
    assert.match(
      readOnly!.message!,
      /the disk is read-only \(EROFS\)\.\n {2}Fix: let STRIATE_CACHE name a folder that can be written to/,
    )
  } finally {
    if (mounted) spawnSync('umount', [disk])
    await rm(disk, { recursive: true, force: true })
  }
})
