/** CIFAR-10 and CIFAR-100 from their binary files: what is read, and damaged, missing and foreign files, in both languages. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { StriateError } from '../errors/errors.ts'
import { inKorean } from '../errors/inKorean.ts'
import { memoryStorage } from '../storage/memoryStorage.ts'
import { cifar10, cifar100 } from './cifar.ts'
import { readCifar } from './cifarFile.ts'

/** Rows whose label is n mod classes, and whose bytes tell file, image and place. */
function file(number: number, rows: number, classes: number, labels = 1): Uint8Array {
  const row = labels + 3072
  const bytes = new Uint8Array(rows * row)
  for (let n = 0; n < rows; n++) {
    bytes.fill(n % classes, n * row, n * row + labels)
    // The red plane's first byte, the green one's, the blue one's last.
    for (const [at, value] of [
      [0, number],
      [1024, n % 251],
      [3071, 7],
    ] as const)
      bytes[n * row + labels + at] = value
  }
  return bytes
}

const tenFiles = (): Record<string, Uint8Array> => ({
  ...Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`data_batch_${n}.bin`, file(n, 10_000, 10)])),
  'test_batch.bin': file(6, 10_000, 10),
})
const ten = tenFiles()
const lines = (count: number) => new TextEncoder().encode(`${Array.from({ length: count }, (_, n) => `c${n}`).join('\r\n')}\n\n`)

test('CIFAR-10: files one after the other, planes as they are, names built in or from its file', async () => {
  const { training, test } = await cifar10(memoryStorage(ten))
  assert.deepEqual([training, test].map(String), ['"CIFAR-10 training" (50000 × 3×32×32)', '"CIFAR-10 test" (10000 × 3×32×32)'])
  const raw = training.raw(30_012)
  assert.deepEqual([raw[0], raw[1024], raw[3071], training.label(30_012)], [4, 12, 7, 2])
  assert.equal(test.raw(9999)[0], 6)
  assert.deepEqual([test.classes!.length, test.classes![1], test.classes![9]], [10, 'automobile', 'truck'])
  const { normalization, colours, handwriting } = test.input
  assert.deepEqual([colours, handwriting], ['rgb', false])
  for (const [c, [mean, std]] of [
    [0.4914, 0.247],
    [0.4822, 0.2435],
    [0.4465, 0.2616],
  ].entries()) {
    assert.equal(normalization.scale[c], 1 / (255 * std!))
    assert.equal(normalization.offset[c], -mean! / std!)
  }
  const own = await cifar10(memoryStorage({ ...ten, 'batches.meta.txt': lines(10) }), { pad: 2, mean: 0, std: 1 })
  assert.deepEqual([own.test.classes![3], own.test.shape, own.test.normalization.offset], ['c3', [3, 36, 36], [0]])
})

test('CIFAR-100: the fine label is the class', async () => {
  const fine = { 'train.bin': file(1, 50_000, 100, 2), 'test.bin': file(2, 10_000, 100, 2) }
  fine['train.bin'][0] = 19
  const { training, test } = await cifar100(memoryStorage({ ...fine, 'fine_label_names.txt': lines(100) }))
  assert.deepEqual(
    [training.length, test.length, training.label(0), training.label(42_057), test.classes![57]],
    [50_000, 10_000, 0, 57, 'c57'],
  )
  await says(
    () => cifar100(memoryStorage(fine)),
    'missing-file',
    'CIFAR-100: the file fine_label_names.txt is missing in memory.\n  it takes train.bin, test.bin\n  Fix: unpack the binary version of CIFAR-100 again, and name the folder with these files.',
    /CIFAR-100: memory에 파일 fine_label_names\.txt가 없습니다/,
  )
})

async function says(work: () => Promise<unknown>, code: string, english: string, korean: RegExp): Promise<void> {
  await assert.rejects(work(), (error) => {
    assert.ok(error instanceof StriateError, String(error))
    assert.equal(error.message.replaceAll(memoryStorage().name, 'memory'), english)
    assert.equal(error.code, code)
    assert.match(inKorean(error).replaceAll(memoryStorage().name, 'memory'), korean)
    return true
  })
}

