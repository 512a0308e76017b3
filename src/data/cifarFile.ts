/**
 * The binary files of CIFAR-10 and CIFAR-100: rows of a label (CIFAR-100: a coarse and a fine one) and 3 × 32 × 32 bytes, the
 * red, the green and the blue plane; nothing else, so that only the length and the labels can tell whether a file is whole.
 * Source: Krizhevsky 2009, Learning multiple layers of features from tiny images.
 */
import { FormatError } from '../errors/errors.ts'
import { type Sentence, say } from '../errors/say.ts'

/** Bytes of one image. */
export const cifarImage = 3 * 32 * 32

/** What the rows of a file are. */
export interface CifarForm {
  /** Labels before each image; the last of them is the class. */
  readonly labels: number
  readonly classes: number
  /** Rows of a file. */
  readonly rows: number
}

/**
 * Writes the images and the labels of a file's rows to the start of two arrays. `name` is for messages.
 * @throws FormatError 'empty', 'truncated', 'trailing-bytes', 'foreign', 'wrong-label'
 */
export function readCifar(bytes: Uint8Array, form: CifarForm, name: string, images: Uint8Array, labels: Uint8Array): void {
  const { rows, classes } = form
  const row = form.labels + cifarImage
  refuseLength(bytes, rows * row, form, name)
  for (let n = 0; n < rows; n++) {
    const at = n * row
    const label = bytes[at + form.labels - 1]!
    if (label >= classes)
      throw new FormatError({
        code: 'wrong-label',
        message: say('{name}: the label {label} of image {image} is none of 0 to {last}.', {
          name,
          label,
          image: n,
          last: classes - 1,
        }),
        fix: say('the file is damaged, or of another data set: fetch it again.'),
        details: { label, image: n, classes },
      })
    labels[n] = label
    images.set(bytes.subarray(at + form.labels, at + row), n * cifarImage)
  }
}

function refuseLength(bytes: Uint8Array, needed: number, form: CifarForm, name: string): void {
  const { length } = bytes
  if (length === needed) return
  const wanted = say('{rows} rows of {labels} + {image} bytes = {needed}; the file has {length}', {
    rows: form.rows,
    labels: form.labels,
    image: cifarImage,
    needed,
    length,
  })
  if (length === 0) throw wrong('empty', say('{name}: the file is empty.', { name }))
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b
  if (packed) throw wrong('foreign', say('{name}: this is a gzip file, not its contents.', { name }), undefined, true)
  if (length < needed) throw wrong('truncated', say('{name}: the file is cut off.', { name }), wanted)
  throw wrong('trailing-bytes', say('{name}: bytes are left over at the end.', { name }), wanted)

  function wrong(code: string, message: Sentence, numbers?: Sentence, unpack = false): FormatError {
    return new FormatError({
      code,
      message,
      numbers: numbers ? [numbers] : [],
      fix: unpack ? say('unpack it (gunzip, tar xzf) first.') : say('fetch the file again.'),
      details: { needed, length },
    })
  }
}
