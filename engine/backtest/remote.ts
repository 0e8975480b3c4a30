/** The bench in a worker of its own, so that the page goes on drawing; where the page allows none, there is none. */
import type { Arrival } from '../journal/journal.js'
import type { RosterFile } from '../pack/format.js'
import type { PeopleFile } from '../roster/posts.js'
import type { Moment } from '../types.js'
import type { Answer, Long, Wish, Workings } from './bench.js'
import type { Difference, Explained, PlaceCount } from './result.js'

/** What a worker makes its bench of. */
export interface Luggage {
  /** Texts of the book in force. */
  readonly texts: Readonly<Record<string, string>>
  readonly roster: RosterFile
  readonly people: PeopleFile | undefined
  readonly now: Moment
}

export type Call = Exclude<keyof Workings, 'close'> | 'open'
export type ToWorker =
  { readonly id: number; readonly call: Call; readonly args: readonly unknown[] } | { readonly cancel: number }
export type FromWorker =
  | { readonly ready: true }
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: Error }
  | { readonly id: number; readonly progress: readonly [done: number, total: number] }

interface Waiting {
  readonly go: (value: never) => void
  readonly fail: (error: Error) => void
  readonly progress?: Long['progress']
}

/**
 * Starts a worker from the script that lies beside this one. Undefined where the page has none (Node), or may not: its
 * policy forbids it, or it took this script from another origin.
 */
export async function openRemote(luggage: Luggage): Promise<Workings | undefined> {
  const worker = await started()
  if (!worker) return undefined
  const remote = new Remote(worker)
  await remote.open(luggage)
  return remote
}

function started(): Promise<Worker | undefined> {
  return new Promise((go) => {
    if (typeof Worker === 'undefined') return go(undefined)
    try {
      const worker = new Worker(new URL(/* @vite-ignore */ './backtest-worker.js', import.meta.url), { type: 'module' })
      worker.onmessage = () => go(worker)
      worker.onerror = (event) => {
        event.preventDefault()
        worker.terminate()
        go(undefined)
      }
    } catch {
      go(undefined)
    }
  })
}

class Remote implements Workings {
  readonly #waiting = new Map<number, Waiting>()
  #last = 0

  constructor(private readonly worker: Worker) {
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#hear(data)
    worker.onerror = ({ message }) => this.#give(new Error(message))
  }

  open(luggage: Luggage): Promise<void> {
    return this.#call('open', [luggage])
  }
  take(arrivals: readonly Arrival[]): Promise<void> {
    return this.#call('take', [arrivals])
  }
  ask(wish: Wish, long?: Long): Promise<Answer> {
    return this.#call('ask', [wish], long)
  }
  list(answer: number, from?: number, to?: number): Promise<readonly Difference[]> {
    return this.#call('list', [answer, from, to])
  }
  places(answer: number, kind: string): Promise<readonly PlaceCount[]> {
    return this.#call('places', [answer, kind])
  }
  explain(answer: number, difference: Difference): Promise<Explained> {
    return this.#call('explain', [answer, difference])
  }

  close(): void {
    this.worker.terminate()
    this.#give(new DOMException('The backtest was closed.', 'AbortError'))
  }

  async #call<T>(call: Call, args: readonly unknown[], { signal, progress }: Long = {}): Promise<T> {
    signal?.throwIfAborted()
    const id = ++this.#last
    const cancel = () => {
      this.#post({ cancel: id })
      this.#waiting.get(id)?.fail(signal!.reason as Error)
    }
    try {
      return await new Promise<T>((go, fail) => {
        this.#waiting.set(id, { go, fail, progress })
        signal?.addEventListener('abort', cancel)
        this.#post({ id, call, args })
      })
    } finally {
      signal?.removeEventListener('abort', cancel)
      this.#waiting.delete(id)
    }
  }

  #post(message: ToWorker): void {
    this.worker.postMessage(message)
  }

  #hear(message: FromWorker): void {
    if ('ready' in message) return
    // nobody waits any more for what was taken back
    const waiting = this.#waiting.get(message.id)
    if (!waiting) return
    if ('progress' in message) waiting.progress?.(...message.progress)
    else if ('error' in message) waiting.fail(message.error)
    else waiting.go(message.value as never)
  }

  #give(error: Error): void {
    for (const { fail } of this.#waiting.values()) fail(error)
  }
}
