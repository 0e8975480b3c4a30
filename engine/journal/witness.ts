/** Beside the database a note of what it held: whoever opens an empty one in its place is told what is gone. */
import type { Moment } from '../types.js'

/** What was kept here and is not any more. */
export interface Lost {
  /** Since when it was kept. */
  readonly since: Moment
  /** When it was last seen. */
  readonly at: Moment
  readonly dossiers: number
  /** Lines that had reached no far side; absent where there was none to go to. */
  readonly waiting?: number
}

/** Numbers and moments, and nothing of anybody: it outlives what is erased. */
interface Note extends Lost {
  /** The name that a database gives its device: another database gives another. */
  readonly node: string
  /** Of the database before, until somebody has read it. */
  readonly lost?: Lost
}

export class Witness {
  readonly #key: string

  /** @param name of the database */
  constructor(name: string) {
    this.#key = `linli held ${name}`
  }

  get lost(): Lost | undefined {
    return this.#read()?.lost
  }

  /** Writes down what is here; what the note says of another database is lost. */
  see(node: string, held: Pick<Lost, 'dossiers' | 'waiting'>, at: Moment): void {
    const before = this.#read()
    const isSame = before?.node === node
    const lost = before && !isSame ? missed(before) : before?.lost
    this.#write({ node, since: isSame ? before.since : at, at, ...held, ...(lost && { lost }) })
  }

  /** Somebody has read what is lost. */
  understood(): void {
    const { lost: _, ...note } = this.#read() ?? {}
    this.#write(note)
  }

  #read(): Note | undefined {
    return attempt(() => JSON.parse(localStorage.getItem(this.#key) ?? 'null') as Note | null) ?? undefined
  }

  #write(note: Partial<Note>): void {
    attempt(() => localStorage.setItem(this.#key, JSON.stringify(note)))
  }
}

/** Nobody misses an empty database; and of two that went, unread, the one is told that held more. */
const missed = ({ node: _, lost, ...held }: Note): Lost | undefined =>
  held.dossiers > (lost?.dossiers ?? 0) ? held : lost

/** A browser that forbids its storage keeps no note, and works all the same. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
