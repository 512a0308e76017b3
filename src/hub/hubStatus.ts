/** What a server's status means for a download, and what to do about each. */
import { RunError } from '../errors/errors.ts'
import { type Sentence, say } from '../errors/say.ts'
import { urlText } from '../storage/urlText.ts'
import { again, numbersOf, type Progress } from './hubErrors.ts'
import type { HubFile } from './hubFile.ts'
import type { HubSettings } from './hubSettings.ts'

/** The error of an answer that is no success; `after`: the seconds for which the server wants to be left alone. */
export function statusError(
  address: string,
  { status }: Response,
  file: HubFile,
  settings: HubSettings,
  progress: Progress,
  after?: number,
): RunError {
  const { message, fix } = meaning(address, status, file, settings)
  return new RunError({
    code: 'http-status',
    message,
    numbers: [
      ...(after === undefined ? [] : [say('the server asks to be left alone for {seconds} s', { seconds: after })]),
      ...numbersOf(progress),
    ],
    fix,
    details: { address, status, after },
  })
}

function meaning(
  given: string,
  status: number,
  { repository }: HubFile,
  { base, token, mirroredBy }: HubSettings,
): { message: Sentence; fix: Sentence } {
  const address = urlText(given)
  if (status === 401)
    return {
      message: say('{address}: the hub wants a login ({status}).', { address, status }),
      fix: token
        ? say('HF_TOKEN is not accepted: make a new token at {page}.', { page: `${base}/settings/tokens` })
        : say('let HF_TOKEN hold a token of your account. The hub says the same of what does not exist.'),
    }
  if (status === 403)
    return {
      message: say('{address}: the hub does not give you this file ({status}).', { address, status }),
      fix: say('open {page} in a browser and accept its conditions; let HF_TOKEN hold a token of that account.', {
        page: `${base}/${repository}`,
      }),
    }
  if (status === 404 || status === 410)
    return {
      message: say('{address}: there is no such file on the hub ({status}).', { address, status }),
      fix: mirroredBy
        ? say('the mirror may lack it: leave {variable} out.', { variable: mirroredBy })
        : say('it may have been moved: a newer version of Striate may know where.'),
    }
  if (status === 429)
    return {
      message: say('{address}: the server has had too many requests ({status}).', { address, status }),
      fix: say('wait a while, and run it again: the download goes on where it stopped.'),
    }
  if (status >= 500)
    return {
      message: say('{address}: the server has a problem ({status}).', { address, status }),
      fix: say('wait a while, and run it again: the download goes on where it stopped.'),
    }
  return {
    message: say('{address}: {why}.', { address, why: say('the server answered {status}', { status }) }),
    fix: mirroredBy ? say('the mirror may lack it: leave {variable} out.', { variable: mirroredBy }) : again,
  }
}
