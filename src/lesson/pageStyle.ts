/** The style of the lecture's page: that of the report, with what cells, calls, rows of figures and a table of contents need. */
import { reportStyle } from '../page/style.ts'

export const lectureStyle = `${reportStyle}
main { max-width: 1000px; padding-bottom: 96px; }
.languages { position: sticky; top: 8px; z-index: 1; width: max-content; margin-left: auto; padding: 3px; border-radius: 999px; background: var(--paper); }
header h1 { margin-top: 8px; max-width: 24ch; }
.lead { margin: 12px 0 24px; max-width: 62ch; font-size: 18px; color: var(--soft); }
.contents { columns: 240px; column-gap: 24px; margin: 0; padding: 18px 22px 18px 46px; border-radius: 14px; background: var(--card); }
.contents li { padding: 3px 0 3px 4px; break-inside: avoid; }
.contents li::marker { color: var(--soft); font-variant-numeric: tabular-nums; }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
section { scroll-margin-top: 16px; }
h2 { display: flex; gap: 14px; align-items: baseline; margin: 88px 0 8px; font-size: 28px; }
.number { color: var(--accent); font-variant-numeric: tabular-nums; }
.text { margin: 8px 0 8px; max-width: 70ch; font-size: 17px; line-height: 1.7; }
.cell { margin-top: 34px; }
h3 { margin: 0 0 8px; font-size: 17px; }
.call { margin: 0; padding: 9px 16px; border-radius: 12px; }
.printed { margin: 6px 0 0; padding: 9px 16px; border: 1px solid var(--line); background: none; font-size: 14px; font-variant-numeric: tabular-nums; }
.call + .printed { margin-top: 6px; }
.refused { border-color: color-mix(in srgb, var(--warn) 45%, var(--line)); color: var(--warn); white-space: pre-wrap; overflow-wrap: anywhere; }
:root { --warn: #b54708; }
@media screen and (prefers-color-scheme: dark) { :root { --warn: #ff9a5a; } }
.figures { display: flex; flex-wrap: wrap; gap: 18px 20px; align-items: flex-start; margin-top: 16px; }
.figures figure { margin: 0; flex: 0 0 auto; max-width: 100%; }
.figures .pixels, .figures .drawing { width: max(var(--width), 110px); }
.figures .drawing { min-width: min(100%, 300px); }
.figures:has(.pixels) .drawing { flex-basis: 100%; }
.pixels img { width: 100%; border-radius: 4px; image-rendering: auto; }
.remark { margin: 16px 0 0; padding: 2px 0 2px 16px; max-width: 72ch; border-left: 3px solid var(--accent); color: var(--soft); font-size: 15px; }
td, th { padding-right: 28px; }
.wide { margin-top: 12px; }
@media screen and (max-width: 600px) {
  h2 { margin-top: 64px; font-size: 24px; }
  .languages { position: static; }
  .figures { gap: 14px 12px; }
  .figures .pixels { width: min(100%, max(var(--width), 110px)); }
  .figures:has(.pixels + .pixels) .pixels { width: min(var(--width), calc(50% - 6px)); }
  .figures .scroll { width: 100%; }
  .scroll .frame { overflow-x: auto; }
  .scroll .frame img { max-width: none; width: min(var(--width), 620px); }
  figure.scroll img { width: auto; }
  .call { white-space: pre-wrap; overflow-wrap: anywhere; }
}
@media print {
  .contents { columns: 2; }
  h2 { margin-top: 30pt; }
  h3, .call, .printed:not(:last-child) { break-after: avoid; }
  .call, .printed { white-space: pre-wrap; break-inside: avoid; }
  .figures { display: block; }
  .figures figure { display: inline-block; margin: 0 8pt 8pt 0; vertical-align: top; }
  .figures .pixels { width: min(var(--width), 31%); }
  .figures .drawing { max-width: 100%; }
}
`
