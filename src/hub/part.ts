/**
 * A file that is being downloaded: `<name>.part`, and beside it a note of what it will be, so that another process can go on with
 * it. Its SHA-256 is summed up as bytes come in. It gets its name only when it is whole and what the hub said it would be.
 */
import { folderStorage, syncFolder } from '../storage/folderStorage.ts'
import { nodeModules, sha256 } from '../storage/node.ts'
import { tornSuffix } from '../storage/storage.ts'
import { refusal } from '../storage/storageErrors.ts'
import type { Announced } from './announced.ts'
import { meddledWith, notSafetensors, wrongHash } from './hubErrors.ts'

/** What lies beside a part, and beside the whole file. */
export interface Note extends Announced {
  readonly address: string
  /** The name that the server with the bytes has for them: what `If-Range` asks by. */
  readonly validator?: string | undefined
}

/** Beside a whole file. */
export const noteSuffix = '.json'

type Handle = Awaited<ReturnType<ReturnType<typeof nodeModules>['fs']['open']>>

/** Bytes that are read at a time to sum up what is there already. */
const blockBytes = 2 ** 20

export class Part {
  readonly note: Note
  readonly #target: string
  readonly #file: Handle
  #hash = sha256()
  #received = 0
  #validator: string | undefined

  private constructor(target: string, file: Handle, note: Note) {
    this.#target = target
    this.#file = file
    this.note = note
  }

  /** Goes on with what an earlier download left of the same bytes, or begins. Only for who holds the file's lock. */
  static async open(target: string, note: Note): Promise<Part> {
    const { fs } = nodeModules()
    const path = target + tornSuffix
    const before = await readNote(path)
    const goesOn = before !== undefined && isSame(before, note)
    // To be added to, always: writes then go to the end, wherever that is after bytes were dropped.
    const file = await fs.open(path, 'a').catch(refusal('write', path))
    const part = new Part(target, file, note)
    try {
      if (!goesOn) {
        await part.restart()
        return part
      }
      await part.#sumUp(path)
      part.#validator = before.validator
      if (note.size !== undefined && part.#received > note.size) await part.restart()
      return part
    } catch (cause) {
      await file.close()
      throw cause
    }
  }

  /** Bytes that are here. */
  get received(): number {
    return this.#received
  }

  /** What the rest may be asked for by; undefined where it has to come anew. */
  get validator(): string | undefined {
    return this.#validator
  }

  /** Notes what the bytes that come now are called. Before the first of them: without the note, no one goes on with a part. */
  async begin(validator: string | undefined): Promise<void> {
    this.#validator = validator
    await writeNote(this.#target + tornSuffix, { ...this.note, validator })
  }

  /** Adds bytes. @throws FormatError 'file-refused' where the disk takes no more */
  async add(bytes: Uint8Array): Promise<void> {
    await this.#file.writeFile(bytes).catch(refusal('write', this.#target + tornSuffix))
    this.#hash.update(bytes)
    this.#received += bytes.length
  }

  /** Drops all bytes. */
  async restart(): Promise<void> {
    await this.#file.truncate(0).catch(refusal('write', this.#target + tornSuffix))
    this.#hash = sha256()
    this.#received = 0
    this.#validator = undefined
  }

  /** Gives the file its name. @throws FormatError 'wrong-hash' where it is not what the hub said; then nothing of it is left */
  async finish(): Promise<void> {
    const { fs, path } = nodeModules()
    const { size } = await this.#file.stat().catch(refusal('read', this.#target + tornSuffix))
    // What was summed up is what came; that the disk has it, no more and no less, its length tells.
    if (size !== this.#received) {
      await this.discard()
      throw meddledWith(this.#target, this.#received, size)
    }
    const found = this.#hash.digest('hex')
    const { sha256: wanted } = this.note
    if (wanted !== undefined && found !== wanted) {
      await this.discard()
      throw wrongHash(this.#target, wanted, found)
    }
    if (wanted === undefined && !(await this.#mayBeRight())) {
      await this.discard()
      throw notSafetensors(this.#target)
    }
    const failed = refusal('write', this.#target)
    await this.#file.sync().catch(failed)
    await this.close()
    await writeNote(this.#target, { ...this.note, size: this.#received, sha256: found })
    await fs.rename(this.#target + tornSuffix, this.#target).catch(failed)
    await syncFolder(path.dirname(this.#target))
    await this.#tidy()
  }

  /** Removes it with its note. */
  async discard(): Promise<void> {
    const { fs } = nodeModules()
    await this.close()
    await fs.rm(this.#target + tornSuffix, { force: true })
    await this.#tidy()
  }

  /** Leaves it as it is. */
  async close(): Promise<void> {
    await this.#file.close().catch(() => {})
  }

  async #sumUp(path: string): Promise<void> {
    const { fs } = nodeModules()
    const failed = refusal('read', path)
    const file = await fs.open(path, 'r').catch(failed)
    try {
      const block = new Uint8Array(blockBytes)
      for (;;) {
        const { bytesRead } = await file.read(block, 0, blockBytes).catch(failed)
        if (bytesRead === 0) return
        this.#hash.update(block.subarray(0, bytesRead))
        this.#received += bytesRead
      }
    } finally {
      await file.close()
    }
  }

  /** Of safetensors: whether its header fits into it and is JSON. */
  async #mayBeRight(): Promise<boolean> {
    if (!this.#target.endsWith('.safetensors')) return true
    const file = await nodeModules().fs.open(this.#target + tornSuffix, 'r')
    const head = new Uint8Array(9)
    await file.read(head, 0, 9, 0).finally(() => file.close())
    return new DataView(head.buffer).getBigUint64(0, true) <= BigInt(Math.max(0, this.#received - 8)) && head[8] === 0x7b
  }

  /** Removes the note of the part, and notes that were only being written when something crashed. */
  async #tidy(): Promise<void> {
    const { fs, path } = nodeModules()
    const [folder, name] = [path.dirname(this.#target), path.basename(this.#target)]
    const left = (one: string) =>
      one === name + tornSuffix + noteSuffix ||
      (one.startsWith(`${name}.`) && one.includes(`${noteSuffix}.`) && one.endsWith(tornSuffix))
    const names = await fs.readdir(folder).catch(() => [])
    for (const one of names) if (left(one)) await fs.rm(path.join(folder, one), { force: true })
  }
}

function isSame(one: Note, other: Note): boolean {
  return one.address === other.address && one.size === other.size && one.sha256 === other.sha256 && one.etag === other.etag
}

/** The note of a file or a part; undefined where there is none that can be read. */
export async function readNote(path: string): Promise<Note | undefined> {
  const text = await nodeModules()
    .fs.readFile(path + noteSuffix, 'utf8')
    .catch(() => '')
  try {
    const note = JSON.parse(text)
    return typeof note?.address === 'string' ? note : undefined
  } catch {
    return undefined
  }
}

/** Writes it, whole or not at all. */
export async function writeNote(path: string, note: Note): Promise<void> {
  await folderStorage().write(path + noteSuffix, new TextEncoder().encode(`${JSON.stringify(note, null, 2)}\n`))
}
