/** The command line itself: help in both languages, wrong usage of every kind, exit codes, closed pipes, the doctor. */
import assert from 'node:assert/strict'
import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { controls, type Env, ended, events, program, smallData, start, striate, widthOf, workFolder } from './command.ts'

let folder = ''
let remove = async () => {}
before(async () => {
  ;({ folder, remove } = await workFolder())
  await smallData(folder)
})
after(() => remove())

const commands = ['train', 'evaluate', 'predict', 'inspect', 'summary', 'plan', 'zoo', 'lecture', 'doctor']
const korean: Env = { LC_ALL: 'ko_KR.UTF-8' }

test('help: the program and every command, with examples, in both languages, within 40 columns too', async () => {
  for (const args of [[], ...commands.map((name) => [name])]) {
    const english = await striate([...args, '--help'], folder)
    assert.equal(english.code, 0)
    assert.equal(english.error, '')
    assert.match(english.out, /^Usage\n {2}striate /m)
    assert.match(english.out, /^Examples\n {2}striate /m)
    const other = await striate([...args, '--help'], folder, korean)
    assert.match(other.out, /^사용법\n {2}striate /m)
    assert.match(other.out, /^예\n {2}striate /m)
    const narrow = await striate([...args, '--help', '--lang', 'ko'], folder, { STRIATE_COLUMNS: '40' })
    for (const line of narrow.out.split('\n')) assert.ok(widthOf(line) <= 40, `too wide: "${line}"`)
  }
})

test('the program alone shows its help; `help` and --version answer too', async () => {
  const alone = await striate([], folder)
  assert.equal(alone.code, 0)
  assert.match(alone.out, /^Exit codes\n {2}0 {4}done$/m)
  for (const code of ['1', '2', '129', '130', '141', '143']) assert.match(alone.out, new RegExp(`^ {2}${code} +\\S`, 'm'))
  for (const name of commands) assert.match(alone.out, new RegExp(`^ {2}${name} `, 'm'))
  assert.match((await striate(['help', 'train'], folder)).out, /--resume \[folder\]/)
  assert.equal((await striate(['help', 'help'], folder)).out, alone.out)
  const { version } = JSON.parse(await readFile(join(dirname(program), '../../package.json'), 'utf8'))
  assert.deepEqual(await striate(['--version'], folder), { code: 0, out: `${version}\n`, error: '' })
})

test('the language: --lang before the locale, LC_ALL before LC_MESSAGES before LANG', async () => {
  const isKorean = async (args: string[], env: Env) => (await striate([...args, '--help'], folder, env)).out.includes('사용법')
  assert.equal(await isKorean([], { LANG: 'ko_KR.UTF-8' }), true)
  assert.equal(await isKorean([], { LANG: 'ko_KR.UTF-8', LC_MESSAGES: 'de_DE.UTF-8' }), false)
  assert.equal(await isKorean([], { LANG: 'de_DE', LC_MESSAGES: 'C', LC_ALL: 'ko' }), true)
  assert.equal(await isKorean(['--lang=en'], korean), false)
  assert.equal(await isKorean(['--lang', 'ko'], {}), true)
  // Kongo and Konkani begin alike and are other languages.
  assert.equal(await isKorean([], { LANG: 'kok_IN.UTF-8' }), false)
})

