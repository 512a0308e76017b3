/** The worker that reads images: `imageWorkers.ts` starts it. */
import { serveImages } from './serveImages.ts'

await serveImages()
