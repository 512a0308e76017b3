/** The door `striate/wasm`: the fast backend. */

export type { MemoryState } from './backends/wasm/memory.ts'
export { type WasmBackend, type WasmOptions, wasm } from './backends/wasm/wasm.ts'
