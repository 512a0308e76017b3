/** What tells whether a folder still holds the same images: a digest of the names, classes and sizes of all files. */

import type { FoundImages, FoundParts } from './found.ts'

/** 32 hexadecimal digits of SHA-256. Contents have no part in it: names and sizes are known at once. */
export async function digestOf(parts: FoundParts): Promise<string> {
  const lines = (Object.entries(parts) as [string, FoundImages][]).map(([part, { files, stray }]) => [
    part,
    files.map(({ name, label, bytes }) => [name, label, bytes]),
    stray,
  ])
  const bytes = new TextEncoder().encode(JSON.stringify(lines))
  const hash = new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', bytes))
  return Array.from(hash.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
