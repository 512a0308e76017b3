/** What a network says where it is used too early, too late or twice: its errors' texts, and nothing else. */

import { RunError } from '../errors/errors.ts'
import { say } from '../errors/say.ts'

interface Named {
  readonly name: string
}

/** A value was asked for that is not part of the plan, or one of the network's own that no plan has needed so far. */
export function noBuffer({ name }: Named): RunError {
  return new RunError({
    code: 'no-buffer',
    message: say('"{name}" is not a part of this plan.', { name }),
    fix: say('use the values of the plan itself: plan.values.'),
  })
}

/** The network gave its memory back. */
export function disposed({ name }: Named): RunError {
  return new RunError({
    code: 'disposed',
    message: say('the network of "{name}" has been disposed.', { name }),
    fix: say('open the model again.'),
  })
}

/** A plan was kept beyond its turn. */
export function planClosed(name: string): RunError {
  return new RunError({
    code: 'plan-closed',
    message: say('the plan "{name}" is open only while the function passed to `use` runs.', { name }),
    fix: say('do everything that needs the plan inside that function, and copy what must last (data.slice()).'),
  })
}

/** An update would read the statistics of a batch where another use has been since. */
export function updateWithoutForward(name: string): RunError {
  return new RunError({
    code: 'update-without-forward',
    message: say('the plan "{name}" runs its update without a forward pass before it in the same use.', { name }),
    fix: say("run 'forward' and 'update' in one use: layers with a state read the batch of that pass."),
  })
}

/** Two trainings would take each other's weights and the optimizer's memory. */
export function alreadyTraining({ name }: Named): RunError {
  return new RunError({
    code: 'already-training',
    message: say('the network of "{name}" is being trained.', { name }),
    fix: say('end the other training first (break out of its loop, or await its return()), or open the model a second time.'),
  })
}

/** A view of the output was asked for after the network had been used again. */
export function staleView({ name }: Named): RunError {
  return new RunError({
    code: 'stale-view',
    message: say('the network of "{name}" has been used again; this output of `forward` is no longer in its memory.', { name }),
    fix: say('read it before the next use, or keep a copy: data.slice().'),
  })
}

/** A use within a use of the same network would wait for itself for ever. */
export function nestedUse({ name }: Named): RunError {
  return new RunError({
    code: 'nested-use',
    message: say('a use of the network of "{name}" began inside another one and would wait for itself.', { name }),
    fix: say('end the first use before beginning another, or work with its plan.'),
  })
}

/** Weights would change in the midst of a use. */
export function inUse({ name }: Named): RunError {
  return new RunError({
    code: 'in-use',
    message: say('the network of "{name}" is busy.', { name }),
    fix: say('await what is running (a step, a prediction), then set its parameters.'),
  })
}

/** A training that has ended has no say in the memory of the next one. */
export function trainingEnded({ name }: Named): RunError {
  return new RunError({
    code: 'training-ended',
    message: say('this training of "{name}" has ended.', { name }),
    fix: say('start another one.'),
  })
}
