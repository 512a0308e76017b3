/** A layer, a loss and an optimizer of someone's own, as a user's module defines them: a page and its worker both import it. */
import { defineLayer, type Layer } from '../../src/index.ts'
import { defineLoss, type LossValue } from '../../src/losses/index.ts'
import { defineOptimizer, type OptimizerValue } from '../../src/optimizers/index.ts'

/** y = 2x, as x + x: small, linear, and wrong if anything of the chain is. */
export const twice = defineLayer<Layer>('twice', {
  inputs: 1,
  output: (_, [input]) => input,
  forward(_, { inputs: [x], emit, output }) {
    const y = output()
    emit('add', {}, [x, x], [y])
    return y
  },
  backward(_, { dy, emit, gradient, wants }) {
    if (!wants(0)) return [undefined]
    const dx = gradient(0)
    emit('add', {}, [dy, dy], [dx])
    return [dx]
  },
})

/** The cross-entropy with a fixed smoothing. */
export const smooth = defineLoss<LossValue>('smooth', {
  target: 'labels',
  check() {},
  forward(_, { output, target, emit, value }) {
    const [losses, probabilities] = [value('losses', []), value('probabilities', output.shape.slice(1))]
    emit('softmaxCrossEntropy', { smoothing: 0.1 }, [output, target], [losses, probabilities])
    return { losses, kept: [probabilities] }
  },
  backward(_, { kept: [probabilities], target, scalars, emit, gradient }) {
    emit('softmaxCrossEntropyGrad', { smoothing: 0.1 }, [probabilities!, target, scalars], [gradient])
  },
})

/** Descent with a heavy memory. */
export const heavy = defineOptimizer<OptimizerValue, 'velocity'>('heavy', {
  states: () => ['velocity'],
  emit(_, { parameters, gradients, states, scalars, emit }) {
    emit('sgd', { momentum: 0.9, nesterov: false, weightDecay: 0 }, [gradients, scalars], [parameters, states.velocity])
  },
})
