/** Where: a doorplate that is filled in, and a search of the place tree to change it; several places stand one beside the other. */
import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { finderOf, learnPinyin } from '../../engine/roster/places-search.js'
import type { PlaceId } from '../../engine/types.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { plate } from '../base/plate.js'
import { picked, pickMany } from './pick-field.js'
import { describedBy, grouped, type Question } from './question.js'
import { rows, searchList, type Offer } from './search-list.js'
import { words } from './words.js'

export function placeField(question: Question): TemplateResult {
  const { host, value, looking } = question
  const it = host.words(words)
  const chosen = typeof value === 'string' && value ? value : undefined
  const seeking = looking.open || !chosen
  return grouped(
    question,
    html`${
      chosen
        ? html`<div class="placebar">${plate(pathOf(question, chosen))}<button class="btn bare" type="button" aria-expanded=${seeking}
            @click=${() => question.look({ open: !looking.open, text: '', at: -1 })}>${looking.open ? it.keepPlace : it.changePlace}</button></div>`
        : nothing
    }
      ${seeking ? search(question, chosen) : nothing}`,
  )
}

export function placesField(question: Question): TemplateResult {
  const chosen = picked(question.value)
  return pickMany(question, {
    offers: found(question).filter(({ id }) => !chosen.includes(id)),
    drawn: (id) => plate(pathOf(question, id)),
    label: question.host.words(words).place,
    hint: question.host.words(words).seekPlace,
    none: question.host.words(words).noPlace,
    learn: learn(question),
  })
}

/** The last three parts say enough; the community stands above every place of it. */
const pathOf = ({ host }: Question, id: PlaceId) =>
  (host.station?.place(id).path ?? [{ zh: id, en: id }]).map((part) => host.say(part)).slice(-3)

/** What is typed, or else one level further down from where we are. */
function found(question: Question, chosen?: PlaceId): readonly Offer[] {
  const { host, looking } = question
  const places = host.station?.places
  if (!places) return []
  const below = () => (chosen ? places.children(chosen) : places.roots.flatMap((root) => places.children(root)))
  const ids = looking.text.trim() ? finderOf(places).search(looking.text, rows) : below().slice(0, rows)
  return ids.map((id) => ({ id, icon: places.get(id)?.kind ?? 'place', drawn: plate(pathOf(question, id), true) }))
}

/** Pinyin is loaded when somebody is about to type; what they typed by then is looked up once more. */
const learn = (question: Question) => () => void learnPinyin().then((known) => known && question.look({}))

function search(question: Question, chosen?: PlaceId): TemplateResult {
  const { host, id, looking } = question
  const it = host.words(words)
  if (!host.station) {
    return html`<div class="field">${icon(draw.place, 's')}<input id=${id} aria-label=${it.place} aria-describedby=${describedBy(question)} .value=${live(chosen ?? '')}
      @input=${(event: Event) => question.set((event.target as HTMLInputElement).value || undefined)}></div>`
  }
  const pick = (place: PlaceId) => {
    // A place with places in it stays open, so that a building is three taps away from the street.
    const further = (host.station?.places.children(place).length ?? 0) > 0 && !looking.text
    question.set(place)
    question.look({ open: further, text: '', at: -1 })
  }
  return searchList(question, {
    label: it.place,
    hint: it.seekPlace,
    found: found(question, chosen),
    none: it.noPlace,
    pick,
    ...(chosen && { keep: () => pick(chosen) }),
    learn: learn(question),
  })
}
