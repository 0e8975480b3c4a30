/** A search with what it finds below: one line to type in, and rows that a thumb, an arrow key or a reader can reach. */
import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import * as draw from '../base/drawings.js'
import { drawn } from '../base/drawn.js'
import { icon } from '../base/icon.js'
import { describedBy, type Question } from './question.js'

/** One row: what it stands for, and how it looks. */
export interface Offer {
  readonly id: string
  readonly icon: string
  readonly drawn: unknown
}

export interface Search {
  readonly label: string
  readonly hint: string
  readonly found: readonly Offer[]
  /** Said where nothing fits what was typed. */
  readonly none: (text: string) => string
  pick(id: string): void
  /** Enter without a row. */
  keep?(): void
  /** Somebody is about to type. */
  learn?(): void
}

/** As many as fit above the keyboard of a phone. */
export const rows = 8

export function searchList(question: Question, search: Search): TemplateResult {
  const { id, looking, fault, disabled } = question
  const { found } = search
  const list = `${id}-list`
  const keyed = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const at = found[Math.max(0, looking.at)]
    if (step) question.look({ at: Math.min(found.length - 1, Math.max(-1, looking.at + step)) })
    else if (event.key === 'Enter' && at) search.pick(at.id)
    else if (event.key === 'Enter' && search.keep) search.keep()
    else if (event.key === 'Escape' && looking.open) question.look({ open: false, text: '', at: -1 })
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return html`<div class="field">${icon(draw.search, 's')}<input id=${id} type="text" role="combobox" autocomplete="off" aria-label=${search.label} placeholder=${search.hint}
      aria-expanded=${found.length > 0} aria-controls=${list} aria-activedescendant=${looking.at >= 0 ? `${list}-${looking.at}` : nothing}
      aria-invalid=${fault ? 'true' : nothing} aria-describedby=${describedBy(question)} ?disabled=${disabled}
      .value=${live(looking.text)} @focus=${() => search.learn?.()} @input=${(event: Event) => question.look({ text: (event.target as HTMLInputElement).value, at: -1 })} @keydown=${keyed}></div>
    <div class="found" role="listbox" id=${list} aria-label=${search.label} ?hidden=${found.length === 0}>
      ${found.map(
        (offer, i) =>
          html`<button type="button" role="option" tabindex="-1" id="${list}-${i}" aria-selected=${i === looking.at} @click=${() => search.pick(offer.id)}>${icon(drawn(offer.icon), 's')}${offer.drawn}</button>`,
      )}
    </div>
    ${found.length === 0 && looking.text ? html`<p class="quiet" role="status">${search.none(looking.text)}</p>` : nothing}`
}
