/** The worker that `openInWorker` starts: it knows what Striate itself defines. */
import { serveNetwork } from './serveNetwork.ts'

serveNetwork()
