/** The door `striate/formats`: bytes in, bytes out. */
export { isTensorflowJs, load, loadModel, readNetwork, type SavedNetwork, save, writeNetwork } from './formats/network.ts'
export type { Dtype as SafetensorsDtype, LoadedTensor, StoredTensor, TensorData } from './formats/numbers.ts'
export { readNpy, writeNpy } from './formats/numpy/npy.ts'
export { type ReadNpzOptions, readNpz, type WriteNpzOptions, writeNpz } from './formats/numpy/npz.ts'
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
export { readSafetensors, type Safetensors, writeSafetensors } from './formats/safetensors.ts'
export {
  type EventImage,
  type EventValue,
  eventFileName,
  eventFileStart,
  eventRecord,
  readEvents,
  type TrainingEvent,
} from './formats/tensorboard.ts'
export { loadTensorflowJs } from './formats/tensorflowjs/loadTensorflowJs.ts'
export { readTensorflowJs, type TensorflowJsOptions } from './formats/tensorflowjs/readTensorflowJs.ts'