test('damaged, cut off, missing and foreign files', async () => {
  const withFile = (name: string, bytes: Uint8Array | undefined) => {
    const files = { ...ten }
    if (bytes) files[name] = bytes
    else delete files[name]
    return () => cifar10(memoryStorage(files))
  }
  const third = ten['data_batch_3.bin']!
  const wrong = third.slice()
  wrong[17 * 3073] = 10
  const numbers = (length: number) => `10000 rows of 1 + 3072 bytes = 30730000; the file has ${length}`
  // biome-ignore format: a table
  const cases: [work: () => Promise<unknown>, code: string, english: string, korean: RegExp][] = [
    [withFile('data_batch_3.bin', wrong), 'wrong-label', 'memory/data_batch_3.bin: the label 10 of image 17 is none of 0 to 9.\n  Fix: the file is damaged, or of another data set: fetch it again.', /17번 이미지의 레이블 10은 0~9에 들지 않습니다/],
    [withFile('data_batch_3.bin', third.subarray(0, 3073 * 9999)), 'truncated', `memory/data_batch_3.bin: the file is cut off.\n  ${numbers(3073 * 9999)}\n  Fix: fetch the file again.`, /파일이 중간에 잘렸습니다\.\n {2}1 \+ 3072바이트짜리 10000행 = 30730000바이트/],
    [withFile('test_batch.bin', new Uint8Array(30_730_001)), 'trailing-bytes', `memory/test_batch.bin: bytes are left over at the end.\n  ${numbers(30_730_001)}\n  Fix: fetch the file again.`, /남는 바이트/],
    [withFile('test_batch.bin', new Uint8Array(0)), 'empty', 'memory/test_batch.bin: the file is empty.\n  Fix: fetch the file again.', /비어 있습니다/],
    [withFile('test_batch.bin', Uint8Array.of(0x1f, 0x8b, 8)), 'foreign', 'memory/test_batch.bin: this is a gzip file, not its contents.\n  Fix: unpack it (gunzip, tar xzf) first.', /압축을 풀지 않은 gzip/],
    [withFile('data_batch_5.bin', undefined), 'missing-file', 'CIFAR-10: the file data_batch_5.bin is missing in memory.\n  it takes data_batch_1.bin, data_batch_2.bin, data_batch_3.bin, data_batch_4.bin, data_batch_5.bin, test_batch.bin\n  Fix: unpack the binary version of CIFAR-10 again, and name the folder with these files.', /필요한 파일: data_batch_1\.bin/],
    [() => cifar10(memoryStorage({ data_batch_1: third })), 'missing-file', 'CIFAR-10: the file data_batch_1.bin is missing in memory.\n  it takes data_batch_1.bin, data_batch_2.bin, data_batch_3.bin, data_batch_4.bin, data_batch_5.bin, test_batch.bin\n  Fix: this looks like the version for Python: fetch the binary version.', /Python용으로 보입니다/],
    [withFile('batches.meta.txt', lines(9)), 'wrong-names', 'memory/batches.meta.txt does not name 10 different classes.\n  it has 9 names\n  Fix: fetch it again, or remove it.', /서로 다른 클래스 이름 10개가 있지 않습니다/],
    [() => cifar10(memoryStorage(ten), { size: 3 } as never), 'unknown-option', 'cifar10 has no option "size".\n  Fix: use one of: pad, mean, std.', /size/],
  ]
  for (const [work, code, english, korean] of cases) await says(work, code, english, korean)
})

test('a row is written where it belongs', () => {
  const [images, labels] = [new Uint8Array(2 * 3072), new Uint8Array(2)]
  readCifar(file(9, 2, 3), { labels: 1, classes: 3, rows: 2 }, 'f', images, labels)
  assert.deepEqual([...labels, images[0], images[3072 + 1024]], [0, 1, 9, 1])
})
