/** What a person is shown of a station: everything that only reads, within what they may see. */
import { decide } from '../act/decide.js'
import { fold } from '../act/fold.js'
import { holds } from '../act/in-force.js'
import { ownerOf, prefixOf } from '../act/world.js'
import type { ProofView } from '../identity/shown.js'
import { hasSheets } from '../journal/sheets.js'
import { RowsKept } from '../rows-kept.js'
import { mayHide, shownOf, shownTo, sightOf } from '../seen.js'
import { humanActs } from '../show.js'
import { isLate } from '../time/dues.js'
import type { Act, Data, Decision, Dossier, DossierId, Line, PlaceId, Query, Say } from '../types.js'
import type { Choice, DossierView, RowView } from '../view.js'
import type { Work } from './work.js'

export class Looking {
  readonly #rowsKept: RowsKept

  constructor(private readonly work: Work) {
    this.#rowsKept = new RowsKept(work.journal, (dossier) => work.show.row(dossier))
  }

  /** A dossier as far as it is shown to who is here, and how far that is. */
  async shown(id: DossierId) {
    const { work } = this
    const world = work.world()
    const dossier = await world.dossier(id)
    return dossier && shownTo(dossier, work.me, world)
  }

  async lines(id: DossierId): Promise<readonly Line[]> {
    return (await this.shown(id))?.sight === 'all' ? this.#lines(id) : []
  }

  async proofs(id: DossierId): Promise<readonly ProofView[]> {
    if ((await this.shown(id))?.sight !== 'all') return []
    const { journal, book } = this.work
    const { proofsOf } = await import('../identity/shown.js')
    return proofsOf(await journal.lines(id), journal.signing, book.zone)
  }

  async dossiers(query: Query): Promise<readonly Dossier[]> {
    return (await shownOf(query, this.work.me, this.work.world())).map(({ dossier }) => dossier)
  }

  async count(query: Query) {
    const { work } = this
    const world = work.world()
    if (!mayHide(work, query.kind)) return world.count(query)
    const { offset: _, limit: __, ...all } = query
    const found = await this.dossiers(all)
    const steps: Record<string, number> = {}
    for (const { step } of found) steps[step] = (steps[step] ?? 0) + 1
    const late = found.filter(({ dues }) => dues.some((due) => due.state === 'runs' && isLate(due, world.now)))
    return { total: found.length, steps, late: late.length }
  }

  async rows(query: Query): Promise<readonly RowView[]> {
    const { me, book, show } = this.work
    const world = this.work.world()
    const kept = await this.#rowsKept.rows(query, world)
    if (kept) return kept
    const found = await shownOf(query, me, world)
    // what no pack of the book owns, the ledger of rules for one, has no words to be shown in
    const known = found.filter(({ dossier }) => book.kinds.has(prefixOf(dossier.id)))
    return Promise.all(known.map(({ dossier, sight }) => show.row(dossier, sight)))
  }

  async view(id: DossierId): Promise<DossierView | undefined> {
    const shown = await this.shown(id)
    if (!shown) return undefined
    const { me, journal } = this.work
    const { dossier, sight } = shown
    const [lines, choices] = await Promise.all([sight === 'all' ? this.#lines(id) : [], this.choices(id)])
    const told = await this.work.telling()
    const viewed = async (secret: Data) => this.#marked(await told.view(dossier, lines, choices, { sight, secret, me }))
    if (sight !== 'all' || !hasSheets(dossier)) return viewed({})
    const { answersIn, privatesOf } = await import('../reading.js')
    const privates = await privatesOf(dossier, { me, lines, world: this.work.world(), journal })
    // in one's own grid they are shown without being asked for
    const near = privates?.asksWhy === false ? privates.answers : []
    const open = near.flatMap(({ name, mine }) => (mine ? name : []))
    const { answers: secret } = await answersIn(dossier, open, journal)
    return { ...(await viewed(secret)), ...(privates && { privates }) }
  }

  /** A division of grids that did not come about as it was decided says so. */
  async #marked(view: DossierView): Promise<DossierView> {
    const { me, show, roll } = this.work
    const { divisions } = roll
    if (!divisions.some(({ dossier }) => dossier.id === view.dossier.id)) return view
    const { marked } = await import('../roster/overtaken.js')
    return marked(view, { divisions, places: roll.now.roster.places, show, me })
  }

  async choices(id: DossierId): Promise<readonly Choice[]> {
    const { me, book, show, fill } = this.work
    const stage = await this.work.stage(id)
    const dossier = await stage.dossier(id)
    if (!dossier || (await sightOf(dossier, me, stage)) === 'nothing') return []
    const owner = ownerOf(book, prefixOf(id))
    const by = me ?? 'anyone'
    const acts = humanActs(owner).filter(([, spec]) => !spec.from.every((step) => step === 'new'))
    const decided = await Promise.all(
      acts.map(async ([type, spec]) => ({
        type,
        spec,
        decision: (await decide({ type, on: id, by }, stage, fill)).decision,
      })),
    )
    // steps one act of mine away: what comes next is worth a sentence, what comes later is noise
    const near = new Set(decided.filter((it) => it.decision.because === undefined).map((it) => it.spec.to))
    const offered = decided.filter(
      (it) => it.decision.because !== 'from' || it.spec.from.some((step) => near.has(step)),
    )
    return Promise.all(offered.map((it) => show.choice(it.type, owner, it.decision, dossier)))
  }

  async openings(kind: string, place?: PlaceId): Promise<readonly Choice[]> {
    const { me, book, show } = this.work
    const owner = ownerOf(book, kind)
    const by = me ?? 'anyone'
    const acts = humanActs(owner).filter(([, spec]) => spec.from.includes('new'))
    return Promise.all(
      acts.map(async ([type]) => {
        const act: Act = { type, on: `${kind}/new`, by, ...(place !== undefined && { place }) }
        const { decision, at } = await this.#whereAllowed(act)
        return { ...(await show.choice(type, owner, decision, undefined)), ...(at !== undefined && { at }) }
      }),
    )
  }

  async modules(place?: PlaceId): Promise<Readonly<Record<string, { title: Say; on: boolean }>>> {
    const world = this.work.world()
    const all = Object.entries(world.book.modules ?? {}).map(async ([name, { title, while: only }]) => {
      return [name, { title, on: only === undefined || (await holds(only, place, world)) }] as const
    })
    return Object.fromEntries(await Promise.all(all))
  }

  /** Where no place is given yet, an opening is offered if it may be done where the person holds a post. */
  async #whereAllowed(act: Act): Promise<{ readonly decision: Decision; readonly at?: PlaceId }> {
    const decision = await this.work.ask(act)
    if (act.place !== undefined || decision.because !== 'by') return { decision }
    for (const { place } of this.work.roll.now.posts.of(act.by)) {
      const there = await this.work.ask({ ...act, place })
      if (there.because !== 'by') return { decision: there, at: place }
    }
    return { decision }
  }

  async #lines(id: DossierId): Promise<readonly Line[]> {
    const entries = await this.work.journal.lines(id)
    return entries.length ? fold(entries).lines : []
  }
}
