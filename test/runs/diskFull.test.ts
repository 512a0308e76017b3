/**
 * A disk that fills in the middle of a training: clear words, nothing half written, nothing lost, and the run goes on when
 * there is room again. Once on a real small disk (needs the right to mount one), once with the system's limit on a file's size.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const trainer = fileURLToPath(new URL('./trainer.js', import.meta.url))
const flags = Number(process.versions.node.split('.')[0]) < 22 ? ['--experimental-wasm-relaxed-simd'] : []

function train(folder: string, epochs: number, wrap: (command: string[]) => string[] = (command) => command) {
  const [program, ...args] = wrap([process.execPath, ...flags, trainer, folder, '7', String(epochs)])
  return spawnSync(program!, args, { encoding: 'utf8', timeout: 120_000 })
}

/** A small disk of its own in memory, where this process may mount one. */
async function smallDisk(kilobytes: number): Promise<{ folder: string; unmount(): Promise<void> } | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'striate-disk-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder]).status === 0
  const unmount = async () => {
    if (mounted) spawnSync('umount', [folder])
    await rm(folder, { recursive: true, force: true })
  }
  if (mounted) return { folder, unmount }
  await unmount()
  return undefined
}

test('a disk that fills: what was there stays whole, and the run goes on when there is room', async (t) => {
  const disk = await smallDisk(512)
  if (!disk) return t.skip('this process may not mount a small disk')
  const home = await mkdtemp(join(tmpdir(), 'striate-full-'))
  try {
    const undisturbed = join(home, 'undisturbed')
    assert.equal(train(undisturbed, 6).status, 0)
    // A first sitting is killed by the full disk; before it there is room for some epochs.
    const folder = join(disk.folder, 'run')
    const size = (await readFile(join(undisturbed, 'checkpoint.safetensors'))).length
    const filler = join(disk.folder, 'filler')
    const { bavail, bsize } = await statfs(disk.folder)
    // Room for the small files, one checkpoint, and half of the next one beside it.
    await writeFile(filler, new Uint8Array(bavail * bsize - Math.ceil(1.5 * size) - 24_000))
    const full = train(folder, 6)
    assert.equal(full.status, 1, full.stdout)
    assert.match(full.stderr, /cannot write .*(checkpoint\.safetensors|metrics\.jsonl|events\.out[^ ]*).*ENOSPC/)
    assert.match(full.stderr, /Fix: free some space on the disk\. What was there before is still intact\./)
    const names = await readdir(folder)
    assert.ok(!names.some((name) => name.endsWith('.part') || name === 'lock'), names.join(' '))
    await rm(filler)
    const rest = train(folder, 6)
    assert.equal(rest.status, 0, rest.stderr)
    assert.match(rest.stdout, /training from [1-9]/, 'it goes on from a checkpoint')
    const weights = (path: string) => readFile(join(path, 'weights.safetensors'))
    assert.deepEqual(await weights(folder), await weights(undisturbed))
  } finally {
    await disk.unmount()
    await rm(home, { recursive: true, force: true })
  }
})

test('a file that may not grow: the checkpoint before it stays, whole', async (t) => {
  if (process.platform === 'win32') return t.skip('the limit is set by a Unix shell')
  const home = await mkdtemp(join(tmpdir(), 'striate-limit-'))
  const folder = join(home, 'run')
  try {
    const limited = train(folder, 3, (command) => ['sh', '-c', 'trap "" XFSZ; ulimit -f 8; exec "$@"', 'sh', ...command])
    assert.equal(limited.status, 1, limited.stdout)
    assert.match(limited.stderr, /cannot write .*EFBIG/)
    assert.match(limited.stderr, /Fix: the file is larger than the system allows here\. What was there before is still intact\./)
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.endsWith('.part') || name === 'lock'),
      [],
    )
    const rest = train(folder, 3)
    assert.equal(rest.status, 0, rest.stderr)
    assert.match(rest.stdout, /finished/)
  } finally {
    await rm(home, { recursive: true, force: true })
  }
})
