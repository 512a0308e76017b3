/**
 * The door `striate/plumbing`: what Striate's own parts are joined with, for tools, runners and layers of your own. The verbs
 * are in
 * `striate`; nothing here is needed to build, train or run a network.
 */

// Tables of kinds: from plain values to what they do, and back from JSON.
export { inputAugmentation } from './data/augmentation.ts'
// The order and the batches of an epoch.
export { type BatchRange, batchCount, batches, epochOrder } from './data/order.ts'
// What errors say, in English and in other languages.
export { printError, withNumbers } from './errors/errors.ts'
// Texts from outside, made visible; names that were nearly right.
export { nearest } from './errors/nearest.ts'
export { asIs, type Sentence, say, spoken, type Translation } from './errors/say.ts'
export { visibleJson, visibleLines, visibleText } from './errors/visibleText.ts'
// What a model knows of its images, as text.
export { describeInput } from './graph/modelInput.ts'
export { type InitializedShape, initialize, initializerOption } from './initializers/index.ts'
export { isBuiltInLoss, knownLosses, lossOf, restoreLoss } from './losses/index.ts'
// Random numbers by a seed and a place, the same on every machine.
export { random } from './math/random.ts'
export { argMax } from './metrics/index.ts'
// Plans: what a model becomes for one use, and its calls.
export type { OpenPlan, StepNumbers } from './network/prepared.ts'
export { showPlan } from './network/showPlan.ts'
export {
  type EvaluateUse,
  type GradientUse,
  type InferUse,
  type InputForm,
  type InspectUse,
  type PlanUse,
  plainInput,
  type TrainUse,
  type ValuesOf,
} from './network/use.ts'
export {
  isBuiltInOptimizer,
  knownOptimizers,
  learningRateOption,
  optimizerOf,
  optimizerScalars,
  rateAt,
  restoreOptimizer,
} from './optimizers/index.ts'
export { gunzip, gzip, isGzip } from './storage/gzip.ts'
