/**
 * An address as messages show it: without the user's name and password, which error texts, logs and screens would carry on.
 * Whatever else stands in it stays.
 */

/** The same address without a login; unchanged where it has none. */
export function urlText(address: string): string {
  if (URL.canParse(address)) {
    const url = new URL(address)
    if (url.username === '' && url.password === '') return address
    url.username = ''
    url.password = ''
    return url.href
  }
  // What is not an address (a space in its host, say) may hold them all the same: all before the last @ of its first part.
  return address.replace(/^([a-z][a-z0-9+.-]+:[\\/]*|[\\/]{2})[^\\/?#]*@/i, '$1')
}
