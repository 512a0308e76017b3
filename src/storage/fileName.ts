/** The names of files that are made of other names: a layer's, which may hold anything. */

/** A name that is safe in a path, whatever a layer is called. */
export function fileName(layer: string): string {
  return layer.replace(/[^\p{L}\p{N}_-]+/gu, '-')
}
