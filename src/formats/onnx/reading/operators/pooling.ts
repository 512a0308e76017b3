/** Poolings, over windows and over whole images. */
import { say } from '../../../../errors/say.ts'
import { avgPool2d } from '../../../../layers/avgPool2d.ts'
import { globalAvgPool2d } from '../../../../layers/globalAvgPool2d.ts'
import { globalMaxPool2d } from '../../../../layers/globalMaxPool2d.ts'
import { lpPool2d } from '../../../../layers/lpPool2d.ts'
import { maxPool2d } from '../../../../layers/maxPool2d.ts'
import type { Translate } from '../node.ts'
import { addOver, imageOf, windowOf } from './windows.ts'

const maxPool: Translate = (node) => {
  imageOf(node)
  if (node.operation.outputs[1]) node.fail(say('its second output, the places of the maxima, is read.'))
  if (node.int('storage_order', 0)) node.fail(say('its {attribute} is {value}.', { attribute: 'storage_order', value: 1 }))
  return addOver(node, maxPool2d(windowOf(node)))
}

const averagePool: Translate = (node) => {
  imageOf(node)
  const { dilation, ...window } = windowOf(node)
  if (dilation.some((one) => one !== 1)) node.fail(say('its windows are dilated.'))
  return addOver(node, avgPool2d({ ...window, countPadding: node.int('count_include_pad', 0) !== 0 }))
}

const lpPool: Translate = (node) => {
  imageOf(node)
  return addOver(node, lpPool2d({ ...windowOf(node), p: node.int('p', 2) }))
}

const globalAveragePool: Translate = (node) => {
  imageOf(node)
  return addOver(node, globalAvgPool2d())
}

const globalMaxPool: Translate = (node) => {
  imageOf(node)
  return addOver(node, globalMaxPool2d())
}

const globalLpPool: Translate = (node) => {
  const [, height, width] = imageOf(node)
  return addOver(node, lpPool2d({ kernelSize: [height, width], stride: 1, p: node.int('p', 2) }))
}

export const poolings: Readonly<Record<string, Translate>> = {
  MaxPool: maxPool,
  AveragePool: averagePool,
  LpPool: lpPool,
  GlobalAveragePool: globalAveragePool,
  GlobalMaxPool: globalMaxPool,
  GlobalLpPool: globalLpPool,
}
