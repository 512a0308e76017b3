/**
 * The errors of windows that do not fit an image: the sum with the layer's numbers in it, and fixes that were
 * computed and tried, not guessed. The fixes are in `details.fixes` too, for programs that want to offer them.
 */

import { ShapeError } from '../errors/errors.ts'
import { asIs, listed, type Sentence, say, spoken } from '../errors/say.ts'
import { largestSize, type Shape, showShape } from '../values/shape.ts'
import { type Axis, axesOf, axisSize, exactSize, spanOf, type WindowFields, windowsHoldPixels } from './axis.ts'

type Pair = readonly [number, number]
type Sides = readonly [number, number, number, number]
interface Fix extends Partial<WindowFields> {
  readonly output: Pair
}

/** `5`, or `[5, 3]` where the two differ. */
const showPair = ([a, b]: Pair) => (a === b ? `${a}` : `[${a}, ${b}]`)
const showSides = (sides: Sides) => (sides.every((side) => side === sides[0]) ? `${sides[0]}` : `[${sides.join(', ')}]`)

/** The output size with some fields changed; undefined where that is no remedy. */
function attempt(fields: WindowFields, input: Shape, pooling: boolean, change: Partial<WindowFields>): Fix | undefined {
  const changed = { ...fields, ...change }
  // What an option would refuse is no remedy.
  if (Object.values(change).some((sizes) => Array.isArray(sizes) && sizes.some((size) => size > largestSize))) return undefined
  const [height, width] = axesOf(changed, input.at(-2)!, input.at(-1)!)
  const output = [axisSize(height, changed), axisSize(width, changed)] as const
  if (!(output[0] >= 1 && output[1] >= 1)) return undefined
  if (pooling && !(windowsHoldPixels(height, output[0]) && windowsHoldPixels(width, output[1]))) return undefined
  return { ...change, output }
}

/** `(32 + 2·0 − 5) / 2 + 1 = 14.5` */
function showSum(axis: Axis): string {
  const { n, k, s, d, before, after } = axis
  const padding = before === after ? `2·${before}` : `${before} + ${after}`
  const span = d === 1 ? `${k}` : `((${k} − 1)·${d} + 1)`
  const exact = exactSize(axis)
  const rounded = Number(exact.toFixed(2))
  // A size that is hardly not whole is shown in full.
  const size = Number.isInteger(rounded) ? exact : rounded
  return `(${n} + ${padding} − ${span}) / ${s} + 1 = ${size}`
}

/** `input 6×32×32, kernelSize 5×5, stride 2, padding 0` */
function showFields({ kernelSize, stride, dilation, padding }: WindowFields, input: Shape): Sentence {
  const apart = dilation[0] === 1 && dilation[1] === 1 ? '' : `, dilation ${showPair(dilation)}`
  const sides = padding === 'same' ? "'same'" : showSides(padding)
  const options = `kernelSize ${showShape(kernelSize)}, stride ${showPair(stride)}${apart}, padding ${sides}`
  return say('input {input}, {options}', { input: showShape(input), options })
}

/** One line where both directions have the same sum, three where they differ. */
function showNumbers(
  axes: readonly [Axis, Axis],
  fields: WindowFields,
  input: Shape,
  line: (axis: Axis) => Sentence,
): Sentence[] {
  const [height, width] = axes.map(line) as [Sentence, Sentence]
  const of = showFields(fields, input)
  return spoken(height) === spoken(width)
    ? [say('{sum}        {fields}', { sum: height, fields: of })]
    : [say('height: {sum}', { sum: height }), say('width:  {sum}', { sum: width }), of]
}

const shown = ({ output }: Fix) => `(${showShape(output)})`
const byPadding = (sides: Sides, fix: Fix) => say('padding {sides} {output}', { sides: namedSides(sides), output: shown(fix) })

