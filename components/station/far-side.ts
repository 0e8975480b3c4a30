/** Keeps a station in step with the far side that its page names, in whatever order the page says so. */
import type { Station } from '../../engine/station.js'
import type { Auth, SyncAdapter } from '../../engine/sync/adapter.js'
import type { Joined } from '../../engine/sync/sync.js'

/** The far side at an address, by an adapter that loads late. */
export async function adapterAt(address: string): Promise<SyncAdapter> {
  const { httpAdapter } = await import('../../engine/sync/http.js')
  return httpAdapter(new URL(address, document.baseURI).href)
}

export class FarSide {
  #wanted: readonly unknown[] = []
  #turn = 0
  #joined?: Joined

  /** @param getToken asked anew each time, for the page may say later how a token is come by */
  constructor(private readonly getToken: Auth['getToken']) {}

  /** Joins these two, and leaves whatever was joined before; nothing where it is so already. */
  async join(station?: Station, adapter?: SyncAdapter, place?: string): Promise<void> {
    const wanted = [station, adapter, place]
    if (wanted.every((it, i) => it === this.#wanted[i])) return
    this.#wanted = wanted
    const turn = ++this.#turn
    const before = this.#joined
    this.#joined = undefined
    removeEventListener('online', this.now)
    await before?.leave()
    if (turn !== this.#turn || !adapter || !station?.join) return
    const joined = await station.join(adapter, {
      scope: { place: place || station.book.place },
      getToken: this.getToken,
    })
    // somebody thought otherwise while it was being joined
    if (turn !== this.#turn) return joined.leave()
    this.#joined = joined
    addEventListener('online', this.now)
  }

  /** The network is there again, or a token is: not to wait for the next try. */
  readonly now = (): void => this.#joined?.now()
}
