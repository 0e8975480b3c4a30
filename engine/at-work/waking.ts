/** The hours of a station: what runs out, midnight, and what is erased when its time is over. */
import { dayAfter } from '../roster/days.js'
import { dateIn, momentIn } from '../time/calendar.js'
import type { Moment } from '../types.js'
import type { Work } from './work.js'

const LATER = 60_000
const DAY = 86_400_000

export class Waking {
  #undue?: () => void
  #unday?: () => void
  #unerase?: () => void

  constructor(private readonly work: Work) {}

  /** Fires whatever has run out, of every dossier, and winds the timer for the next; to be called in turn. */
  async settle(): Promise<void> {
    const { work } = this
    const { clock, journal, slots } = work
    if (work.clockOff !== undefined) return
    const asked = clock.now()
    let first = await journal.firstDue()
    const ranOut = first === undefined || first > asked ? [] : await journal.dueBefore(asked)
    for (const id of ranOut) {
      if (work.closed) return
      await work.carry([id])
    }
    const looked = await slots.settle()
    if (looked) work.tell()
    if (looked || ranOut.length > 0) first = await journal.firstDue()
    if (slots.waits) void work.inTurn(() => this.settle()).catch(() => this.#wind(clock.now() + LATER))
    // what could not be fired (its pack is no longer in use here) must not keep the timer ringing; what has run out since it
    // was asked for rings at once
    const firing = first === undefined || first > asked ? (first ?? Infinity) : clock.now() + LATER
    const next = Math.min(firing, slots.next ?? Infinity)
    if (next < Infinity) this.#wind(next)
  }

  /** At midnight posts are taken and left, and grids come and go. */
  async newDay(): Promise<void> {
    const { work } = this
    if (work.closed) return
    await work.renewRoll()
    const { zone } = work.book
    const tomorrow = momentIn(`${dayAfter(dateIn(work.clock.now(), zone))}T00:00`, zone)
    this.#unday = work.clock.wake(tomorrow, () => void work.inTurn(() => this.newDay()).catch(() => undefined))
  }

  /** Private answers and whole dossiers go when their time is over: looked at when the station opens, and once a day. */
  async erase(): Promise<void> {
    const { work } = this
    const { clock, journal } = work
    if (work.closed) return
    await journal.eraseBefore(clock.now())
    const { forgetOver } = await import('../forgetting.js')
    await forgetOver(journal, work.world())
    await journal.photos.drop(clock.now() - DAY)
    this.#unerase = clock.wake(clock.now() + DAY, () => void work.inTurn(() => this.erase()))
  }

  close(): void {
    this.#undue?.()
    this.#unday?.()
    this.#unerase?.()
  }

  #wind(at: Moment): void {
    const { work } = this
    this.#undue?.()
    if (work.closed) return
    // a device that will keep nothing now is asked again later; whoever acts meanwhile is told by the act itself
    this.#undue = work.clock.wake(at, () => void work.inTurn(() => this.settle()).catch(() => this.#wind(at + LATER)))
  }
}
