/**
 * The frame of every page that Striate writes (report, inspection, lecture): one file, no network, and no scripts but those that
 * the page's own policy names by their hashes.
 */

import type { Language } from '../text/language.ts'
import { version } from '../text/version.ts'
import { type Html, html, trusted } from './html.ts'
import { languageScript, languageScriptHash } from './languageScript.ts'

export interface PageParts {
  /** That it opens in where no script runs. */
  readonly lang: Language
  readonly title: string
  /** CSS, made here. */
  readonly style: string
  /** Where pictures may come from: out of the page itself, or from files beside it. */
  readonly pictures: 'inside' | 'beside'
  /** A script besides the one that chooses the language, made here, and its SHA-256 in base64. Default: none. */
  readonly script?: { readonly text: string; readonly hash: string } | undefined
  readonly body: Html
}

/** The text of the page. */
export function pageText({ lang, title, style, pictures, script, body }: PageParts): string {
  const from = pictures === 'inside' ? 'data:' : "'self' file:"
  const scripts = [{ text: languageScript, hash: languageScriptHash }, ...(script ? [script] : [])]
  const hashes = scripts.map(({ hash }) => `'sha256-${hash}'`).join(' ')
  return html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Striate ${version}">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src ${trusted(from)}; style-src 'unsafe-inline'; script-src ${trusted(hashes)}">
<title>${title}</title>
<style>${trusted(style)}</style>
</head>
<body>
${body}${scripts.map(({ text }) => trusted(`\n<script>${text}</script>`))}
</body>
</html>
`.text
}
