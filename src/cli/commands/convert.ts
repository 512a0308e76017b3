/**
 * `striate convert`: a network from one file into another of a different kind. Before it says that it is done, the new file is
 * read again, and both networks look at the same random images: where they differ, nothing is left behind.
 */
import { stat } from 'node:fs/promises'
import { folderStorage } from '../../data.ts'
import { wholeText } from '../../figures.ts'
import { loadModel, readNpz, writeNetwork, writeNpz, writeOnnx } from '../../formats.ts'
import { FormatError, type GivenTensors, type Model, type Network } from '../../index.ts'
import { random, say, visibleText } from '../../plumbing.ts'
import { type WasmBackend, wasm } from '../../wasm.ts'
import type { Answer } from '../answer.ts'
import { modelOf } from '../modelOf.ts'
import { threadsOf } from '../readOption.ts'
import type { Screen } from '../screen.ts'
import { UsageError } from '../usageError.ts'

/** Random images that both networks look at, and by how much they may differ: of their largest output. */
const [images, tolerance] = [4, 1e-4]

export const convert: Answer = async (screen, [from, to], options) => {
  const { words } = screen
  const threads = threadsOf(words, options.threads)
  const [source, target] = [from as string, to as string]
  const kind = /\.(onnx|safetensors|npz)$/i.exec(target)?.[1]?.toLowerCase()
  if (!kind) throw new UsageError({ code: 'convert-to', message: words.convert.unknown(target), fix: words.convert.unknownFix })
  if (options.rawInput && kind !== 'onnx')
    throw new UsageError({ code: 'raw-input', message: words.convert.rawInput, fix: words.convert.rawInputFix })
  if ((await stat(target).catch(() => undefined)) && options.force !== true)
    throw new UsageError({ code: 'exists', message: words.convert.exists(target), fix: words.convert.existsFix })
  const backend = await wasm({ threads })
  try {
    const { net, model } = await opened(source, backend, screen)
    const rawInput = options.rawInput === true
    const bytes = await (kind === 'onnx'
      ? writeOnnx(net, { rawInput })
      : kind === 'npz'
        ? writeNpz(await net.parameters())
        : writeNetwork(net))
    // NumPy's archive has the weights alone: they are put under the same model.
    const again = kind === 'npz' ? { model, weights: readNpz(bytes, target) } : await loadModel(bytes, { name: target })
    const difference = await differenceOf(net, await open(again, backend), rawInput)
    if (!(difference <= tolerance)) throw differs(target, difference)
    await folderStorage().write(target, bytes)
    const { nodes, parameterCount } = net.model
    screen.event({
      event: 'converted',
      from: source,
      to: target,
      bytes: bytes.length,
      layers: nodes.length,
      parameterCount,
      images,
      difference,
    })
    screen.print(words.convert.done(visibleText(source), visibleText(target), wholeText(nodes.length), wholeText(parameterCount)))
    screen.print(words.convert.compared(images, difference === 0 ? undefined : difference.toExponential(1)))
    return 0
  } finally {
    backend.dispose()
  }
}

async function opened(source: string, backend: WasmBackend, { words }: Screen): Promise<{ net: Network; model: Model }> {
  const { model, run, weights } = await modelOf(source, words)
  const found = run ? await run.weights() : weights
  if (found) return { net: await open({ model, weights: found }, backend), model }
  throw new UsageError({ code: 'no-weights', message: words.convert.noWeights(source), fix: words.convert.noWeightsFix })
}

function open({ model, weights }: { model: Model; weights: GivenTensors }, backend: WasmBackend): Promise<Network> {
  return model.open(backend, { weights })
}

/**
 * The largest difference of an output, over the largest output. A file that reads raw images is given such as become the others.
 */
async function differenceOf(net: Network, other: Network, raw: boolean): Promise<number> {
  const size = net.model.inputShape.reduce((a, b) => a * b, 1)
  let [most, largest] = [0, 0]
  for (let n = 0; n < images; n++) {
    const { uniform } = random(n, 1)
    const image = Float32Array.from({ length: size }, (_, i) => 2 * uniform(i) - 1)
    const wanted = raw ? await net.predict(rawOf(net, image)) : await net.predict(image)
    const made = await other.predict(raw ? Float32Array.from(rawOf(net, image).data) : image)
    if (made.length !== wanted.length) return Number.POSITIVE_INFINITY
    for (const [i, x] of wanted.entries()) {
      largest = Math.max(largest, Math.abs(x))
      const away = Math.abs(made[i]! - x)
      // NaN differs from everything, and stays the largest.
      most = Math.max(most, away)
    }
  }
  return largest === 0 ? most : most / largest
}

/** Random numbers as bytes of a stored image. */
function rawOf({ input }: Network, numbers: Float32Array) {
  const { stored, colours = 'grey' } = input!
  const size = stored.reduce((a, b) => a * b, 1)
  return { shape: stored, data: Uint8Array.from({ length: size }, (_, i) => 128 + 127 * numbers[i % numbers.length]!), colours }
}

function differs(path: string, difference: number): FormatError {
  return new FormatError({
    code: 'convert-differs',
    message: say('{path} computes something else than what it was made of; it is not kept.', { path }),
    numbers: [say('largest difference {difference} of the largest output', { difference: difference.toExponential(1) })],
    fix: say('please report this, with the model.'),
  })
}
