/**
 * The messages of an ONNX file that are read or written here, as tables of their fields: number and type by name. What is not in
 * them is skipped in reading. Whole numbers come as `number`: those beyond 2⁵³ are rounded, and stand only for "to the end" where
 * files hold them.
 * Source: onnx/onnx.proto3 (onnx/onnx, IR version 11).
 */

/** How a field is stored. `packed`: the bytes of many numbers, read when they are needed. */
export type FieldType = 'int' | 'float' | 'string' | 'bytes' | 'packed32' | 'packed64' | 'packedVarint' | Message<unknown>

/** A field: its number, its type, and whether it is a list. */
export type Field = readonly [number: number, type: FieldType, list?: 'list']

/** A message: its fields by name. */
export interface Message<T> {
  readonly name: string
  /** A function, for a message may hold itself. */
  readonly fields: () => Readonly<Record<keyof T & string, Field>>
}

const message = <T>(name: string, fields: () => Readonly<Record<keyof T & string, Field>>): Message<T> => ({ name, fields })

/** `key = value` */
export interface Entry {
  readonly key?: string
  readonly value?: string
}

/** Which version of the operators of a domain a model is written in; '' is that of ONNX itself. */
export interface OperatorSet {
  readonly domain?: string
  readonly version?: number
}

/** A tensor. Its numbers are in one of the fields `…Data`, or outside the file. */
export interface TensorProto {
  readonly name?: string
  readonly dims?: readonly number[]
  readonly dataType?: number
  readonly rawData?: Uint8Array
  readonly floatData?: readonly Uint8Array[]
  readonly doubleData?: readonly Uint8Array[]
  readonly int32Data?: readonly Uint8Array[]
  readonly int64Data?: readonly Uint8Array[]
  readonly uint64Data?: readonly Uint8Array[]
  readonly externalData?: readonly Entry[]
  /** 1: outside the file. */
  readonly dataLocation?: number
}

/** An option of a node. `type` says which of the values is meant; 0 in old files. */
export interface Attribute {
  readonly name?: string
  readonly type?: number
  readonly f?: number
  readonly i?: number
  readonly s?: Uint8Array
  readonly t?: TensorProto
  readonly g?: GraphProto
  readonly floats?: readonly number[]
  readonly ints?: readonly number[]
  readonly strings?: readonly Uint8Array[]
  /** In a function: the attribute of the call whose value it takes. */
  readonly refAttrName?: string
}

/** An operation: names of the values that it reads ('' for those left out), and of those that it makes. */
export interface NodeProto {
  readonly input?: readonly string[]
  readonly output?: readonly string[]
  readonly name?: string
  readonly opType?: string
  readonly domain?: string
  readonly overload?: string
  readonly attribute?: readonly Attribute[]
}

/** A size: a number, or a name for one that varies. */
export interface Dimension {
  readonly dimValue?: number
  readonly dimParam?: string
}

/** What is known of a value: its type and shape. */
export interface ValueInfo {
  readonly name?: string
  readonly type?: {
    readonly tensorType?: { readonly elemType?: number; readonly shape?: { readonly dim?: readonly Dimension[] } }
  }
}

/** A graph of operations. */
export interface GraphProto {
  readonly name?: string
  readonly node?: readonly NodeProto[]
  readonly initializer?: readonly TensorProto[]
  readonly sparseInitializer?: readonly unknown[]
  readonly input?: readonly ValueInfo[]
  readonly output?: readonly ValueInfo[]
}

/** An operation that a model defines itself. */
export interface FunctionProto {
  readonly name?: string
  readonly domain?: string
  readonly overload?: string
  readonly input?: readonly string[]
  readonly output?: readonly string[]
  readonly attribute?: readonly string[]
  readonly attributeProto?: readonly Attribute[]
  readonly node?: readonly NodeProto[]
  readonly opsetImport?: readonly OperatorSet[]
}

