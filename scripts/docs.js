/**
 * `npm run docs`: makes the API pages of all doors from the docstrings, into docs/api/ (typedoc, installed into docs/ the
 * first time). A link that leads nowhere is an error, in a docstring and in the written pages; what users can reach and
 * has no docstring is listed, and so are types that they meet but cannot import.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { doors } from './bundle.js'
import { install } from './install.js'
import { fail, isProgram, root } from './processes.js'
import { setup } from './setup.js'

const out = join(root, 'docs/api')

/** Writes the pages. Resolves to typedoc's findings: those that break the pages, and the names without a docstring. */
async function writePages() {
  const { Application, Comment, CommentTag, LogLevel, Logger } = await import(
    pathToFileURL(join(root, 'docs/node_modules/typedoc/dist/index.js')).href
  )
  const findings = { broken: [], undocumented: [], hidden: [] }
  const app = await Application.bootstrap({
    name: 'Striate',
    entryPoints: doors.map((door) => join(root, `src/${door}.ts`)),
    tsconfig: join(root, 'docs/tsconfig.json'),
    basePath: root,
    readme: join(root, 'README.md'),
    includeVersion: true,
    disableSources: true,
    hideGenerator: true,
    excludeInternal: true,
    excludePrivate: true,
    sort: ['source-order'],
    sortEntryPoints: false,
    navigation: { includeFolders: false },
    validation: { invalidLink: true, invalidPath: false, notExported: true, notDocumented: true, rewrittenLink: true },
    requiredToBeDocumented: ['Class', 'Function', 'Interface', 'TypeAlias', 'Variable', 'Method', 'Accessor'],
    // `[3, height, width]: the planes` is a shape, not Markdown's definition of a link, which is shown nowhere.
    markdownItLoader: (parser) => parser.block.ruler.disable('reference'),
    // The sources say `@throws` and `@internal`; that is all.
    blockTags: ['@throws', '@source', '@returns', '@param', '@default', '@example'],
  })
  app.logger = new (class extends Logger {
    log(message, level) {
      if (level !== LogLevel.Warn && level !== LogLevel.Error) return
      const [, name, file] = /^(.*?), defined in (.*?), does not have any documentation/s.exec(message) ?? []
      const [, type, source, user] = /^(.*?), defined in (.*?), is referenced by (.*?) but not included/s.exec(message) ?? []
      if (name) findings.undocumented.push(`${file}  ${name}`)
      else if (type) findings.hidden.push(`${source}  ${type}, by ${user}`)
      else findings.broken.push(message)
    }
  })()
  app.converter.on('resolveBegin', ({ project }) => {
    for (const { comment } of Object.values(project.reflections)) if (comment) takeSourceOut(comment, CommentTag)
  })
  const project = await app.convert()
  if (!project) return { ...findings, broken: [...findings.broken, 'typedoc wrote nothing.'] }
  // Doors go by the names that they are imported by, and say what their files say at the head.
  for (const door of project.children ?? []) {
    const file = door.name === 'src' ? 'src/index' : door.name
    const [, head] = /^\/\*\*([\s\S]*?)\*\//.exec(readFileSync(join(root, `${file}.ts`), 'utf8')) ?? []
    if (head) door.comment ??= new Comment([{ kind: 'text', text: head.replace(/^\s*\* ?/gm, '').trim() }])
    door.name = door.name.replace(/^src/, 'striate')
  }
  app.validate(project)
  rmSync(out, { recursive: true, force: true })
  await app.generateDocs(project, out)
  return findings
}

/** A line "Source: …" at a docstring's end stands below what is thrown: it is made a part of its own. */
function takeSourceOut(comment, CommentTag) {
  for (const { content } of [...comment.blockTags]) {
    const last = content.at(-1)
    const [whole, source] = /\s*\bSource: ([\s\S]*)$/.exec(last?.text ?? '') ?? []
    if (!whole) continue
    last.text = last.text.slice(0, -whole.length)
    comment.blockTags.push(new CommentTag('@source', [{ kind: 'text', text: source }]))
  }
}

/** All links inside the pages (href, src) whose file or anchor is not there, as `page → link`. */
export function brokenLinks(folder) {
  const pages = new Map()
  for (const name of readdirSync(folder, { recursive: true }))
    if (name.endsWith('.html')) pages.set(join(folder, name), readFileSync(join(folder, name), 'utf8'))
  const anchors = new Map()
  const hasAnchor = (page, anchor) => {
    if (!anchors.has(page))
      anchors.set(page, new Set([...pages.get(page).matchAll(/\s(?:id|name)="([^"]+)"/g)].map(([, id]) => id)))
    return anchors.get(page).has(anchor)
  }
  const broken = []
  for (const [page, text] of pages)
    for (const [, link] of text.matchAll(/\s(?:href|src)="([^"]*)"/g)) {
      const plain = decodeURI(link.replaceAll('&amp;', '&'))
      if (/^[a-z][a-z+.-]*:|^\/\//i.test(plain)) continue
      const [path, anchor] = plain.split('#')
      const target = path === '' ? page : resolve(dirname(page), path.split('?')[0])
      const good = existsSync(target) && (!anchor || !pages.has(target) || hasAnchor(target, anchor))
      if (!good) broken.push(`${relative(folder, page).replaceAll('\\', '/')} → ${link}`)
    }
  return { pages: pages.size, broken: [...new Set(broken)] }
}

if (isProgram(import.meta.url)) {
  await setup()
  await install('docs')
  const { broken, undocumented, hidden } = await writePages()
  const links = existsSync(out) ? brokenLinks(out) : { pages: 0, broken: [] }
  const list = (title, lines) => lines.length > 0 && console.log(`${title} (${lines.length}):\n  ${lines.sort().join('\n  ')}\n`)
  list('Named by what users reach, but behind no door', hidden)
  list('Without a docstring', undocumented)
  const all = [...broken, ...links.broken]
  if (all.length > 0) fail(`The API pages are not well (${all.length}):\n  ${all.join('\n  ')}`)
  console.log(`docs/api/index.html: ${links.pages} pages, ${doors.length} doors, every link leads somewhere.`)
}
