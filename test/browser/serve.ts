/**
 * A small static server on this machine's loopback address, for pages under test. It serves files below the given roots
 * and pages given as text, and nothing else. `isolated` sends the headers with which a page may share memory between
 * threads (COOP same-origin, COEP require-corp).
 */
import { createReadStream } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface ServeOptions {
  /** URL prefix ('/dist/') → folder. */
  readonly roots?: Readonly<Record<string, string | URL>>
  /** URL path ('/') → the page's or module's text. */
  readonly pages?: Readonly<Record<string, string>>
  readonly isolated?: boolean
}

export interface Served {
  /** 'http://127.0.0.1:port', without a slash at the end. */
  readonly origin: string
  close(): Promise<void>
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
}

/** A folder of the repository as built, from its root: `repository('dist/')`. */
export function repository(path: string): URL {
  return new URL(`../../../${path}`, import.meta.url)
}

export async function serve({ roots = {}, pages = {}, isolated = false }: ServeOptions): Promise<Served> {
  const folders = Object.entries(roots).map(
    ([prefix, root]) => [prefix, root instanceof URL ? fileURLToPath(root) : root] as const,
  )
  const server = createServer(async ({ method, url = '/' }, response) => {
    if (isolated) {
      response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
      response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp')
    }
    response.setHeader('Cache-Control', 'no-store')
    if (method !== 'GET' && method !== 'HEAD') return answer(response, 405, 'only GET')
    try {
      const path = decodeURIComponent(new URL(url, 'http://local').pathname)
      const page = Object.hasOwn(pages, path) ? pages[path] : undefined
      if (page !== undefined) return answer(response, 200, page, types[extname(path)] ?? types['.html'])
      const file = await fileOf(folders, path)
      if (!file) return answer(response, 404, 'not found')
      response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream' })
      createReadStream(file)
        .on('error', () => response.destroy())
        .pipe(response)
    } catch {
      answer(response, 400, 'not an address')
    }
  })
  await new Promise<void>((listening, failed) => server.once('error', failed).listen(0, '127.0.0.1', listening))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

function answer(response: ServerResponse, status: number, text: string, type = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, { 'Content-Type': type }).end(text)
}

/** The file that a path means, or undefined: no such file, or one outside its root (also by a link). */
async function fileOf(folders: readonly (readonly [string, string])[], path: string): Promise<string | undefined> {
  for (const [prefix, folder] of folders) {
    if (!path.startsWith(prefix)) continue
    try {
      const root = await realpath(folder)
      const file = await realpath(resolve(root, `./${path.slice(prefix.length)}`))
      if (file.startsWith(root + sep) && (await stat(file)).isFile()) return file
    } catch {
      // There is no such file; another root may have it.
    }
  }
  return undefined
}
