/** For pages: the small training in a worker that opens the backend itself. It answers one message with the result. */
import { type Choice, trainHere } from './training.ts'

const scope = globalThis as unknown as { onmessage: (event: { data: Choice }) => void; postMessage(answer: unknown): void }
scope.onmessage = async ({ data }) => {
  try {
    scope.postMessage({ trained: await trainHere(data) })
  } catch (error) {
    scope.postMessage({ error: String(error) })
  }
}
