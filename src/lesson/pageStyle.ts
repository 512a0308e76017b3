/** The style of the lecture's page: that of the report, with what cells, calls, rows of figures and a table of contents need. */
import { reportStyle } from '../page/style.ts'

export const lectureStyle = `${reportStyle}
main { max-width: 1000px; padding-bottom: 96px; }
.languages { position: sticky; top: 8px; z-index: 2; width: max-content; margin-left: auto; padding: 3px; border-radius: 999px; background: var(--paper); }
header h1 { margin-top: 8px; max-width: 24ch; }
.lead { margin: 12px 0 10px; max-width: 62ch; font-size: 18px; color: var(--soft); }
.how { max-width: 70ch; font-size: 15px; color: var(--soft); }
.contents { margin: 8px 0 28px; padding: 14px 18px; border-radius: 14px; background: var(--card); font-size: 15px; }
.contents details { margin: 0; }
.contents summary { font-weight: 650; color: var(--ink); }
.contents ol { columns: 240px; column-gap: 24px; margin: 8px 0 0; padding: 0 0 0 28px; }
.contents li { padding: 3px 0 3px 4px; break-inside: avoid; }
.contents li::marker { color: var(--soft); font-variant-numeric: tabular-nums; }
.contents a[aria-current] { font-weight: 700; }
@media screen and (min-width: 1240px) {
  main { display: grid; grid-template-columns: 232px minmax(0, 1000px); column-gap: 44px; max-width: 1320px; }
  .languages { grid-column: 2; }
  .contents { position: sticky; top: 20px; grid-column: 1; grid-row: 2; align-self: start; max-height: calc(100vh - 40px); margin: 0; overflow: auto; font-size: 14px; }
  .contents ol { columns: auto; }
  .read { grid-column: 2; grid-row: 2; min-width: 0; }
}
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
section { scroll-margin-top: 16px; }
h2 { display: flex; gap: 14px; align-items: baseline; margin: 88px 0 8px; font-size: 28px; }
.number { color: var(--accent); font-variant-numeric: tabular-nums; }
.text { margin: 8px 0 8px; max-width: 70ch; font-size: 17px; line-height: 1.7; }
.cell { margin-top: 34px; }
h3 { margin: 0 0 8px; font-size: 17px; }
.code { position: relative; }
.call, .listing pre { margin: 0; padding: 9px 16px; border-radius: 12px; }
.listing { margin-top: 34px; }
.listing pre { padding: 14px 52px 14px 16px; border-left: 3px solid var(--accent); border-radius: 0 12px 12px 0; }
.listing .file { float: right; font: 13px ui-monospace, 'SF Mono', Menlo, Consolas, monospace; }
.setup h3 { font-size: 14px; font-weight: 500; color: var(--soft); }
.copy { display: none; position: absolute; z-index: 1; top: 6px; right: 6px; padding: 3px 9px; border: 1px solid var(--line); border-radius: 8px; background: var(--paper); color: var(--soft); font: 12px/1.4 system-ui, sans-serif; cursor: pointer; opacity: .82; }
.scripted .copy { display: block; }
#en:checked ~ main .copy::before { content: 'copy'; }
#ko:checked ~ main .copy::before { content: '복사'; }
#en:checked ~ main .copy.done::before { content: 'copied'; }
#ko:checked ~ main .copy.done::before { content: '복사했습니다'; }
#en:checked ~ main .copy.selected::before { content: 'selected: Ctrl-C'; }
#ko:checked ~ main .copy.selected::before { content: '선택했습니다: Ctrl-C'; }
.copy:hover, .copy:focus-visible { opacity: 1; border-color: var(--accent); color: var(--accent); }
:root { --comment: #5f6b7a; --string: #96500b; --keyword: #8236a8; --type: #0b6b62; --call: #1d5fa8; }
@media screen and (prefers-color-scheme: dark) { :root { --comment: #93a0af; --string: #f0b174; --keyword: #d3a3f0; --type: #74d3c6; --call: #8fc0f7; } }
.comment { color: var(--comment); }
.string { color: var(--string); }
.number:not(h2 > *), .word { color: var(--string); }
.keyword { color: var(--keyword); }
.type { color: var(--type); }
.called { color: var(--call); }
.noted { background: color-mix(in srgb, var(--warn) 10%, transparent); }
.noted::after { content: attr(data-note); display: inline-block; min-width: 1.5em; margin-left: 10px; border-radius: 999px; background: var(--warn); color: var(--paper); font: 700 11px/1.5 system-ui, sans-serif; text-align: center; }
.notes { margin: 10px 0 0; padding-left: 26px; max-width: 76ch; font-size: 14px; color: var(--soft); }
.notes li::marker { color: var(--warn); font-weight: 700; }
.folded > summary { font-size: 15px; }
.folded[open] > summary { margin-bottom: 10px; }
.questions { margin-top: 40px; padding: 16px 20px; border: 1px solid var(--line); border-radius: 14px; }
.questions details { margin-top: 8px; }
.questions summary { color: var(--ink); }
.questions p { margin: 4px 0 10px 16px; color: var(--soft); }
.slide { display: flex; flex-wrap: wrap; gap: 18px; align-items: center; margin-top: 16px; font-variant-numeric: tabular-nums; }
.numbers { position: relative; display: grid; grid-template-columns: repeat(var(--columns), 38px); grid-auto-rows: 38px; border: 1px solid var(--line); }
.numbers span { display: grid; place-items: center; border: .5px solid var(--line); font-size: 14px; }
.window { position: absolute; top: 0; left: 0; width: calc(38px * var(--kernel)); height: calc(38px * var(--kernel)); border: 2px solid var(--accent); border-radius: 2px; background: color-mix(in srgb, var(--accent) 16%, transparent); }
@media screen and (prefers-reduced-motion: no-preference) {
  .window { animation: across calc(.8s * var(--across)) steps(var(--across)) infinite, down calc(.8s * var(--steps)) steps(var(--down)) infinite; }
  .result span { animation: appear calc(.8s * var(--steps)) steps(1) infinite; animation-delay: calc(.8s * (var(--at) - var(--steps))); }
  .slide:hover * { animation-play-state: paused; }
}
@keyframes across { to { transform: translateX(calc(38px * var(--across))); } }
@keyframes down { to { top: calc(38px * var(--down)); } }
@keyframes appear { 0% { color: var(--paper); background: var(--accent); } 11.2% { color: inherit; background: none; } }
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
  .listing .file { float: none; display: block; }
  .listing pre { font-size: 12px; }
}
@media print {
  .copy, .slide { display: none; }
  .contents ol { columns: 2; }
  .listing pre { white-space: pre-wrap; }
  h2 { margin-top: 30pt; }
  h3, .call, .printed:not(:last-child) { break-after: avoid; }
  .call, .printed { white-space: pre-wrap; break-inside: avoid; }
  .figures { display: block; }
  .figures figure { display: inline-block; margin: 0 8pt 8pt 0; vertical-align: top; }
  .figures .pixels { width: min(var(--width), 31%); }
  .figures .drawing { max-width: 100%; }
}
`
