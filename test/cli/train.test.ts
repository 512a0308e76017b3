/** Trainings by the command on small data: what it writes and leaves, stopping and going on, folders, and what comes after. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import { controls, ended, events, program, smallData, smallDataOption, start, striate, widthOf, workFolder } from './command.ts'
import { createImage } from './image.ts'

let folder = ''
let remove = async () => {}
before(async () => {
  ;({ folder, remove } = await workFolder())
  await smallData(folder)
})
after(() => remove())

const bars = ['train', 'bars.json', '--data', smallDataOption, '--batch', '16', '--threads', '1']
const weightsOf = (run: string) => readFile(join(folder, run, 'weights.safetensors'))

test('piped: head, a line an epoch, where everything lies; no control characters, in both languages', async () => {
  const { code, out, error } = await striate([...bars, '--epochs', '3', '--out', 'runs/plain', '--tensorboard'], folder)
  assert.equal(error, '')
  assert.equal(code, 0)
  assert.equal(controls(out), '')
  assert.match(out, /^Bars +input 1×8×8$/m)
  assert.match(out, /64 training images, 32 test images/)
  assert.match(
    out,
    /^recipe +adamw 0\.003, cosine, warm-up 6 steps, weight decay 0\.01, gradients clipped at 1, batch 16,\s+3 epochs, seed 1$/m,
  )
  assert.match(out, /^epoch +loss +train error +test error +images\/s +seconds$/m)
  for (const epoch of ['1/3', '2/3', '3/3'])
    assert.match(out, new RegExp(`^ +${epoch}  \\d\\.\\d{4} +\\d+\\.\\d\\d % +\\d+\\.\\d\\d % `, 'm'))
  assert.match(out, /^test error \d+\.\d\d % {3}trained in /m)
  assert.doesNotMatch(out, /LeCun/, 'the paper is about LeNet-5 on MNIST')
  for (const name of ['weights.safetensors', 'report.html', 'metrics.jsonl', 'config.json', 'model.json'])
    assert.ok(existsSync(join(folder, 'runs/plain', name)), name)
  assert.match(out, /tensorboard --logdir runs/)
  assert.match(out, /predict runs\/plain image\.png$/m)
  const korean = await striate([...bars, '--epochs', '1', '--no-pictures', '--lang', 'ko', '--out', 'runs/korean'], folder)
  assert.match(korean.out, /^에포크 +손실 +학습 오차율 +테스트 오차율 +이미지\/초 +초$/m)
  assert.match(korean.out, /^테스트 오차율 \d/m)
  assert.ok(!existsSync(join(folder, 'runs/korean/report.html')), '--no-pictures')
})

test('--json: events and nothing else', async () => {
  const { code, out, error } = await striate([...bars, '--epochs', '2', '--out', 'runs/json', '--no-pictures', '--json'], folder)
  assert.deepEqual([code, error], [0, ''])
  const said = events(out)
  const kinds = said.map(({ event }) => event)
  assert.deepEqual(kinds, ['begin', ...Array(4).fill('step'), 'epoch', ...Array(4).fill('step'), 'epoch', 'finished'])
  assert.deepEqual((said[0] as { images: unknown }).images, { training: 64, test: 32 })
  const { step, steps, epoch, loss, learningRate } = said[1] as Record<string, number>
  assert.deepEqual([step, steps, epoch, typeof loss, typeof learningRate], [1, 8, 1, 'number', 'number'])
  assert.equal(typeof said.at(-1)!.testError, 'number')
})

test('options change the recipe piece by piece', async () => {
  const options = [
    '--epochs',
    '1',
    '--optimizer',
    'adamw',
    '--lr',
    '0.002',
    '--schedule',
    'step',
    '--warm-up',
    '0',
    '--weight-decay',
    '0.1',
    '--seed',
    '7',
    '--augment',
    'shift=1',
  ]
  const { code, error } = await striate([...bars, ...options, '--out', 'runs/options', '--no-pictures'], folder)
  assert.deepEqual([code, error], [0, ''])
  const { training } = JSON.parse(await readFile(join(folder, 'runs/options/config.json'), 'utf8'))
  assert.deepEqual(training.optimizer, {
    kind: 'adamW',
    learningRate: { kind: 'step', from: 0.002, every: 2, factor: 0.1 },
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
    weightDecay: 0.1,
  })
  assert.deepEqual([training.batch, training.epochs, training.seed], [16, 1, 7])
  assert.deepEqual(training.augmentation, { shift: 1, rotate: 0, scale: 0, shear: 0 })
})

test('stopped by a signal it keeps everything, says how to go on, and ends at the same weights', async () => {
  // So many steps that the child must wait for us to read before it could end.
  const long = [...bars, '--epochs', '600', '--no-pictures', '--json']
  for (const [signal, wanted] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    const out = `runs/${signal}`
    const child = start([...long, '--out', out], folder)
    let told = false
    child.stdout.on('data', (bytes: Buffer) => {
      if (!told && bytes.includes('"event":"step"')) told = child.kill(signal)
    })
    const { code, out: text, error } = await ended(child)
    assert.equal(code, wanted)
    assert.match(error, /stopping after this step; press again to quit at once/)
    const last = events(text).at(-1)!
    assert.equal(last.event, 'stopped')
    assert.match(String(last.resume), new RegExp(` train --resume ${out}$`))
    assert.ok(existsSync(join(folder, out, 'checkpoint.safetensors')))
  }
  const resumed = await striate(['train', '--resume', 'runs/SIGINT', '--no-pictures', '--threads', '2'], folder)
  assert.equal(resumed.code, 0)
  assert.match(resumed.out, /^resuming after step \d+ of 2,400$/m)
  assert.equal((await striate([...long, '--out', 'runs/whole'], folder)).code, 0)
  assert.deepEqual(await weightsOf('runs/SIGINT'), await weightsOf('runs/whole'))
  const again = await striate(['train', '--resume', 'runs/SIGINT', '--no-pictures'], folder)
  assert.equal(again.code, 0)
  assert.match(again.out, /^the training in runs\/SIGINT has already finished\.$/m)
})

test('a reader that goes away stops a training as a signal does: 141, and a checkpoint', async () => {
  const child = start([...bars, '--epochs', '600', '--no-pictures', '--json', '--out', 'runs/pipe'], folder)
  child.stdout.once('data', () => child.stdout.destroy())
  const code = await new Promise((resolve) => child.on('exit', resolve))
  assert.equal(code, 141)
  assert.ok(existsSync(join(folder, 'runs/pipe/checkpoint.safetensors')))
})

test('without --out: the next free folder; an unfinished run of the same training is gone on with', async () => {
  const args = [...bars, '--epochs', '2', '--no-pictures']
  const first = await striate(args, folder)
  assert.match(first.out, /^into +runs\/bars$/m)
  const second = await striate(args, folder)
  assert.match(second.out, /^runs\/bars is taken: training into runs\/bars-2\.$/m)
  assert.deepEqual(await weightsOf('runs/bars'), await weightsOf('runs/bars-2'))
  // What a run is before its first checkpoint.
  await mkdir(join(folder, 'runs/bars-3'))
  for (const name of ['config.json', 'model.json'])
    await writeFile(join(folder, 'runs/bars-3', name), await readFile(join(folder, 'runs/bars', name)))
  const other = await striate([...args, '--seed', '2'], folder)
  assert.match(other.out, /training into runs\/bars-4\.$/m)
  const third = await striate(args, folder)
  assert.match(third.out, /^runs\/bars-3 holds this training, unfinished: resuming it\.$/m)
  assert.match(third.out, /^there is no checkpoint yet: starting at the first step$/m)
  assert.deepEqual(await weightsOf('runs/bars-3'), await weightsOf('runs/bars'))
})

test('runs that is a file: an error, and no endless look for a name in it', async () => {
  const empty = await workFolder()
  await smallData(empty.folder)
  await writeFile(join(empty.folder, 'runs'), '')
  const { code, error } = await striate([...bars, '--epochs', '1'], empty.folder)
  assert.equal(code, 1)
  assert.match(error, /^FormatError: cannot list .*runs\/bars: .*ENOTDIR/)
  await empty.remove()
})

test('--out on what is there is refused, with 1', async () => {
  const run = await striate([...bars, '--out', 'runs/bars'], folder)
  assert.equal(run.code, 1)
  assert.match(run.error, /^OptionError: there is already a finished run in runs\/bars\.\n {2}Fix: /)
  await mkdir(join(folder, 'full'))
  await writeFile(join(folder, 'full/letter.txt'), 'dear')
  const full = await striate([...bars, '--out', 'full'], folder)
  assert.equal(full.code, 1)
  assert.match(full.error, /^OptionError: full is not empty/)
})

test('a validation: watched in the table, stopping early, the test images met once at the end; in config and events', async () => {
  const asked = ['--validation', '0.25', '--patience', '1', '--epochs', '40', '--lr', '0.5', '--no-pictures']
  const { code, out, error } = await striate(
    [...bars, ...asked, '--class-weights', '1,2', '--clip-norm', '2', '--out', 'runs/watched'],
    folder,
  )
  assert.deepEqual([code, error], [0, ''])
  assert.match(out, /48 training images, 16 for validation, 32 test images/)
  assert.match(out, /^epoch +loss +train error +val\. error +images\/s +seconds$/m)
  assert.match(out, /^ +1\/40 .* %\* /m)
  assert.match(out, /^stopped early after epoch \d+: the validation loss was lowest after epoch \d+, whose weights are kept\.$/m)
  assert.match(out, /^test error \d+\.\d\d % /m)
  const { training } = JSON.parse(await readFile(join(folder, 'runs/watched/config.json'), 'utf8'))
  assert.deepEqual([training.validation, training.patience, training.classWeights, training.clipNorm], [0.25, 1, [1, 2], 2])
  const json = await striate([...bars, ...asked, '--json', '--out', 'runs/watched-json'], folder)
  const last = events(json.out).at(-1)!
  assert.deepEqual(
    [last.event, last.stopped, typeof last.testLoss, typeof last.validationLoss],
    ['finished', true, 'number', 'number'],
  )
})

test('evaluate: error, classes, what was taken for what; other data; JSON', async () => {
  const { code, out } = await striate(['evaluate', 'runs/whole'], folder)
  assert.equal(code, 0)
  assert.match(out, /^runs\/whole on data-train-images: 32 images$/m)
  assert.match(out, /^error \d+\.\d\d % +loss \d+\.\d{4} +mean F1 \d+\.\d\d % +\d+ of 32 misclassified/m)
  assert.match(out, /^class +0 +1$\n[\s\S]*^class +images +correct +precision +recall +F1$/m)
  const narrow = await striate(['evaluate', 'runs/whole', '--lang', 'ko'], folder, { STRIATE_COLUMNS: '24' })
  assert.match(narrow.out, /재현율/)
  const [json] = events(
    (await striate(['evaluate', 'runs/whole', '--json', '--data', 'data-train-images,data-train-labels'], folder)).out,
  )
  assert.equal(json!.images, 64)
  assert.equal((json!.classes as unknown[]).length, 2)
  const half = await striate(['evaluate', 'runs/pipe'], folder)
  assert.match(half.out, /this training has not finished: the weights are those of the last checkpoint/)
})

test('predict: the best classes of each image; one that cannot be read is told and the others are done', async () => {
  await writeFile(
    join(folder, 'lying.png'),
    createImage(8, 8, (y) => (y === 3 ? 220 : 0)),
  )
  await writeFile(
    join(folder, 'standing.png'),
    createImage(8, 8, (_, x) => (x === 3 ? 220 : 0)),
  )
  await writeFile(join(folder, 'torn.png'), createImage(8, 8, () => 0).subarray(0, 40))
  const { code, out, error } = await striate(
    ['predict', 'runs/whole', 'lying.png', 'torn.png', 'standing.png', '--top', '1'],
    folder,
  )
  assert.equal(code, 1)
  assert.match(out, /^lying\.png[\s\S]* 0 +█+.* +\d+\.\d\d %[\s\S]*standing\.png[\s\S]* 1 +█+.* +\d+\.\d\d %/m)
  assert.match(error, /^\n?torn\.png could not be read:\nFormatError: /)
  assert.match(error, /was not measured for this run\.\n\n1 of 3 images could not be read\./)
  assert.equal(controls(out), '')
  const json = await striate(['predict', 'runs/whole', 'lying.png', 'nope.png', '--json'], folder)
  const [said] = events(json.out) as [{ image: string; unlike: null; best: { class: string; probability: number }[] }]
  assert.equal(said.unlike, null)
  assert.equal(said.best[0]!.class, '0')
  assert.ok(Math.abs(said.best.reduce((sum, { probability }) => sum + probability, 0) - 1) < 1e-6)
  assert.equal(events(json.error)[0]!.image, 'nope.png')
})

const noTerminal = (() => {
  try {
    execFileSync('script', ['--version'], { stdio: 'ignore' })
    return false
  } catch {
    return 'there is no `script` of util-linux to make a terminal with'
  }
})()

/** The command on a terminal of so many columns: what it was sent. */
function onTerminal(args: readonly string[], columns: number, env: Record<string, string> = {}): string {
  const line = ['stty', 'cols', columns, 'rows', 30, ';', `'${process.execPath}'`, `'${program}'`, ...args].join(' ')
  const { PATH = '', HOME = '' } = process.env
  return execFileSync('script', ['-qec', line, '/dev/null'], {
    cwd: folder,
    env: { PATH, HOME, TERM: 'xterm', ...env },
    encoding: 'utf8',
  })
}

test('on a terminal: a live region within its columns, colours unless NO_COLOR', { skip: noTerminal }, () => {
  for (const [columns, lang] of [
    [40, 'ko'],
    [40, 'en'],
    [100, 'en'],
  ] as const) {
    const args = [...bars, '--epochs', '12', '--no-pictures', '--lang', lang, '--out', `t/${lang}${columns}`]
    const sent = onTerminal(args, columns)
    assert.ok(sent.includes('\u001b[36m━'), 'a bar was drawn')
    assert.ok(sent.lastIndexOf('\u001b[?25h') > sent.lastIndexOf('\u001b[?25l'), 'the cursor is shown again')
    const drawn = stripVTControlCharacters(sent)
    // A command to be copied is never broken by us.
    for (const line of drawn.split(/\r?\n/))
      assert.ok(widthOf(line) <= columns || line.startsWith('  node '), `too wide for ${columns}: "${line}"`)
  }
  const plain = onTerminal(['summary', 'bars.json'], 80, { NO_COLOR: '1' })
  assert.equal(plain, stripVTControlCharacters(plain))
})
