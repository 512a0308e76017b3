/** The initializers: values and what draws from them. */

export { type InitializedShape, initialize } from './initialize.ts'
export { constant, glorot, he, type Initializer, initializerOption, lecun, normal } from './initializer.ts'
