/**
 * The 'gemm' algorithm: plain images, windows packed into panels of eight pixels (implicit im2col). The gradient of
 * the input is a convolution too: of dy, spread by the stride and padded, with the weights turned by half a turn.
 */
import type { Value } from '../../values/value.ts'
import { enough, type Forward, reduce, stepFor } from '../contraction/cut.ts'
import { type Geometry, overPadded, slice } from '../contraction/geometry.ts'
import type { Lowering } from '../lowering.ts'
import type { EncodedActivation } from '../unary/facts.ts'

/** Taps at a time: a panel is then 8 KiB, and with its four rows of weights stays in the first cache. */
const mostTaps = 256
/** Panels of a thread, together: numbers, 128 KiB. */
const panelNumbers = 32768

const none: EncodedActivation = { fn: 0, fnA: 0, fnB: 0 }

export function gemmForward(lowering: Lowering, g: Geometry, forward: Forward, paddingValue: number): void {
  const scratch = newScratch(lowering, g)
  overPadded(lowering, g, forward.x, paddingValue, (first, slab, x) =>
    callGemm(lowering, slab, { ...forward, x, y: slice(forward.y, first, slab.batch) }, scratch),
  )
}

/** How panels and filters are cut: enough items, each with enough filters to be worth its packing. */
function cutGemm(g: Geometry) {
  const panels = Math.ceil((g.outHeight * g.outWidth) / 8)
  const tapStep = Math.min(mostTaps, g.channels * g.kernelHeight * g.kernelWidth)
  const most = Math.floor(panelNumbers / (tapStep * 8))
  const panelStep = Math.max(Math.min(4, panels), Math.min(most, stepFor(panels, Math.ceil(enough / (g.batch * g.groups)))))
  const items = g.batch * g.groups * Math.ceil(panels / panelStep)
  const filterStep = Math.max(stepFor(g.filters, Math.ceil(enough / items), 4), Math.min(32, g.filters))
  return {
    tapStep,
    panelStep,
    filterStep,
    items: items * Math.ceil(g.filters / filterStep),
    numbers: panelStep * (tapStep + 3) * 8 + 32,
  }
}

/** The scratch of the whole batch is the largest that a slice of it can need. */
function newScratch(lowering: Lowering, g: Geometry): Value {
  const most = Math.max(cutGemm(g).numbers, cutGemm({ ...g, batch: 1 }).numbers)
  return lowering.workspace('panels', lowering.threads * most)
}

function callGemm(lowering: Lowering, slab: Geometry, { x, weight, bias, y, activation }: Forward, scratch: Value): void {
  const { tapStep, panelStep, filterStep, items } = cutGemm(slab)
  const { batch: _, top: __, left: ___, ...sizes } = slab
  lowering.call('conv2dGemm', items, {
    x,
    weight,
    bias,
    y,
    scratch,
    ...sizes,
    filterStep,
    panelStep,
    tapStep,
    ...activation,
  })
}

export function gemmGradInput(lowering: Lowering, g: Geometry, dy: Value, weight: Value, dx: Value): void {
  const { groups, channels, filters } = g
  const flipped = lowering.workspace('flipped', groups * filters * channels * g.kernelHeight * g.kernelWidth)
  lowering.call('flipWeight', groups * channels, { weight, flipped, channels, filters, window: g.kernelHeight * g.kernelWidth })
  const reachHeight = (g.kernelHeight - 1) * g.dilationHeight
  const reachWidth = (g.kernelWidth - 1) * g.dilationWidth
  const newHeight = g.height + reachHeight
  const newWidth = g.width + reachWidth
  const back: Geometry = {
    ...g,
    channels: filters,
    filters: channels,
    height: newHeight,
    width: newWidth,
    outHeight: g.height,
    outWidth: g.width,
    strideHeight: 1,
    strideWidth: 1,
    top: 0,
    left: 0,
  }
  const image = groups * filters * newHeight * newWidth
  const step = Math.max(1, Math.min(g.batch, Math.floor(2 ** 23 / image)))
  const spread = lowering.workspace('spread', step * image)
  const scratch = newScratch(lowering, back)
  for (let first = 0; first < g.batch; first += step) {
    const batch = Math.min(step, g.batch - first)
    const sizes = {
      height: g.outHeight,
      width: g.outWidth,
      newHeight,
      newWidth,
      top: reachHeight - g.top,
      left: reachWidth - g.left,
    }
    lowering.call('padPlanes', batch * groups * filters, {
      x: slice(dy, first, batch),
      y: spread,
      ...sizes,
      stretchHeight: g.strideHeight,
      stretchWidth: g.strideWidth,
      block: 1,
      value: 0,
    })
    const y = slice(dx, first, batch)
    callGemm(lowering, { ...back, batch }, { x: spread, weight: flipped, bias: null, y, activation: none }, scratch)
  }
}

export function gemmGradWeight(lowering: Lowering, g: Geometry, x: Value, dy: Value, dweight: Value, paddingValue: number): void {
  const taps = g.channels * g.kernelHeight * g.kernelWidth
  const panels = Math.ceil(taps / 8)
  const pixels = g.outHeight * g.outWidth
  const pixelStep = Math.min(256, pixels)
  const scratch = lowering.workspace('panels', lowering.threads * Math.min(16, panels) * pixelStep * 8)
  overPadded(lowering, g, x, paddingValue, (first, { top: _, left: __, ...sizes }, padded) => {
    const blocks = sizes.batch * Math.ceil(pixels / pixelStep)
    const chunks = Math.max(1, Math.min(blocks, 8, Math.floor((sizes.batch * pixels) / 512)))
    const panelStep = Math.min(16, panels, stepFor(panels, Math.ceil(enough / (chunks * g.groups))))
    const partials = lowering.workspace('partials', chunks * g.groups * g.filters * panels * 8)
    lowering.call('conv2dGemmGradWeight', chunks * g.groups * Math.ceil(panels / panelStep), {
      x: padded,
      dy: slice(dy, first, sizes.batch),
      partials,
      scratch,
      chunks,
      ...sizes,
      panelStep,
      pixelStep,
    })
    const { groups, filters: rows } = g
    reduce(lowering, { partials, chunks, groups, rows, rowsPadded: rows, size: taps, sizePadded: panels * 8 }, dweight)
  })
}
