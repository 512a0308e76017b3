/** The parts of a data set, and what folders, lists and columns may call them. */

const partNames = {
  training: ['train', 'training'],
  validation: ['validation', 'valid', 'val'],
  test: ['test', 'testing'],
} as const

export type Part = keyof typeof partNames

/** In the order in which they are read. */
export const allParts = Object.keys(partNames) as readonly Part[]

/** Whatever case the name is in; undefined for any other name. */
export function partOf(name: string): Part | undefined {
  return allParts.find((part) => (partNames[part] as readonly string[]).includes(name.toLowerCase()))
}
