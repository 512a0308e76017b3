/** Whether the images of a folder are streamed: asked for, or because they would take too much memory. */
import { nodeModules } from '../../storage/node.ts'

const gibibyte = 2 ** 30

/** How many bytes of images are read into memory where nothing is said: 1 GiB, or a quarter of the memory where that is less. */
export function mostInMemory(): number {
  const { process } = globalThis
  // What a container may have; nothing, or more than there is, where nothing limits it.
  const limit = process.constrainedMemory?.() || Number.POSITIVE_INFINITY
  return Math.min(gibibyte, Math.min(nodeModules().os.totalmem(), limit) / 4)
}

export function isStreamed(asked: boolean | 'auto', bytes: number): boolean {
  return asked === 'auto' ? bytes > mostInMemory() : asked
}
