/** A file of a repository on the hub, as a plain value, and where it lies: there and in the cache. */
import { nodeModules } from '../storage/node.ts'
import type { HubSettings } from './hubSettings.ts'

export interface HubFile {
  /** `timm/resnet18.tv_in1k` */
  readonly repository: string
  /** A commit: then the file never changes. Or a branch, `main`. */
  readonly revision: string
  /** Its name in the repository. */
  readonly file: string
  /** What it must hash to, in hexadecimal digits, where that is known beforehand. */
  readonly sha256?: string | undefined
}

/** Where the hub has it. */
export function addressOf({ repository, revision, file }: HubFile, { base }: Pick<HubSettings, 'base'>): string {
  return `${base}/${repository}/resolve/${revision}/${file}`
}

/** Where the cache has it: a folder for each repository and revision. */
export function cachePath({ repository, revision, file }: HubFile, { cache }: Pick<HubSettings, 'cache'>): string {
  return nodeModules().path.join(cache, 'hub', repository.replaceAll('/', '--'), revision, file)
}
