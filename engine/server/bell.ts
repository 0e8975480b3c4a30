/** Tells who waits that something came. A bell carries no data: what came is fetched, with all its checks. */
import type { Clock } from '../types.js'

export interface Ears {
  /** Path of the place. */
  readonly scope: string
  readonly kinds: readonly string[] | undefined
}

interface Ring {
  readonly number: number
  readonly on: string
  readonly path: string
}

/** How long a question waits for an answer: below the minute after which proxies hang up. */
const patience = 25_000
/** So many rings are remembered for who was away for a moment. */
const memory = 2000

export class Bell {
  readonly #rings: Ring[] = []
  #last = 0
  readonly #waiting = new Set<(ring: Ring | undefined) => void>()

  constructor(
    private readonly clock: Clock,
    /** Tells this bell from that of the server before. */
    private readonly name: string,
  ) {}

  get waiting(): number {
    return this.#waiting.size
  }

  ring(news: ReadonlyMap<string, string>): void {
    for (const [on, path] of news) {
      const ring = { number: ++this.#last, on, path }
      this.#rings.push(ring)
      for (const hear of [...this.#waiting]) hear(ring)
    }
    this.#rings.splice(0, this.#rings.length - memory)
  }

  /** Everyone goes home. */
  hush(): void {
    for (const hear of [...this.#waiting]) hear(undefined)
  }

  /** Where it stands now. */
  get mark(): string {
    return `${this.name}.${this.#last}`
  }

  /** Waits until something comes behind a mark, at most `patience`. */
  async wait(ears: Ears, mark: string, gone: AbortSignal): Promise<{ mark: string; rang: boolean }> {
    const rang = this.#missed(ears, mark) || (await this.#next(ears, gone))
    return { mark: this.mark, rang }
  }

  #missed(ears: Ears, mark: string): boolean {
    const [name, number] = mark.split('.')
    const since = Number(number)
    const isKnown = name === this.name && since <= this.#last && since >= this.#last - this.#rings.length
    return !isKnown || this.#rings.some((ring) => ring.number > since && hears(ears, ring))
  }

  #next(ears: Ears, gone: AbortSignal): Promise<boolean> {
    return new Promise((go) => {
      const end = (rang: boolean) => {
        this.#waiting.delete(hear)
        unwake()
        gone.removeEventListener('abort', leave)
        go(rang)
      }
      const hear = (ring: Ring | undefined) => {
        if (!ring || hears(ears, ring)) end(ring !== undefined)
      }
      const leave = () => end(false)
      const unwake = this.clock.wake(this.clock.now() + patience, leave)
      this.#waiting.add(hear)
      gone.addEventListener('abort', leave)
    })
  }
}

const hears = ({ scope, kinds }: Ears, { on, path }: Ring) =>
  (path.startsWith(scope) || (on.startsWith('rules/') && scope.startsWith(path))) &&
  (!kinds || kinds.includes(on.slice(0, on.indexOf('/'))))
