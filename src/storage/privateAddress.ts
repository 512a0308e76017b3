/**
 * Which hosts do not lie in the public web: this machine, private and local networks, what a cloud keeps for its own machines,
 * reserved and multicast addresses. A server outside must not lead a download to them. It only looks at texts; names are
 * looked up by `follow.ts`. Sources: the IANA IPv4 and IPv6 Special-Purpose Address Registries; RFC 6761, 6762, 8375, 9476.
 */

import { type Sentence, say } from '../errors/say.ts'

const machine = say('this machine')
const inside = say('a private network')
const link = say("the local network (or a cloud's metadata service)")
const reserved = say('a reserved address')
const multicast = say('a multicast address')

/** [network, bits of it that count, what it is] */
const ranges4: readonly (readonly [string, number, Sentence])[] = [
  ['0.0.0.0', 8, machine],
  ['10.0.0.0', 8, inside],
  ['100.64.0.0', 10, say("a provider's own network")],
  ['127.0.0.0', 8, machine],
  ['168.63.129.16', 32, say("a cloud's metadata service")],
  ['169.254.0.0', 16, link],
  ['172.16.0.0', 12, inside],
  ['192.0.0.0', 24, reserved],
  ['192.168.0.0', 16, inside],
  ['198.18.0.0', 15, reserved],
  ['224.0.0.0', 4, multicast],
  ['240.0.0.0', 4, reserved],
]

const names: readonly (readonly [RegExp, Sentence])[] = [
  [/(^|\.)localhost$/, machine],
  [/\.local$/, say('the local network')],
  [/(^|\.)(internal|home\.arpa|lan)$/, inside],
]

/**
 * What a host is where it is not in the public web, in words; undefined where it is. `host` is that of a URL (which brings
 * decimal, octal and hexadecimal forms of addresses into one) or an IP address. A name says what it says, no more.
 */
export function privateAddress(host: string): Sentence | undefined {
  const name = host.toLowerCase().replace(/\.$/, '')
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) return private4(number4(name))
  if (name.includes(':')) return private6(groupsOf(name))
  return names.find(([pattern]) => pattern.test(name))?.[1]
}

/** Whether a host is this machine, by what it is called. */
export function isThisMachine(host: string): boolean {
  return privateAddress(host) === machine
}

/** Whether a host of a URL is an address rather than a name. */
export function isIpAddress(host: string): boolean {
  return host.includes(':') || /^\d+\.\d+\.\d+\.\d+$/.test(host)
}

function private4(address: number): Sentence | undefined {
  return ranges4.find(([network, bits]) => address >>> (32 - bits) === number4(network) >>> (32 - bits))?.[2]
}

function number4(text: string): number {
  return text.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0)
}

function private6(groups: readonly number[]): Sentence | undefined {
  const [a, b, c, , , f, g, h] = groups as [number, number, number, number, number, number, number, number]
  const zeros = (from: number, to: number) => groups.slice(from, to).every((group) => group === 0)
  // Forms that carry an IPv4 address: mapped, translated (NAT64), 6to4, and compatible (all zeros before it).
  if (zeros(0, 5) && f === 0xffff) return private4(g * 2 ** 16 + h)
  if (a === 0x64 && b === 0xff9b && zeros(2, 6)) return private4(g * 2 ** 16 + h)
  if (a === 0x2002) return private4(b * 2 ** 16 + c)
  if (zeros(0, 7) && h <= 1) return machine
  if (zeros(0, 6)) return private4(g * 2 ** 16 + h) ?? reserved
  if (a >>> 9 === 0xfc00 >>> 9 || a >>> 6 === 0xfec0 >>> 6) return inside
  if (a >>> 6 === 0xfe80 >>> 6) return link
  if (a >>> 8 === 0xff) return multicast
  // 2000::/3 is all that is given out; Teredo's tunnels in it lead to wherever someone wrote.
  return a >>> 13 !== 1 || (a === 0x2001 && b === 0) ? reserved : undefined
}

/** The eight numbers of an IPv6 address, with or without brackets, a zone (%eth0) or an IPv4 address at its end. */
function groupsOf(address: string): number[] {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '')
  const text = bare.replace(/\d+\.\d+\.\d+\.\d+$/, (four) => {
    const number = number4(four)
    return `${(number >>> 16).toString(16)}:${(number & 0xffff).toString(16)}`
  })
  const [before = [], after = []] = text.split('::').map((part) => (part === '' ? [] : part.split(':')))
  const missing = 8 - before.length - after.length
  return [...before, ...new Array<string>(Math.max(0, missing)).fill('0'), ...after].map((group) => Number.parseInt(group, 16))
}
