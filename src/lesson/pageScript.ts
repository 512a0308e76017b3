/**
 * The script of the lecture's page alone: it copies code and marks where one is in the table of contents. The page's policy
 * admits it by its hash; without it everything can be read all the same.
 */

export const lectureScript = `'use strict'
document.documentElement.classList.add('scripted')
document.addEventListener('click', async ({ target }) => {
  const button = target.closest('button.copy')
  if (!button) return
  const code = button.parentElement.querySelector('code')
  try {
    await navigator.clipboard.writeText(code.dataset.text ?? code.textContent)
    button.classList.add('done')
  } catch {
    const range = document.createRange()
    range.selectNodeContents(code)
    getSelection().removeAllRanges()
    getSelection().addRange(range)
    button.classList.add('selected')
  }
  setTimeout(() => button.classList.remove('done', 'selected'), 1600)
})
const links = new Map([...document.querySelectorAll('.contents a')].map((link) => [link.hash.slice(1), link]))
const seen = new Set()
const mark = () => {
  const here = [...links.keys()].find((id) => seen.has(id))
  for (const [id, link] of links) id === here ? link.setAttribute('aria-current', 'true') : link.removeAttribute('aria-current')
}
const watcher = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) isIntersecting ? seen.add(target.id) : seen.delete(target.id)
  mark()
}, { rootMargin: '-20% 0px -70% 0px' })
for (const id of links.keys()) watcher.observe(document.getElementById(id))
`

/** SHA-256 of the script, base64: what the page's policy names. A test makes it anew. */
export const lectureScriptHash = 'AM+4QNWr3NoW8x3F8jsxI0TDcSpYe8K4mvA/kMjRQro='
