/** The version of this package, as runs and checkpoints write it down. A test holds it to package.json. */
export const version = '0.1.0'
