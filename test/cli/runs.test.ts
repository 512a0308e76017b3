/** `striate runs`: the list at 80 and 40 columns, in a pipe, for programs, in Korean; the page; and folders without a run. */
import assert from 'node:assert/strict'
import { cp, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { controls, events, smallData, smallDataOption, striate, widthOf, workFolder } from './command.ts'

let folder = ''
let remove = async () => {}
before(async () => {
  ;({ folder, remove } = await workFolder())
  await smallData(folder)
  const common = [
    'train',
    'bars.json',
    '--data',
    smallDataOption,
    '--batch',
    '16',
    '--threads',
    '1',
    '--epochs',
    '2',
    '--no-pictures',
  ]
  await striate([...common, '--out', 'runs/first'], folder)
  await striate([...common, '--out', 'runs/deep/second', '--optimizer', 'adam'], folder)
  await cp(join(folder, 'runs/first'), join(folder, 'runs/broken'), { recursive: true })
  await writeFile(join(folder, 'runs/broken/config.json'), '{"format": 1}')
  await symlink('..', join(folder, 'runs/circle'))
})
after(() => remove())

test('every run below a folder, however narrow the terminal', async () => {
  const { code, out, error } = await striate(['runs'], folder)
  assert.equal(code, 0, error)
  assert.equal(controls(out), '')
  assert.match(out, /^runs\/first +.*finished +2\/2/m)
  assert.match(out, /^runs\/deep\/second +.*finished +2\/2/m)
  assert.match(out, /^runs\/broken +.*damaged/m)
  assert.match(out, /^runs\/broken: runs\/broken\/config\.json is not the configuration of a run/m)
  for (const width of ['80', '40']) {
    const narrow = await striate(['runs', '--lang', 'ko'], folder, { STRIATE_COLUMNS: width })
    for (const line of narrow.out.split('\n')) assert.ok(widthOf(line) <= Number(width), `too wide: "${line}"`)
    assert.match(narrow.out, /오차율/)
  }
})

test('--json and --sort: the same for programs, sorted', async () => {
  const [{ runs }] = events((await striate(['runs', '--json', '--sort', 'name'], folder)).out) as [
    { runs: Record<string, unknown>[] },
  ]
  assert.deepEqual(
    runs.map(({ folder: name, state }) => [name, state]),
    [
      ['runs/broken', 'damaged'],
      ['runs/deep/second', 'finished'],
      ['runs/first', 'finished'],
    ],
  )
  assert.equal(typeof runs[1]!.loss, 'number')
  assert.match(String(runs[0]!.problem), /is not the configuration of a run/)
  const { code, error } = await striate(['runs', '--sort', 'size'], folder)
  assert.equal(code, 2)
  assert.match(error, /--sort/)
})

test('--html: a page beside the runs, or where it is asked for', async () => {
  const { out } = await striate(['runs', '--html'], folder)
  assert.match(out, /runs\/compare\.html/)
  const page = await readFile(join(folder, 'runs/compare.html'), 'utf8')
  assert.match(page, /<tr><td>optimizer<\/td>/)
  await striate(['runs', 'runs/first', 'runs/deep', '--html', 'both.html'], folder)
  assert.match(await readFile(join(folder, 'both.html'), 'utf8'), /Runs compared/)
})

test('a folder without a run', async () => {
  const { code, error } = await striate(['runs', 'nothing'], folder)
  assert.equal(code, 1)
  assert.match(error, /there is no run in nothing\.\n {2}Fix: train one \(striate train\), or name the folder that holds them\./)
})
