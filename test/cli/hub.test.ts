/**
 * Published weights from the command line: `predict`, `inspect` and `train --from pretrained` with a model of the zoo, whose
 * file a hub on this machine has. Downloaded once, stopped and gone on with, without a network, in both languages, for programs.
 */
import assert from 'node:assert/strict'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { readSafetensors, writeSafetensors } from '../../src/formats.ts'
import { wasm } from '../../src/wasm.ts'
import { imagenetNames, publishedModels, zooModels } from '../../src/zoo.ts'
import { type HubServer, hubServer } from '../hub/hubServer.ts'
import { controls, type Env, ended, events, start, striate, widthOf, workFolder } from './command.ts'
import { createImage } from './image.ts'

// One whose hash is not known beforehand: the test's own weights go for published ones.
const name = 'resnet34'
const { repository, revision, file, sha256 } = publishedModels[name]!
const path = `/${repository}/resolve/${revision}/${file}`

let folder = ''
let remove = async () => {}
let hub: HubServer
let env: Env = {}
before(async () => {
  assert.equal(sha256, undefined)
  ;({ folder, remove } = await workFolder())
  hub = await hubServer()
  env = { STRIATE_HUB: hub.base, STRIATE_CACHE: join(folder, 'cache') }
  const backend = await wasm({ threads: 1 })
  const net = await zooModels[name]!.make().open(backend, { seed: 3 })
  hub.files.set(path, writeSafetensors(await net.parameters(), { format: 'pt' }))
  backend.dispose()
  for (const [k, kind] of ['cats', 'dogs', 'owls'].entries()) {
    await mkdir(join(folder, 'photos', kind), { recursive: true })
    for (let n = 0; n < 3; n++)
      await writeFile(
        join(folder, 'photos', kind, `${n}.png`),
        createImage(40, 30, (y, x) => (x * (k + 1) + y * n * 3) % 256),
      )
  }
})
after(async () => {
  hub.close()
  await remove()
})

const cached = () => join(folder, 'cache/hub', repository.replace('/', '--'), revision)
const photo = 'photos/cats/1.png'

