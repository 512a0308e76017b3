/** The door to a network's memory, pushed at from all sides: what is not a use, uses within uses, a full backend, torn copies. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reference } from '../backends/reference/reference.ts'
import { dataset } from '../data/fromArrays.ts'
import { RunError } from '../errors/errors.ts'
import { asIs } from '../errors/say.ts'
import { conv2d, dense, flatten, relu } from '../layers/index.ts'
import { defineLoss, meanSquaredError } from '../losses/index.ts'
import { sequential } from '../model/graph.ts'
import { adam, restoreOptimizer, sgd } from '../optimizers/index.ts'
import { evaluate } from '../training/evaluate.ts'
import { trainingState } from '../training/state.ts'
import { train } from '../training/train.ts'
import { plainInput } from './use.ts'

const model = sequential(
  'small',
  [1, 4, 4],
  [conv2d({ name: 'C', filters: 2, kernelSize: 3 }), relu(), flatten(), dense({ units: 2 })],
)
const input = plainInput([1, 4, 4])
const images = (count: number) => Float32Array.from({ length: 16 * count }, (_, i) => ((i * 7) % 13) / 13)
const data = dataset({ images: images(20), shape: [1, 4, 4], targets: Float32Array.from({ length: 40 }, (_, i) => i % 3) })
const options = { loss: meanSquaredError(), optimizer: sgd({ learningRate: 0.05, momentum: 0.9 }), batch: 8 }
const nothing = async () => {}

test('what is no use of the model is refused, and said', async () => {
  const net = await model.open(reference(), { seed: 1 })
  const good = { kind: 'infer', batch: 2, input } as const
  const wrong: [use: unknown, message: RegExp][] = [
    [undefined, /^use: kind must be one of 'infer'/],
    [{ ...good, kind: 'infre' }, /Fix: did you mean "infer"\?/],
    [{ ...good, batch: 0 }, /^use: batch must be a whole number of at least 1/],
    [{ ...good, batch: 1.5 }, /^use: batch/],
    [{ ...good, input: undefined }, /^use: input must be an input form/],
    [
      { ...good, input: plainInput([1, 3, 3]) },
      /do not fit the input of "small"\.\n {2}1×3×3 with padding .*1×3×3; wanted 1×4×4/,
    ],
    [{ ...good, kind: 'train', optimizer: sgd({ learningRate: 1 }) }, /^a loss is a value/],
    [{ ...good, kind: 'train', loss: meanSquaredError() }, /^an optimizer is a value/],
  ]
  for (const [use, message] of wrong) await assert.rejects(net.use(use as never, nothing), { message })
  await net.use(good, async (plan) => {
    await assert.rejects(plan.run('forwards' as never), /run: the segment must be one of .*\n {2}Fix: did you mean "forward"/)
  })
})

test('a use that begins at once within a use is refused, where it would wait for itself', async () => {
  const net = await model.open(reference(), { seed: 1 })
  const use = { kind: 'infer', batch: 1, input } as const
  await assert.rejects(
    net.use(use, async () => void (await net.predict(images(1)))),
    { code: 'nested-use' },
  )
  // The images of a set in memory are there: nobody waits for them before the use begins.
  await assert.rejects(
    net.use(use, async () => void (await evaluate(net, data, { loss: meanSquaredError() }))),
    { code: 'nested-use' },
  )
  await net.predict(images(1))
})

test('a plan that finds no memory leaves the network as it was', async () => {
  const backend = reference()
  const alloc = backend.alloc.bind(backend)
  let most = Number.POSITIVE_INFINITY
  backend.alloc = (bytes) => {
    if (bytes > most) throw new RunError({ code: 'out-of-memory', message: asIs('others hold the memory.') })
    return alloc(bytes)
  }
  const net = await model.open(backend, { seed: 1 })
  const before = await net.predict(images(2), { batch: 2 })
  most = net.memory().arena
  await assert.rejects(net.predict(images(64), { batch: 64 }), { code: 'out-of-memory' })
  assert.deepEqual(await net.predict(images(2), { batch: 2 }), before)
  // Nor does a training of another optimizer, which is refused, take the memory of the first.
  most = Number.POSITIVE_INFINITY
  for await (const _ of train(net, data, options));
  const { optimizer } = await net.trainingMemory()
  const limit = backend.limit
  Object.assign(backend, { limit: { ...limit, bytes: net.memory().total + 64 } })
  await assert.rejects(train(net, data, { ...options, optimizer: adam() }).next(), { name: 'UnsupportedError' })
  Object.assign(backend, { limit })
  assert.deepEqual((await net.trainingMemory()).optimizer, optimizer)
})

test('a state is of one moment, however a step lies beside it', async () => {
  const states: Record<string, number> = {}
  for (let delay = 0; delay < 40; delay++) {
    const net = await model.open(reference(), { seed: 1 })
    const steps = train(net, data, options)
    await steps.next()
    const pending = steps.next()
    for (let i = 0; i < delay; i++) await null
    const { parameters, optimizer } = await trainingState(net, 1)
    await pending
    await steps.return()
    const sums = [parameters, optimizer.velocity!].map((record) =>
      Float64Array.from(record['C.weight']!.data)
        .reduce((a, b) => a + b)
        .toFixed(9),
    )
    const key = sums.join(' ')
    states[key] = (states[key] ?? 0) + 1
  }
  // That of before the step, and that of after it.
  assert.ok(Object.keys(states).length <= 2, JSON.stringify(states))
})

test('parameters: not while a use is under way, and finite numbers alone', async () => {
  const net = await model.open(reference(), { seed: 1 })
  const weights = await net.parameters()
  const looking = net.predict(images(1))
  assert.throws(() => net.setParameters(weights), { code: 'in-use' })
  await looking
  net.setParameters(weights)
  const bad = (data: unknown) => ({ ...weights, 'C.bias': { shape: [2], data } }) as typeof weights
  assert.throws(
    () => net.setParameters(bad(Float32Array.of(1, Number.NaN))),
    /the parameter "C\.bias" holds NaN at index 1, which is not a finite number/,
  )
  assert.throws(() => net.setParameters(bad(['a', 'b'])), /a tensor \{ shape, data \}/)
  assert.throws(() => net.setParameters(null as never), /the weights must be tensors by name/)
})

test('a training that has ended has no say any more', async () => {
  const net = await model.open(reference(), { seed: 1 })
  const training = net.beginTraining(options.optimizer)
  training.end()
  assert.throws(() => training.restart(), { code: 'training-ended' })
})

test('numbers beyond single precision, misspelt options, and what is asked too late', async () => {
  const net = await model.open(reference(), { seed: 1 })
  await assert.rejects(net.predict(Array.from({ length: 16 }, () => 1e39)), /not finite in single precision\.\n.*1e\+39/)
  await assert.rejects(net.predict(images(1), { bach: 1 } as never), /predict has no option "bach"/)
  await assert.rejects(net.predict(images(1), null as never), /predict takes an object of options/)
  const labelled = dataset({ images: images(2), shape: [1, 4, 4], labels: Uint8Array.of(0, 1) })
  await assert.rejects(evaluate(net, labelled, { topK: 99 }), /evaluate: topK must be a whole number from 1 to 2/)
})

test('an option that JSON would drop does not let two losses share a plan', async () => {
  const odd = defineLoss<{ readonly kind: string; readonly weight?: unknown }>('oddOfTest', {
    target: 'values',
    check() {},
    forward(_, { output, target, emit, value }) {
      const losses = value('losses', [])
      emit('meanSquaredError', {}, [output, target], [losses])
      return { losses, kept: [] }
    },
    backward(_, { output, target, scalars, emit, gradient }) {
      emit('meanSquaredErrorGrad', {}, [output, target, scalars], [gradient])
    },
  })
  const net = await model.open(reference(), { seed: 1 })
  for (const weight of [() => 0, Number.NaN, Number.POSITIVE_INFINITY])
    await assert.rejects(evaluate(net, data, { loss: odd({ weight }) }), { code: 'not-json' })
})

test('a network that is disposed of while a program is prepared leaves nothing behind', async () => {
  const backend = reference()
  let programs = 0
  const prepare = backend.prepare.bind(backend)
  backend.prepare = async (...given) => {
    const program = await prepare(...given)
    programs++
    return { ...program, run: program.run.bind(program), free: () => programs-- }
  }
  const net = await model.open(backend, { seed: 1 })
  const looking = net.predict(images(1))
  await null
  net.dispose()
  await assert.rejects(looking, { code: 'disposed' })
  assert.equal(programs, 0)
})

test('an optimizer that comes as JSON has its learning rate checked', () => {
  for (const learningRate of [-5, undefined])
    assert.throws(() => restoreOptimizer({ kind: 'sgd', learningRate } as never), /learningRate must be a number of at least 0/)
})
