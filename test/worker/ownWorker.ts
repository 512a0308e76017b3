/** A network worker of someone's own: it imports what he defines, and serves. */
import './ownKinds.ts'
import { serveNetwork } from '../../src/worker.ts'

serveNetwork()
