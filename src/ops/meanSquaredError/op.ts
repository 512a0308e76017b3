/**
 * The mean squared error over the E elements of each image: loss[n] = Σ_i (y_i − t_i)² / E,  dy = 2·(y − t) / (E · count).
 *
 *   meanSquaredError      inputs y [N, …], target [N, …] (real)       outputs losses [N]
 *   meanSquaredErrorGrad  inputs y, target, scalars                   outputs dy
 */
import type { Value } from '../../values/value.ts'
import { type NoAttributes, op } from '../signature.ts'

export const meanSquaredError = op<NoAttributes, [y: Value, target: Value], [losses: Value]>('y y > losses')
export const meanSquaredErrorGrad = op<NoAttributes, [y: Value, target: Value, scalars: Value], [dy: Value]>('y y scalars > y')
