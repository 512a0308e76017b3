/** The modes of a border that its two routines ask for, numbered as in ops/pad2d/wasm.ts. */
export const CONSTANT: u32 = 0
export const REFLECT: u32 = 1
