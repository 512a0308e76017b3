/**
 * The script of every page in both languages: it opens the page in the reader's language, and tells screen readers which one that
 * is. The page's policy admits it by its hash; without it the page opens in the language that it was made for.
 */

export const languageScript = `'use strict'
{
  const choices = [...document.querySelectorAll('input.choice')]
  const told = () => (document.documentElement.lang = choices.find(({ checked }) => checked).id)
  const spoken = navigator.languages.map((one) => one.slice(0, 2).toLowerCase())
  const best = spoken.map((one) => choices.find(({ id }) => id === one)).find(Boolean)
  if (best) best.checked = true
  for (const choice of choices) choice.addEventListener('change', told)
  told()
}
`

/** SHA-256 of the script, base64: what the page's policy names. A test makes it anew. */
export const languageScriptHash = '26GiKpVtWMKO58JP9XbQIZvL/2bNACrISKw7DcmIfl4='
