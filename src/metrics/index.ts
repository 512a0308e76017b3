/** The metrics. */
export { accuracy, confusionMatrix, highest, topK } from './metrics.ts'
