/** What was filled in and not yet sent, so that a reload in the street loses nothing; gone when the tab is closed. */
import type { Data } from '../../engine/types.js'

// A page in a sandbox may forbid storage, and it may be full: then there is simply no draft.
const attempt = <T>(does: () => T): T | undefined => {
  try {
    return does()
  } catch {
    return undefined
  }
}

export class Draft {
  /** Is there one? */
  kept = false
  #key = ''

  /** Names the form it belongs to; true if that is another one than before. */
  isFor(key: string): boolean {
    if (key === this.#key) return false
    this.#key = key
    return true
  }

  read(): Data {
    const draft = attempt(() => JSON.parse(sessionStorage.getItem(`linli-draft ${this.#key}`) ?? 'null') as unknown)
    this.kept = typeof draft === 'object' && draft !== null
    return this.kept ? (draft as Data) : {}
  }

  keep(data: Data): void {
    if (!this.#key) return
    this.kept = attempt(() => (sessionStorage.setItem(`linli-draft ${this.#key}`, JSON.stringify(data)), true)) ?? false
  }

  drop(): void {
    this.kept = false
    attempt(() => sessionStorage.removeItem(`linli-draft ${this.#key}`))
  }
}
