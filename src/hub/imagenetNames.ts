/** The names of ImageNet's classes in a language; the lists are loaded where they are shown. */
import type { Language } from '../text/language.ts'

/**
 * The 1,000 classes of ImageNet (ILSVRC 2012), in the order of the outputs of the networks that are trained on it.
 * @example
 * ```ts
 * import { imagenetNames } from 'striate/zoo'
 *
 * console.log((await imagenetNames())[281], (await imagenetNames('ko'))[281]) // tabby cat 얼룩고양이
 * ```
 */
export async function imagenetNames(lang: Language = 'en'): Promise<readonly string[]> {
  if (lang === 'ko') return (await import('./imagenetKorean.ts')).imagenetKorean
  return (await import('./imagenetClasses.ts')).imagenetClasses
}
