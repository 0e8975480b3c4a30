/** Several answers out of many: what is chosen stands above and can be taken away, a search brings more. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Json } from '../../engine/types.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { grouped, type Question } from './question.js'
import { rows, searchList, type Offer } from './search-list.js'
import { words } from './words.js'

export const picked = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? (value as readonly string[]) : []

/** What there is to choose from, and how what is chosen looks. */
export interface Shelf {
  readonly offers: readonly Offer[]
  readonly drawn: (id: string) => unknown
  readonly label: string
  readonly hint: string
  readonly none: (text: string) => string
  learn?(): void
}

export function pickMany(question: Question, shelf: Shelf): TemplateResult {
  const chosen = picked(question.value)
  const full = question.ask.max !== undefined && chosen.length >= Number(question.ask.max)
  const pick = (id: string) => {
    question.set([...chosen, id])
    question.look({ text: '', at: -1 })
  }
  return grouped(
    question,
    html`${
      chosen.length === 0
        ? nothing
        : html`<ul class="picked">${chosen.map((id) => html`<li>${shelf.drawn(id)}${drop(question, id, () => question.set(chosen.filter((each) => each !== id)))}</li>`)}</ul>`
    }
      ${full ? nothing : searchList(question, { ...shelf, found: shelf.offers, pick })}`,
  )
}

export function pickOne(question: Question, shelf: Shelf): TemplateResult {
  const { value } = question
  const pick = (id: string) => {
    question.set(id)
    question.look({ text: '', at: -1 })
  }
  return grouped(
    question,
    typeof value === 'string' && value
      ? html`<ul class="picked"><li>${shelf.drawn(value)}${drop(question, value, () => question.set(undefined))}</li></ul>`
      : searchList(question, { ...shelf, found: shelf.offers, pick }),
  )
}

const drop = ({ host, disabled }: Question, id: string, take: () => void) =>
  html`<button class="btn bare" type="button" data-drop=${id} ?disabled=${disabled} @click=${take}>${icon(draw.bin, 's')}${host.words(words).drop}</button>`

/** Of many, those whose words hold what was typed; the first few where nothing was. */
export function fitting<T>(all: Iterable<T>, text: string, wordsOf: (each: T) => readonly string[]): readonly T[] {
  const typed = text.trim().toLowerCase()
  const fit: T[] = []
  for (const each of all) {
    if (fit.length === rows) break
    if (!typed || wordsOf(each).some((part) => part.toLowerCase().includes(typed))) fit.push(each)
  }
  return fit
}
