/** How far the reading of a roster is, and from where on it is read in another way. */

/** Rows looked at so far, of all; `all` is 0 until it is known. */
export interface Progress {
  readonly done: number
  readonly all: number
}

/** Up to here a file is read with a place for every value, which also finds what is written twice. */
export const small = 4_000_000
