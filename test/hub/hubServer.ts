/**
 * A hub on this machine, for tests: it answers as huggingface.co does (the first server announces size and SHA-256 and redirects
 * to one that knows ranges), and each test may make it misbehave. It writes down what it was asked.
 */
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface HubServer {
  readonly base: string
  /** Path below the base → bytes: what `resolve` addresses name. */
  readonly files: Map<string, Uint8Array>
  /** `HEAD /timm/a/resolve/main/b`, `GET /bytes/… bytes=3-`: in their order. */
  readonly asked: string[]
  /** The headers of the same. */
  readonly headers: IncomingMessage['headers'][]
  /** Answers instead; true where it did. */
  play: (request: IncomingMessage, response: ServerResponse) => boolean | undefined
  close(): void
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export async function hubServer(): Promise<HubServer> {
  const files = new Map<string, Uint8Array>()
  const server = createServer((request, response) => {
    hub.asked.push(`${request.method} ${request.url}${request.headers.range ? ` ${request.headers.range}` : ''}`)
    hub.headers.push(request.headers)
    if (hub.play(request, response)) return
    const url = request.url ?? ''
    if (url.startsWith('/bytes')) return sendBytes(request, response, files.get(url.slice('/bytes'.length)))
    const bytes = files.get(url)
    if (!bytes) return void response.writeHead(404, { 'X-Error-Code': 'EntryNotFound' }).end('Entry not found')
    response.writeHead(302, {
      Location: `/bytes${url}`,
      'X-Linked-Size': bytes.length,
      'X-Linked-Etag': `"${sha256Of(bytes)}"`,
      ETag: `"${sha256Of(bytes)}"`,
    })
    response.end('Found. Redirecting')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const hub: HubServer = {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    files,
    asked: [],
    headers: [],
    play: () => false,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
  return hub
}

/** Bytes, or from where they were asked for, if they are still the same. */
export function sendBytes(request: IncomingMessage, response: ServerResponse, bytes: Uint8Array | undefined): void {
  if (!bytes) return void response.writeHead(404).end()
  const etag = `"bytes-${sha256Of(bytes).slice(0, 8)}"`
  const [, start] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? []
  const wanted = request.headers['if-range']
  const type = { 'Content-Type': 'application/octet-stream', ETag: etag }
  if (start === undefined || (wanted !== undefined && wanted !== etag)) {
    response.writeHead(200, { ...type, 'Content-Length': bytes.length })
    return void (request.method === 'HEAD' ? response.end() : response.end(bytes))
  }
  const from = Number(start)
  if (from >= bytes.length) return void response.writeHead(416, { 'Content-Range': `bytes */${bytes.length}` }).end()
  response.writeHead(206, {
    ...type,
    'Content-Length': bytes.length - from,
    'Content-Range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
  })
  response.end(bytes.subarray(from))
}
