/** The four support desks 店小二: what of these nine is theirs, who sits there, and a button to call. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Moment } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { type Drawing, icon } from '../base/icon.js'
import type { Desk, NineView } from './nine.js'
import { type Squares, stallsOf } from './squares.js'
import { stallState } from './state.js'
import { words } from './words.js'

const drawings: Readonly<Record<string, Drawing>> = {
  red: draw.team,
  info: draw.table,
  emergency: draw.bolt,
  logistics: draw.box,
}

export function desks(host: LinliElement, view: NineView, shown: Squares, now: Moment): TemplateResult {
  const it = host.words(words)
  return html`<section class="desks" part="desks" aria-label=${it.desks}>${view.desks.map((desk) => drawn(host, view, desk, shown, now))}</section>`
}

function drawn(host: LinliElement, view: NineView, desk: Desk, shown: Squares, now: Moment): TemplateResult {
  const it = host.words(words)
  const items = view.items.filter(({ role }) => role === desk.role)
  const best = Object.keys(view.answers)[0]
  const stalls = stallsOf(shown).filter((stall) => stallState(host, view, stall, now).answer !== undefined)
  const open = items.flatMap(({ path, title }) => {
    const count = stalls.filter(({ found }) => (found?.answers[path] ?? best) !== best).length
    return count > 0 ? [`${host.say(title)} ${it.desk(host.number(count))}`] : []
  })
  return deskCard(host, desk, open.length > 0 ? open : items.map(({ title }) => host.say(title)), open.length > 0)
}

/** One desk; `has`: there is something for it to see to. */
export function deskCard(host: LinliElement, desk: Desk, theirs: readonly string[], has = false): TemplateResult {
  const it = host.words(words)
  const [first] = desk.parties
  return html`<div class="desk ${has ? 'has' : ''}">${icon(drawings[desk.role] ?? draw.person)}
    <p><b>${host.say(desk.title)}</b> <span class="nowrap">${first ? host.say(first.name) : it.nobody}</span>${first && !first.phone ? html` <span class="quiet xs nowrap">${it.noPhone}</span>` : nothing}</p>
    <p class="theirs">${theirs.join(' · ')}</p>
    ${
      first?.phone
        ? html`<a class="btn call" href="tel:${first.phone}" aria-label=${it.call(`${host.say(desk.title)} ${host.say(first.name)}`)}>${icon(draw.call)}</a>`
        : nothing
    }</div>`
}
