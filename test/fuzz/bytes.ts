/** Mutations of bytes, as functions of a number: what is cut, turned over, put in, doubled, made long. */
import { random } from '../../src/math/random.ts'

/** Draws whole numbers for the i-th case. */
export interface Draws {
  below(count: number): number
  pick<T>(list: readonly T[]): T
}

/** `stream` tells one fuzzer's cases from another's. */
export function drawsOf(stream: number, i: number): Draws {
  const source = random(stream, 3, i)
  let drawn = 0
  const below = (count: number) => source.bits(drawn++) % count
  return { below, pick: (list) => list[below(list.length)]! }
}

/** One to five changes. `odd`: pieces that are put in. */
export function mutated(from: Uint8Array, { below, pick }: Draws, odd: readonly Uint8Array[]): Uint8Array {
  let bytes = from.slice()
  const place = () => below(bytes.length + 1)
  const spliced = (at: number, count: number, piece: Uint8Array) =>
    Uint8Array.from([...bytes.subarray(0, at), ...piece, ...bytes.subarray(at + count)])
  const changes = [
    () => (bytes = bytes.slice(0, place())),
    () => bytes.length > 0 && (bytes[below(bytes.length)]! ^= 1 << below(8)),
    () => bytes.length > 0 && (bytes[below(bytes.length)] = below(256)),
    () => (bytes = spliced(place(), below(4), pick(odd))),
    () => (bytes = spliced(place(), 0, pick(odd))),
    () => (bytes = spliced(place(), 1 + below(40), new Uint8Array(0))),
    () => {
      const at = place()
      bytes = spliced(place(), 0, bytes.slice(at, at + below(200)))
    },
  ]
  for (let n = 1 + below(5); n > 0; n--) pick(changes)()
  return bytes
}
