/**
 * What the hub says of a file before it is downloaded. For large files (Git LFS) its first answer carries their size and SHA-256,
 * `x-linked-size` and `x-linked-etag`, and redirects to the server that has the bytes; for small ones, and on mirrors that are
 * plain servers, there are the usual headers. Source: the documentation of huggingface_hub, `get_hf_file_metadata`.
 */
import { ask, type Hub } from './connection.ts'
import type { Progress } from './hubErrors.ts'
import type { HubFile } from './hubFile.ts'

export interface Announced {
  /** In bytes; undefined where it is not said. */
  readonly size: number | undefined
  /** In hexadecimal digits; undefined where it is not said. */
  readonly sha256: string | undefined
  /** The hub's name for these bytes. */
  readonly etag: string | undefined
}

/** Asks the hub. @throws as `ask` */
export function announcedBy(file: HubFile, hub: Hub, progress: () => Progress): Promise<Announced> {
  const isWanted = ({ headers }: Response) => headers.has('x-linked-etag')
  return ask(file, hub, { method: 'HEAD', isWanted }, progress, ({ headers }) => {
    const linked = etagOf(headers.get('x-linked-etag'))
    const size = linked ? headers.get('x-linked-size') : lengthOf(headers)
    return {
      size: size && /^\d+$/.test(size) && Number.isSafeInteger(Number(size)) ? Number(size) : undefined,
      sha256: linked && /^[0-9a-f]{64}$/i.test(linked) ? linked.toLowerCase() : undefined,
      etag: linked ?? etagOf(headers.get('etag')),
    }
  })
}

/** The length of a body that is sent as it lies there. */
function lengthOf(headers: Headers): string | null {
  return (headers.get('content-encoding') ?? 'identity') === 'identity' ? headers.get('content-length') : null
}

/** `W/"abc"` → `abc` */
export function etagOf(header: string | null): string | undefined {
  return header?.trim().replace(/^W\//, '').replace(/^"|"$/g, '') || undefined
}