/** The output size is a fraction. */
export function notWhole(fields: WindowFields, input: Shape, pooling: boolean): ShapeError {
  const axes = axesOf(fields, input.at(-2)!, input.at(-1)!)
  const wrong = axes.map((axis) => !Number.isInteger(exactSize(axis))) as [boolean, boolean]
  const tryOut = (change: Partial<WindowFields>) => attempt(fields, input, pooling, change)
  /** An option with `size` in both directions, or only in the wrong one where the two differ. */
  const replaced = ([a, b]: Pair, size: number): Pair => (a === b ? [size, size] : [wrong[0] ? size : a, wrong[1] ? size : b])
  const stride = Math.max(...fields.stride.filter((_, i) => wrong[i]))
  const kernel = Math.max(...fields.kernelSize.filter((_, i) => wrong[i]))
  const span = Math.min(...axes.map(spanOf))
  // The size is whole where the stride divides this: no larger stride does.
  const most = Math.min(...axes.filter((_, i) => wrong[i]).map((axis) => axis.n + axis.before + axis.after - spanOf(axis)))
  const byStride = (size: number) => tryOut({ stride: replaced(fields.stride, size) })
  const byKernel = (size: number) => (size < 2 ? undefined : tryOut({ kernelSize: replaced(fields.kernelSize, size) }))
  const smaller = nearestOf(Math.min(stride - 1, most), 1, -1, byStride) ?? (stride > 1 ? byStride(1) : undefined)
  const larger = nearestOf(stride + 1, Math.min(span, most), 1, byStride)
  // the nearest kernel: one smaller, one larger, two smaller … (1×1 is no remedy: it leaves pixels out)
  const otherKernel = nearestOf(1, stride, 1, (far) => byKernel(kernel - far) ?? byKernel(kernel + far))
  const sides = morePadding(axes, (axis) => (axis.s - ((axis.n + axis.before + axis.after - spanOf(axis)) % axis.s)) % axis.s)
  const otherPadding = tryOut({ padding: sides })
  const floor = tryOut({ rounding: 'floor' })

  const strides = [smaller, larger].filter((fix) => fix !== undefined)
  const [one, other] = strides.map((fix) => `${showPair(fix.stride!)} ${shown(fix)}`)
  const fixes: Sentence[] = []
  if (one) fixes.push(other ? say('stride {one} or {other}', { one, other }) : asIs(`stride ${one}`))
  if (otherKernel) fixes.push(asIs(`kernelSize ${showPair(otherKernel.kernelSize!)} ${shown(otherKernel)}`))
  if (otherPadding) fixes.push(byPadding(sides, otherPadding))
  const list = fixes.length ? listed(fixes) : undefined
  const rounded =
    floor &&
    say("rounding: 'floor', as in PyTorch ({output}; {unread})", { output: showShape(floor.output), unread: neverRead(axes) })
  return new ShapeError({
    code: 'not-whole',
    message: !wrong[1]
      ? say('the output height is not whole.')
      : !wrong[0]
        ? say('the output width is not whole.')
        : say('the output height and width are not whole.'),
    numbers: showNumbers(axes, fields, input, (axis) => asIs(showSum(axis))),
    fix:
      list && rounded
        ? say('use {list},\nor {rounded}.', { list, rounded })
        : say('use {fix}.', { fix: list ?? rounded ?? halfOfKernel(fields) }),
    details: {
      input,
      ...fields,
      output: axes.map(exactSize),
      fixes: [...strides, otherKernel, otherPadding, floor].filter((fix) => fix !== undefined),
    },
  })
}

/** The kernel reaches over more pixels than the padded image has. */
export function kernelTooLarge(fields: WindowFields, input: Shape, pooling: boolean): ShapeError {
  const axes = axesOf(fields, input.at(-2)!, input.at(-1)!)
  const room = ({ n, before, after }: Axis) => n + before + after
  const line = (axis: Axis) => {
    const sides = axis.before === axis.after ? `2·${axis.before}` : `${axis.before} + ${axis.after}`
    const span = axis.d === 1 ? `${axis.k}` : `(${axis.k} − 1)·${axis.d} + 1 = ${spanOf(axis)}`
    const sum = `${axis.n} + ${sides}`
    return room(axis) === 1
      ? say('{sum} = 1 pixel for a kernel of {span}', { sum, span })
      : say('{sum} = {pixels} pixels for a kernel of {span}', { sum, pixels: room(axis), span })
  }
  // the most elements that fit, in both directions alike where the kernel is square and that helps
  const fitting = axes.map((axis) => Math.min(axis.k, Math.floor((room(axis) - 1) / axis.d) + 1)) as [number, number]
  const least = Math.min(...fitting)
  const square = fields.kernelSize[0] === fields.kernelSize[1]
  const smaller =
    (square ? attempt(fields, input, pooling, { kernelSize: [least, least] }) : undefined) ??
    attempt(fields, input, pooling, { kernelSize: fitting })
  const sides = morePadding(axes, (axis) => Math.max(0, spanOf(axis) - room(axis)))
  const wider = attempt(fields, input, pooling, { padding: sides })
  const enough = axes.map((axis) => Math.max(axis.n, spanOf(axis) - axis.before - axis.after))
  const fixes: Sentence[] = []
  if (smaller) fixes.push(asIs(`kernelSize ${showPair(smaller.kernelSize!)} ${shown(smaller)}`))
  if (wider) fixes.push(byPadding(sides, wider))
  const list = fixes.length ? listed(fixes) : undefined
  const last = enough.every((size) => size <= largestSize)
    ? say('an input of at least {size}', { size: showShape(enough) })
    : say('a smaller dilation')
  return new ShapeError({
    code: 'kernel-too-large',
    message: say('the kernel is larger than the image.'),
    numbers: showNumbers(axes, fields, input, line),
    fix: list ? say('use {list}, or {last}.', { list, last }) : say('use {fix}.', { fix: last }),
    details: { input, ...fields, fixes: [smaller, wider].filter((fix) => fix !== undefined) },
  })
}

