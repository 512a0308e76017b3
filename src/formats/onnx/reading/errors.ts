/** What is said of an ONNX file that cannot be read: damaged, or of operations that are not known here. */
import { FormatError } from '../../../errors/errors.ts'
import { show } from '../../../errors/options.ts'
import { type Sentence, say } from '../../../errors/say.ts'
import type { Operation } from './operation.ts'

/** Where the operation stands: its name, its first output, its version. */
function nodeOf({ name, outputs }: Operation): string {
  return show(name || outputs.find(Boolean) || '?')
}

/** An operation that is known, but not like this. */
export function unsupported(operation: Operation, why: Sentence, fix?: Sentence): FormatError {
  const { op, version } = operation
  return new FormatError({
    code: 'onnx-unsupported',
    message: say('{op} of node {node} (opset {version}) cannot be translated: {why}', {
      op,
      node: nodeOf(operation),
      version,
      why,
    }),
    fix: fix ?? say('export the model without it, or simplify the file first (onnxsim).'),
    details: { op, node: operation.name, version },
  })
}

/** An operation that is not known at all. */
export function unknownOperation(operation: Operation): FormatError {
  const { op, domain, version } = operation
  return new FormatError({
    code: 'onnx-unknown-operation',
    message: say('the operation {op} of node {node} is not known here.', {
      op: domain ? `${domain}.${op}` : op,
      node: nodeOf(operation),
    }),
    numbers: [say('opset {version}', { version })],
    fix: domain
      ? say('export the model with the operations of ONNX itself: {domain} is a domain of its own.', { domain: show(domain) })
      : say('striate summary file.onnx lists all that the file asks for; export the model without it.'),
    details: { op, domain, node: operation.name, version },
  })
}

/** A file that says what ONNX does not allow. */
export function malformed(why: Sentence): FormatError {
  return new FormatError({
    code: 'onnx-malformed',
    message: say('this is not a valid ONNX model: {why}', { why }),
    fix: say('check it with onnx.checker, and export it again.'),
  })
}
