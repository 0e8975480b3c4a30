/** Which measures a measure is made of: acts ask it too, and need nothing else of what measures may say. */
import type { Measure } from './format.js'

/** Measures that this one is worked out from. */
export const partsOf = ({ part, whole, weights, rank }: Measure): readonly string[] =>
  [part, whole, rank, ...Object.keys(weights ?? {})].filter((name) => name !== undefined)
