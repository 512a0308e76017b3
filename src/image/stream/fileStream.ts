/** Images of files as a stream: read by the workers when a training or a test comes to them. */
import type { ImageReading, ImageStream } from '../../data/imageStream.ts'
import { FormatError } from '../../errors/errors.ts'
import { say } from '../../errors/say.ts'
import type { ModelInput } from '../../graph/modelInput.ts'
import type { File } from './readFile.ts'
import { RingReader, sharedFiles, type Taken } from './ringReader.ts'

export function fileStream(files: readonly File[], input: ModelInput): ImageStream {
  const shared = sharedFiles(files)
  return {
    count: files.length,
    open(rows, most): ImageReading {
      const reader = new RingReader(shared, rows, most, input)
      return {
        take(count) {
          const taken = reader.take(count)
          return taken instanceof Promise ? taken.then(pieces) : pieces(taken)
        },
        close: () => reader.close(),
      }
    },
  }
}

/** The first that failed, in the order in which they were wanted, is the error. */
function pieces({ pieces, failed }: Taken): readonly Uint8Array[] {
  if (failed.size === 0) return pieces
  const [first] = [...failed].sort(([a], [b]) => a - b)[0]!
  const error = failed.get(first)!
  throw error instanceof FormatError ? unreadable(error) : error
}

function unreadable(error: FormatError): FormatError {
  return new FormatError(
    {
      ...error.data,
      code: 'image-unreadable',
      fix: say(
        'restore the file, and resume; or begin anew without it: skipBroken: true (--skip-broken) decodes every image before it begins.',
      ),
      details: { ...error.data.details, why: error.code },
    },
    { cause: error },
  )
}
