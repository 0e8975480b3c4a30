/** The line of counts and the list of gaps above the tree; every number opens its rows. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Rung } from '../../engine/roster/posts.js'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { isEnglish } from '../base/language.js'
import { plate } from '../base/plate.js'
import { stateMark } from '../base/state-mark.js'
import { day, nearPath, partyName } from './names.js'
import type { Seen } from './seen.js'
import { words } from './words.js'

/** A figure that the tree is narrowed to. */
export interface Figure {
  readonly name: string
  /** What it counts, in words. */
  readonly title: string
  readonly rows: readonly number[]
}

export function figures(
  host: LinliElement,
  seen: Seen,
  chosen: string,
  open: (figure: Figure) => void,
): TemplateResult {
  const it = host.words(words)
  const { kinds, leaders, gaps } = seen.counts
  const number = (figure: Figure, shown: string, label: unknown, after: unknown) =>
    html`<button class="count" type="button" aria-pressed=${chosen === figure.name} @click=${() => open(figure)}>${label}<b class="n">${shown}</b>${after}</button>`
  const share = leaders
    ? new Intl.NumberFormat(host.language, { style: 'percent', minimumFractionDigits: 1 }).format(
        leaders.members.length / leaders.of,
      )
    : ''
  return html`<div class="counts" part="counts">
    ${kinds
      .filter(({ kind }) => kind !== 'street')
      .map(({ kind, rows }) => {
        const title = it.kind(kind, rows.length)
        return number({ name: kind, title, rows }, host.number(rows.length), nothing, html` ${title}`)
      })}
    ${
      leaders
        ? html`${number({ name: 'led', title: it.led, rows: leaders.rows }, `${host.number(leaders.rows.length)} / ${host.number(leaders.of)}`, html`${it.led} `, nothing)}
          ${leaders.members.length > 0 ? number({ name: 'members', title: it.members, rows: leaders.members }, host.number(leaders.members.length), html`${it.members} `, html` ${it.share(share)}`) : nothing}`
        : nothing
    }
    ${gaps.length > 0 ? number(gapFigure(host, seen), host.number(gaps.length), html`${stateMark('warn', it.gaps)} `, nothing) : nothing}
  </div>`
}

export const gapFigure = (host: LinliElement, { counts, places }: Seen): Figure => ({
  name: 'gaps',
  title: host.words(words).gaps,
  rows: [...new Set(counts.gaps.map(({ place }) => places.rows.of(place)))],
})

/** The first three are listed; a number opens the others. */
const listed = 3

export interface GapActs {
  readonly go: (rung: Rung) => void
  readonly all: () => void
  /** Absent where nobody may fill a vacancy. */
  readonly fill?: (rung: Rung) => void
}

export function gapList(host: LinliElement, seen: Seen, acts: GapActs): TemplateResult | typeof nothing {
  const it = host.words(words)
  const { gaps } = seen.counts
  if (gaps.length === 0) return nothing
  return html`<ul class="gaps" part="gaps">
    ${gaps.slice(0, listed).map(
      (
        rung,
      ) => html`<li>${icon(draw.gap)}<b>${it.vacantPost(host.say(rung.title))}</b><span><button class="to" type="button" @click=${() => acts.go(rung)}>${plate(nearPath(host, seen, rung.place, 3), true)}</button>
        <span class="quiet">${holder(host, seen, rung)}</span></span>${
          acts.fill
            ? html`<button class="btn bare" type="button" @click=${() => acts.fill!(rung)}>${it.fill}</button>`
            : html`<span></span>`
        }</li>`,
    )}
    ${gaps.length > listed ? html`<li class="others"><button class="btn bare" type="button" @click=${acts.all}>${it.moreGaps(host.number(gaps.length - listed))}</button></li>` : nothing}
  </ul>`
}

/** Who holds a vacant post and since when: 由网格长 示例辰 代管，已 3 天. */
function holder(host: LinliElement, seen: Seen, { standIn, from, next }: Rung): string {
  const it = host.words(words)
  const held = standIn
    ? it.gapHeld(
        `${lower(host, host.say(seen.posts.title(standIn.post)))} ${partyNameUnlessPost(host, seen, standIn.party!)}`.trim(),
      )
    : it.heldByNobody
  const days = from === undefined ? undefined : Math.round((Date.parse(seen.today) - Date.parse(from)) / 86_400_000)
  const since = days === undefined ? '' : days === 0 ? it.today : it.days(host.number(days))
  const comes = next ? it.comes(partyName(host, seen, next.party!), day(host, next.from!)) : ''
  return [held, since, comes].filter(Boolean).join(isEnglish(host.language) ? ', ' : '，')
}

const partyNameUnlessPost = (host: LinliElement, { posts }: Seen, id: string): string => {
  const party = posts.party(id)
  return party?.named ? host.say(party.name) : ''
}
const lower = (host: LinliElement, words: string): string => (isEnglish(host.language) ? words.toLowerCase() : words)
