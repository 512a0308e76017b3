/**
 * The command on streamed images: the same weights as in memory, stopped and killed and resumed to the same bits, what is
 * printed of the waiting, a file that is lost in the middle of it; and --stream with other data.
 */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { parseMetrics } from '../../src/runs/metrics.ts'
import { ended, events, start, striate, workFolder } from './command.ts'

let folder = ''
let remove = async () => {}

before(async () => {
  ;({ folder, remove } = await workFolder())
  for (const name of ['단풍', '바다']) {
    await mkdir(join(folder, 'photos', name), { recursive: true })
    for (let n = 0; n < 40; n++) {
      const data = Uint8Array.from(
        { length: 3 * 20 * 16 },
        (_, i) => (i % 3 === (name === '바다' ? 2 : 0) ? 180 : 60) + ((i * (n + 7)) % 37),
      )
      await sharp(data, { raw: { width: 20, height: 16, channels: 3 } }).toFile(
        join(folder, 'photos', name, `${n}.${n % 2 ? 'png' : 'jpg'}`),
      )
    }
  }
  const layers = [
    { kind: 'conv2d', filters: 4, kernelSize: 3 },
    { kind: 'batchNorm2d' },
    { kind: 'relu' },
    { kind: 'flatten' },
    { kind: 'dense', units: 2 },
  ]
  await writeFile(
    join(folder, 'places.json'),
    JSON.stringify({ format: 'striate-model', version: 1, name: 'Places', input: [3, 8, 8], layers }),
  )
})
after(() => remove())

const settings = [
  '--data',
  'photos',
  '--threads',
  '2',
  '--batch',
  '8',
  '--lr',
  '0.01',
  '--validation',
  '0.2',
  '--augment',
  'shift=1',
]
const train = (epochs: number, ...args: string[]) =>
  striate(['train', 'places.json', ...settings, '--epochs', String(epochs), '--no-pictures', ...args], folder)

/** Weights, and every number of the metrics that does not depend on time. */
async function resultOf(run: string): Promise<string> {
  const hash = createHash('sha256').update(await readFile(join(folder, run, 'weights.safetensors')))
  for (const line of parseMetrics(await readFile(join(folder, run, 'metrics.jsonl'), 'utf8')))
    hash.update(JSON.stringify({ ...line, imagesPerSecond: 0, seconds: 0, time: 0, waited: undefined }))
  return hash.digest('hex')
}

test('the same weights and metrics as in memory; the waiting is printed, and kept', async () => {
  const memory = await train(3, '--out', 'memory')
  assert.equal(memory.code, 0, memory.error)
  assert.match(memory.out, /photos: 64 training images, 16 for validation, no test images \(15 KiB in memory\)/)
  assert.doesNotMatch(memory.out, /waiting/)
  const streamed = await train(3, '--stream', '--out', 'streamed')
  assert.equal(streamed.code, 0, streamed.error)
  assert.match(streamed.out, /no test images\s+\(streamed from the disk: 15 KiB decoded\)/)
  assert.match(streamed.out, /epoch +loss .*images\/s +waiting +seconds\n/)
  assert.match(streamed.out, /^ +1\/3 +\d\.\d+ .* \d+\.\d+ % +\d+\.\d$/m)
  assert.equal(await resultOf('streamed'), await resultOf('memory'))
  const lines = parseMetrics(await readFile(join(folder, 'streamed/metrics.jsonl'), 'utf8'))
  assert.ok(lines.every((line) => line.kind === 'test' || line.waited! >= 0))
  const { source } = JSON.parse(await readFile(join(folder, 'streamed/config.json'), 'utf8'))
  assert.equal(source.stream, true)
  const others = ['--epochs', '1', '--stream', '--out', 'korean', '--lang', 'ko']
  const korean = await striate(['train', 'places.json', ...settings, ...others], folder)
  // With its drawings: those of images that are fetched for them.
  assert.equal(korean.code, 0, korean.error)
  assert.match(await readFile(join(folder, 'korean/report.html'), 'utf8'), /단풍/)
  assert.match(korean.out, /\(디스크에서 스트리밍: 디코딩하면 15 KiB\)/)
  assert.match(korean.out, /에포크 .*이미지\/초 +대기 +초\n/)
  // The run's images are streamed for whatever comes after it.
  const said = async (run: string) => ({
    ...events((await striate(['evaluate', run, '--json'], folder)).out)[0],
    run: '',
    seconds: 0,
  })
  assert.deepEqual(await said('streamed'), await said('memory'))
  const json = events((await train(1, '--stream', '--out', 'json', '--json')).out)
  assert.equal(json[0]!.streamed, true)
  assert.ok(
    json
      .filter(({ event }) => event === 'step')
      .every(({ waitedShare: share }) => typeof share === 'number' && share >= 0 && share <= 1),
  )
})

