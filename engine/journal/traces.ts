/**
 * Which dossiers were erased here, so that an old file does not bring them back and their number is not counted twice.
 *
 * A trace is the opening line under a key that no script can read: whoever still has the line finds its trace, whoever has
 * the list of traces learns nothing from it, and by the same id another dossier can be opened.
 */
import type { Entry } from '../types.js'
import { isOpening } from '../merge/arrive.js'
import type { Hands } from './beside.js'
import { hex } from './hash.js'

export interface Trace {
  readonly id: string
}

export const traceKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256', length: 256 }, false, ['sign'])

export class Traces {
  /** Dossiers whose opening was refused since this journal was opened: their other lines may come page by page. */
  readonly #refused = new Set<string>()

  constructor(
    private readonly read: Hands['read'],
    private readonly key: () => Promise<CryptoKey>,
  ) {}

  /** Of the opening lines among these. */
  async of(lines: readonly Entry[]): Promise<readonly string[]> {
    const openings = lines.filter(isOpening)
    if (openings.length === 0) return []
    const key = await this.key()
    return Promise.all(openings.map((line) => trace(key, line)))
  }

  /** Without the lines of dossiers that were erased here. */
  async unerased(lines: readonly Entry[]): Promise<readonly Entry[]> {
    const openings = lines.filter(isOpening)
    const isAny = openings.length > 0 && (await this.read(['erased'], (tx) => tx.count('erased', '', '~'))) > 0
    const gone = new Set<Entry>()
    if (isAny) {
      const traces = await this.of(openings)
      const known = await this.read(['erased'], (tx) => Promise.all(traces.map((id) => tx.has('erased', id))))
      openings.forEach((line, index) => known[index] && gone.add(line))
    }
    for (const line of openings) {
      if (gone.has(line)) this.#refused.add(line.on)
      else this.#refused.delete(line.on)
    }
    if (gone.size === 0 && this.#refused.size === 0) return lines
    const here = await this.read(['heads'], async (tx) => {
      const refused = [...this.#refused]
      const has = await Promise.all(refused.map((on) => tx.has('heads', on)))
      return new Set(refused.filter((_, index) => has[index]))
    })
    return lines.filter((line) => !gone.has(line) && (!this.#refused.has(line.on) || here.has(line.on)))
  }
}

async function trace(key: CryptoKey, { id, on }: Entry): Promise<string> {
  return hex(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(`${id} ${on}`)))
}
