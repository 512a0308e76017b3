/**
 * The boxes of the lecture's page, copied into files and run: each section's from its first on, against the package itself. What
 * they print is what the page shows below them.
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { wasm } from '../../src/backends/wasm/wasm.ts'
import { lessonContext } from '../../src/lesson/context.ts'
import { sections } from '../../src/lesson/lecture.ts'
import { notedLines } from '../../src/lesson/listing.ts'
import { listings, programs } from '../../src/lesson/listings.generated.ts'
import { loadPhotograph } from '../../src/lesson/photograph.ts'
import type { Section } from '../../src/lesson/section.ts'

const dist = fileURLToPath(new URL('../../', import.meta.url))
let folder = ''
const told: Section[] = []
const boundary = '--- the next box ---'

before(async () => {
  folder = await mkdtemp(join(dist, 'boxes-'))
  // As they lie beside the page.
  await mkdir(join(folder, 'code'))
  for (const [name, text] of Object.entries(programs)) await writeFile(join(folder, 'code', name), text)
  const backend = await wasm()
  try {
    const context = lessonContext(await loadPhotograph(undefined), backend)
    for (const { make } of sections) told.push(await make(context))
  } finally {
    backend.dispose()
  }
})

after(() => rm(folder, { recursive: true, force: true }))

/** What a section's boxes print when they are run as one file, box by box. */
async function run({ number, setup, cells }: Section): Promise<string[]> {
  const code = [setup, ...cells.flatMap(({ call }) => (call ? [call, `console.log('${boundary}')`] : []))].join('\n')
  // Within the package, whose own name leads to its import paths.
  const file = join(folder, `${number}.mjs`)
  await writeFile(file, code)
  const flags = process.execArgv.filter((option) => option.includes('relaxed-simd'))
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, file], { maxBuffer: 2 ** 24 })
  return stdout
    .split(`${boundary}\n`)
    .slice(0, -1)
    .map((text) => text.trimEnd())
}

for (let number = 1; number <= sections.length; number++)
  test(`the boxes of section ${number} print what the page shows`, async () => {
    const section = told[number - 1]!
    const boxes = section.cells.filter(({ call }) => call)
    assert.ok(boxes.length > 0)
    const printed = await run(section)
    assert.deepEqual(
      printed,
      boxes.map((box) => box.printed?.trimEnd()),
    )
  })

test('every listing stands in one section, and every note beside one line', () => {
  const shown = told.flatMap(({ listings }) => listings)
  assert.deepEqual(shown.map(({ file }) => file).sort(), Object.keys(listings).sort())
  for (const listing of shown) assert.equal(notedLines(listing).filter(({ note }) => note).length, listing.notes?.length ?? 0)
  for (const { file } of shown) assert.ok(listings[file].split('\n').length <= 70, `${file} does not fit on a screen`)
})

test('three questions a section, answered, in both languages', () => {
  for (const { id, questions } of told) {
    assert.equal(questions.length, 3, id)
    for (const { asks, answer } of questions)
      for (const { en, ko } of [asks, answer]) assert.ok(en.length > 3 && /[가-힣]/.test(ko) && !/[가-힣]/.test(en), en)
  }
})
