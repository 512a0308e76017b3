/** The two languages that drawings, pages, the lecture and the command speak, and a text in both of them. */

export type Language = 'en' | 'ko'

/** The languages, in the order in which they are offered. */
export const languages: readonly Language[] = ['en', 'ko']

/** A text in both languages. */
export type Words = Readonly<Record<Language, string>>
