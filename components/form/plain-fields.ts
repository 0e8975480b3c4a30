/** Questions that a native input answers: words, numbers, dates, spans. */
import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { describedBy, grouped, labelled, type Question } from './question.js'
import { words } from './words.js'

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
const valueOf = (event: Event) => (event.target as Field).value

export function textField(question: Question): TemplateResult {
  const { id, value, fault, disabled } = question
  return labelled(
    question,
    html`<textarea class="ta" id=${id} rows="3" ?disabled=${disabled} aria-invalid=${fault ? 'true' : nothing} aria-describedby=${describedBy(question)}
      .value=${live(typeof value === 'string' ? value : '')} @input=${(event: Event) => question.set(valueOf(event) || undefined)}></textarea>`,
  )
}

/** `date`, `time` and `moment` are kept as the native inputs write them: in the zone of the community, without an offset. */
export function nativeField(
  question: Question,
  type: 'date' | 'time' | 'datetime-local' | 'number' | 'text',
): TemplateResult {
  const { host, ask, id, value, fault, disabled } = question
  const set = (text: string) => question.set(text === '' ? undefined : type === 'number' ? Number(text) : text)
  return labelled(
    question,
    html`<div class="field"><input id=${id} type=${type} step=${type === 'number' ? (ask.whole ? 1 : 'any') : nothing} min=${ask.min ?? nothing} max=${ask.max ?? nothing}
        ?disabled=${disabled} aria-invalid=${fault ? 'true' : nothing} aria-describedby=${describedBy(question)}
        .value=${live(value === undefined || value === null ? '' : String(value))} @input=${(event: Event) => set(valueOf(event))}>
      ${ask.unit ? html`<span class="quiet nowrap">${host.say(ask.unit)}</span>` : nothing}</div>`,
  )
}

const span = /^PT?(\d+)([MHD])$/

/** A number and its unit, kept as an ISO 8601 span: `PT10M`, `PT2H`, `P3D`. */
export function durationField(question: Question): TemplateResult {
  const { host, ask, id, value, fault, disabled } = question
  const it = host.words(words)
  const [, count = '', unit = 'M'] = span.exec(typeof value === 'string' ? value : '') ?? []
  const set = (number: string, of: string) =>
    question.set(number === '' ? undefined : `${of === 'D' ? 'P' : 'PT'}${number}${of}`)
  return labelled(
    question,
    html`<div class="pair"><div class="field"><input id=${id} type="number" min="0" step="1" ?disabled=${disabled} aria-invalid=${fault ? 'true' : nothing}
        aria-describedby=${describedBy(question)} .value=${live(count)} @input=${(event: Event) => set(valueOf(event), unit)}></div>
      <div class="field"><select aria-label=${host.say(ask.title)} ?disabled=${disabled} .value=${live(unit)} @change=${(event: Event) => set(count, valueOf(event))}>
        ${(['M', 'H', 'D'] as const).map((each) => html`<option value=${each} ?selected=${each === unit}>${it.units[each]}</option>`)}
      </select></div></div>`,
  )
}

export function yesNoField(question: Question): TemplateResult {
  const { host, id, value } = question
  const it = host.words(words)
  const side = (yes: boolean) =>
    html`<label><input type="radio" class="vh" name=${id} .checked=${live(value === yes)} @change=${() => question.set(yes)}><span>${yes ? it.yes : it.no}</span></label>`
  return grouped(question, html`<div class="two">${side(true)}${side(false)}</div>`)
}
