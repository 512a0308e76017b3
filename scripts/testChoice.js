/**
 * What `npm test -- …` is asked for: options for Node's runner, and words. A word is a part of a test file's path, or of the
 * name of an op, a layer, a loss or an optimizer: then it means their cases in the files that test many of them.
 */

/** Options of Node's runner that take a value: the next word, where it is not written as --name=value. */
const takesValue = /^--test-(?!(only|force-exit|update-snapshots)$)/

/** Splits the words of the command line: `--test-reporter dot` is one option, as `--test-reporter=dot` is; `--` says nothing. */
export function readArguments(given) {
  const options = []
  const words = []
  for (let i = 0; i < given.length; i++) {
    const word = given[i]
    if (word === '--') continue
    if (!word.startsWith('-')) words.push(word.replaceAll('\\', '/').replace(/\.ts$/, ''))
    else if (takesValue.test(word) && !word.includes('=') && i + 1 < given.length) options.push(`${word}=${given[++i]}`)
    else options.push(word)
  }
  return { options, words }
}

/**
 * Ours, where nothing else was said: a reporter given twice would want a file for each. A test that hangs is a failure, not a
 * wait.
 */
export function runnerOptions(options) {
  const ours = { '--test-reporter': 'spec', '--test-concurrency': '2', '--test-timeout': '600000' }
  const said = new Set(options.map((option) => option.split('=')[0]))
  const left = Object.entries(ours).filter(([name]) => !said.has(name))
  return ['--test', ...left.map(([name, value]) => `${name}=${value}`), ...options]
}

/**
 * The files to run. `names` are those of ops, layers, losses and optimizers; `caseFiles` hold cases of them, and take only
 * those that the words name (test/wanted.ts). Words that mean nothing are given back as `unknown`.
 */
export function chooseFiles(words, files, names, caseFiles) {
  if (words.length === 0) return { files, unknown: [] }
  const inPath = (word) => files.filter((path) => path.includes(word))
  const isName = (word) => names.some((name) => name.toLowerCase().includes(word.toLowerCase()))
  const chosen = new Set(words.flatMap((word) => [...inPath(word), ...(isName(word) ? caseFiles : [])]))
  const unknown = words.filter((word) => inPath(word).length === 0 && !isName(word))
  return { files: files.filter((path) => chosen.has(path)), unknown }
}
