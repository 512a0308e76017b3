/**
 * The gradient of a bias: dbias[c] += Σ_n Σ_h Σ_w dy[n, c, h, w] (of dense layers: [n, c]).
 *
 *   biasGrad   inputs dy [N, C, …]   outputs dbias [C] (added to)
 */
export type BiasGradAttributes = Record<never, never>