/** A file. */
export interface ModelProto {
  readonly irVersion?: number
  readonly producerName?: string
  readonly producerVersion?: string
  readonly opsetImport?: readonly OperatorSet[]
  readonly graph?: GraphProto
  readonly metadataProps?: readonly Entry[]
  readonly functions?: readonly FunctionProto[]
}

const entry = message<Entry>('StringStringEntryProto', () => ({ key: [1, 'string'], value: [2, 'string'] }))

const operatorSet = message<OperatorSet>('OperatorSetIdProto', () => ({ domain: [1, 'string'], version: [2, 'int'] }))

export const tensorProto = message<TensorProto>('TensorProto', () => ({
  dims: [1, 'int', 'list'],
  dataType: [2, 'int'],
  floatData: [4, 'packed32', 'list'],
  int32Data: [5, 'packedVarint', 'list'],
  int64Data: [7, 'packedVarint', 'list'],
  name: [8, 'string'],
  rawData: [9, 'bytes'],
  doubleData: [10, 'packed64', 'list'],
  uint64Data: [11, 'packedVarint', 'list'],
  externalData: [13, entry, 'list'],
  dataLocation: [14, 'int'],
}))

const attribute: Message<Attribute> = message<Attribute>('AttributeProto', () => ({
  name: [1, 'string'],
  f: [2, 'float'],
  i: [3, 'int'],
  s: [4, 'bytes'],
  t: [5, tensorProto],
  g: [6, graphProto],
  floats: [7, 'float', 'list'],
  ints: [8, 'int', 'list'],
  strings: [9, 'bytes', 'list'],
  type: [20, 'int'],
  refAttrName: [21, 'string'],
}))

const nodeProto: Message<NodeProto> = message<NodeProto>('NodeProto', () => ({
  input: [1, 'string', 'list'],
  output: [2, 'string', 'list'],
  name: [3, 'string'],
  opType: [4, 'string'],
  attribute: [5, attribute, 'list'],
  domain: [7, 'string'],
  overload: [8, 'string'],
}))

const dimension = message<Dimension>('Dimension', () => ({ dimValue: [1, 'int'], dimParam: [2, 'string'] }))
const shape = message<{ dim?: readonly Dimension[] }>('TensorShapeProto', () => ({ dim: [1, dimension, 'list'] }))
const tensorType = message<{ elemType?: number; shape?: unknown }>('Tensor', () => ({ elemType: [1, 'int'], shape: [2, shape] }))
const valueType = message<{ tensorType?: unknown }>('TypeProto', () => ({ tensorType: [1, tensorType] }))
const valueInfo = message<ValueInfo>('ValueInfoProto', () => ({ name: [1, 'string'], type: [2, valueType] }))
/** Known to be there, and not read. */
const sparse = message<object>('SparseTensorProto', () => ({}))

const graphProto: Message<GraphProto> = message<GraphProto>('GraphProto', () => ({
  node: [1, nodeProto, 'list'],
  name: [2, 'string'],
  initializer: [5, tensorProto, 'list'],
  input: [11, valueInfo, 'list'],
  output: [12, valueInfo, 'list'],
  sparseInitializer: [15, sparse, 'list'],
}))

const functionProto = message<FunctionProto>('FunctionProto', () => ({
  name: [1, 'string'],
  input: [4, 'string', 'list'],
  output: [5, 'string', 'list'],
  attribute: [6, 'string', 'list'],
  node: [7, nodeProto, 'list'],
  opsetImport: [9, operatorSet, 'list'],
  domain: [10, 'string'],
  attributeProto: [11, attribute, 'list'],
  overload: [13, 'string'],
}))

export const modelProto = message<ModelProto>('ModelProto', () => ({
  irVersion: [1, 'int'],
  producerName: [2, 'string'],
  producerVersion: [3, 'string'],
  graph: [7, graphProto],
  opsetImport: [8, operatorSet, 'list'],
  metadataProps: [14, entry, 'list'],
  functions: [25, functionProto, 'list'],
}))
