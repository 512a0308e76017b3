/** The door `striate/image`: pictures in, and what is done to them. */

export type { PagePicture } from './image/decodeInPage.ts'
export { type DigitPicture, digitPicture } from './image/digitPicture.ts'
export { type HalfBlocksOptions, halfBlocks } from './image/halfBlocks.ts'
export { type ImageSource, type LoadedImage, type LoadImageOptions, loadImage, luma } from './image/loadImage.ts'
export type { BlobLike } from './image/pictureSource.ts'
export { type AnyPicture, type Box, type Fit, type ResizeOptions, resize } from './image/resize.ts'
