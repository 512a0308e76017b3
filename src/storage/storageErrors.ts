/** What a storage says when a file is missing, refused or locked: the same words whatever kind of storage it is. */

import { FormatError, RunError, StriateError } from '../errors/errors.ts'
import { asIs, type Sentence, say } from '../errors/say.ts'
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

/** What can be done with a file or a folder. */
type Action = keyof typeof cannot

const cannot = {
  read: (path: string, why: Sentence) => say('cannot read {path}: {why}.', { path, why }),
  write: (path: string, why: Sentence) => say('cannot write {path}: {why}.', { path, why }),
  lock: (path: string, why: Sentence) => say('cannot lock {path}: {why}.', { path, why }),
  list: (path: string, why: Sentence) => say('cannot list {path}: {why}.', { path, why }),
  remove: (path: string, why: Sentence) => say('cannot remove {path}: {why}.', { path, why }),
}

/** The error of a file that the system or a server does not give or take. */
export function refused(action: Action, path: string, why: Sentence, cause?: unknown): FormatError {
  const system = (cause as { code?: string } | undefined)?.code ?? ''
  return new FormatError(
    {
      code: 'file-refused',
      message: cannot[action](path, why),
      fix: fixes[system],
      details: { path, system },
    },
    { cause },
  )
}

/** What to do about what the system says. */
const fixes: Readonly<Record<string, Sentence>> = {
  ENOSPC: say('free some space on the disk. What was there before is still intact.'),
  EDQUOT: say('free some space: the quota of this user is used up. What was there before is still intact.'),
  EFBIG: say('the file is larger than the system allows here. What was there before is still intact.'),
  EACCES: say('choose another folder, or ask for permission to use this one.'),
  EPERM: say('choose another folder, or ask for permission to use this one.'),
  EROFS: say('choose another folder: this disk is read-only.'),
  ENOTDIR: say('choose another path.'),
  EEXIST: say('choose another path.'),
  EISDIR: say('name a file.'),
  ENOENT: say('the folder cannot be created there: choose another.'),
}

/** What the system says, by its code, in words that each language has; its own message where the code is another. */
export function reason(cause: unknown): Sentence {
  return reasons[(cause as { code?: string } | null)?.code ?? ''] ?? asIs(cause instanceof Error ? cause.message : String(cause))
}

const reasons: Readonly<Record<string, Sentence>> = {
  ENOSPC: say('no space is left on the disk (ENOSPC)'),
  EDQUOT: say('the quota is used up (EDQUOT)'),
  EFBIG: say('the file would be too large (EFBIG)'),
  EACCES: say('access is denied (EACCES)'),
  EPERM: say('the system does not permit it (EPERM)'),
  EROFS: say('the disk is read-only (EROFS)'),
  ENOTDIR: say('a part of the path is not a folder (ENOTDIR)'),
  EEXIST: say('there is something of that name already (EEXIST)'),
  EISDIR: say('it is a folder (EISDIR)'),
  ENOENT: say('there is no such folder (ENOENT)'),
  ENAMETOOLONG: say('the name is too long (ENAMETOOLONG)'),
  EMFILE: say('too many files are open (EMFILE)'),
  EIO: say('the disk reports an error (EIO)'),
}

/** For a `catch`: what the system threw, as an error that names the file and what to do. */
export function refusal(action: Action, path: string): (cause: unknown) => never {
  return (cause) => {
    if (cause instanceof StriateError) throw cause
    if (isMissing(cause) && action !== 'write' && action !== 'lock') throw missing(path, cause)
    throw refused(action, path, reason(cause), cause)
  }
}

/** The error of a lock that someone holds; `host` is the machine, where it is a process that does. */
export function locked(path: string, who: Sentence, host?: string): RunError {
  const here = host === undefined || host === nodeModules().os.hostname()
  return new RunError({
    code: 'locked',
    message: say('{path} is locked: {who}.', { path, who }),
    fix: here
      ? say('wait until it has finished, or stop it.')
      : say('if nothing runs on {host} any more, remove the file {path}.', { host, path }),
    details: { path },
  })
}

/** The error of what has the name of a lock and is none. */
export function noLock(path: string, cause: unknown): FormatError {
  return new FormatError(
    {
      code: 'no-lock',
      message: say("{path} is not a readable lock: it is a folder, a link or another program's file.", { path }),
      fix: say('look at what it is, and move it away.'),
      details: { path },
    },
    { cause },
  )
}
