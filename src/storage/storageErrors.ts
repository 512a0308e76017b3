/** What a storage says when a file is missing, refused or locked: the same words whatever kind of storage it is. */

import { FormatError, RunError, StriateError } from '../errors/errors.ts'
import { say } from '../errors/say.ts'
import { nodeModules } from './node.ts'

/** Whether this says that there is no such file. */
export function isMissing(error: unknown): boolean {
  return (error as { code?: string } | null)?.code === 'ENOENT' || (error as { code?: string } | null)?.code === 'missing-file'
}

/** The error of a file that is not there. */
export function missing(path: string, cause?: unknown): FormatError {
  return new FormatError(
    { code: 'missing-file', message: say('there is no file {path}.', { path }), details: { path } },
    { cause },
  )
}

/** The error of a file that the system or a server does not give or take. */
export function refused(action: string, path: string, why: string, cause?: unknown): FormatError {
  const system = (cause as { code?: string } | undefined)?.code ?? ''
  return new FormatError(
    {
      code: 'file-refused',
      message: say('cannot {action} {path}: {why}.', { action, path, why }),
      fix: fixes[system],
      details: { path, system },
    },
    { cause },
  )
}

/** What to do about what the system says. */
const fixes: Readonly<Record<string, string>> = {
  ENOSPC: 'make room on the disk. What was there before is still there, whole.',
  EDQUOT: 'make room: the quota of this user is used up. What was there before is still there, whole.',
  EFBIG: 'the file is larger than the system allows here. What was there before is still there, whole.',
  EACCES: 'choose another folder, or ask for the right to use this one.',
  EPERM: 'choose another folder, or ask for the right to use this one.',
  EROFS: 'choose another folder: this disk can only be read.',
  ENOTDIR: 'a part of this path is a file, not a folder: choose another path.',
  EEXIST: 'a part of this path is a file, not a folder: choose another path.',
  EISDIR: 'this is a folder: name a file.',
  ENOENT: 'the folder cannot be made there: choose another.',
}

/** For a `catch`: what the system threw, as an error that names the file and what to do. */
export function refusal(action: string, path: string): (cause: unknown) => never {
  return (cause) => {
    if (cause instanceof StriateError) throw cause
    if (isMissing(cause) && action !== 'write' && action !== 'lock') throw missing(path, cause)
    throw refused(action, path, cause instanceof Error ? cause.message : String(cause), cause)
  }
}

/** The error of a lock that somebody holds; `host` is the machine, where it is a process that does. */
export function locked(path: string, who: string, host?: string): RunError {
  const here = host === undefined || host === nodeModules().os.hostname()
  return new RunError({
    code: 'locked',
    message: say('{path} is locked: {who}.', { path, who }),
    fix: here
      ? say('wait until it is done, or stop it.')
      : say('if nothing runs on {host} any more, remove the file {path}.', { host, path }),
    details: { path },
  })
}

/** The error of what has the name of a lock and is none. */
export function noLock(path: string, cause: unknown): FormatError {
  return new FormatError(
    {
      code: 'no-lock',
      message: say("{path} is no lock that can be read: a folder, a link, or somebody else's file.", { path }),
      fix: say('look what it is, and take it away.'),
      details: { path },
    },
    { cause },
  )
}
