/** Who: an organisation or group of the roster, or one of the parties that the question itself names. */
import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { Choices } from '../../engine/pack/format.js'
import { icon } from '../base/icon.js'
import { choiceField } from './choice-field.js'
import { describedBy, labelled, type Question } from './question.js'

export function partyField(question: Question): TemplateResult {
  const choices = question.ask.choices ?? known(question)
  if (choices) return choiceField({ ...question, ask: { ...question.ask, choices } }, false)
  const { id, value, fault, disabled } = question
  return labelled(
    question,
    html`<div class="field">${icon('person', 's')}<input id=${id} type="text" ?disabled=${disabled} aria-invalid=${fault ? 'true' : nothing} aria-describedby=${describedBy(question)}
        .value=${live(typeof value === 'string' ? value : '')} @input=${(event: Event) => question.set((event.target as HTMLInputElement).value || undefined)}></div>`,
  )
}

/** Persons are reached by their posts, so only bodies are offered; what stands there already is offered as well. */
function known({ host, value }: Question): Choices | undefined {
  const { station } = host
  const bodies = station?.posts.parties('organisation', 'group') ?? []
  if (!station || bodies.length === 0) return undefined
  const all = typeof value === 'string' && value && !bodies.includes(value) ? [value, ...bodies] : bodies
  return Object.fromEntries(all.map((id) => [id, station.party(id).name]))
}
