/** The metrics. */
export { argMax } from './argMax.ts'
export { type ClassMeasures, classMeasures, macroF1 } from './classMeasures.ts'
export { accuracy, confusionMatrix, topK } from './metrics.ts'
