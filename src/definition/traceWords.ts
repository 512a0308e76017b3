/** The words of the traces, in both languages; their numbers and sums are the same. */
import type { Language } from '../text/language.ts'
import type { TracedBox } from './trace.ts'

/** A window: its rows and columns on the image ('−1 … 1'), and where it lies in `col`. */
export interface ShownWindow {
  readonly rows: string
  readonly columns: string
  /** How many rows or columns of it are padding. */
  readonly padded: TracedBox['padded']
  /** Its row of `col`, and its columns there. */
  readonly row: number
  readonly from: number
  readonly to: number
}

/** What a trace says beside its numbers. */
export interface TraceWords {
  window(window: ShownWindow): string
  channel(channel: number): string
  sum(value: string): string
  bias(value: string): string
  /** The maximum, where it is in the window, and where the same value is again. */
  largest(value: string, at: string, again: readonly string[]): string
  /** How many windows hold an input; of a convolution, what stands in their lines. */
  holding(windows: number, convolution: boolean): string
  windowAt(place: string): string
  elementAt(place: string): string
  readonly winner: string
  notWinner(dy: string): string
}

/** `1 at the top, 2 at the left`: the sides that have padding. */
function sides(padded: TracedBox['padded'], shown: readonly ((count: number) => string)[]): string {
  return shown.flatMap((side, i) => (padded[i]! > 0 ? [side(padded[i]!)] : [])).join(', ')
}

const inEnglish: TraceWords = {
  window({ rows, columns, padded, row, from, to }) {
    const padding = sides(padded, [
      (count) => `${count} at the top`,
      (count) => `${count} at the left`,
      (count) => `${count} at the bottom`,
      (count) => `${count} at the right`,
    ])
    const box = `rows ${rows}, columns ${columns}${padding && ` (padding: ${padding})`}`
    return `window: ${box}; row ${row} of col, columns ${from} … ${to}`
  },
  channel: (channel) => `channel ${channel}`,
  sum: (value) => `sum ${value}`,
  bias: (value) => `bias ${value}`,
  largest: (value, at, again) =>
    `the largest is ${value}, at ${at} of the window${again.length ? `; as large, but later: ${again.join(', ')}` : ''}`,
  holding(windows, convolution) {
    const held = windows === 1 ? '1 window holds this input' : `${windows} windows hold this input`
    return convolution ? `${held} (weight · dy, one term per filter)` : held
  },
  windowAt: (place) => `window ${place}`,
  elementAt: (place) => `at ${place}`,
  winner: 'the winner: dy',
  notWinner: (dy) => `not the winner (dy ${dy})`,
}

const inKorean: TraceWords = {
  window({ rows, columns, padded, row, from, to }) {
    const padding = sides(padded, [
      (count) => `위 ${count}`,
      (count) => `왼쪽 ${count}`,
      (count) => `아래 ${count}`,
      (count) => `오른쪽 ${count}`,
    ])
    const box = `행 ${rows}, 열 ${columns}${padding && ` (패딩: ${padding})`}`
    return `윈도우: ${box}; col의 행 ${row}, 열 ${from} … ${to}`
  },
  channel: (channel) => `채널 ${channel}`,
  sum: (value) => `합 ${value}`,
  bias: (value) => `편향 ${value}`,
  largest: (value, at, again) =>
    `최댓값 ${value}, 윈도우의 ${at}${again.length ? `; 같은 값이 뒤에 또 있는 곳: ${again.join(', ')}` : ''}`,
  holding(windows, convolution) {
    const held = windows ? `이 입력을 포함하는 윈도우 ${windows}개` : '이 입력을 포함하는 윈도우 없음'
    return convolution ? `${held} (weight · dy, 필터마다 항 하나)` : held
  },
  windowAt: (place) => `윈도우 ${place}`,
  elementAt: (place) => `위치 ${place}`,
  winner: '최댓값: dy',
  notWinner: (dy) => `최댓값 아님 (dy ${dy})`,
}

export const traceWords = { en: inEnglish, ko: inKorean } satisfies Record<Language, TraceWords>
