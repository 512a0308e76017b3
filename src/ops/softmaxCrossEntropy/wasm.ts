/** The Wasm readings of softmax and cross-entropy: one item per image, or eight side by side. */
import { channelSizes } from '../../values/shape.ts'
import type { WasmReading } from '../lowering.ts'
import { scalarAt } from '../stepNumbers.ts'

export const softmaxCrossEntropy: WasmReading<'softmaxCrossEntropy'> = (
  { attributes: { smoothing }, inputs: [logits, labels], outputs: [losses, probabilities] },
  { block, call },
) => {
  const [batch, classes] = channelSizes(logits.shape)
  call(
    'softmaxCrossEntropy',
    batch / block,
    { logits, labels, losses, probabilities, classes, block, smoothing },
    { inPlace: [[probabilities, logits]] },
  )
}

export const softmaxCrossEntropyGrad: WasmReading<'softmaxCrossEntropyGrad'> = (
  { attributes: { smoothing }, inputs: [probabilities, labels, scalars], outputs: [dlogits] },
  { block, call },
) => {
  const [batch, classes] = channelSizes(probabilities.shape)
  call(
    'softmaxCrossEntropyGrad',
    batch / block,
    { probabilities, labels, scalars, dlogits, classes, block, countAt: scalarAt.count, smoothing },
    { inPlace: [[dlogits, probabilities]] },
  )
}
