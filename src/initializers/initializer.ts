/**
 * Initializers as plain values, so that a model goes to JSON and back.
 *
 *   constant  every element is `value`
 *   normal    N(0, std²)                                    (the lecture: std 0.01)
 *   lecun     N(0, 1 / fanIn)        (LeCun et al. 1998, Efficient BackProp)
 *   glorot    U(−a, a), a = √(6 / (fanIn + fanOut))         (Glorot, Bengio 2010)
 *   he        N(0, 2 / fanIn)                               (He et al. 2015)
 */
export type Initializer =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'normal'; readonly std: number }
  | { readonly kind: 'lecun' }
  | { readonly kind: 'glorot' }
  | { readonly kind: 'he' }
