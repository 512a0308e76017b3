/** Locks: one holder at a time, taken over from the dead (also by one of many at once), never from the living. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { RunError } from '../errors/errors.ts'
import { folderStorage } from './folderStorage.ts'
import { memoryStorage } from './memoryStorage.ts'

const folder = await mkdtemp(join(tmpdir(), 'striate-lock-'))
test.after(() => rm(folder, { recursive: true, force: true }))

test('one holder at a time, in a folder and in memory', async () => {
  for (const storage of [folderStorage(folder), memoryStorage()]) {
    const lock = await storage.lock('held')
    await assert.rejects(storage.lock('held'), (error: RunError) => error instanceof RunError && error.code === 'locked')
    const other = await storage.lock('another')
    await lock.release()
    const again = await storage.lock('held')
    await again.release()
    await other.release()
  }
  assert.deepEqual(await readdir(folder), [])
})

test('the message says who holds it', async () => {
  const lock = await folderStorage(folder).lock('held')
  await assert.rejects(folderStorage(folder).lock('held'), {
    message: new RegExp(
      `held is locked: process ${process.pid} on ${hostname()} has held it since \\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z\\.\n {2}Fix: wait until it has finished, or stop it\\.$`,
    ),
  })
  await lock.release()
  const holder = { process: 1, host: 'elsewhere', began: '', since: '2026-01-01T00:00:00.000Z' }
  await writeFile(join(folder, 'far'), JSON.stringify(holder))
  await assert.rejects(folderStorage(folder).lock('far'), {
    message: `${join(folder, 'far')} is locked: process 1 on elsewhere has held it since 2026-01-01T00:00:00.000Z.\n  Fix: if nothing runs on elsewhere any more, remove the file ${join(folder, 'far')}.`,
  })
  await rm(join(folder, 'far'))
})

test('what a killed process held is taken over, by one of many', async () => {
  const module = new URL('./folderStorage.js', import.meta.url).href
  const program = `const { folderStorage } = await import(${JSON.stringify(module)})
    await folderStorage(process.argv[1]).lock('held'); console.log('held'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((held) => child.stdout.once('data', held))
  await assert.rejects(folderStorage(folder).lock('held'), RunError)
  child.kill('SIGKILL')
  await new Promise((gone) => child.once('exit', gone))
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => folderStorage(folder).lock('held')))
  const winners = tries.filter((result) => result.status === 'fulfilled')
  assert.equal(winners.length, 1)
  await winners[0]!.value.release()
  assert.deepEqual(await readdir(folder), [])
})

test('a torn lock and one of a process number that is used again are nobody’s', async () => {
  for (const text of [
    '',
    '{"process":',
    JSON.stringify({ process: process.pid, host: hostname(), began: 'an earlier boot 1', since: '' }),
  ]) {
    if (process.platform !== 'linux' && text.includes('boot')) continue
    await writeFile(join(folder, 'held'), text)
    const lock = await folderStorage(folder).lock('held')
    assert.equal(JSON.parse(await readFile(join(folder, 'held'), 'utf8')).process, process.pid)
    await lock.release()
  }
})

test('who died while taking over a dead lock keeps nobody out', async () => {
  await writeFile(join(folder, 'held'), '{"process":')
  await writeFile(join(folder, 'held.guard'), '')
  const tries = await Promise.allSettled(Array.from({ length: 4 }, () => folderStorage(folder).lock('held')))
  const winners = tries.filter((result) => result.status === 'fulfilled')
  assert.equal(winners.length, 1)
  await winners[0]!.value.release()
  assert.deepEqual(await readdir(folder), [])
})
