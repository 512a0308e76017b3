/**
 * An async loop that only awaits finished work never lets timers, signals or messages in. `breathe` hands the event loop
 * a turn now and then: every 50 ms, which costs nothing that can be measured.
 */
export function breather(every = 50): () => Promise<void> | undefined {
  let last = performance.now()
  return () => {
    const now = performance.now()
    if (now - last < every) return undefined
    last = now
    return turn()
  }
}

function turn(): Promise<void> {
  if (typeof setImmediate === 'function') return new Promise((resolve) => setImmediate(resolve))
  // setTimeout is clamped to 4 ms in pages; a message is not.
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