test('Ctrl-C while it is downloaded: what has come is kept, and the next time goes on', async () => {
  hub.play = (request, response) => {
    if (!request.url?.startsWith('/bytes')) return false
    const bytes = hub.files.get(path)!
    response.writeHead(200, { 'Content-Length': bytes.length, ETag: '"steady"' })
    response.write(bytes.subarray(0, 5e6)) // and then nothing
    return true
  }
  const child = start(['predict', name, photo, '--json'], folder, env)
  let text = ''
  child.stdout.on('data', (some) => {
    text += some
    if (/"received":[1-9]/.test(text)) child.kill('SIGINT')
  })
  const { code, error } = await ended(child)
  assert.equal(code, 130)
  assert.match(error, /stopped; what has been downloaded is kept, and the next time goes on from there\./)
  assert.deepEqual((await readdir(cached())).sort(), [`${file}.part`, `${file}.part.json`])
  hub.play = (request, response) => {
    const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? []
    if (!request.url?.startsWith('/bytes') || from === undefined) return false
    const bytes = hub.files.get(path)!
    const range = { 'Content-Range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` }
    response.writeHead(206, { 'Content-Length': bytes.length - Number(from), ETag: '"steady"', ...range })
    response.end(bytes.subarray(Number(from)))
    return true
  }
  const again = await striate(['predict', name, photo, '--json', '--threads', '2'], folder, env)
  assert.equal(again.code, 0, again.error)
  const said = events(again.out)
  const downloads = said.filter(({ event }) => event === 'download') as { received: number; size: number; repository: string }[]
  assert.ok(downloads[0]!.received > 0, 'it goes on')
  assert.deepEqual(downloads.at(-1), { event: 'download', repository, received: hub.files.get(path)!.length, size: hub.files.get(path)!.length }) // biome-ignore format: a line
  assert.ok(downloads.length <= 101)
  const [prediction] = said.filter(({ event }) => event === 'prediction') as { best: { class: string; probability: number }[] }[]
  const names = await imagenetNames()
  assert.equal(prediction!.best.length, 3)
  for (const { class: one } of prediction!.best) assert.ok(names.includes(one), one)
  assert.deepEqual((await readdir(cached())).sort(), [file, `${file}.json`])
})

test('a photograph is said in words, in Korean by the Korean names, and without a network', async () => {
  const offline = { ...env, STRIATE_HUB: 'https://nowhere.invalid', STRIATE_OFFLINE: '1' }
  const english = await striate(['predict', name, photo, '--top', '2'], folder, offline)
  assert.equal(english.code, 0, english.error)
  assert.equal(english.error, '')
  assert.match(english.out, /^1\.png {3}what the network sees \(3×224×224\)|^1\.png {3}what the network sees \(224×224\)/m)
  const [en, ko] = [await imagenetNames(), await imagenetNames('ko')]
  const korean = await striate(['predict', name, photo, '--top', '2', '--lang', 'ko'], folder, {
    ...offline,
    STRIATE_COLUMNS: '80',
  })
  const best = en.findIndex((one) => english.out.includes(`${one}  `) && korean.out.includes(ko[en.indexOf(one)]!))
  assert.ok(best >= 0, `${english.out}\n${korean.out}`)
  for (const line of korean.out.split('\n')) assert.ok(widthOf(line) <= 80, line)
  assert.equal(controls(korean.out), '')
  const elsewhere = await striate(['predict', name, photo, '--lang', 'ko'], folder, {
    ...offline,
    STRIATE_CACHE: join(folder, 'empty'),
  })
  assert.equal(elsewhere.code, 1)
  assert.match(elsewhere.error, /아직 받지 않았는데 STRIATE_OFFLINE이 네트워크를 막고 있습니다/)
})

test('a new head on published weights: the body is theirs, images are read as they were, and only the head has learned', async () => {
  const args = ['--from', 'pretrained', '--freeze', 'conv1,bn1,layer*', '--epochs', '1', '--no-pictures', '--threads', '2']
  const { code, out, error } = await striate(['train', name, '--data', 'photos', '--out', 'tuned', ...args], folder, env)
  assert.equal(code, 0, error)
  assert.match(out, /^180 tensors from timm\/resnet34\.tv_in1k$/m)
  assert.match(out, /^new, with random weights: fc\.weight, fc\.bias$/m)
  const { images } = JSON.parse(await readFile(join(folder, 'tuned/model.json'), 'utf8'))
  assert.deepEqual([images.fit, images.crop, images.classes], ['cover', 0.875, ['cats', 'dogs', 'owls']])
  assert.equal(JSON.parse(await readFile(join(folder, 'tuned/config.json'), 'utf8')).initial, repository)
  const [tuned, published] = [
    readSafetensors(await readFile(join(folder, 'tuned/weights.safetensors'))).tensors,
    readSafetensors(hub.files.get(path)!).tensors,
  ]
  for (const one of ['conv1.weight', 'layer1.0.bn1.running_mean', 'layer4.2.conv2.weight'])
    assert.deepEqual(tuned[one]!.data, published[one]!.data, one)
  assert.deepEqual(tuned['fc.weight']!.shape, [3, 512])
  // The run is what speaks now, with its own classes.
  const [said] = events((await striate(['predict', 'tuned', photo, '--json', '--anyway'], folder, env)).out) as [{ best: { class: string }[] }] // biome-ignore format: a line
  assert.deepEqual(said.best.map(({ class: one }) => one).sort(), ['cats', 'dogs', 'owls'])
})

test('weights of another model of the zoo by hub:, and names that have none', async () => {
  const wrong = async (args: string[], message: RegExp) => {
    const { code, error } = await striate(['train', ...args, '--data', 'photos'], folder, env)
    assert.equal(code, 2, error)
    assert.match(error, message)
  }
  await wrong(
    [name, '--from', 'hub:resnet35'],
    /no weights are known to be published for "resnet35"\.\n {2}Fix: did you mean hub:resnet3?4/,
  )
  await wrong(
    ['lenet5', '--from', 'pretrained'],
    /no weights are known to be published for "lenet5"\.\n {2}Fix: there are some for vgg11, /,
  )
  await wrong(['lenet5', '--from', 'hub:', '--lang', 'ko'], /""의 공개된 가중치는 알려져 있지 않습니다/)
  const foreign = await striate(['train', 'smallnet-64', '--data', 'photos', '--from', `hub:${name}`, '--out', 'no'], folder, env)
  assert.equal(foreign.code, 1)
  assert.match(foreign.error, /none of the weights has a name that "small net" uses/)
})

test('inspect takes published weights, and random ones where a seed is given', async () => {
  // All of it takes half a minute: it is stopped when it has begun.
  const begun = async (...more: string[]) => {
    const child = start(['inspect', name, photo, '--layers', 'conv1', '--out', 'seen', '--json', ...more], folder, env)
    child.stdout.on('data', (text: Buffer) => /"event":"progress"/.test(String(text)) && child.kill('SIGINT'))
    const { code, error } = await ended(child)
    assert.equal(code, 130, error)
    assert.match(error, /stopped; nothing was written\./)
    return error
  }
  const random = /"ResNet-34" is not a run: its weights are random/
  assert.doesNotMatch(await begun(), random)
  assert.match(await begun('--seed', '1'), random)
})

test('the zoo says which have some; the help says how', async () => {
  const { out } = await striate(['zoo'], folder)
  assert.match(out, /published weights \(--from pretrained; striate predict <model>\): vgg11, .*resnet18/)
  const [{ models }] = events((await striate(['zoo', '--json'], folder)).out) as [{ models: { name: string; published: string | null }[] }] // biome-ignore format: a line
  const found = Object.fromEntries(models.map(({ name: one, published }) => [one, published]))
  assert.deepEqual([found.resnet18, found.lenet5], ['timm/resnet18.tv_in1k', null])
  assert.match((await striate(['train', '--help'], folder)).out, /--from <weights>/)
  assert.match((await striate(['predict', '--help'], folder)).out, /striate predict resnet18 photo\.jpg/)
})
