/** A checklist: every line with its answers side by side, best first, so that a round is one tap a line. */
import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { Choices } from '../../engine/pack/format.js'
import type { Json } from '../../engine/types.js'
import type { ItemView } from '../../engine/view.js'
import { grouped, type Question } from './question.js'
import { words } from './words.js'

type Checked = Readonly<Record<string, Json>>

const checkedIn = (value: Json | undefined): Checked =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Checked) : {}

export function checksField(question: Question): TemplateResult {
  const { host, ask } = question
  const it = host.words(words)
  const items = ask.items ?? []
  const checked = checkedIn(question.value)
  const lines = items.filter(({ heading }) => !heading)
  const left = lines.filter(({ path }) => checked[path] === undefined).length
  return grouped(
    question,
    html`<div class="checks">${items.map((item) => line(question, item, checked, ask.answers ?? {}))}</div>
      <p class="quiet xs" role="status">${left > 0 ? it.unchecked(left) : it.checked(lines.length)}</p>`,
  )
}

function line(question: Question, item: ItemView, checked: Checked, answers: Choices): TemplateResult {
  const { host, id } = question
  const { path, title, text, role, heading } = item
  const words = html`<span class="item" id="${id}-${path}" data-level=${Math.min(item.level, 2)}>${host.say(title)}${role ? html` <small class="quiet">${host.say(role)}</small>` : nothing}
    ${text ? html`<small class="quiet">${host.say(text)}</small>` : nothing}</span>`
  if (heading) return html`<p class="check heading">${words}</p>`
  return html`<div class="check" role="radiogroup" aria-labelledby="${id}-${path}">${words}
    <span class="answers">${Object.entries(answers).map(
      ([name, say]) =>
        html`<label><input type="radio" class="vh" name="${id}-${path}" value=${name} .checked=${live(checked[path] === name)} @change=${() => question.set({ ...checked, [path]: name })}><span>${host.say(say)}</span></label>`,
    )}</span></div>`
}
