/** What became of a place, and what was done with it and its posts, newest first: by whom and why, void lines with them. */
import { html, nothing, type ReactiveController, type TemplateResult } from 'lit'
import { holdingKinds, tenureOf } from '../../engine/roster/tenures.js'
import type { Station } from '../../engine/station.js'
import type { Line, PlaceId, Say } from '../../engine/types.js'
import { adopt } from '../base/adopt.js'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { day, partyName } from './chain.js'
import { historyStyles } from './late.styles.js'
import type { Seen } from './seen.js'
import { turnsAt, turnWords } from './turned.js'
import { words } from './words.js'

interface Done {
  readonly line: Line
  readonly act: Say
  readonly post: string
  readonly party: string
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
    const it = this.host.words(words)
    return html`<h4>${it.turned}</h4><ol class="history">${found.map((turn) => {
      const when = day(this.host, turn.on)
      return html`<li><p><b>${turnWords(this.host, seen, turn, place)}</b><br><span class="quiet xs">${it.fromDay(when)}</span>
        <button class="btn bare" type="button" @click=${() => see(turn.on)}>${it.seeDay(when)}</button></p></li>`
    })}</ol>`
  }

  #acts(seen: Seen): TemplateResult | typeof nothing {
    if (this.#done.length === 0) return nothing
    const it = this.host.words(words)
    return html`<h4>${it.history}</h4><ol class="history">${this.#done.map(
      ({ line: { entry, state }, act, post, party, from }) => {
        const who = `${this.host.say(seen.posts.title(post))} ${partyName(this.host, seen, party)}`
        return html`<li class=${state}>${state === 'void' ? icon(draw.voided, 's') : nothing}<p><b>${this.host.say(act)}</b> ${who}${from === undefined ? nothing : it.since(day(this.host, from))}<br
        ><span class="quiet xs">${this.host.date(entry.at)} · ${partyName(this.host, seen, entry.by)}${entry.reason ? html` · ${entry.reason}` : nothing}${
          state === 'void' ? html` · ${it.void}` : nothing
        }</span></p></li>`
      },
    )}</ol>`
  }
}

async function doneAt(station: Station, place: PlaceId): Promise<readonly Done[]> {
  const found = await Promise.all(
    holdingKinds(station.book).map(async ({ prefix, holding }) => {
      const { file } = station.book.kinds.get(prefix)!.pack
      const own = (await station.dossiers({ kind: prefix, place })).filter((dossier) => dossier.place === place)
      const each = own.map(async (dossier): Promise<Done[]> => {
        const { post, party } = tenureOf(dossier, holding)
        return (await station.lines(dossier.id)).map((line) => {
          const from = line.entry.data[line.entry.act === holding.takes ? holding.since : holding.gone]
          const act = file.acts?.[line.entry.act]?.title ?? { zh: line.entry.act, en: line.entry.act }
          return { line, act, post, party, ...(typeof from === 'string' && { from }) }
        })
      })
      return (await Promise.all(each)).flat()
    }),
  )
  return found.flat().sort((a, b) => (a.line.entry.id < b.line.entry.id ? 1 : -1))
}
