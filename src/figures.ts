/** The door `striate/figures`: drawing, on the Canvas API of Node or of a page. */
export { architecture } from './figures/architecture.ts'
export { type BarsOptions, bars } from './figures/bars.ts'
export { type ColourBarOptions, colourBar } from './figures/colourBar.ts'
export { type ColourMap, colourAt, colourMaps, markColour } from './figures/colourMap.ts'
export { type Curve, type CurveAxis, type CurvesOptions, curves } from './figures/curves.ts'
export { type LoadedFonts, loadFonts } from './figures/fonts.ts'
export { type GraphSvgOptions, graphSvg } from './figures/graph/graphSvg.ts'
export { type ImageOptions, image, type Overlay } from './figures/image.ts'
export { column, type GridOptions, grid, type LineOptions, padded, row, type TitledOptions, titled } from './figures/layout.ts'
export { type MatrixOptions, matrix } from './figures/matrix.ts'

export type { DrawingContext, Figure, Font, Pen, Size } from './figures/pen.ts'
export { type PictureCell, type PicturesOptions, pictures } from './figures/pictures.ts'
export {
  type EffectiveFieldFigureOptions,
  effectiveField,
  type OverImageOptions,
  type SaliencyOverOptions,
  saliencyOver,
  type TheoreticalFieldOptions,
  theoreticalField,
} from './figures/receptiveField.ts'
export { type DrawOptions, drawOn, type PngOptions, renderPng, sizeOn } from './figures/render.ts'
export { type TextOptions, type Tone, text } from './figures/text.ts'
export { contrast, type Theme, type ThemeName, themes } from './figures/theme.ts'
export type { ImageValues, Range } from './figures/values.ts'
export { type Language, languages } from './text/language.ts'
export { bytesText, lossText, numberText, pairText, percentText, secondsText, shareText, wholeText } from './text/numbers.ts'
