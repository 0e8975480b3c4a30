/** Everything a pack can say wrongly although its shape is right, found before anybody is judged by it. */
import type { Beside } from './names.js'
import type { PackFile } from './format.js'
import type { Teller } from './trouble.js'

/** A pack to be looked at. */
export interface Ground {
  readonly file: PackFile
  readonly teller: Teller
  /** IANA name of the community's zone. */
  readonly zone: string
  /** Names of the community's calendars; unknown when the pack is looked at alone. */
  readonly calendars?: readonly string[]
  /** All packs of the book; unknown when the pack is looked at alone. */
  readonly beside?: Beside
}

export function check(_ground: Ground): void {}
