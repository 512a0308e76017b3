/** The names of files that are made of other names: a layer's, which may hold anything. */

/** A name that is safe in a path, whatever a layer is called: at most 40 letters, 160 bytes; file systems take 255. */
export function fileName(layer: string): string {
  const safe = layer.replace(/[^\p{L}\p{N}_-]+/gu, '-')
  // By code points: half a letter is none.
  return Array.from(safe).slice(0, 40).join('')
}
