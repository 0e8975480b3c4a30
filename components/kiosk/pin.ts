/** A PIN against passers-by: a salted hash on this device, and longer and longer waits after wrong ones. It protects no data. */
import type { Moment } from '../../engine/types.js'

interface Kept {
  readonly salt: string
  readonly hash: string
  /** Wrong ones since the last right one. */
  readonly wrong: number
  /** No try before this moment. */
  readonly until: Moment
}

/** Wrong ones that cost nothing: gloves miss keys. */
const free = 3
const first = 5_000
/** Ten thousand PINs of four digits at five minutes each are 34 days. */
const longest = 300_000
const rounds = 200_000

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

async function hashOf(digits: string, salt: string): Promise<string> {
  const bytes = new TextEncoder()
  const key = await crypto.subtle.importKey('raw', bytes.encode(digits), 'PBKDF2', false, ['deriveBits'])
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt: bytes.encode(salt), iterations: rounds }
  return hex(new Uint8Array(await crypto.subtle.deriveBits(how, key, 256)))
}

/** How long to wait after so many wrong ones, in ms. */
export const waitAfter = (wrong: number): number =>
  wrong < free ? 0 : Math.min(longest, first * 2 ** Math.min(16, wrong - free))

export class Pin {
  /** @param name of the kiosk; each has a PIN of its own */
  constructor(private readonly name: string) {}

  get #key(): string {
    return `linli-kiosk-pin ${this.name}`
  }

  get #kept(): Kept | undefined {
    try {
      const text = localStorage.getItem(this.#key)
      return text === null ? undefined : (JSON.parse(text) as Kept)
    } catch {
      return undefined
    }
  }

  get isSet(): boolean {
    return this.#kept !== undefined
  }

  /** How long no try is taken any more, in ms; a clock that was set back makes it no longer than the longest. */
  wait(now: Moment): number {
    return Math.min(longest, Math.max(0, (this.#kept?.until ?? 0) - now))
  }

  /** @throws DOMException or TypeError where nothing can be stored, or the page was not opened over https */
  async set(digits: string): Promise<void> {
    const salt = hex(crypto.getRandomValues(new Uint8Array(16)))
    this.#keep({ salt, hash: await hashOf(digits, salt), wrong: 0, until: 0 })
  }

  /** Is it the one? While there is a wait, nothing is. */
  async try(digits: string, now: Moment): Promise<boolean> {
    const kept = this.#kept
    if (!kept || this.wait(now) > 0) return !kept
    const wrong = kept.wrong + 1
    // before it is looked at: a page that is loaded anew meanwhile has used its try all the same
    this.#keep({ ...kept, wrong, until: now + waitAfter(wrong) })
    if ((await hashOf(digits, kept.salt)) !== kept.hash) return false
    this.#keep({ ...kept, wrong: 0, until: 0 })
    return true
  }

  forget(): void {
    localStorage.removeItem(this.#key)
  }

  #keep(kept: Kept): void {
    localStorage.setItem(this.#key, JSON.stringify(kept))
  }
}
