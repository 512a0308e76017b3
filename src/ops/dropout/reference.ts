/** Dropout, as it is defined: whether an element stays is a function of the seed, the stream, the step and its place. */
import { random } from '../../math/random.ts'
import type { ReferenceReading } from '../reference.ts'
import { counterAt } from '../stepNumbers.ts'

export const dropoutReference: ReferenceReading<'dropout'> = ({ rate, stream }, [x, counters], [y]) => {
  const source = random(counters.data[counterAt.seed], stream, counters.data[counterAt.step])
  for (let i = 0; i < x.data.length; i++) y.data[i] = source.uniform(i) < rate ? 0 : x.data[i] / (1 - rate)
}
