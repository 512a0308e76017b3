/**
 * The window that convolution and pooling move over an image: its geometry, resolved to plain numbers. Layers work
 * it out from their options (window/window.ts); ops only read it. What a layer that enlarges maps says for receptive fields may
 * have steps below 1.
 */
export interface Window2d {
  /** [height, width] */
  readonly kernelSize: readonly [number, number]
  readonly stride: readonly [number, number]
  readonly dilation: readonly [number, number]
  /** [top, left, bottom, right], as in ONNX. */
  readonly padding: readonly [number, number, number, number]
}
