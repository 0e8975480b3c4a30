/** Where: a doorplate that is filled in, and a search of the place tree to change it. */
import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { PlaceId } from '../../engine/types.js'
import { icon } from '../base/icon.js'
import { plate } from '../base/plate.js'
import { describedBy, grouped, type Question } from './question.js'
import { words } from './words.js'

/** As many as fit above the keyboard of a phone. */
const rows = 8

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

/** The last three parts say enough; the community stands above every place of it. */
const pathOf = ({ host }: Question, id: PlaceId) =>
  (host.station?.place(id).path ?? []).map((part) => host.say(part)).slice(-3)

/** What is typed, or else one level further down from where we are. */
function options({ host, looking }: Question, chosen?: PlaceId): readonly PlaceId[] {
  const places = host.station?.places
  if (!places) return []
  if (looking.text.trim()) return places.search(looking.text, rows)
  const below = chosen ? places.children(chosen) : places.roots.flatMap((root) => places.children(root))
  return below.slice(0, rows)
}

function search(question: Question, chosen?: PlaceId): TemplateResult {
  const { host, id, looking, fault } = question
  const it = host.words(words)
  if (!host.station) {
    return html`<div class="field">${icon('place', 's')}<input id=${id} aria-label=${it.place} aria-describedby=${describedBy(question)} .value=${live(chosen ?? '')}
      @input=${(event: Event) => question.set((event.target as HTMLInputElement).value || undefined)}></div>`
  }
  const found = options(question, chosen)
  const list = `${id}-list`
  const pick = (place: PlaceId) => {
    // A place with places in it stays open, so that a building is three taps away from the street.
    const further = (host.station?.places.children(place).length ?? 0) > 0 && !looking.text
    question.set(place)
    question.look({ open: further, text: '', at: -1 })
  }
  // Pinyin is loaded when somebody is about to type; what they typed by then is looked up once more.
  const learn = () => void host.station?.places.learnPinyin().then((known) => known && question.look({}))
  const keyed = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) question.look({ at: Math.min(found.length - 1, Math.max(-1, looking.at + step)) })
    else if (event.key === 'Enter') pick(found[Math.max(0, looking.at)] ?? chosen ?? '')
    else if (event.key === 'Escape' && looking.open) question.look({ open: false, text: '', at: -1 })
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return html`<div class="field">${icon('search', 's')}<input id=${id} type="text" role="combobox" autocomplete="off" aria-label=${it.place} placeholder=${it.seekPlace}
      aria-expanded=${found.length > 0} aria-controls=${list} aria-activedescendant=${looking.at >= 0 ? `${list}-${looking.at}` : nothing}
      aria-invalid=${fault ? 'true' : nothing} aria-describedby=${describedBy(question)}
      .value=${live(looking.text)} @focus=${learn} @input=${(event: Event) => question.look({ text: (event.target as HTMLInputElement).value, at: -1 })} @keydown=${keyed}></div>
    <div class="found" role="listbox" id=${list} aria-label=${it.place} ?hidden=${found.length === 0}>
      ${found.map(
        (place, i) =>
          html`<button type="button" role="option" tabindex="-1" id="${list}-${i}" aria-selected=${i === looking.at} @click=${() => pick(place)}>${icon(host.station?.places.get(place)?.kind ?? 'place', 's')}${plate(pathOf(question, place), true)}</button>`,
      )}
    </div>
    ${found.length === 0 && looking.text ? html`<p class="quiet" role="status">${it.noPlace(looking.text)}</p>` : nothing}`
}
