/** The checksum of PNG, zlib and Zip: it finds what was damaged on its way, not what was changed on purpose. */

let table: Int32Array | undefined

/**
 * CRC-32 of some bytes (polynomial EDB88320, reflected), as an unsigned 32-bit number. Cost: a look-up per byte.
 * Source: ISO 3309; RFC 1952, section 8.
 * @example
 * ```ts
 * console.log(crc32(new TextEncoder().encode('123456789')).toString(16)) // cbf43926
 * ```
 */
export function crc32(bytes: Uint8Array): number {
  table ??= Int32Array.from({ length: 256 }, (_, byte) => {
    let c = byte
    for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1
    return c
  })
  let c = -1
  for (let i = 0; i < bytes.length; i++) c = table[(c ^ bytes[i]!) & 0xff]! ^ (c >>> 8)
  return ~c >>> 0
}
