/** Node's own modules where they can be had: without an import that a bundler would stumble over. */

/** A built-in module of Node, or undefined in a page: without an import that a bundler would stumble over. */
export function nodeModule<T>(name: string): T | undefined {
  return (globalThis as { process?: { getBuiltinModule?: (name: string) => T } }).process?.getBuiltinModule?.(name)
}
