/** The product of two values, and the sum of the products of each channel, as they are defined. */
import type { ReferenceReading } from '../reference.ts'

export const multiplyReference: ReferenceReading<'multiply'> = (_, [a, b], [y]) => {
  // One of `b` stands for so many of `a`: all places of a channel, or itself alone.
  const places = a.data.length / b.data.length
  for (let i = 0; i < y.data.length; i++) y.data[i] = a.data[i] * b.data[Math.floor(i / places)]
}

export const channelDotsReference: ReferenceReading<'channelDots'> = (_, [a, b], [y]) => {
  const places = a.data.length / y.data.length
  for (let plane = 0; plane < y.data.length; plane++) {
    let sum = 0
    for (let p = plane * places; p < (plane + 1) * places; p++) sum += a.data[p] * b.data[p]
    y.data[plane] = sum
  }
}
