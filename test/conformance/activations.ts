/** All element-wise functions with the numbers to try them with, as their own files list them: no one adds a new one here. */
import { needsArgument } from '../../src/ops/unary/facts.ts'
import type { ElementwiseFunction } from '../../src/ops/unary/function.ts'
import { functions } from '../../src/ops/unary/functions.generated.ts'
import type { Activation, ArgumentActivation, ResultActivation } from '../../src/ops/unary/op.ts'

export const activations = Object.entries(functions).flatMap(([fn, { cases }]) =>
  cases.map((numbers) => ({ fn, ...numbers }) as Activation),
)
export const byArgument: readonly ArgumentActivation[] = activations.filter(needsArgument)
export const byResult = activations.filter((activation): activation is ResultActivation => !needsArgument(activation))

/** Where a function is to be tried; [−8, 8] where its file says nothing. */
export const domainOf = ({ fn }: Activation) => (functions[fn] as ElementwiseFunction).domain ?? ([-8, 8] as const)

/**
 * One of each function that any argument is good for: to be fused behind sums, whose last bits others would make large, and
 * where more numbers would try nothing new.
 */
export const oneOfEach = activations.filter(
  ({ fn }, i) => !('domain' in functions[fn]) && activations.findIndex((other) => other.fn === fn) === i,
)

/** `leakyRelu 0.125`, for names of cases. */
export const showActivation = ({ fn, ...numbers }: Activation) => [fn, ...Object.values(numbers)].join(' ')
