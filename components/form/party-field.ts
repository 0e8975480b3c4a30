/** Who: one of the parties that the station names for this question, or the id of one that the roster knows. */
import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { icon } from '../base/icon.js'
import { choiceField } from './choice-field.js'
import { describedBy, labelled, type Question } from './question.js'

export function partyField(question: Question): TemplateResult {
  if (question.ask.choices) return choiceField(question, false)
  const { host, id, value, fault, disabled } = question
  const party = typeof value === 'string' && value ? host.station?.party(value) : undefined
  return labelled(
    question,
    html`<div class="field">${icon('person', 's')}<input id=${id} type="text" ?disabled=${disabled} aria-invalid=${fault ? 'true' : nothing} aria-describedby=${describedBy(question)}
        .value=${live(typeof value === 'string' ? value : '')} @input=${(event: Event) => question.set((event.target as HTMLInputElement).value || undefined)}></div>
      ${party ? html`<p class="quiet">${host.say(party.name)}</p>` : nothing}`,
  )
}
