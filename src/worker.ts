/** The door `striate/worker`: for a worker of your own that serves networks, with layers, losses and optimizers of your own. */

export { serveNetwork } from './worker/serveNetwork.ts'
