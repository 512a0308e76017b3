/**
 * Writes messages by their tables: as a list of pieces, so that the numbers of large tensors are not copied before the file is
 * put together.
 */
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import type { Field, FieldType, Message } from './messages.ts'

/** Bytes of pieces that are written one after the other. */
interface Pieces {
  readonly list: Uint8Array[]
  length: number
}

/** From this length on bytes are a piece of their own. */
const large = 1024

/** The bytes of a message. */
export function encode<T>(message: Message<T>, value: T): Uint8Array {
  const { list, length } = pieces(message, value as Readonly<Record<string, unknown>>)
  const bytes = new Uint8Array(length)
  let at = 0
  for (const piece of list) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

function pieces(message: Message<unknown>, value: Readonly<Record<string, unknown>>): Pieces {
  const made: Pieces = { list: [], length: 0 }
  for (const [name, [number, type, list]] of Object.entries<Field>(message.fields())) {
    const given = value[name]
    if (given === undefined) continue
    if (list && (type === 'int' || type === 'float')) addNumbers(made, number, type, given as readonly number[])
    else for (const one of list ? (given as readonly unknown[]) : [given]) addOne(made, number, type, one)
  }
  return made
}

function add(made: Pieces, piece: Uint8Array): void {
  made.list.push(piece)
  made.length += piece.length
}

function addNumbers(made: Pieces, number: number, type: 'int' | 'float', numbers: readonly number[]): void {
  if (numbers.length === 0) return
  const writer = new BinaryWriter().tag(number, WireType.LengthDelimited).fork()
  for (const one of numbers) {
    if (type === 'int') writer.int64(one)
    else writer.float(one)
  }
  add(made, writer.join().finish())
}

function addOne(made: Pieces, number: number, type: FieldType, value: unknown): void {
  const writer = new BinaryWriter()
  if (type === 'int')
    add(
      made,
      writer
        .tag(number, WireType.Varint)
        .int64(value as number)
        .finish(),
    )
  else if (type === 'float')
    add(
      made,
      writer
        .tag(number, WireType.Bit32)
        .float(value as number)
        .finish(),
    )
  else if (type === 'string')
    add(
      made,
      writer
        .tag(number, WireType.LengthDelimited)
        .string(value as string)
        .finish(),
    )
  else if (value instanceof Uint8Array) addBytes(made, number, writer, value)
  else {
    const inner = pieces(type as Message<unknown>, value as Readonly<Record<string, unknown>>)
    add(made, writer.tag(number, WireType.LengthDelimited).uint32(inner.length).finish())
    // One after the other: there can be more of them than a call takes arguments.
    for (const piece of inner.list) made.list.push(piece)
    made.length += inner.length
  }
}

function addBytes(made: Pieces, number: number, writer: BinaryWriter, bytes: Uint8Array): void {
  writer.tag(number, WireType.LengthDelimited)
  if (bytes.length < large) add(made, writer.bytes(bytes).finish())
  else {
    add(made, writer.uint32(bytes.length).finish())
    add(made, bytes)
  }
}
