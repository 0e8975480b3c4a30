/** Questions answered from a list, as tiles that a thumb can hit; a long list is searched. */
import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { Say } from '../../engine/types.js'
import * as draw from '../base/drawings.js'
import { drawn } from '../base/drawn.js'
import { icon } from '../base/icon.js'
import { grouped, type Question } from './question.js'
import { words } from './words.js'

/** Three by three: as many as a phone shows at once without scrolling. */
const atOnce = 9

export function choiceField(question: Question, many: boolean): TemplateResult {
  const { host, ask, value, looking } = question
  const it = host.words(words)
  const all = Object.entries(ask.choices ?? {})
  const chosen = many
    ? Array.isArray(value)
      ? (value as readonly string[])
      : []
    : typeof value === 'string'
      ? [value]
      : []
  const long = all.length > atOnce
  const found = long && looking.text ? all.filter(([name, say]) => fits(looking.text, name, say)) : all
  const shown = long && !looking.open && !looking.text ? few(found, chosen) : found
  const hidden = found.length - shown.length
  const set = (name: string, on: boolean) =>
    question.set(many ? all.map(([each]) => each).filter((each) => (each === name ? on : chosen.includes(each))) : name)
  return grouped(
    question,
    html`${
      long
        ? html`<div class="field">${icon(draw.search, 's')}<input type="search" aria-label="${it.seek} · ${host.say(ask.title)}" placeholder=${it.seek}
            .value=${live(looking.text)} @input=${(event: Event) => question.look({ text: (event.target as HTMLInputElement).value })}></div>`
        : nothing
    }
      <div class="tiles ${all.length === 2 ? 'two' : ''}">
        ${shown.map(([name, say]) => tile(question, name, say, chosen.includes(name), many, set))}
        ${
          hidden > 0
            ? html`<button class="tile" type="button" @click=${() => question.look({ open: true })}>${icon(draw.more)}<span>${it.all(hidden)}</span></button>`
            : nothing
        }
      </div>
      ${found.length === 0 ? html`<p class="quiet" role="status">${it.nothing(looking.text)}</p>` : nothing}`,
  )
}

const fits = (text: string, name: string, say: Say) =>
  [name, ...Object.values(say)].some((each) => each?.toLowerCase().includes(text.trim().toLowerCase()))

/** The first few, and always what is chosen; one tile is kept for "more". */
function few(all: readonly [string, Say][], chosen: readonly string[]): readonly [string, Say][] {
  const first = all.slice(0, atOnce - 1)
  const rest = all.slice(atOnce - 1).filter(([name]) => chosen.includes(name))
  return [...first.slice(0, Math.max(0, atOnce - 1 - rest.length)), ...rest]
}

function tile(
  question: Question,
  name: string,
  say: Say,
  on: boolean,
  many: boolean,
  set: (name: string, on: boolean) => void,
): TemplateResult {
  return html`<label class="tile"><input class="vh" type=${many ? 'checkbox' : 'radio'} name=${question.id} value=${name} .checked=${live(on)}
      @click=${() => !many && on && question.ask.optional && question.set(undefined)} @change=${(event: Event) => set(name, (event.target as HTMLInputElement).checked)}>${icon(drawn(name))}<span>${question.host.say(say)}</span></label>`
}
