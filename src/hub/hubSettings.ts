/**
 * What the environment says of the hub: its address or that of a mirror, where downloads are kept, the token, and whether the
 * network may be used at all. Striate's own variables come before those of Hugging Face's libraries.
 */
import { OptionError } from '../errors/errors.ts'
import { show } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { nodeModules } from '../storage/node.ts'
import { isThisMachine } from '../storage/privateAddress.ts'
import { urlText } from '../storage/urlText.ts'

export interface HubSettings {
  /** `https://huggingface.co`, without a slash at its end. */
  readonly base: string
  /** Which variable names another hub than the usual one. */
  readonly mirroredBy: string | undefined
  /** The folder of all downloads. */
  readonly cache: string
  readonly token: string | undefined
  /** The variable that forbids the network. */
  readonly offlineBy: string | undefined
}

/** Values of environment variables by name, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>

const usualBase = 'https://huggingface.co'

/**
 * The settings of this process, or of another environment and system.
 * @throws OptionError 'wrong-hub' for a hub whose address is neither https nor http on this machine
 */
export function hubSettings(env: Environment = process.env, platform: string = process.platform): HubSettings {
  const mirroredBy = firstSet(env, ['STRIATE_HUB', 'HF_ENDPOINT'])
  return {
    base: mirroredBy === undefined ? usualBase : checkedBase(mirroredBy, env[mirroredBy]!),
    mirroredBy,
    cache: cacheFolder(env, platform),
    token: env.HF_TOKEN?.trim() || undefined,
    offlineBy: ['STRIATE_OFFLINE', 'HF_HUB_OFFLINE'].find((name) => /^(1|true|yes|on)$/i.test(env[name]?.trim() ?? '')),
  }
}

/** An empty variable is as good as none. */
function firstSet(env: Environment, names: readonly string[]): string | undefined {
  return names.find((name) => env[name])
}

function checkedBase(variable: string, given: string): string {
  if (URL.canParse(given)) {
    const { protocol, hostname, username, password, search, hash, href } = new URL(given)
    const plain = username === '' && password === '' && search === '' && hash === ''
    if (plain && (protocol === 'https:' || (protocol === 'http:' && isThisMachine(hostname)))) return href.replace(/\/+$/, '')
  }
  throw new OptionError({
    code: 'wrong-hub',
    message: say('{variable} must be the address of a hub, with https (on this machine http will do). Received: {value}.', {
      variable,
      value: show(urlText(given)),
    }),
    fix: say('leave {variable} out for {usual}.', { variable, usual: usualBase }),
  })
}

/** Each system's own place for what can be downloaded again. Source: the XDG Base Directory Specification. */
function cacheFolder(env: Environment, platform: string): string {
  const { path, os } = nodeModules()
  if (env.STRIATE_CACHE) return path.resolve(env.STRIATE_CACHE)
  // Relative paths are to be ignored there.
  if (env.XDG_CACHE_HOME && path.isAbsolute(env.XDG_CACHE_HOME)) return path.join(env.XDG_CACHE_HOME, 'striate')
  const home = os.homedir()
  if (platform === 'win32') return path.join(env.LOCALAPPDATA || path.join(home, 'AppData', 'Local'), 'striate')
  return platform === 'darwin' ? path.join(home, 'Library', 'Caches', 'striate') : path.join(home, '.cache', 'striate')
}
