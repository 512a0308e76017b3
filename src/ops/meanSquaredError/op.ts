/**
 * The mean squared error over the E elements of each picture: loss[n] = Σ_i (y_i − t_i)² / E,  dy = 2·(y − t) / (E · count).
 *
 *   meanSquaredError      inputs y [N, …], target [N, …] (real)       outputs losses [N]
 *   meanSquaredErrorGrad  inputs y, target, scalars                   outputs dy
 */
export type MeanSquaredErrorAttributes = Record<never, never>
