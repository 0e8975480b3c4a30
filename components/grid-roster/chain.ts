/** Who answers here: five rungs from the street down, the one to call first filled in, a vacant one dashed with who holds it. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Rung } from '../../engine/roster/posts.js'
import type { PlaceId } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { plate } from '../base/plate.js'
import { adopt } from '../base/adopt.js'
import { chainStyles } from './chain.styles.js'
import { chainWords } from './chain-words.js'
import { day, namedParty, nearPath, partyName, titleOf } from './names.js'
import type { Seen } from './seen.js'
import { words } from './words.js'

/** @param fill asks for somebody to fill a vacancy; absent where nobody may */
export function chain(host: LinliElement, seen: Seen, place: PlaceId, fill?: (rung: Rung) => void): TemplateResult {
  adopt(host, chainStyles)
  const it = host.words(words)
  const rungs = [...seen.posts.chain(place)].reverse()
  const first = rungs.findLast(({ party }) => party !== undefined)
  return html`<h3>${it.chain} ${plate(nearPath(host, seen, place))}</h3>${
    rungs.length === 0
      ? html`<p class="quiet">${it.nobody}</p>`
      : html`<ol class="rungs">${rungs.map((rung) => one(host, seen, rung, rung === first, fill))}</ol>
        <p class="quiet xs">${host.words(chainWords).rule}</p>`
  }`
}

function one(host: LinliElement, seen: Seen, rung: Rung, first: boolean, fill?: (rung: Rung) => void): TemplateResult {
  const it = { ...host.words(words), ...host.words(chainWords) }
  const where = `${host.say(rung.title)} · ${titleOf(host, seen, rung.place)}`
  const level = html`<span class="lv">${rung.level}</span>`
  if (rung.party === undefined) {
    const held = rung.standIn ? it.heldBy(host.say(seen.posts.title(rung.standIn.post))) : it.heldByNobody
    return html`<li class="vacant">${level}<p><b>${it.vacant} · ${held}</b><br><span class="quiet xs">${where}${
      rung.next ? html`<br>${it.comes(partyName(host, seen, rung.next.party!), day(host, rung.next.from!))}` : nothing
    }</span></p>${fill ? html`<button class="btn" type="button" @click=${() => fill(rung)}>${it.fill}</button>` : nothing}</li>`
  }
  const known = [rung.party, ...rung.also].flatMap((id) => namedParty(host, seen, id) ?? [])
  const names = known.length > 0 ? it.list(known) : host.say(rung.title)
  const phone = [rung.party, ...rung.also]
    .map((id) => seen.posts.party(id)?.phone)
    .find((number) => number !== undefined)
  return html`<li class=${first ? 'here' : ''}>${level}<p><b>${names}</b>${first ? html` <span class="xs"><span aria-hidden="true">◂</span> ${it.first}</span>` : nothing}<br
    ><span class="quiet xs">${where}</span></p>${
      phone === undefined
        ? nothing
        : html`<a class="btn ${first ? 'go' : ''}" href="tel:${phone.replace(/[^\d+,]/g, '')}" aria-label=${it.callTo(names)}>${icon(draw.call, 's')}${first ? it.call : nothing}</a>`
    }</li>`
}
