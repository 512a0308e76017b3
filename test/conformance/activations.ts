/** All element-wise functions with the numbers to try them with, as their own files list them: no one adds a new one here. */
import { needsArgument } from '../../src/ops/unary/facts.ts'
import { functions } from '../../src/ops/unary/functions.generated.ts'
import type { Activation, ArgumentActivation, ResultActivation } from '../../src/ops/unary/op.ts'

export const activations = Object.entries(functions).flatMap(([fn, { cases }]) =>
  cases.map((numbers) => ({ fn, ...numbers }) as Activation),
)
export const byArgument: readonly ArgumentActivation[] = activations.filter(needsArgument)
export const byResult = activations.filter((activation): activation is ResultActivation => !needsArgument(activation))

/** One of each function: where more numbers would try nothing new. */
export const oneOfEach = activations.filter(({ fn }, i) => activations.findIndex((other) => other.fn === fn) === i)

/** `leakyRelu 0.125`, for names of cases. */
export const showActivation = ({ fn, ...numbers }: Activation) => [fn, ...Object.values(numbers)].join(' ')
