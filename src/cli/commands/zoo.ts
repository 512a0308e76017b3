/** `striate zoo`: the models that have a name, what each takes and where it comes from; with --json the same for programs. */
import { wholeText } from '../../figures.ts'
import { publishedModels, zooModels } from '../../zoo.ts'
import type { Answer } from '../answer.ts'
import { type Column, table } from '../table.ts'

export const zoo: Answer = async (screen) => {
  const models = Object.entries(zooModels).map(([name, { source, make }]) => ({
    name,
    source,
    ...facts(make()),
    published: publishedModels[name]?.repository ?? null,
  }))
  screen.event({ models })
  const { head } = screen.words.zoo
  const columns: Column[] = [
    { head: head.name },
    { head: head.input, spare: 2 },
    { head: head.parameters, right: true },
    { head: head.macs, right: true, spare: 1 },
    { head: head.field, right: true, spare: 3 },
    { head: head.source, spare: 4 },
  ]
  const rows = models.map(({ name, source, input, parameters, macs, field }) => [
    name,
    input.join('×'),
    wholeText(parameters),
    wholeText(macs),
    field.join('×'),
    source,
  ])
  for (const line of table(columns, rows, { width: screen.columns, paint: screen.paint })) screen.print(line)
  const { note, published } = screen.words.zoo
  screen.say(`\n${screen.paint.dim(note)}`)
  screen.say(screen.paint.dim(published(Object.keys(publishedModels).join(', '))))
  return 0
}

function facts(model: ReturnType<(typeof zooModels)[string]['make']>) {
  const { layers, totals } = model.summary()
  // Of the last layer that looks through a window: what one place of the last maps sees.
  const last = layers.filter(({ receptiveField }) => receptiveField && receptiveField.jump[0] > 0).at(-1)
  const [height, width] = last?.receptiveField?.size ?? [0, 0]
  return {
    input: model.inputShape,
    parameters: totals.parameters,
    macs: totals.macs,
    field: height === width ? [height] : [height, width],
  }
}
