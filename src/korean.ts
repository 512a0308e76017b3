/**
 * The import path `striate/korean`: errors in Korean, for pages and programs whose readers speak it. The tables are here and not
 * in `striate`, so that only those download them who show them.
 */
export { inKorean } from './errors/inKorean.ts'
export { korean } from './errors/korean/index.ts'
export type { Sentence, Translation } from './errors/sentence.ts'
