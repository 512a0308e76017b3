/**
 * What a trace is: where one number of an output, or of an input's gradient, comes from, as plain values that can be
 * drawn, cloned and sent. The tracing itself is in traceOutput.ts and traceInputGradient.ts, the text in showTrace.ts.
 */

/** A place in a tensor of four sizes. */
export type Place4 = readonly [number, number, number, number]

/** A window on the image, in pixels; top and left may be negative, where it begins in the padding. */
export interface TracedBox {
  readonly top: number
  readonly left: number
  /** From its first element to its last, dilation included. */
  readonly height: number
  readonly width: number
  /** How many of its rows and columns lie outside the image: [top, left, bottom, right]. */
  readonly padded: Place4
}

/** One element of a window. */
export interface TracedElement {
  /** [kh, kw] in the window. */
  readonly kernel: readonly [number, number]
  /** [n, c, h, w] in the input; null where it is padding. */
  readonly input: Place4 | null
  /** What is there: of the input, or the padding's value. */
  readonly value: number
  /** Its column in `col`; the row is the trace's. */
  readonly column: number
}

/** One term of a convolution's sum. */
export interface TracedProduct extends TracedElement {
  /** In the filter: of C/groups. */
  readonly channel: number
  readonly weight: number
  readonly product: number
}

interface TraceOf<Kind extends string> {
  readonly kind: Kind
  /** [n, f, oh, ow] of the output. */
  readonly index: Place4
  readonly box: TracedBox
  /** The row of `col` that this window is. */
  readonly row: number
  /** The first and the last of its columns that were read. */
  readonly columns: readonly [first: number, last: number]
  /** The number in the output. */
  readonly result: number
}

/** result = (product + product + …) + bias, added in this order, rounded to the layer's precision. */
export interface ConvolutionTrace extends TraceOf<'convolution'> {
  readonly products: readonly TracedProduct[]
  readonly sum: number
  readonly bias: number
}

/** result = the value of the winner. */
export interface MaxTrace extends TraceOf<'max'> {
  readonly elements: readonly TracedElement[]
  /** Which of `elements`: kh·KW + kw, as in `argMax`. */
  readonly winner: number
  /** The others that are as large and came later. */
  readonly ties: readonly number[]
}

/** result = (value + value + …) / divisor, added in this order. */
export interface AverageTrace extends TraceOf<'average' | 'globalAverage'> {
  readonly elements: readonly TracedElement[]
  readonly sum: number
  readonly divisor: number
}

/** What `traceOutput` gives. */
export type OutputTrace = ConvolutionTrace | MaxTrace | AverageTrace

/** A window that an input lies in, and what it sends back. */
export interface TracedOverlap {
  /** [oh, ow] of the window. */
  readonly output: readonly [number, number]
  /** [kh, kw]: where in the window the input lies. */
  readonly kernel: readonly [number, number]
  /** Where in `dcol` its part stands. */
  readonly row: number
  readonly column: number
  /** That part: the sum of the contributions. */
  readonly part: number
}

/** A window of a convolution: each filter that reads the channel sends weight · dy. */
export interface ConvolutionOverlap extends TracedOverlap {
  readonly contributions: readonly {
    readonly filter: number
    readonly weight: number
    readonly dy: number
    readonly product: number
  }[]
}

/** A pooling window: under a maximum dy where the switch points here and 0 elsewhere, in a mean dy / divisor. */
export interface PoolingOverlap extends TracedOverlap {
  readonly dy: number
  /** Under a maximum: whether this input was the largest. In a mean always true. */
  readonly sent: boolean
  /** In a mean what dy is divided by; 1 under a maximum. */
  readonly divisor: number
}

/** result = part + part + …, in the order in which col2im adds them, in the layer's precision. */
export interface InputGradientTrace<Kind extends string = string, Overlap extends TracedOverlap = TracedOverlap> {
  readonly kind: Kind
  /** [n, c, h, w] of the input. */
  readonly index: Place4
  readonly overlaps: readonly Overlap[]
  /** The number in dx. */
  readonly result: number
}
/** What the gradient of one input value of a convolution is made of. */
export type ConvolutionGradientTrace = InputGradientTrace<'convolution', ConvolutionOverlap>
/** What the gradient of one input value of a pooling is made of. */
export type PoolingGradientTrace = InputGradientTrace<'max' | 'average' | 'globalAverage', PoolingOverlap>
