/** The border around images that are smaller than a model's input. */
import { ShapeError } from '../errors/errors.ts'
import { type Sentence, say } from '../errors/say.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import { type Shape, showShape } from '../values/shape.ts'

/**
 * The border that brings images to the input's size: top, left, bottom, right; the odd row or column goes to the end.
 * @throws ShapeError where none does
 */
export function paddingTo(model: ModelGraph, [channels, height, width]: Shape, what: Sentence): [number, number, number, number] {
  const [c, h, w] = model.inputShape
  const [rows, columns] = [h! - height!, w! - width!]
  if (model.inputShape.length !== 3 || c !== channels || rows < 0 || columns < 0)
    throw new ShapeError({
      code: 'image-shape',
      message: say('"{model}" reads {wanted}, but {what} has images of {found}.', {
        model: model.name,
        wanted: showShape(model.inputShape),
        what,
        found: showShape([channels!, height!, width!]),
      }),
      fix: say('use a model with the input {input}, or a larger one: smaller images get a border.', {
        input: `[${[channels, height, width].join(', ')}]`,
      }),
      details: { model: model.inputShape, data: [channels, height, width] },
    })
  const [top, left] = [Math.floor(rows / 2), Math.floor(columns / 2)]
  return [top, left, rows - top, columns - left]
}