test('killed with SIGKILL, and stopped with SIGINT: the same bits', async () => {
  const epochs = 12
  const wanted = await train(epochs, '--out', 'whole')
  assert.equal(wanted.code, 0, wanted.error)
  const args = [
    'train',
    'places.json',
    ...settings,
    '--epochs',
    String(epochs),
    '--no-pictures',
    '--stream',
    '--out',
    'killed',
    '--json',
  ]
  for (const [signal, from] of [
    ['SIGKILL', 15],
    ['SIGINT', 40],
    ['SIGKILL', 70],
  ] as const) {
    const child = start(from === 15 ? args : ['train', '--resume', 'killed', '--no-pictures', '--json'], folder)
    let text = ''
    child.stdout.on('data', (bytes: Buffer) => {
      text += bytes
      const step = Number(/.*"step":(\d+)/s.exec(text)?.[1] ?? 0)
      if (step >= from) child.kill(signal)
    })
    const { code, error } = await ended(child)
    assert.equal(code, signal === 'SIGINT' ? 130 : null, error)
  }
  const last = await striate(['train', '--resume', 'killed', '--no-pictures'], folder)
  assert.equal(last.code, 0, last.error)
  assert.match(last.out, /resuming after step \d+ of 96/)
  assert.equal(await resultOf('killed'), await resultOf('whole'))
})

test('a file that is lost in the middle: the error names it, the steps before are kept, and it is resumed to the same bits', async () => {
  const lost = join(folder, 'photos/바다/7.png')
  const args = ['train', 'places.json', ...settings, '--epochs', '12', '--no-pictures', '--stream', '--out', 'lost', '--json']
  const child = start(args, folder)
  let gone: Promise<void> | undefined
  child.stdout.on('data', (bytes: Buffer) => {
    if (/"step":(2\d|3\d)\b/.test(String(bytes))) gone ??= rename(lost, `${lost}.away`)
  })
  const { code, out, error: words } = await ended(child)
  await gone
  assert.equal(code, 1)
  const said = events(out)
  const error = events(words).at(-1) as { event: string; code: string; message: string; details: { afterStep: number } }
  assert.deepEqual([error.event, error.code], ['error', 'image-unreadable'])
  assert.match(error.message, /바다\/7\.png\.\n {2}Fix: restore the file, and resume; or begin anew without it/)
  const steps = said.filter(({ event }) => event === 'step').map(({ step }) => step as number)
  await rename(`${lost}.away`, lost)
  const resumed = await striate(['train', '--resume', 'lost', '--no-pictures'], folder)
  assert.equal(resumed.code, 0, resumed.error)
  // Where it was met by a training step, that is where it goes on; a validation goes back to the last checkpoint.
  const from = Number(/resuming after step (\d+) of/.exec(resumed.out)?.[1])
  assert.ok(from <= steps.at(-1)! && (error.details.afterStep === undefined || from === error.details.afterStep), resumed.out)
  assert.equal(await resultOf('lost'), await resultOf('whole'))
})

test('--stream with data that is no folder of images, and beside --resume', async () => {
  const refused = async (args: string[], english: RegExp, korean: RegExp) => {
    const own = await striate(args, folder)
    assert.equal(own.code, 2)
    assert.match(own.error, english)
    assert.match((await striate([...args, '--lang', 'ko'], folder)).error, korean)
  }
  await refused(
    ['train', 'lenet5', '--stream'],
    /--stream goes with a folder of images, or a list of them\./,
    /--stream은 이미지 폴더나 이미지 목록에 씁니다/,
  )
  await refused(['train', '--resume', 'memory', '--stream'], /--stream would make it another training/, /--stream/)
})
