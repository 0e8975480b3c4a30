/** Who answers here: five rungs from the street down, the one to call first filled in, a vacant one dashed with who holds it. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Rung } from '../../engine/roster/posts.js'
import type { PartyId, PlaceId } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'
import { date } from '../base/format.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { plate } from '../base/plate.js'
import type { Seen } from './seen.js'
import { words } from './words.js'

/**
 * @param fill asks for somebody to fill a vacancy; absent where nobody may
 * @param below what stands under the rungs
 */
export function chain(
  host: LinliElement,
  seen: Seen,
  place: PlaceId,
  fill: ((rung: Rung) => void) | undefined,
  below: unknown,
): TemplateResult {
  const it = host.words(words)
  const rungs = place === '' ? [] : [...seen.posts.chain(place)].reverse()
  const first = rungs.findLast(({ party }) => party !== undefined)
  return html`<aside class="chain" part="chain" aria-label=${it.chain}>
    <h3>${it.chain}${place === '' ? nothing : html` ${plate(nearPath(host, seen, place))}`}</h3>
    ${
      rungs.length === 0
        ? html`<p class="quiet">${place === '' ? it.choose : it.nobody}</p>`
        : html`<ol class="rungs">${rungs.map((rung) => one(host, seen, rung, rung === first, fill))}</ol><p class="quiet xs">${it.rule}</p>`
    }${below}</aside>`
}

function one(host: LinliElement, seen: Seen, rung: Rung, first: boolean, fill?: (rung: Rung) => void): TemplateResult {
  const it = host.words(words)
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

/** The person's name; undefined where it is not known here. */
export function namedParty(host: LinliElement, { posts }: Pick<Seen, 'posts'>, id: PartyId): string | undefined {
  const party = posts.party(id)
  return party?.named ? host.say(party.name) : undefined
}

export const partyName = (host: LinliElement, seen: Seen, id: string): string => {
  const party = seen.posts.party(id)
  return party ? host.say(party.name) : id
}
export const titleOf = (host: LinliElement, { places }: Seen, id: PlaceId): string =>
  host.say(places.get(id)?.title) || id

/** A place as people near it say it: its last two names below the street. */
export function nearPath(host: LinliElement, seen: Seen, id: PlaceId, parts = 2): string[] {
  const up = seen.places
    .ancestors(id)
    .filter((above) => !['street', 'district', 'city', 'province'].includes(seen.places.get(above)!.kind))
  return [id, ...up.slice(0, parts - 1)].reverse().map((each) => titleOf(host, seen, each))
}

/** A whole day of the roster: the same day in every zone. */
export const day = (host: LinliElement, iso: string): string =>
  date(Date.parse(`${iso}T12:00:00Z`), 'day', host.language, 'UTC')
