/** The door `striate/formats`: bytes in, bytes out. */
export { load, loadModel, readNetwork, type SavedNetwork, save, writeNetwork } from './formats/network.ts'
export {
  type OnnxModel,
  type OnnxOperation,
  type OnnxWeights,
  onnxFiles,
  onnxOperations,
  type ReadOnnxOptions,
  readOnnx,
} from './formats/onnx/readOnnx.ts'
export { type WriteOnnxOptions, writeOnnx } from './formats/onnx/writeOnnx.ts'
export {
  type LoadedTensor,
  readSafetensors,
  type Safetensors,
  type StoredTensor,
  type TensorData,
  writeSafetensors,
} from './formats/safetensors.ts'
export type { Dtype as SafetensorsDtype } from './formats/safetensorsHeader.ts'
export {
  type EventImage,
  type EventValue,
  eventFileName,
  eventFileStart,
  eventRecord,
  readEvents,
  type TrainingEvent,
} from './formats/tensorboard.ts'
