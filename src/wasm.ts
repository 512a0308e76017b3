/** The door `striate/wasm`: the fast backend, and networks in a worker for pages. */

export type { Build, MemoryState } from './backends/wasm/engine.ts'
export { type WasmBackend, type WasmOptions, wasm } from './backends/wasm/wasm.ts'
export type { WorkerLike } from './backends/wasm/wire.ts'
export { openInWorker, type RemoteNetwork, type RemoteOptions } from './worker/openInWorker.ts'
