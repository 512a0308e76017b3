/** Hosts that are not in the public web, in all their forms; and those that are. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spoken } from '../errors/say.ts'
import { isIpAddress, privateAddress } from './privateAddress.ts'

/** What a host is, in English. */
function said(host: string): string | undefined {
  const place = privateAddress(host)
  return place && spoken(place)
}

const machine = 'this machine'
const inside = 'a private network'
const link = "the local network (or a cloud's metadata service)"

test('not public', () => {
  const kinds: Readonly<Record<string, readonly string[]>> = {
    [machine]: ['127.0.0.1', '127.255.255.254', '0.0.0.0', '[::1]', '[::]', '::1', 'localhost', 'LocalHost.', 'a.localhost'],
    [inside]: ['10.0.0.1', '172.16.0.0', '172.31.255.255', '192.168.1.1', '[fc00::1]', '[fd00:ec2::254]', '[fec0::1]'],
    [link]: ['169.254.169.254', '169.254.0.0', '[fe80::1]', 'fe80::1%eth0', '[febf::1]'],
    "a provider's own network": ['100.64.0.0', '100.127.255.255', '100.100.100.200'],
    "a cloud's metadata service": ['168.63.129.16'],
    'a multicast address': ['224.0.0.1', '239.255.255.255', '[ff02::1]'],
    'a reserved address': ['240.0.0.1', '255.255.255.255', '192.0.0.192', '198.18.0.1', '198.19.255.255', '[100::1]'],
    'the local network': ['printer.local', 'printer.LOCAL.'],
  }
  for (const [what, hosts] of Object.entries(kinds)) for (const host of hosts) assert.equal(said(host), what, host)
  for (const host of ['metadata.google.internal', 'router.home.arpa', 'nas.lan', 'internal'])
    assert.equal(said(host), inside, host)
})

test('IPv4 inside IPv6: mapped, compatible, translated, 6to4', () => {
  for (const [host, what] of [
    ['[::ffff:7f00:1]', machine],
    ['::ffff:127.0.0.1', machine],
    ['[::ffff:a9fe:a9fe]', link],
    ['[::a00:1]', inside],
    ['[::808:808]', 'a reserved address'],
    ['[64:ff9b::a00:1]', inside],
    ['[64:ff9b:1::808:808]', 'a reserved address'],
    ['[2002:7f00:1::]', machine],
    ['[2001:0:808:808::1]', 'a reserved address'],
    ['[::ffff:808:808]', undefined],
    ['[64:ff9b::808:808]', undefined],
    ['[2002:808:808::1]', undefined],
  ] as const)
    assert.equal(said(host), what, host)
})

test('decimal, octal, hexadecimal, short and wide forms, as a URL reads them', () => {
  for (const host of [
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '127.1',
    '0x7f.1',
    '127.0.0.1.',
    '１２７.0.0.1',
    '[::FFFF:127.0.0.1]',
  ])
    assert.equal(said(new URL(`http://${host}/`).hostname), machine, host)
})

test('public', () => {
  for (const host of [
    '8.8.8.8',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.169.0.0',
    '223.255.255.255',
    '[2606:4700::1111]',
    '[2001:4860:4860::8888]',
    '[3fff::1]',
    'example.com',
    'localhost.example.com',
    'local',
    'notlocalhost',
    'internal.example.com',
  ])
    assert.equal(said(host), undefined, host)
  assert.deepEqual(['1.2.3.4', '[::1]', '::1', 'a.b', '1.2.3.4.example'].map(isIpAddress), [true, true, true, false, false])
})
