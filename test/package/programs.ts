/**
 * The user's programs that the packed package is tried with: two that go through every door with types, one for a page, one
 * that trains, and what TypeScript is told about them. `scripts/package.js` takes the same ones. They are texts: the compiler
 * that reads them is the user's.
 */

/** Made-up images: stripes that lie or stand, on an 8×8 image. Part of each program below. */
const stripes = `
const model = sequential('stripes', [1, 8, 8], [
  conv2d({ name: 'C1', filters: 4, kernelSize: 3 }), relu(), maxPool2d({ kernelSize: 2, stride: 2 }), flatten(), dense({ units: 2 }),
])
const [images, labels] = [new Uint8Array(64 * 64), new Uint8Array(64)]
for (let n = 0; n < 64; n++) {
  labels[n] = n % 2
  for (let y = 0; y < 8; y++) for (let x = 0; x < 8; x++) images[n * 64 + y * 8 + x] = ((n % 2 ? x : y) + n) & 2 ? 255 : 0
}
const data = dataset({ images, labels, shape: [1, 8, 8], classes: ['lying', 'standing'] })
`
const imports = `import { conv2d, dense, evaluate, flatten, maxPool2d, relu, sequential, sgd, softmaxCrossEntropy, train } from 'striate'
import { dataset } from 'striate/data'`

/** Trains a hundred steps on the Wasm backend and prints what came of it as JSON. Plain JavaScript, and TypeScript as it is. */
export const trainProgram = `${imports}
import { wasm } from 'striate/wasm'
${stripes}
const backend = await wasm({ threads: 2 })
const net = await model.open(backend, { seed: 1 })
const losses = []
for await (const { loss } of train(net, data, { loss: softmaxCrossEntropy(), optimizer: sgd({ learningRate: 0.1 }), batch: 16, epochs: 25 }))
  losses.push(loss)
const { accuracy } = await evaluate(net, data)
net.dispose()
console.log(JSON.stringify({ threads: backend.threads, build: backend.build, steps: losses.length, first: losses[0], last: losses.at(-1), accuracy }))
`

/**
 * The doors without images, with what their types must say: each @ts-expect-error is an error where the types have become
 * "any".
 */
export const typedProgram = `${imports}
import * as data from 'striate/data'
import * as formats from 'striate/formats'
import { im2col, reference } from 'striate/reference'
import { type Build, openInWorker, type RemoteNetwork, wasm } from 'striate/wasm'
import { lenet5 } from 'striate/zoo'
import type { Backend, Evaluation, Model, Network, TrainStep } from 'striate'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const same = <A, B>(_: Same<A, B>): void => {}

export async function whole(): Promise<Evaluation> {
  const backend = await wasm({ threads: 1 })
  same<typeof backend.build, Build>(true)
  same<Build, 'simd' | 'relaxed'>(true)
  const model = lenet5()
  same<typeof model, Model>(true)
  using net = await model.open(backend, { seed: 1 })
  same<typeof net, Network>(true)
  const digits = await data.mnist.train({ pad: 2 })
  for await (const step of train(net, digits, { loss: softmaxCrossEntropy(), optimizer: sgd({ learningRate: 0.01 }), epochs: 1 })) {
    same<typeof step, TrainStep>(true)
    same<typeof step.loss, number>(true)
  }
  const remote: RemoteNetwork = await openInWorker(model, { seed: 1, threads: 2 })
  remote.dispose()
  const plain: Backend = reference()
  await model.open(plain)
  const bytes = formats.writeSafetensors(await net.parameters())
  same<typeof bytes extends Uint8Array ? true : false, true>(true)
  same<ReturnType<typeof formats.eventFileName>, string>(true)
  console.log(im2col, conv2d, dense, flatten, maxPool2d, relu, sequential, dataset)
  return evaluate(net, digits)
}

// @ts-expect-error: a word that is none
lenet5({ activation: 'rellu' })
// @ts-expect-error: an option that is none
conv2d({ filters: 6, kernelsize: 5 })
// @ts-expect-error: a number is wanted
sgd({ learningRate: '0.01' })
// @ts-expect-error: a door that is none
await import('striate/dist/lib/index.js')
`

/** The doors whose types name a canvas: also where no one knows the DOM. */
export const drawingProgram = `
import * as figures from 'striate/figures'
import * as image from 'striate/image'
import * as runs from 'striate/runs'
console.log(figures, image, runs)
`

/** A page that trains in a worker and writes into its title what it saw. */
export const pageProgram = `${imports}
import { openInWorker } from 'striate/wasm'
${stripes}
async function main(): Promise<void> {
  const net = await openInWorker(model, { seed: 1, ...(crossOriginIsolated ? { threads: 2 } : {}) })
  const losses: number[] = []
  for await (const { loss } of net.train(data, { loss: softmaxCrossEntropy(), optimizer: sgd({ learningRate: 0.1 }), batch: 16, epochs: 10 }))
    losses.push(loss)
  const { accuracy } = await net.evaluate(data)
  document.title = JSON.stringify({ threads: net.threads, note: net.note ?? '', losses, accuracy })
}
main().catch((error: Error) => (document.title = JSON.stringify({ error: error.message })))
export { evaluate, train }
`

/** The ways of a user's tsconfig: how modules are found, and which surroundings are known. */
export const typeSettings: Readonly<Record<string, object>> = {
  'bundler, a page': { module: 'esnext', moduleResolution: 'bundler', types: [] },
  'bundler, Node without the DOM': { module: 'esnext', moduleResolution: 'bundler', lib: ['es2022'], types: ['node'] },
  'node16, no types of Node': { module: 'node16', types: [] },
  'nodenext, Node without the DOM': { module: 'nodenext', lib: ['es2022'], types: ['node'] },
}

/** A whole tsconfig for one of them: strict, and the declarations are checked too (no skipLibCheck). */
export function tsconfig(setting: string, typeRoots: readonly string[], files: readonly string[]): string {
  const strict = { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: false }
  const compilerOptions = { target: 'es2022', noEmit: true, ...strict, typeRoots, ...typeSettings[setting] }
  return JSON.stringify({ compilerOptions, files })
}
