/** What became of a place, and what was done with it and its posts, newest first: by whom and why, void lines with them. */
import { html, nothing, type ReactiveController, type TemplateResult } from 'lit'
import type { SuccessionSpec } from '../../engine/pack/format.js'
import { successionKinds } from '../../engine/roster/successions.js'
import { holdingKinds, tenureOf } from '../../engine/roster/tenures.js'
import type { Station } from '../../engine/station.js'
import type { Dossier, Entry, Line, PlaceId, Say } from '../../engine/types.js'
import { adopt } from '../base/adopt.js'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { day, partyName, titleOf } from './names.js'
import { historyWords } from './history-words.js'
import { historyStyles } from './history.styles.js'
import type { Turn } from '../../engine/roster/turns.js'
import type { Seen } from './seen.js'
import { turnsAt } from './turned.js'

interface Done {
  readonly line: Line
  readonly act: Say
  /** Who or what it is about, in words. */
  readonly of: (host: LinliElement, seen: Seen) => string
  /** Day from which it counts. */
  readonly from?: string
}

export class History implements ReactiveController {
  #station?: Station
  #place: PlaceId = ''
  #done: readonly Done[] = []
  #stop?: () => void

  constructor(private readonly host: LinliElement) {
    adopt(host, historyStyles)
    host.addController(this)
  }

  hostDisconnected(): void {
    this.#stop?.()
    this.#stop = undefined
    this.#station = undefined
  }

  /** Goes on to another place; the same one is watched already. */
  of(station: Station, place: PlaceId): void {
    if (station === this.#station && place === this.#place) return
    this.#stop?.()
    this.#station = station
    this.#place = place
    this.#done = []
    this.#stop = station.watch(
      (from) => doneAt(from, place),
      (done) => {
        this.#done = done
        this.host.requestUpdate()
      },
    )
  }

  /** @param see shows the roster of a day */
  render(seen: Seen, place: PlaceId, see: (day: string) => void): TemplateResult {
    return html`${this.#turned(seen, place, see)}${this.#acts(seen)}`
  }

  #turned(seen: Seen, place: PlaceId, see: (day: string) => void): TemplateResult | typeof nothing {
    const found = turnsAt(seen, place).toReversed()
    if (found.length === 0) return nothing
    const it = this.host.words(historyWords)
    return html`<h4>${it.turned}</h4><ol class="history">${found.map((turn) => {
      const when = day(this.host, turn.on)
      return html`<li><p><b>${turnWords(this.host, seen, turn, place)}</b><br><span class="quiet xs">${it.fromDay(when)}</span>
        <button class="btn bare" type="button" @click=${() => see(turn.on)}>${it.seeDay(when)}</button></p></li>`
    })}</ol>`
  }

  #acts(seen: Seen): TemplateResult | typeof nothing {
    if (this.#done.length === 0) return nothing
    const it = this.host.words(historyWords)
    return html`<h4>${it.history}</h4><ol class="history">${this.#done.map(
      ({ line: { entry, state }, act, of, from }) => {
        return html`<li class=${state}>${state === 'void' ? icon(draw.voided, 's') : nothing}<p><b>${this.host.say(act)}</b> ${of(this.host, seen)}${from === undefined ? nothing : it.since(day(this.host, from))}<br
        ><span class="quiet xs">${this.host.date(entry.at)} · ${partyName(this.host, seen, entry.by)}${entry.reason ? html` · ${entry.reason}` : nothing}${
          state === 'void' ? html` · ${it.void}` : nothing
        }</span></p></li>`
      },
    )}</ol>`
  }
}

/** 并入 3网格; 分出 6网格，划去 4 处: as it is seen from a place. */
function turnWords(host: LinliElement, seen: Seen, { from, to, moved, ends }: Turn, place: PlaceId): string {
  const it = host.words(historyWords)
  const [old, heir] = [titleOf(host, seen, from), titleOf(host, seen, to)]
  const count = host.number(moved.length)
  if (moved.includes(place)) return it.went(old, heir)
  if (ends) return from === place ? it.mergedInto(heir) : it.mergedHere(old)
  return from === place ? it.gave(heir, count) : it.took(old, count)
}

async function doneAt(station: Station, place: PlaceId): Promise<readonly Done[]> {
  const all = await Promise.all([tenuresAt(station, place), successionsAt(station, place)])
  return all.flat(2).sort((a, b) => (a.line.entry.id < b.line.entry.id ? 1 : -1))
}

const tenuresAt = (station: Station, place: PlaceId): Promise<readonly Done[][]> =>
  Promise.all(
    holdingKinds(station.book).map(async ({ prefix, holding }) => {
      const own = (await station.dossiers({ kind: prefix, place })).filter((dossier) => dossier.place === place)
      return linesOf(station, own, (dossier) => {
        const { post, party } = tenureOf(dossier, holding)
        return {
          of: (host, seen) => `${host.say(seen.posts.title(post))} ${partyName(host, seen, party)}`,
          from: ({ act }) => (act === holding.takes ? holding.since : holding.gone),
        }
      })
    }),
  )

/** Of grids both of the one that gave and of the one that took. */
const successionsAt = (station: Station, place: PlaceId): Promise<readonly Done[][]> =>
  Promise.all(
    successionKinds(station.book).map(async ({ prefix, succession }) => {
      const all = await station.dossiers({ kind: prefix })
      const heirOf = ({ fields }: Dossier) => String(fields[succession.heir])
      const own = all.filter((dossier) => dossier.place === place || heirOf(dossier) === place)
      return linesOf(station, own, (dossier) => ({
        of: (host, seen) => `${titleOf(host, seen, dossier.place)} → ${heirName(host, seen, dossier, succession)}`,
        from: () => succession.since,
      }))
    }),
  )

/** One that was taken back is in no roster: its dossier knows what it was to be called. */
function heirName(host: LinliElement, seen: Seen, { fields }: Dossier, { heir, name }: SuccessionSpec): string {
  const words = name === undefined ? undefined : (fields[name] as Say | undefined)
  return words ? host.say(words) : titleOf(host, seen, String(fields[heir]))
}

interface Told {
  readonly of: Done['of']
  /** Field in which its line says from which day it counts. */
  readonly from: (entry: Entry) => string
}

async function linesOf(station: Station, own: readonly Dossier[], tell: (dossier: Dossier) => Told): Promise<Done[]> {
  const each = own.map(async (dossier) => {
    const { of, from } = tell(dossier)
    const { pack } = station.book.kinds.get(dossier.id.slice(0, dossier.id.indexOf('/')))!
    return (await station.lines(dossier.id)).map((line): Done => {
      const { entry } = line
      const act = pack.file.acts?.[entry.act]?.title ?? { zh: entry.act, en: entry.act }
      const day = entry.data[from(entry)]
      return { ...{ line, act, of }, ...(typeof day === 'string' && { from: day }) }
    })
  })
  return (await Promise.all(each)).flat()
}
