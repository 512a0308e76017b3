/** The metrics. */
export { argMax } from './argMax.ts'
export { accuracy, confusionMatrix, topK } from './metrics.ts'
