/**
 * `npm run docs`: makes the API pages of all doors from the docstrings, into docs/api/ (typedoc, installed into docs/ the
 * first time). A link that leads nowhere is an error, in a docstring and in the written pages; what users can reach and
 * has no docstring is listed.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { doors } from './bundle.js'
import { fail, isProgram, root } from './processes.js'
import { install, setup } from './setup.js'

const out = join(root, 'docs/api')

/** Writes the pages. Resolves to typedoc's findings: those that break the pages, and the names without a docstring. */
async function writePages() {
  const { Application, LogLevel, Logger } = await import(
    pathToFileURL(join(root, 'docs/node_modules/typedoc/dist/index.js')).href
  )
  const findings = { broken: [], undocumented: [] }
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
    validation: { invalidLink: true, invalidPath: false, notExported: false, notDocumented: true, rewrittenLink: true },
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
      if (name) findings.undocumented.push(`${file}  ${name}`)
      else findings.broken.push(message)
    }
  })()
  const project = await app.convert()
  if (!project) return { ...findings, broken: [...findings.broken, 'typedoc wrote nothing.'] }
  // Doors go by the names that they are imported by.
  for (const door of project.children ?? []) door.name = door.name.replace(/^src(\/index)?/, 'striate')
  app.validate(project)
  rmSync(out, { recursive: true, force: true })
  await app.generateDocs(project, out)
  return findings
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
  const { broken, undocumented } = await writePages()
  const links = existsSync(out) ? brokenLinks(out) : { pages: 0, broken: [] }
  if (undocumented.length > 0) console.log(`Without a docstring (${undocumented.length}):\n  ${undocumented.sort().join('\n  ')}`)
  const all = [...broken, ...links.broken]
  if (all.length > 0) fail(`The API pages are not well (${all.length}):\n  ${all.join('\n  ')}`)
  console.log(`docs/api/index.html: ${links.pages} pages, ${doors.length} doors, every link leads somewhere.`)
}
