/**
 * Installs packages as the lock file says, where they are missing or it changed, and looks at nothing but two files where all
 * is as it was. npm does it, and where npm cannot, its own words and the usual reasons are shown.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail, npmProgram, root, runNode } from './processes.js'

/** `npm ci` in the root or in a folder with a lock file of its own (`bench`), unless what is there is what the lock says. */
export async function install(folder = '.') {
  const place = join(root, folder)
  const lock = readFileSync(join(place, 'package-lock.json'))
  const key = `${createHash('sha256').update(lock).digest('hex')} ${process.platform} ${process.arch}\n`
  const stamp = join(place, 'node_modules', '.striate-setup')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key) return
  if (!isInstalled(place, JSON.parse(lock.toString()))) {
    console.log(
      `Installing the packages of ${folder === '.' ? 'Striate' : folder} (the first time, or because the lock file changed) …`,
    )
    const code = await runNode([npmProgram(), 'ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: place })
    if (code !== 0) fail(installFailed(code, folder))
  }
  writeFileSync(stamp, key)
}

/** npm leaves a list of what it installed as its last act. Does it hold all that the lock wants on this machine? */
function isInstalled(place, lock) {
  const list = join(place, 'node_modules', '.package-lock.json')
  if (!existsSync(list)) return false
  const installed = JSON.parse(readFileSync(list, 'utf8')).packages
  const fits = (names, ours) => !names || names.includes(ours)
  return Object.entries(lock.packages).every(([name, { version, optional, os, cpu, libc, link }]) => {
    if (name === '' || link) return true
    if (optional && (!os || libc || !fits(os, process.platform) || !fits(cpu, process.arch))) return true
    return installed[name]?.version === version
  })
}

function installFailed(code, folder) {
  return [
    `The packages could not be installed: npm ci ended with ${code}; npm's own words are above.`,
    '  Most often it is one of these:',
    '    no network or a proxy in the way      npm ping',
    '    package.json and the lock disagree    npm install',
    '    a broken download in the cache        npm cache verify',
    `  Then run the command again${folder === '.' ? '' : ` (the packages belong to ${folder}/)`}.`,
  ].join('\n')
}
