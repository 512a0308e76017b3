import { adam, adamW, type Optimizer, sgd } from '../../src/optimizers/index.ts'

const makers = { sgd, adam, adamW }

/** An optimizer from JSON, with its defaults filled in. */
export function remake({ kind, ...options }: Optimizer): Optimizer {
  return makers[kind](options)
}
