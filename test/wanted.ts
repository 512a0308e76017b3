/**
 * Which cases a run of the tests is about. `npm test -- multiply` hands its words down (scripts/test.js); a file that tests many
 * ops or kinds asks here for each, and leaves out the others. Without words, or where a word means the file itself, all are.
 */

const words = (process.env.STRIATE_TEST_WORDS ?? '').split(' ').filter(Boolean)

/** For a test file (its `import.meta.url`): whether the cases of an op, or of a kind of layer, loss or optimizer, are wanted. */
export function wantedIn(url: string): (name: string) => boolean {
  const path = url.slice(url.lastIndexOf('/dist/') + 1)
  const whole = words.length === 0 || words.some((word) => path.includes(word))
  return (name) => whole || words.some((word) => name.toLowerCase().includes(word.toLowerCase()))
}
