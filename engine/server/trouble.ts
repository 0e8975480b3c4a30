/** What keeps a server from starting, in a sentence for whoever started it and without a stack of calls. */
import type { Say } from '../types.js'

export class Trouble extends Error {
  override readonly name = 'Trouble'
  constructor(
    readonly says: Say,
    cause?: unknown,
  ) {
    super(says.en, { cause })
  }
}
