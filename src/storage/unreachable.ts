/** Why a server cannot be reached, or is lost on the way, in words: what `fetch` only says in its error's cause. */
import { asIs, type Sentence, say } from '../errors/say.ts'

const reasons: Readonly<Record<string, Sentence>> = {
  ENOTFOUND: say('there is no such server, or no network connection'),
  EAI_AGAIN: say('the name of the server could not be resolved; the network may be down'),
  ECONNREFUSED: say('the server refuses connections'),
  ECONNRESET: say('the connection was lost'),
  EPIPE: say('the connection was lost'),
  UND_ERR_SOCKET: say('the connection was lost'),
  ETIMEDOUT: say('the server does not answer'),
  UND_ERR_CONNECT_TIMEOUT: say('the server does not answer'),
  ENETUNREACH: say('there is no network connection'),
  EHOSTUNREACH: say('there is no route to the server'),
}

/** The system's or `fetch`'s own word for it, and a sentence: `fetch` has it in its error's cause, a look-up in the error. */
export function whyUnreachable(error: unknown): { readonly code: string | undefined; readonly why: Sentence } {
  const { code, message } = (error as { cause?: Reason }).cause ?? (error as Reason)
  return { code, why: reasons[code ?? ''] ?? asIs(String(message)) }
}

interface Reason {
  readonly code?: string
  readonly message?: string
}
