/** The counts line and the filters: every number opens the dossiers behind it. */
import { html, nothing, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import type { Choices } from '../../engine/pack/format.js'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { stateMark, type StateKind } from '../base/state-mark.js'
import type { Counts, Only, PlaceOption, Sieve } from './sieve.js'
import { words } from './words.js'

export interface BarView {
  readonly counts: Counts
  readonly sieve: Sieve
  readonly places: readonly PlaceOption[]
  /** Instead of the list of places. */
  readonly placed?: TemplateResult
  /** Field to filter by, with its choices. */
  readonly field?: { readonly name: string; readonly title: string; readonly choices: Choices }
}

const marks: readonly (readonly [Only, StateKind])[] = [
  ['late', 'late'],
  ['warn', 'warn'],
  ['suspended', 'suspended'],
  ['void', 'void'],
]

export function bar(
  host: LinliElement,
  { counts, sieve, places, placed, field }: BarView,
  sift: (change: Partial<Sieve>) => void,
): TemplateResult {
  const it = host.words(words)
  const number = (
    key: keyof Counts,
    change: Sieve['only'],
  ) => html`<button class="n" type="button" aria-pressed=${sieve.only === change}
    aria-label="${it.only(it.counts[key])}: ${host.number(counts[key])}" @click=${() => sift({ only: change === sieve.only ? undefined : change })}>${host.number(counts[key])}</button>`
  return html`<div class="bar" part="bar">
    <span class="count">${it.counts.all} ${number('all', undefined)}</span>
    ${marks.map(([only, kind]) =>
      counts[only] === 0 && sieve.only !== only
        ? nothing
        : html`<span class="count">${stateMark(kind, it.counts[only])} ${number(only, only)}</span>`,
    )}
    <span class="sieve">
      ${
        placed ??
        (places.length < 2
          ? nothing
          : html`<label class="field">${icon(draw.place, 's')}<span class="vh">${it.place}</span>
            <select @change=${(event: Event) => sift({ place: (event.target as HTMLSelectElement).value })}>
              <option value="">${it.everywhere}</option>
              ${guard([places, sieve.place, host.language], () => places.map(({ key, path, count }) => html`<option value=${key} ?selected=${sieve.place === key}>${path.map((part) => host.say(part)).join(' · ')} (${count})</option>`))}
            </select></label>`)
      }
      <label class="field find">${icon(draw.search, 's')}<span class="vh">${it.find}</span>
        <input type="search" placeholder=${it.findIn} .value=${sieve.text ?? ''} @input=${(event: Event) => sift({ text: (event.target as HTMLInputElement).value })} /></label>
      ${field ? segments(host, field, sieve, sift) : nothing}
    </span>
  </div>`
}

function segments(
  host: LinliElement,
  { name, title, choices }: NonNullable<BarView['field']>,
  { field }: Sieve,
  sift: (change: Partial<Sieve>) => void,
): TemplateResult {
  const it = host.words(words)
  const options: readonly (readonly [string, string])[] = [
    ['', it.all],
    ...Object.entries(choices).map(([value, say]) => [value, host.say(say)] as const),
  ]
  const choose = (value: string) => sift({ field: value ? { name, value } : undefined })
  const chosen = field?.value ?? ''
  // Segments where they fit, a list where they do not; the sheet shows one of the two.
  return html`<span class="seg" role="group" aria-label=${title}>${options.map(
    ([value, words]) =>
      html`<button type="button" aria-pressed=${value === chosen} @click=${() => choose(value)}>${words}</button>`,
  )}</span>
    <label class="field list">${icon(draw.filter, 's')}<span class="vh">${title}</span>
      <select @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>${options.map(
        ([value, words]) =>
          html`<option value=${value} ?selected=${value === chosen}>${value ? words : `${title}: ${words}`}</option>`,
      )}</select></label>`
}
