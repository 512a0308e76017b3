/**
 * How fast a folder of photographs is read: 300 JPEGs of 640 × 480 to 64 × 64, made here. Run by hand:
 * node dist/test/image/measureFolder.js
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { imageFolder } from '../../src/image.ts'

const folder = await mkdtemp(join(tmpdir(), 'striate-folder-'))
try {
  for (const [k, name] of ['forest', 'sea', 'town'].entries()) {
    await mkdir(join(folder, name))
    for (let n = 0; n < 100; n++) {
      const data = Uint8Array.from({ length: 3 * 640 * 480 }, (_, i) => {
        const [x, y] = [Math.floor(i / 3) % 640, Math.floor(i / 1920)]
        return (
          128 + 60 * Math.sin((x * (k + 1) + n) / 17) + 50 * Math.cos((y + 3 * n) / 11) + ((Math.imul(i, 0x9e3779b1) >>> 28) - 8)
        )
      })
      const jpeg = await sharp(data, { raw: { width: 640, height: 480, channels: 3 } })
        .jpeg({ quality: 85 })
        .toBuffer()
      await writeFile(join(folder, name, `${n}.jpg`), jpeg)
    }
  }
  for (let round = 0; round < 3; round++) {
    const [began, before] = [performance.now(), process.cpuUsage()]
    const { length } = await imageFolder(folder, { size: 64 })
    const seconds = (performance.now() - began) / 1000
    const { user, system } = process.cpuUsage(before)
    const busy = (user + system) / 1000 / length
    console.log(
      `${length} images in ${seconds.toFixed(2)} s: ${Math.round(length / seconds)} images/s, ${busy.toFixed(1)} ms of a processor each`,
    )
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
