/**
 * The style of the report: one column that reads well on a telephone and on paper, two where there is room; light and
 * dark as the reader's system is; the language is chosen by two radio buttons, without a script.
 */
import { themes } from '../figures/theme.ts'

export const reportStyle = `
:root { color-scheme: light dark; --paper: ${themes.light.background}; --card: #f6f7f9; --ink: #1b1f26; --soft: #5a6370; --line: #e1e5ea; --accent: #2563ae; }
@media screen and (prefers-color-scheme: dark) { :root { --paper: ${themes.dark.background}; --card: #1d2229; --ink: #e8ebef; --soft: #a0a9b5; --line: #303741; --accent: #84b6f4; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.6 system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Apple SD Gothic Neo', 'Noto Sans KR', 'Malgun Gothic', sans-serif; word-break: keep-all; overflow-wrap: break-word; }
main { max-width: 980px; margin: 0 auto; padding: 28px 20px 72px; }
.choice { position: absolute; opacity: 0; pointer-events: none; }
nav { display: flex; justify-content: flex-end; gap: 4px; font-size: 14px; }
nav label { padding: 4px 12px; border-radius: 999px; color: var(--soft); cursor: pointer; }
#en:checked ~ main .ko, #ko:checked ~ main .en { display: none; }
#en:checked ~ main nav label[for=en], #ko:checked ~ main nav label[for=ko] { background: var(--card); color: var(--ink); font-weight: 600; }
#en:focus-visible ~ main nav label[for=en], #ko:focus-visible ~ main nav label[for=ko] { outline: 2px solid var(--accent); }
h1 { margin: 4px 0 2px; font-size: clamp(28px, 5vw, 40px); line-height: 1.15; letter-spacing: -0.02em; }
h2 { margin: 56px 0 4px; font-size: 22px; line-height: 1.3; letter-spacing: -0.01em; }
h3 { margin: 28px 0 0; font-size: 16px; }
p { margin: 6px 0 14px; max-width: 68ch; }
.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.soft, figcaption, .small { color: var(--soft); }
.small, figcaption { font-size: 14px; }
.facts { display: flex; flex-wrap: wrap; gap: 12px; margin: 24px 0 0; padding: 0; list-style: none; }
.facts li { flex: 1 1 108px; padding: 12px 14px; font-size: 14px; line-height: 1.4; border-radius: 14px; background: var(--card); }
.facts b { display: block; white-space: nowrap; font-size: 24px; line-height: 1.25; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
.facts .main b { color: var(--accent); }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)); gap: 20px; align-items: start; }
figure { margin: 14px 0 18px; }
figure img { display: block; max-width: 100%; height: auto; }
figure img.dark { display: none; }
@media screen and (prefers-color-scheme: dark) { figure img.light { display: none; } figure img.dark { display: block; } }
figcaption { margin-top: 6px; max-width: 68ch; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 15px; }
th, td { padding: 5px 14px 5px 0; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 500; font-size: 13px; }
th:first-child, td:first-child, .left { text-align: left; }
tr.best td { font-weight: 650; }
details { margin-top: 14px; }
summary { cursor: pointer; color: var(--soft); }
pre { margin: 10px 0; padding: 14px 16px; overflow-x: auto; border-radius: 12px; background: var(--card); font: 13px/1.5 ui-monospace, 'SF Mono', Menlo, Consolas, 'D2Coding', monospace; }
footer { margin-top: 64px; padding-top: 16px; border-top: 1px solid var(--line); }
/* What is wider than a telephone keeps its size and moves sideways; its edge fades where there is more of it. */
@media screen and (max-width: 600px) {
  .sideways { overflow-x: auto; -webkit-mask-image: linear-gradient(to left, transparent, #000 40px); mask-image: linear-gradient(to left, transparent, #000 40px); }
  .sideways > * { width: max-content; padding-right: 40px; }
  .sideways img { max-width: none; width: 520px; }
}
@media print {
  body { font-size: 11pt; }
  main { max-width: none; padding: 0; }
  nav, summary { display: none; }
  h2 { margin-top: 24pt; }
  h2, h3, h2 + p, h3 + p { break-after: avoid; }
  .pair { grid-template-columns: 1fr 1fr; }
  figure, tr, .facts li { break-inside: avoid; }
  .wide { overflow: visible; }
  pre { white-space: pre-wrap; }
}
`
