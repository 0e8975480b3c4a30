/** Private answers at a station: opened, printed or taken back, and each of these leaves a line that the resident sees. */
import { readHead } from '../act/read-id.js'
import type { Stage } from '../act/perform.js'
import { ownerOf, prefixOf } from '../act/world.js'
import type { AnswersView, Withdrawn } from '../reading.js'
import type { DossierId, Entry, PartyId } from '../types.js'
import type { PrintView } from '../view.js'
import type { Looking } from './looking.js'
import type { Work } from './work.js'

export class OpenedAnswers {
  constructor(
    private readonly work: Work,
    private readonly looking: Looking,
  ) {}

  async read(id: DossierId, why?: string): Promise<AnswersView | undefined> {
    const { work } = this
    const { me, journal } = work
    const shown = await this.looking.shown(id)
    if (shown?.sight !== 'all' || me === undefined) return undefined
    const { dossier } = shown
    const { answersIn, isNear, keptIn, openTo } = await import('../reading.js')
    const world = work.world()
    const open = await openTo(me, dossier, world)
    if (open.length === 0) return undefined
    const asked = isNear(me, dossier, world) ? [] : await keptIn(dossier, open, journal)
    if (asked.length > 0 && !why?.trim()) return { answers: {}, locked: [], asksWhy: true }
    // told of before anything is shown: whoever pulls the plug has not read in secret
    if (asked.length > 0)
      await work.inTurn(() =>
        work.carry([id], (stage) => this.#tell(stage, id, me, { how: 'read', fields: asked }, why)),
      )
    const found = await answersIn(dossier, open, journal)
    return { ...found, fields: (await work.telling()).answered(dossier, found.answers) }
  }

  async printed(id: DossierId, form: string, why?: string): Promise<PrintView | undefined> {
    const shown = await this.looking.shown(id)
    if (shown?.sight !== 'all') return undefined
    const secret = await this.read(id, why)
    return (await this.work.telling()).printed(shown.dossier, form, secret?.answers ?? {}, this.work.me)
  }

  async withdraw(id: DossierId, why?: string): Promise<Withdrawn | undefined> {
    const { work } = this
    const { me, journal, book } = work
    const shown = await this.looking.shown(id)
    if (shown?.sight !== 'all' || me === undefined) return undefined
    const { openTo, withdrawal } = await import('../reading.js')
    const open = await openTo(me, shown.dossier, work.world())
    if (open.length === 0) return undefined
    return work.inTurn(() =>
      work.carry([id], async (stage) => {
        const { told, fields, ids } = await withdrawal(shown.dossier, open, journal, { book })
        if (fields.length > 0) await this.#tell(stage, id, me, { how: 'withdrawn', fields }, why, ids)
        return told
      }),
    )
  }

  /** Lays a line that says what somebody did with private answers; `erases`: and with it these are erased. */
  async #tell(
    stage: Stage,
    id: DossierId,
    by: PartyId,
    sheets: NonNullable<Entry['sheets']>,
    why: string | undefined,
    erases?: readonly string[],
  ) {
    const { stamps, book } = this.work
    const { tellingLine } = await import('../reading.js')
    const dossier = (await stage.dossier(id))!
    stamps.see(readHead(dossier).last)
    const known = { by, at: stage.now, id: stamps.next(), pack: ownerOf(book, prefixOf(id)).pack.ref }
    await stage.lay(tellingLine(dossier, { ...known, sheets, ...(why?.trim() && { why }) }), erases)
  }
}
