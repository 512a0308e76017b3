/**
 * `fetch` that is careful where it is led. In Node it follows redirects by hand: at most five, in no circle, only to web
 * addresses, and from the public web never to this machine, a private network or a cloud's own data, by address or by name.
 * What the caller himself names is his: a private address may be asked for, and lead on. Two things are beyond it: in a page
 * redirects cannot be seen (there the browser's own rules hold), and a name may be looked up once more by `fetch` and then
 * mean another machine.
 */

import { OptionError, RunError } from '../errors/errors.ts'
import { asIs, type Sentence, say } from '../errors/say.ts'
import { addressesOf, inNode } from './node.ts'
import { isIpAddress, isThisMachine, privateAddress } from './privateAddress.ts'
import { urlText } from './urlText.ts'

const mostRedirects = 5

/** What reaches the web: `fetch`, and the addresses of a name, which only Node can tell. */
export interface Web {
  fetch(address: string, init: RequestInit): Promise<Response>
  readonly lookup?: ((name: string) => Promise<readonly string[]>) | undefined
}

/** How a server is asked, where that is more than a plain GET that may lead anywhere in the web. */
export interface Asking {
  readonly method?: 'GET' | 'HEAD' | undefined
  /** Of one hop: what is said to the first server (a token) is not for those that it leads to. */
  readonly headers?: ((url: URL, isFirstServer: boolean) => Readonly<Record<string, string>>) | undefined
  /** Redirects lead to https alone; from http on this machine also to http on this machine. */
  readonly secure?: boolean | undefined
  /** Whether an answer is what was asked for, although it redirects. */
  readonly isWanted?: ((answer: Response) => boolean) | undefined
}

/**
 * The answer at the end of the way.
 * @throws OptionError 'wrong-address', 'login-in-address'; RunError 'too-many-redirects', 'redirect-refused'; and what `fetch`
 *   throws.
 */
export async function follow(
  address: string,
  signal?: AbortSignal,
  web: Web = platformWeb(),
  { method, headers, secure = false, isWanted }: Asking = {},
): Promise<Response> {
  const plain: RequestInit = { ...(signal ? { signal } : {}), ...(method ? { method } : {}) }
  checkAddress(address)
  if (!web.lookup) return web.fetch(address, headers ? { ...plain, headers: headers(new URL(address), true) } : plain)
  const lookup = resolver(web.lookup, signal)
  const way = [new URL(address)]
  for (;;) {
    const here = way.at(-1)!
    const isFirstServer = way.every(({ origin }) => origin === way[0]!.origin)
    const init: RequestInit = { ...plain, ...(headers ? { headers: headers(here, isFirstServer) } : {}), redirect: 'manual' }
    const answer = await web.fetch(here.href, init)
    const to = answer.headers.get('location')
    if (answer.status < 300 || answer.status >= 400 || to === null || isWanted?.(answer)) return answer
    answer.body?.cancel().catch(() => {})
    const next = URL.canParse(to, here) ? new URL(to, here) : undefined
    const texts = [...way.map(({ href }) => href), next?.href ?? to].map(urlText)
    const address = texts[0]!
    if (!next || !/^https?:$/.test(next.protocol))
      throw refused(texts, say('{address} redirects to something that is not a web address.', { address }))
    if (secure && next.protocol !== 'https:' && ![way[0]!, next].every(isPlainOnThisMachine)) {
      const fix = say('open any page in a browser: this network may want a login first.')
      throw refused(texts, say('{address} redirects to an address without https.', { address }), fix)
    }
    if (next.username || next.password) throw refused(texts, say('{address} redirects to an address with a login.', { address }))
    if (way.some(({ href }) => href === next.href)) throw lost(texts, say('{address} redirects in a circle.', { address }))
    if (way.length > mostRedirects)
      throw lost(texts, say('{address} redirects more than {most} times.', { address, most: mostRedirects }))
    const inside = await lookup(next.hostname)
    if (inside && !(await lookup(here.hostname).catch(() => undefined)))
      throw refused(texts, say('{address} redirects from the public web to {inside}.', { address, inside }))
    way.push(next)
  }
}

function isPlainOnThisMachine({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && isThisMachine(hostname)
}

function platformWeb(): Web {
  return { fetch: (address, init) => fetch(address, init), lookup: inNode() ? addressesOf : undefined }
}

/** What a host is where it is not public: by what it is called, and by all addresses that it stands for. */
function resolver(lookup: NonNullable<Web['lookup']>, signal: AbortSignal | undefined) {
  return async (host: string): Promise<Sentence | undefined> => {
    const known = privateAddress(host)
    if (known || isIpAddress(host)) return known
    const addresses = await untilAborted(lookup(host), signal)
    return addresses.map(privateAddress).find((found) => found !== undefined)
  }
}

/** A look-up cannot be stopped, but it need not be waited for. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    if (signal.aborted) stop()
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

/** Before `fetch` sees it: its own errors would print all of the address. */
function checkAddress(address: string): void {
  const base = inNode() ? undefined : globalThis.location?.href
  if (!URL.canParse(address, base))
    throw new OptionError({
      code: 'wrong-address',
      message: say('{address} is not a web address.', { address: urlText(address) }),
      fix: say('a web address begins with https:// and the name of a server.'),
    })
  const { username, password } = new URL(address, base)
  if (username || password)
    throw new OptionError({
      code: 'login-in-address',
      message: say('{address}: the user name and password in an address are not sent.', { address: urlText(address) }),
      fix: say('leave them out, and fetch what needs a login by other means.'),
    })
}

function lost(way: readonly string[], message: Sentence): RunError {
  const fix = say('open it in a browser, and use the address that it ends at.')
  return redirectError('too-many-redirects', way, message, fix)
}

function refused(
  way: readonly string[],
  message: Sentence,
  fix = say('if you know that address and trust it, use it directly.'),
): RunError {
  return redirectError('redirect-refused', way, message, fix)
}

function redirectError(code: string, way: readonly string[], message: Sentence, fix: Sentence): RunError {
  return new RunError({
    code,
    message,
    numbers: [asIs(way.slice(-4).join(' → '))],
    fix,
    details: { address: way[0], way },
  })
}
