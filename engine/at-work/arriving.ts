/** Lines from elsewhere: held against their proofs, kept beside ours, and their consequences drawn. */
import { fold, type Folded } from '../act/fold.js'
import { ownerOf, prefixOf } from '../act/world.js'
import type { Page } from '../journal/journal.js'
import type { Merged } from '../merge/merging.js'
import type { Dossier, DossierId, Entry, Line } from '../types.js'
import type { Waking } from './waking.js'
import { DRIFT, type Work } from './work.js'

export class Arriving {
  #unwait?: () => void

  constructor(
    private readonly work: Work,
    private readonly waking: Waking,
    /** Lines of the ledger of rules may have come. */
    private readonly follow: () => Promise<void> | undefined,
  ) {}

  /** To be called in turn, like all that follows. */
  async take(page: Page): Promise<Merged> {
    const { journal, clock, identity, stamps, slots } = this.work
    const seen = new Map<DossierId, Folded>()
    const noting = (lines: readonly Entry[]) => {
      const made = fold(lines)
      seen.set(made.dossier.id, made)
      return made.dossier
    }
    const doubts = await this.#doubts(page)
    const received = await journal.receive(page, noting, { now: clock.now(), drift: DRIFT, doubts })
    const { fresh, aside } = received
    const forked = aside.flatMap(({ why, entry }) => (why === 'forked' && entry.chain ? entry.chain.writer : []))
    if (forked.length > 0) await identity.leave(new Set(forked))
    for (const { id } of fresh) stamps.see(id)
    const came = fresh.map(({ on }) => on)
    await slots.came(came)
    await this.work.appointed(came)
    await this.waking.settle()
    await this.join()
    await this.forward([...seen.values()].map(({ dossier }) => dossier))
    await this.follow()
    const first = new Map<DossierId, string>()
    for (const { id, on } of fresh) if (id < (first.get(on) ?? '~')) first.set(on, id)
    const idle = [...first].flatMap(([on, from]) => seen.get(on)?.lines.filter(({ entry }) => entry.id >= from) ?? [])
    const of = (state: Line['state']) => idle.filter((line) => line.state === state)
    return { ...received, void: of('void'), moot: of('moot') }
  }

  /** Draws the consequences of merges, and waits for lines whose time is still to come. */
  async join(): Promise<void> {
    const { work } = this
    const { journal, fill } = work
    if ((await journal.touched()).length > 0) {
      const { drawConsequences } = await import('../merge/merging.js')
      const world = () => work.world()
      await drawConsequences({ journal, fill, world, carry: (id, doing) => work.carry([id], doing) })
    }
    this.#unwait?.()
    const until = (await journal.asides()).flatMap((one) => one.until ?? [])
    if (until.length === 0 || work.closed) return
    this.#unwait = work.clock.wake(
      Math.min(...until),
      () => void work.inTurn(() => this.#release()).catch(() => undefined),
    )
  }

  /** Lasting dossiers whose ledger has grown long are carried forward; looked at now and then, for it takes reading them. */
  async forward(dossiers: readonly Dossier[]): Promise<void> {
    const { book, journal } = this.work
    for (const { id, head } of dossiers) {
      const lines = Number.parseInt(head, 10)
      if (lines < 200 || lines % 50 > 0 || !book.kinds.has(prefixOf(id))) continue
      const owner = ownerOf(book, prefixOf(id))
      if (owner.spec.ends.length > 0) continue
      const { carried } = await import('../merge/carry.js')
      await carried(id, owner, journal)
    }
  }

  close(): void {
    this.#unwait?.()
  }

  /** Lines from ahead of this clock whose time has come. */
  async #release(): Promise<void> {
    const { journal, clock } = this.work
    const now = clock.now()
    const ripe = (await journal.asides()).filter(({ until }) => until !== undefined && until <= now)
    await this.take({ lines: ripe.map(({ entry }) => entry) })
  }

  /** Lines of a page that are not to be believed; proofs of the others are kept before the lines are. */
  async #doubts({ lines: all, proofs }: Page) {
    const { journal, clock } = this.work
    // of what was erased here not even a proof is kept
    const lines = await journal.unerased(all)
    if (!lines.some(({ chain }) => chain)) return undefined
    const { checked } = await import('../identity/doubt.js')
    const { doubts, proven } = await checked(lines, proofs)
    await journal.signing.keep(proven, lines, clock.now())
    return doubts
  }
}
