/** Which column was which the last time, kept on this device: the same office brings the same table each month. */
import type { Mapping } from '../../engine/roster/columns.js'

const name = 'linli-columns roster'

// A page in a sandbox may forbid storage: then the columns are guessed again.
export function keptMapping(): Mapping {
  try {
    return JSON.parse(localStorage.getItem(name) ?? '{}') as Mapping
  } catch {
    return {}
  }
}

export function keepMapping(mapping: Mapping): void {
  try {
    localStorage.setItem(name, JSON.stringify(mapping))
  } catch {
    // as above
  }
}
