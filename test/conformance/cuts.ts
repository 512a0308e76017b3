/**
 * Large work is cut: into blocks of channels, rows, filters … that fit a cache or a thread. A tuning may move such a limit
 * beyond all cases, and then no one tests the cut any more. This keeps account of which cuts were seen, and names those that
 * no case made.
 */
import type { RoutineCall } from '../../src/ops/lowering.ts'
import { routineFields } from '../../src/ops/routines.generated.ts'

type Numbers = Readonly<Record<string, number>>

const taps = (a: Numbers) => a.channels! * a.kernelHeight! * a.kernelWidth!
const pixels = (a: Numbers) => a.outHeight! * a.outWidth!

/** An argument that says how large a part is, or how many there are → whether it says so of several parts. */
const several: Readonly<Record<string, (a: Numbers) => boolean>> = {
  // Whole blocks are also taken together.
  blockStep: (a) => a.blockStep! > 1 && a.blockStep! < a.blocks!,
  channelStep: (a) => a.channelStep! < a.channels!,
  filterStep: (a) => a.filterStep! < a.filters!,
  unitStep: (a) => a.unitStep! < a.units!,
  featureStep: (a) => a.featureStep! < a.features!,
  // Of matrices, or of images: the gradient of the input goes by the rows of the input.
  rowStep: (a) => a.rowStep! < (a.rows ?? ('top' in a ? a.height! : a.outHeight!)),
  columnStep: (a) => a.columnStep! < a.columns!,
  depthStep: (a) => a.depthStep! < a.depth!,
  innerStep: (a) => a.innerStep! < a.inner!,
  countStep: (a) => a.countStep! < a.count!,
  sizeStep: (a) => a.sizeStep! < a.size!,
  tapStep: (a) => a.tapStep! < taps(a),
  pixelStep: (a) => a.pixelStep! < pixels(a),
  // Panels are of eight pixels, or of eight taps.
  panelStep: (a) => a.panelStep! * 8 < ('pixelStep' in a ? taps(a) : pixels(a)),
  runStep: (a) => a.runStep! < a.run!,
  chunks: (a) => a.chunks! > 1,
  part: (a) => a.part! < a.run!,
  // Not a part: the numbers from one row to the next, where they are more than a row has.
  xStep: (a) => a.xStep! > a.features!,
}

export class Cuts {
  readonly #routines = new Set<string>()
  readonly #cut = new Set<string>()

  see({ routine, arguments: given }: RoutineCall): void {
    this.#routines.add(routine)
    const numbers = given as unknown as Numbers
    for (const name of Object.keys(given)) if (several[name]?.(numbers)) this.#cut.add(`${routine}.${name}`)
  }

  /** Routines that no case called, and cuts that no case made. */
  missing(): string[] {
    return Object.entries(routineFields).flatMap(([routine, fields]) => {
      if (!this.#routines.has(routine)) return [routine]
      const cuts = fields.map(([name]) => name).filter((name) => name in several)
      return cuts.map((name) => `${routine}.${name}`).filter((cut) => !this.#cut.has(cut))
    })
  }
}
