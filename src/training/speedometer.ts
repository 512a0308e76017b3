/** How fast a training is just now. */

/** Pictures a second over a sliding window of about a second. */
export function speedometer(): (pictures: number) => number {
  const marks: { time: number; pictures: number }[] = [{ time: performance.now(), pictures: 0 }]
  let pictures = 0
  return (more) => {
    pictures += more
    const time = performance.now()
    if (time - marks.at(-1)!.time > 100) marks.push({ time, pictures })
    while (marks.length > 12) marks.shift()
    return (1000 * (pictures - marks[0]!.pictures)) / Math.max(1e-3, time - marks[0]!.time)
  }
}
