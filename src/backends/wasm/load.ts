/**
 * Finds the engine's binary: which of the two builds this JavaScript engine can run, and its bytes by `fetch` or from
 * the file system. Where memory cannot be shared, the same binary is patched to import an unshared one.
 */
import { asIs, say } from '../../errors/say.ts'
import type { Build } from './engine.ts'
import { noRelaxed, noSimd, notLoaded } from './errors.ts'
import { nodeModule } from './nodeModule.ts'

const fromHex = (hex: string) => Uint8Array.from(hex.match(/[0-9a-f]{2}/g)!, (byte) => Number.parseInt(byte, 16))

/** A module of one function that uses f32x4.relaxed_madd. */
const relaxedProbe = fromHex('0061736d01000000 0105016000017b 03020100 0a13011100 4100fd11 4100fd11 4100fd11 fd8502 0b')
/** A module with a shared memory and one function that makes a v128. */
const simdProbe = fromHex('0061736d01000000 0105016000017b 03020100 050401030101 0a08010600 4100fd11 0b')

/** Node 20 has relaxed SIMD behind a switch that holds for the whole process: it is thrown on request only. */
export function chooseBuild(relaxed: boolean | undefined): Build {
  if (!WebAssembly.validate(simdProbe)) throw noSimd()
  if (relaxed === false) return 'simd'
  if (WebAssembly.validate(relaxedProbe)) return 'relaxed'
  if (relaxed === undefined) return 'simd'
  nodeModule<typeof import('node:v8')>('node:v8')?.setFlagsFromString('--experimental-wasm-relaxed-simd')
  if (WebAssembly.validate(relaxedProbe)) return 'relaxed'
  throw noRelaxed()
}

export async function loadEngine(build: Build, shared: boolean): Promise<WebAssembly.Module> {
  // Written out twice, so that bundlers see both files.
  const url = build === 'relaxed' ? new URL('./relaxed.wasm', import.meta.url) : new URL('./simd.wasm', import.meta.url)
  const bytes = await bytesAt(url)
  return WebAssembly.compile((shared ? bytes : withUnsharedMemory(bytes)) as BufferSource)
}

async function bytesAt(url: URL): Promise<Uint8Array> {
  const files = url.protocol === 'file:' ? nodeModule<typeof import('node:fs/promises')>('node:fs/promises') : undefined
  let status: number
  try {
    if (files) return await files.readFile(url)
    const response = await fetch(url)
    if (response.ok) return new Uint8Array(await response.arrayBuffer())
    status = response.status
  } catch (error) {
    throw notLoaded(url, asIs((error as Error).message))
  }
  throw notLoaded(url, say('the server answered {status}', { status }))
}

/**
 * The same module with the 'shared' bit of its imported memory cleared. Atomic instructions are valid on unshared
 * memory too; only waiting traps, and one thread never waits.
 */
export function withUnsharedMemory(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice()
  let at = 8
  const number = () => {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = copy[at++]!
      value |= (byte & 127) << shift
      if (byte < 128) return value
    }
  }
  for (;;) {
    const section = copy[at++]
    const size = number()
    if (section === 2) break
    at += size
  }
  const skipName = () => {
    const length = number()
    at += length
  }
  for (let imports = number(); imports > 0; imports--) {
    skipName()
    skipName()
    const kind = copy[at++]
    if (kind === 2) {
      copy[at] = copy[at]! & ~2
      return copy
    }
    // Functions have a type index; the engine imports nothing else before its memory.
    number()
  }
  return copy
}