// What was typed, what is said of it, and its fix.
const wrongUsage: [string[], RegExp, RegExp][] = [
  [['trian'], /no command "trian"/, /did you mean train\?/],
  [['train', 'lenet5', '--epohcs', '3'], /no option --epohcs/, /did you mean --epochs\?.*train --help/],
  [['summary'], /argument <model\|run> is missing/, /summary --help/],
  [['summary', 'lenet5', 'more'], /more arguments than this command takes/, /summary --help/],
  [['train', 'lenet5', '--lr'], /the option --lr needs a value/, /train --help/],
  [['summary', 'lenet'], /no model "lenet"/, /did you mean lenet5\?/],
  [['summary', 'lenet5', '--lang', 'fr'], /--lang must be en or ko. Received: "fr"/, /^/],
  [['train'], /no model was named/, /striate train lenet5/],
  [['train', 'lenet5', '--epochs', '0'], /--epochs must be a whole number of at least 1. Received: "0"/, /^/],
  [['train', 'lenet5', '--epochs', '99999999999'], /--epochs must be at most 2147483647/, /^/],
  [['train', '--lang'], /the option --lang needs a value/, /^/],
  [['help', 'trian'], /no command "trian"/, /see striate --help|see .* --help/],
  [['train', 'lenet5', '--batch', '0x10'], /--batch must be a whole number of at least 1. Received: "0x10"/, /^/],
  [['train', 'lenet5', '--lr=-1'], /--lr must be a number of at least 0. Received: "-1"/, /^/],
  [['train', 'lenet5', '--weight-decay', 'much'], /--weight-decay must be a number of at least 0/, /^/],
  [['train', 'lenet5', '--warm-up', '1.5'], /--warm-up must be a whole number of at least 0/, /^/],
  [['train', 'lenet5', '--seed', '4294967296'], /--seed must be a whole number from 0 to 4294967295/, /^/],
  [['train', 'lenet5', '--threads', '65'], /--threads must be a whole number from 1 to 64/, /^/],
  [
    ['train', 'lenet5', '--optimizer', 'adma'],
    /--optimizer must be one of sgd, momentum, nesterov, adam, adamw/,
    /did you mean adam\?/,
  ],
  [['train', 'lenet5', '--schedule', 'cosinus'], /--schedule must be one of constant, step, cosine/, /did you mean cosine\?/],
  [['train', 'lenet5', '--augment', 'lots'], /--augment must be on, off, photo, or limits/, /shift=1.5,rotate=8/],
  [['train', 'lenet5', '--augment', 'rotate=400'], /rotate must be a number from 0 to 180/, /^/],
  [['train', 'lenet5', '--augment', 'rotate=1,rotate=2'], /--augment has rotate twice/, /^/],
  [['train', 'lenet5', '--augment', 'turn=4'], /--augment has no option "turn"/, /rotate/],
  [['train', 'lenet5', '--data', 'minst'], /--data "minst" is neither a folder nor a list of files/, /did you mean mnist\?/],
  [['train', 'lenet5', '--data', 'a,b,c'], /--data takes two or four files/, /images,labels/],
  [
    ['train', 'lenet5', '--data', '.'],
    /neither class folders nor IDX files in \.[\s\S]*train-images-idx3-ubyte/,
    /name the files/,
  ],
  [
    ['train', '--resume', '--seed', '3', '--out', 'x'],
    /takes all settings from the run; --seed, --out would make it another training/,
    /leave that out/,
  ],
  [['train', 'lenet5', '--resume', 'runs/x'], /lenet5 would make it another training/, /leave that out/],
  [['train', '--resume'], /no unfinished run in runs\//, /train --resume <folder>/],
  [['train', 'lenet5', '--validation', '1'], /--validation must be a number above 0 and below 1. Received: "1"/, /^/],
  [['train', 'lenet5', '--patience', '3'], /--patience watches the validation loss/, /--validation 0.1/],
  [['train', 'lenet5', '--class-weights', '1,x'], /--class-weights must be balanced, or numbers above 0/, /1,1,5/],
  [['train', 'lenet5', '--clip-norm', '0'], /--clip-norm must be a number above 0. Received: "0"/, /^/],
  [['evaluate', 'runs/x', '--batch', '-3'], /--batch/, /^/],
  [['predict', 'runs/x'], /argument <image> is missing/, /predict --help/],
]

test('wrong usage ends with 2, says what is wrong and what would be right; Korean has a heading', async () => {
  for (const [args, message, fix] of wrongUsage) {
    const { code, out, error } = await striate(args, folder)
    const what = `striate ${args.join(' ')}\n${error}`
    assert.equal(code, 2, what)
    assert.equal(out, '', what)
    assert.match(error, /^UsageError: /, what)
    assert.match(error, message, what)
    assert.match(error.replaceAll('\n', ' '), fix, what)
    assert.doesNotMatch(error, /\n {4}at /, what)
    const other = await striate(args, folder, korean)
    assert.equal(other.code, 2)
    if (!args.includes('--lang')) assert.match(other.error, /^사용법이 잘못되었습니다\nUsageError: /)
  }
})

test('with --json errors are JSON on standard error', async () => {
  const { code, out, error } = await striate(['summary', 'lenet', '--json'], folder)
  assert.equal(code, 2)
  assert.equal(out, '')
  const [one] = events(error)
  assert.equal(one!.event, 'error')
  assert.equal(one!.name, 'UsageError')
  assert.equal(one!.code, 'unknown-model')
  assert.match(String(one!.fix), /lenet5/)
})

test('what fails is 1: Striate’s own errors without a stack, in Korean beneath a heading', async () => {
  await writeFile(
    join(folder, 'broken.json'),
    '{ "format": "striate-model", "version": 1, "name": "x", "input": [1, 8, 8], "layers": [{ "kind": "conv" }] }',
  )
  const english = await striate(['summary', 'broken.json'], folder)
  assert.equal(english.code, 1)
  assert.match(english.error, /^FormatError: .*unknown kind "conv"[\s\S]*Fix: did you mean "conv2d"\?/)
  assert.doesNotMatch(english.error, /\n {4}at /)
  const other = await striate(['summary', 'broken.json'], folder, korean)
  assert.match(other.error, /^파일이나 데이터가 올바르지 않습니다\nFormatError: /)
  const withStack = await striate(['summary', 'broken.json'], folder, { STRIATE_DEBUG: '1' })
  assert.match(withStack.error, /\n {4}at /)
  for (const command of [
    ['evaluate', 'nowhere'],
    ['predict', 'nowhere', 'a.png'],
    ['train', '--resume', 'nowhere'],
  ]) {
    const { code, error } = await striate(command, folder)
    assert.equal(code, 1)
    assert.match(error, /^OptionError: there is no run in nowhere\./)
  }
})

test('a reader that goes away ends it quietly with 141', async () => {
  const child = start(['plan', 'lenet5', '--batch', '64', '--train'], folder)
  child.stdout.destroy()
  const { code, error } = await ended(child)
  assert.equal(code, 141)
  assert.equal(error, '')
})

test('summary and plan: a known model, a file; piped without control characters; JSON', async () => {
  const table = await striate(['summary', 'lenet5'], folder)
  assert.equal(table.code, 0)
  assert.match(table.out, /^C3 +conv2d +16×10×10 +2,416 +240,000 /m)
  assert.match(table.out, /^total +61,706 +416,520/m)
  const [summary] = events((await striate(['summary', 'bars.json', '--json'], folder)).out)
  assert.equal(summary!.model, 'Bars')
  const plan = await striate(['plan', 'bars.json', '--batch', '8', '--train', '--threads', '1'], folder)
  assert.equal(plan.code, 0)
  for (const words of [/a training step of 8 images/, /parameters/, /arena/, /conv2dGradWeight/, /→/, /for 1 thread/])
    assert.match(plan.out, words)
  const [json] = events((await striate(['plan', 'bars.json', '--json'], folder)).out) as [
    { memory: { total: number }; plan: { name: string }[]; lowered: unknown[] },
  ]
  assert.ok(json.memory.total > 0)
  assert.deepEqual(
    json.plan.map(({ name }) => name),
    ['normalize', 'conv2d', 'dense'],
  )
  for (const { out } of [table, plan]) assert.equal(controls(out), '')
})

test('40 columns: tables leave out columns and break no number', async () => {
  const full = (await striate(['summary', 'lenet5'], folder)).out
  for (const lang of ['en', 'ko']) {
    const { out } = await striate(['summary', 'lenet5', '--lang', lang], folder, { STRIATE_COLUMNS: '40' })
    for (const line of out.split('\n')) assert.ok(widthOf(line) <= 40, `too wide: "${line}"`)
    const numbers = out.match(/\d[\d,]*/g)!
    for (const number of numbers) assert.ok(full.includes(number), number)
    assert.match(out, /61,706/)
  }
})

test('the doctor: works here; ends with 1 where the engine is broken, and says so', async () => {
  const [found] = events((await striate(['doctor', '--json'], folder)).out) as [
    { works: boolean; findings: { name: string; state: string }[] },
  ]
  assert.equal(found.works, true)
  assert.deepEqual(
    found.findings.filter(({ state }) => state === 'bad'),
    [],
  )
  assert.equal(found.findings.find(({ name }) => name === 'relaxed SIMD')!.state, 'good', 'the switch of old Nodes was thrown')
  const text = await striate(['doctor'], folder, korean)
  assert.equal(text.code, 0)
  assert.match(text.out, /^✓ Node /m)
  assert.match(text.out, /Striate를 쓸 수 있습니다\.\n$/)
  const lib = join(folder, 'lib')
  await cp(dirname(program), lib, { recursive: true })
  for (const name of ['simd.wasm', 'relaxed.wasm']) await rm(join(lib, name))
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  const broken = await ended(start(['doctor'], folder, {}, join(lib, 'striate.js')))
  assert.equal(broken.code, 1)
  assert.match(broken.out, /^✗ engine +does not start\n {4}→ /m)
  assert.match(broken.out, /Striate does not work here\.\n$/)
  assert.match(broken.error, /^\w+Error: /)
})

test('the licences of what the command is made of lie beside it', async () => {
  const text = await readFile(join(dirname(program), 'LICENSES.txt'), 'utf8')
  for (const name of ['commander', 'log-update', 'string-width'])
    assert.match(text, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(MIT\\)\n\n(.*\n)*?.*Permission is hereby granted`, 'm'))
})
