/** The errors of files that are not what they should be: each begins with the file's name. */
import { FormatError } from '../errors/errors.ts'
import { type Sentence, say } from '../errors/say.ts'

/** What is wrong with a file: `fileError('net.npz', 'truncated', say('the file is cut off.'))`. */
export function fileError(
  file: string,
  code: string,
  what: Sentence,
  numbers?: readonly Sentence[],
  fix?: Sentence,
): FormatError {
  return new FormatError({ code, message: say('{file}: {what}', { file, what }), numbers, fix })
}
