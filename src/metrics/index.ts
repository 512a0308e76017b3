/** The metrics. */
export { accuracy, type ConfusionMatrix, confusionMatrix, highest, topK } from './metrics.ts'
