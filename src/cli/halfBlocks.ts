/** A stand-in for `halfBlocks` of striate/image, until that is there. */
export function halfBlocks(
  { shape, data }: { shape: readonly number[]; data: ArrayLike<number> },
  { colour }: { columns: number; colour: boolean },
): string {
  const [, h, w] = shape
  const at = (y: number, x: number) => (y < h! ? data[y * w! + x]! : 0)
  const rows: string[] = []
  for (let y = 0; y < h!; y += 2) {
    let line = ''
    for (let x = 0; x < w!; x++) {
      const [a, b] = [Math.round(at(y, x)), Math.round(at(y + 1, x))]
      line += colour ? `\x1b[38;2;${a};${a};${a};48;2;${b};${b};${b}m▀` : ' ░▒▓█'[Math.round(((a + b) / 510) * 4)]
    }
    rows.push(colour ? `${line}\x1b[0m` : line)
  }
  return rows.join('\n')
}
