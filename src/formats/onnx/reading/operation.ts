/** An operation of a model, with the version that it is written in. */
import type { Attribute } from '../proto/messages.ts'

/** As the translation sees it. */
export interface Operation {
  readonly op: string
  /** '' is ONNX itself. */
  readonly domain: string
  /** Of the operator set that it is written in. */
  readonly version: number
  readonly name: string
  /** Names of values; '' is one that was left out. */
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: ReadonlyMap<string, Attribute>
}
