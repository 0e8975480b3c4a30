/** Who: bodies and households of the roster, and people by the posts they hold; or one of those that the question itself names. */
import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { Station } from '../../engine/station.js'
import type { PartyId } from '../../engine/types.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { choiceField } from './choice-field.js'
import { fitting, picked, pickMany, pickOne } from './pick-field.js'
import { describedBy, labelled, type Question } from './question.js'
import { words } from './words.js'

/** As tiles where all of them fit under one thumb, otherwise by a search. */
const few = 9

export function partyField(question: Question, many: boolean): TemplateResult {
  const { host, ask, value } = question
  if (ask.choices) return choiceField(question, many)
  const { station } = host
  const all = station ? known(station) : []
  const chosen = many ? picked(value) : typeof value === 'string' && value ? [value] : []
  if (!station || all.length === 0) return many ? typedMany(question, chosen) : typed(question)
  if (all.length <= few) {
    const offered = [...all, ...chosen.filter((id) => !all.includes(id))]
    const choices = Object.fromEntries(offered.map((id) => [id, station.party(id).name]))
    return choiceField({ ...question, ask: { ...ask, choices } }, many)
  }
  const it = host.words(words)
  const free = all.filter((id) => !chosen.includes(id))
  const draw = many ? pickMany : pickOne
  return draw(question, {
    offers: fitting(free, question.looking.text, (id) => wordsOf(station, id)).map((id) => ({
      id,
      icon: iconOf(station, id),
      drawn: party(question, station, id),
    })),
    drawn: (id) => party(question, station, id),
    label: host.say(ask.title),
    hint: it.seekParty,
    none: it.noParty,
  })
}

/** People are offered where they hold a post: everybody else is found by the household. */
const known = (station: Station): readonly PartyId[] => [
  ...station.posts.parties('organisation', 'group', 'household'),
  ...station.posts.parties('person').filter((id) => station.posts.of(id).length > 0),
]

const wordsOf = (station: Station, id: PartyId): readonly string[] => {
  const { name, post } = station.party(id)
  return [id, ...Object.values(name), ...Object.values(post ?? {})]
}

const iconOf = (station: Station, id: PartyId) =>
  ({ person: 'person', household: 'home', organisation: 'building', group: 'team', device: 'bolt' })[
    station.posts.party(id)?.kind ?? 'person'
  ]

function party({ host }: Question, station: Station, id: PartyId): TemplateResult {
  const { name, post } = station.party(id)
  return html`<span><b>${host.say(name)}</b>${post ? html` <span class="quiet">${host.say(post)}</span>` : nothing}</span>`
}

function typed(question: Question): TemplateResult {
  const { id, value, fault, disabled } = question
  return labelled(
    question,
    html`<div class="field">${icon(draw.person, 's')}<input id=${id} type="text" ?disabled=${disabled} aria-invalid=${fault ? 'true' : nothing} aria-describedby=${describedBy(question)}
        .value=${live(typeof value === 'string' ? value : '')} @input=${(event: Event) => question.set((event.target as HTMLInputElement).value || undefined)}></div>`,
  )
}

/** Without a roster there is nobody to offer: one on a line. */
function typedMany(question: Question, chosen: readonly PartyId[]): TemplateResult {
  const { id, fault, disabled } = question
  const set = (text: string) => {
    const named = text.split('\n').filter((line) => line.trim())
    question.set(named.length ? named : undefined)
  }
  return labelled(
    question,
    html`<textarea class="ta" id=${id} rows="3" ?disabled=${disabled} aria-invalid=${fault ? 'true' : nothing} aria-describedby=${describedBy(question)}
      .value=${live(chosen.join('\n'))} @change=${(event: Event) => set((event.target as HTMLTextAreaElement).value)}></textarea>`,
  )
}
