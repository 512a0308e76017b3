/** The door `striate/wasm`: the fast backend. */
export { type WasmBackend, type WasmOptions, wasm } from './backends/wasm/wasm.ts'
export type { MemoryState } from './backends/wasm/memory.ts'
