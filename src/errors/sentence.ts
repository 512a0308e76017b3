/** What errors say, as data: a sentence with holes and what fills them, and what another language has to say it. */

/** What may fill a hole: a word, a number, a sentence, or several sentences after each other. */
export type Filling = string | number | Sentence | readonly Sentence[]

/** A sentence as data, of plain values: it may be cloned and sent. */
export interface Sentence {
  /** In English, with its holes: `there is no layer {name}.` */
  readonly text: string
  readonly holes: Readonly<Record<string, Filling>>
}

/** The names of a text's holes: 'a {b} c {d}' has 'b' | 'd'. Braces of code have spaces inside: wasm({ threads: {threads} }). */
export type HolesOf<Text extends string> = Text extends `${string}{${infer Hole}}${infer Rest}`
  ? (Hole extends `${string} ${string}` ? HolesOf<`${Hole}}`> : Hole) | HolesOf<Rest>
  : never

/** Other languages' sentences by the English ones, and how what fills a hole is bound to its particle there. */
export interface Translation {
  readonly sentences: Readonly<Record<string, string>>
  /** What stands before the way to fix it. */
  readonly fix: string
  /** Where the error happened; what is not a layer has neither a name nor a kind. */
  place(position: number, layer: { readonly name: string; readonly kind: string } | undefined, model: string): string
  /** `particle` is what a hole has after a colon: the `을` of {name:을}, and of "{name}"{:을}, where it follows a quote. */
  bound(filling: string, particle: string): string
}
