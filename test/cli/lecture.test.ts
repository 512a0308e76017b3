/** `striate lecture` in a process of its own: events, the folder, an image that is none, a folder that is taken, Ctrl-C. */
import assert from 'node:assert/strict'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { ended, events, start, striate, workFolder } from './command.ts'

let folder = ''
let remove = async () => {}
before(async () => {
  ;({ folder, remove } = await workFolder())
})
after(() => remove())

test('--json: sections, cells and figures as they come, then where the page is', async () => {
  const { code, out, error } = await striate(['lecture', '--json', '--lang', 'ko'], folder)
  assert.equal(error, '')
  assert.equal(code, 0)
  const all = events(out)
  const titles = all.filter(({ event }) => event === 'section').map(({ title }) => title)
  assert.equal(titles.length, 13)
  assert.equal(titles[1], '합성곱 연산')
  assert.ok(all.some(({ event, printed }) => event === 'cell' && printed === '[ 15, 64, 436, 436 ]'))
  const end = all.at(-1)!
  assert.deepEqual([end.event, end.page], ['end', join('lecture', 'index.html')])
  const page = await readFile(join(folder, end.page as string), 'utf8')
  assert.match(page, /<html lang="ko">/)
  const files = await readdir(join(folder, 'lecture/figures'))
  assert.equal(files.length, end.figures)
  assert.deepEqual(
    files.filter((name) => !/^\d\d-.*\.png$/.test(name)),
    [],
  )
})

test('an image that is none, one that is not there, a folder that is taken, threads that are none', async () => {
  await writeFile(join(folder, 'notes.txt'), 'no picture')
  const foreign = await striate(['lecture', '--image', 'notes.txt', '--out', 'a'], folder)
  assert.equal(foreign.code, 1)
  assert.match(foreign.error, /^FormatError: /)
  const missing = await striate(['lecture', '--image', 'nowhere.png', '--out', 'a'], folder)
  assert.match(missing.error, /^FormatError: there is no file .*nowhere\.png/)
  assert.equal((await readdir(folder)).includes('a'), false)
  await mkdir(join(folder, 'thesis'))
  await writeFile(join(folder, 'thesis/chapter.txt'), 'x')
  const taken = await striate(['lecture', '--out', 'thesis'], folder)
  assert.equal(taken.code, 1)
  assert.match(
    taken.error,
    /^OptionError: thesis holds other files[\s\S]*found: chapter\.txt[\s\S]*Fix: choose a folder that is new or empty/,
  )
  assert.deepEqual(await readdir(join(folder, 'thesis')), ['chapter.txt'])
  assert.equal((await striate(['lecture', '--threads', 'many'], folder)).code, 2)
})

test('Ctrl-C ends it with 130; every file is whole, and there is no page', async () => {
  const child = start(['lecture', '--out', 'stopped'], folder)
  child.stdout.on('data', (text) => {
    if (String(text).includes('Padding and stride')) child.kill('SIGINT')
  })
  const { code, error } = await ended(child)
  assert.equal(code, 130)
  assert.match(error, /stopped\. The files written so far are whole; there is no page yet\./)
  const names = await readdir(join(folder, 'stopped'))
  assert.deepEqual(names.sort(), ['figures', 'lecture.json'])
  for (const name of await readdir(join(folder, 'stopped/figures'))) {
    assert.match(name, /^\d\d-.*\.png$/)
    const png = await readFile(join(folder, 'stopped/figures', name))
    assert.equal(png.subarray(-8, -4).toString('latin1'), 'IEND')
  }
})
