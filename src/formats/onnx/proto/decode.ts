/**
 * Reads messages from bytes, by their tables. Bytes are views of the file, nothing is copied. Reading trusts nothing: lengths and
 * wire types are checked, and so are how deep messages lie in each other and how many there are, for two bytes make a message.
 */
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire'
import { FormatError } from '../../../errors/errors.ts'
import { asIs, say } from '../../../errors/say.ts'
import type { Field, FieldType, Message } from './messages.ts'

/** As deep as protobuf's own readers go. */
const mostDepth = 100
/** More than any model has: nodes, attributes, tensors and sizes together. */
const mostMessages = 1_000_000

interface Reading {
  /** The file, in messages. */
  readonly file: string
  messages: number
}

/** @throws FormatError where the bytes are not such a message */
export function decode<T>(message: Message<T>, bytes: Uint8Array, file: string): T {
  try {
    // A Buffer of Node's is cut into views where others are copied.
    const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
    return decodeIn(message, plain, { file, messages: 0 }, 0) as T
  } catch (cause) {
    if (cause instanceof FormatError) throw cause
    throw damaged(file, cause instanceof Error ? cause.message : String(cause), cause)
  }
}

function damaged(file: string, why: string, cause?: unknown): FormatError {
  const parts = {
    code: 'not-onnx',
    message: say('{file} is not an ONNX model, or is damaged.', { file }),
    numbers: [asIs(why)],
    fix: say('copy or download the file again; an ONNX model ends in .onnx.'),
  }
  return new FormatError(parts, { cause })
}

type Fields = ReadonlyMap<number, readonly [name: string, type: FieldType, list: boolean]>
const tables = new WeakMap<Message<unknown>, Fields>()

function fieldsOf(message: Message<unknown>): Fields {
  const known = tables.get(message)
  if (known) return known
  const entries = Object.entries<Field>(message.fields())
  const made: Fields = new Map(entries.map(([name, [number, type, list]]) => [number, [name, type, list === 'list']]))
  tables.set(message, made)
  return made
}

function decodeIn(message: Message<unknown>, bytes: Uint8Array, reading: Reading, depth: number): Record<string, unknown> {
  if (depth > mostDepth) throw damaged(reading.file, `${message.name} lies ${depth} messages deep`)
  if (++reading.messages > mostMessages) throw damaged(reading.file, `it holds more than ${mostMessages} messages`)
  const fields = fieldsOf(message)
  const made: Record<string, unknown> = {}
  const reader = new BinaryReader(bytes)
  while (reader.pos < reader.len) {
    const [number, wire] = reader.tag()
    const field = fields.get(number)
    if (!field) {
      reader.skip(wire, number)
      continue
    }
    const [name, type, list] = field
    if (!list) made[name] = oneOf(type, wire, reader, reading, depth)
    else {
      made[name] ??= []
      appendTo(made[name] as unknown[], type, wire, reader, reading, depth)
    }
  }
  return made
}

/** A list of numbers may come in one piece, or one by one. */
function appendTo(list: unknown[], type: FieldType, wire: WireType, reader: BinaryReader, reading: Reading, depth: number): void {
  const packed = wire === WireType.LengthDelimited
  if (type === 'packed32' || type === 'packed64' || type === 'packedVarint') {
    if (!packed && ++reading.messages > mostMessages)
      throw damaged(reading.file, `it holds more than ${mostMessages} numbers that are not packed`)
    list.push(packed ? reader.bytes() : reader.skip(wire))
  } else if (packed && (type === 'int' || type === 'float')) {
    const bytes = reader.bytes()
    const numbers = new BinaryReader(bytes)
    while (numbers.pos < numbers.len) list.push(type === 'int' ? Number(numbers.int64()) : numbers.float())
  } else list.push(oneOf(type, wire, reader, reading, depth))
}

function oneOf(type: FieldType, wire: WireType, reader: BinaryReader, reading: Reading, depth: number): unknown {
  const wanted = type === 'int' ? WireType.Varint : type === 'float' ? WireType.Bit32 : WireType.LengthDelimited
  if (wire !== wanted) throw damaged(reading.file, `a field is of wire type ${wire}, not ${wanted}`)
  if (type === 'int') return Number(reader.int64())
  if (type === 'float') return reader.float()
  if (type === 'string') return reader.string()
  if (type === 'bytes') return reader.bytes()
  return decodeIn(type as Message<unknown>, reader.bytes(), reading, depth + 1)
}
