/**
 * The Wasm readings of batch normalisation. Sums have one item a channel, so that every sum has one order; what goes over the
 * values has one item a plane: a channel of one image, or of eight side by side.
 */
import type { WasmReading } from '../lowering.ts'
import { columnsOf, planesOf } from '../shared/items.ts'

export const channelMoments: WasmReading<'channelMoments'> = ({ inputs: [x], outputs: [mean, variance] }, lowering) => {
  const { outer, channels, columns } = columnsOf(x, lowering.block)
  lowering.call('channelMoments', channels, { x, mean, variance, outer, channels, columns })
}

export const channelNormSums: WasmReading<'channelNormSums'> = (
  { attributes: { epsilon }, inputs: [dy, x, mean, variance], outputs: [dySum, dyXSum] },
  lowering,
) => {
  const { outer, channels, columns } = columnsOf(x, lowering.block)
  const values = { dy, x, mean, variance, dySum, dyXSum }
  lowering.call('channelNormSums', channels, { ...values, outer, channels, columns, epsilon })
}

export const channelNorm: WasmReading<'channelNorm'> = (
  { attributes: { epsilon }, inputs: [x, mean, variance, weight, bias], outputs: [y] },
  lowering,
) => {
  const { channels, columns } = columnsOf(x, lowering.block)
  const values = { x, mean, variance, weight: weight ?? null, bias: bias ?? null, y }
  lowering.call('channelNorm', planesOf(x, lowering.block), { ...values, channels, columns, epsilon }, { inPlace: [[y, x]] })
}

export const channelNormGrad: WasmReading<'channelNormGrad'> = (
  { attributes: { epsilon }, inputs: [dy, x, mean, variance, dySum, dyXSum, weight], outputs: [dx] },
  lowering,
) => {
  const { outer, channels, columns } = columnsOf(x, lowering.block)
  const values = { dy, x, mean, variance, dySum, dyXSum, weight: weight ?? null, dx }
  lowering.call(
    'channelNormGrad',
    planesOf(x, lowering.block),
    { ...values, channels, columns, count: outer * columns, epsilon },
    { inPlace: [[dx, dy]] },
  )
}

export const channelScale: WasmReading<'channelScale'> = (
  { attributes: { epsilon }, inputs: [dy, variance, weight], outputs: [dx] },
  lowering,
) => {
  const { channels, columns } = columnsOf(dy, lowering.block)
  const values = { dy, variance, weight: weight ?? null, dx }
  lowering.call('channelScale', planesOf(dy, lowering.block), { ...values, channels, columns, epsilon }, { inPlace: [[dx, dy]] })
}
