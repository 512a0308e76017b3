/** How fast a training is just now. */

/** Images a second over a sliding window of about a second. */
export function speedometer(): (images: number) => number {
  const marks: { time: number; images: number }[] = [{ time: performance.now(), images: 0 }]
  let images = 0
  return (more) => {
    images += more
    const time = performance.now()
    if (time - marks.at(-1)!.time > 100) marks.push({ time, images })
    while (marks.length > 12) marks.shift()
    return (1000 * (images - marks[0]!.images)) / Math.max(1e-3, time - marks[0]!.time)
  }
}
