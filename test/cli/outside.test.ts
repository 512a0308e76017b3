/** What comes from outside to the command: names that a terminal would obey, folders that are none, files without end. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { confusionLines } from '../../src/cli/commands/evaluate.ts'
import { screenOn } from '../../src/cli/screen.ts'
import { cut } from '../../src/cli/width.ts'
import { dense, flatten, sequential } from '../../src/index.ts'
import { smallData, smallDataOption, striate, workFolder } from './command.ts'

let folder = ''
let remove = async () => {}
before(async () => {
  ;({ folder, remove } = await workFolder())
  await smallData(folder)
})
after(() => remove())

const modelFile = async (path: string, layer: string, model = 'm') => {
  const json = sequential(model, [1, 8, 8], [flatten(), dense({ name: layer, units: 2 })])
  await writeFile(join(folder, path), JSON.stringify(json))
}

test('a layer’s name neither colours nor forges a line of `plan`', async () => {
  await modelFile('odd.json', 'B\u001b[31mRED\nFORGED')
  const { code, out } = await striate(['plan', 'odd.json'], folder)
  assert.equal(code, 0)
  assert.ok(out.includes('B\\u{1b}[31mRED\\u{a}FORGED'))
  assert.doesNotMatch(out, /^FORGED/m)
})

test('a line feed in a path does not look like a fix of ours', async () => {
  const { code, error } = await striate(['summary', 'x\n  Fix: run something.json'], folder)
  assert.equal(code, 2)
  assert.equal(error.match(/^ +Fix:/gm)?.length, 1)
  assert.match(error, /x\\u\{a\} {2}Fix: run/)
})

test('a model’s name of 256 letters makes a folder, and a name again', async () => {
  await modelFile('long.json', 'D', '가'.repeat(256))
  const args = [
    'train',
    'long.json',
    '--data',
    smallDataOption,
    '--epochs',
    '1',
    '--batch',
    '16',
    '--threads',
    '1',
    '--no-pictures',
  ]
  for (const n of [1, 2]) {
    const { code, error } = await striate(args, folder)
    assert.equal(code, 0, `${n}: ${error}`)
  }
})

test('a newest run that is damaged is named, not passed over', async () => {
  await modelFile('one.json', 'D')
  const args = [
    'train',
    'one.json',
    '--data',
    smallDataOption,
    '--epochs',
    '1',
    '--batch',
    '16',
    '--threads',
    '1',
    '--no-pictures',
  ]
  assert.equal((await striate([...args, '--out', 'runs/new'], folder)).code, 0)
  await writeFile(join(folder, 'runs/new/model.json'), '{')
  const { code, error } = await striate(['train', '--resume'], folder)
  assert.equal(code, 1)
  assert.match(error, /runs\/new\/model\.json is damaged: restore it from a backup/)
})

test('what is no file is no model', { skip: process.platform === 'win32' }, async () => {
  execFileSync('mkfifo', [join(folder, 'pipe.json')])
  for (const path of ['pipe.json', '/dev/zero']) {
    const { code, error } = await striate(['summary', path], folder)
    assert.equal(code, 1, error)
    assert.match(error, /is not a Striate model: it is not a file\.\n {2}Fix: name a model\.json/)
  }
})

test('a lock that is a folder or a link to nothing: an error, and no endless wait', {
  skip: process.platform === 'win32',
}, async () => {
  const args = [
    'train',
    'one.json',
    '--data',
    smallDataOption,
    '--epochs',
    '1',
    '--batch',
    '16',
    '--threads',
    '1',
    '--no-pictures',
  ]
  await mkdir(join(folder, 'runs/locked/lock'), { recursive: true })
  await mkdir(join(folder, 'runs/linked'), { recursive: true })
  await symlink('nothing', join(folder, 'runs/linked/lock'))
  for (const run of ['runs/locked', 'runs/linked']) {
    const { code, error } = await striate([...args, '--out', run], folder)
    assert.equal(code, 1, error)
    assert.match(error, /lock is not a readable lock/)
  }
})

test('help of what is none, help for programs, and an empty argument', async () => {
  for (const lang of ['en', 'ko']) {
    const none = await striate(['help', 'trian', '--lang', lang], folder)
    assert.equal(none.code, 2)
    assert.match(none.error, /"trian"/)
    assert.doesNotMatch(none.error, /outputHelp/)
    const empty = await striate(['evaluate', '', '--lang', lang], folder)
    assert.equal(empty.code, 2)
    assert.match(empty.error, lang === 'ko' ? /빈 인자/ : /an argument is empty/)
  }
  assert.match((await striate(['train', '--help', '--json'], folder)).out, /--epochs/)
  assert.match((await striate(['--version', '--json'], folder)).out, /^\d+\.\d+\.\d+/)
})

test('a thousand classes have no matrix on a screen, and no end of the stack', () => {
  const confusion = Array.from({ length: 400 }, (_, k) => Array.from({ length: 400 }, (_, said) => (k === said ? 3 : 0)))
  const screen = screenOn({ lang: 'en', json: false, out: process.stdout, error: process.stderr, env: {} })
  assert.ok(
    confusionLines(
      confusion,
      confusion.map((_, k) => `class ${k}`),
      screen,
    ).length > 0,
  )
})

test('letters without width are cut, too', () => {
  const marks = `a${'\u0301'.repeat(40_000)}`
  assert.ok(cut(`${marks}${'b'.repeat(40)}`, 14).length < 200)
  assert.equal(cut('abcdefgh', 5), 'abcd…')
  assert.equal(cut('가나다라', 5), '가나…')
})