/** A pooling window lies in the padding alone: it has no maximum and no mean. */
export function emptyWindow(fields: WindowFields, input: Shape): ShapeError {
  return new ShapeError({
    code: 'empty-window',
    message: say('a pooling window lies entirely in the padding and covers no pixels.'),
    numbers: [showFields(fields, input)],
    fix: say('use {fix}.', { fix: halfOfKernel(fields) }),
    details: { input, ...fields },
  })
}

/** `padding of at most half the kernel: 1`: then every window holds a pixel. */
function halfOfKernel({ kernelSize }: WindowFields): Sentence {
  const [height, width] = kernelSize.map((k) => Math.floor(k / 2)) as [number, number]
  const sides = [height, width, height, width] as const
  return say('padding of at most half the kernel: {padding}', { padding: namedSides(sides) })
}

/** The padding with so much more in each direction: half of it before, half after, an odd one before. */
function morePadding(axes: readonly [Axis, Axis], more: (axis: Axis) => number): Sides {
  const [before, after] = [
    axes.map((axis) => axis.before + Math.ceil(more(axis) / 2)),
    axes.map((axis) => axis.after + Math.floor(more(axis) / 2)),
  ]
  return [before[0]!, before[1]!, after[0]!, after[1]!]
}

/** `[1, 1, 0, 0] = top, left`: which of four unequal sides are not 0; and only the size of equal ones. */
function namedSides(sides: Sides): Sentence {
  const names = [say('top'), say('left'), say('bottom'), say('right')].filter((_, i) => sides[i]! > 0)
  const equal = sides.every((side) => side === sides[0])
  return equal ? asIs(showSides(sides)) : say('{sides} = {names}', { sides: showSides(sides), names: listed(names) })
}

/** What of the image no window reads when the size is rounded down. */
function neverRead(axes: readonly [Axis, Axis]): Sentence {
  const [rows, columns] = axes.map((axis) =>
    Math.max(0, ((axis.n + axis.before + axis.after - spanOf(axis)) % axis.s) - axis.after),
  ) as [number, number]
  if (rows === 0 && columns === 0) return say('only padding is never read')
  if (rows === columns)
    return rows === 1
      ? say('the last row and column are never read')
      : say('the last {count} rows and columns are never read', { count: rows })
  if (columns === 0) return rows === 1 ? say('the last row is never read') : say('the last {rows} rows are never read', { rows })
  if (rows === 0)
    return columns === 1 ? say('the last column is never read') : say('the last {columns} columns are never read', { columns })
  if (rows === 1) return say('the last row and the last {columns} columns are never read', { columns })
  if (columns === 1) return say('the last {rows} rows and the last column are never read', { rows })
  return say('the last {rows} rows and the last {columns} columns are never read', { rows, columns })
}

/** The first remedy from `start` to `end`, among as many candidates as sane layers ever have. */
function nearestOf(start: number, end: number, step: 1 | -1, remedy: (candidate: number) => Fix | undefined): Fix | undefined {
  const count = Math.min(1000, (end - start) * step + 1)
  for (let i = 0; i < count; i++) {
    const found = remedy(start + i * step)
    if (found) return found
  }
  return undefined
}
