/**
 * Joins values along the channels (axis 1), and takes a part of them out again.
 *
 *   concat  inputs [N, C₁, …], [N, C₂, …] …          outputs [N, C₁ + C₂ + …, …]
 *   slice   inputs [N, C, …]                         outputs [N, count, …] = channels start … start + count − 1
 */
export type ConcatAttributes = Record<never, never>
export interface SliceAttributes {
  readonly start: number
}
