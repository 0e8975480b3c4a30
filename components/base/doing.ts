/** Does acts at the station, one at a time, and keeps why the last one did not go through. */
import type { Act, Decision } from '../../engine/types.js'
import type { LinliElement } from './element.js'

export class Doing {
  /** Name of the act under way; empty when there is none. */
  busy = ''
  /** The refusal, or `failed` where nothing could be kept. */
  refused?: Decision | 'failed'

  constructor(private readonly host: LinliElement) {}

  /** Resolves with the decision if the act went through. While one is under way another is not begun: the second tap of a double tap is not a second act. */
  async act(wish: Act): Promise<Decision | undefined> {
    const { station } = this.host
    if (!station || this.busy) return undefined
    this.forget()
    this.busy = wish.type
    try {
      const decision = await station.act(wish)
      if (decision.allowed) return decision
      this.refused = decision
    } catch {
      this.refused = 'failed'
    } finally {
      this.busy = ''
      this.host.requestUpdate()
    }
    return undefined
  }

  /** The person goes on to something else. */
  forget(): void {
    this.refused = undefined
    this.host.requestUpdate()
  }
}
