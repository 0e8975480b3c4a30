/** A reason 理由: the rule as a sentence, and under it what was looked at and what was found. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Holds } from '../../engine/types.js'
import type { ReasonView } from '../../engine/view.js'
import type { LinliElement } from './element.js'
import * as draw from './drawings.js'
import { icon } from './icon.js'

const drawings = { yes: draw.yes, not: draw.no, skipped: draw.unseen, unknown: draw.unseen }
const words = {
  zh: { yes: '成立', not: '不成立', skipped: '没有看', unknown: '不知道' },
  en: { yes: 'holds', not: 'does not hold', skipped: 'not looked at', unknown: 'not known' },
}

const mark = (holds: Holds) => (holds === true ? ('yes' as const) : holds === false ? ('not' as const) : holds)

/** Rules that did not hold are drawn quietly, never left out; of one that holds, the ways by which it does not hold are. */
export const reason = (host: LinliElement, view: ReasonView): TemplateResult => {
  const it = host.words(words)
  const effect = host.say(view.effect)
  const clauses = view.clauses.filter(({ holds }) => !view.holds || holds !== false)
  return html`<div class="reason ${view.holds ? 'holds' : 'not'}">
    <p>${host.say(view.says)}${view.holds && effect ? html` <small class="quiet">→ ${effect}</small>` : nothing}</p>
    ${
      clauses.length === 0
        ? nothing
        : html`<ul class="clauses">${clauses.map((clause) => {
            const kind = mark(clause.holds)
            return html`<li class=${kind}>${icon(drawings[kind])}<span>${host.say(clause.words)}</span><span class="vh">${it[kind]}</span></li>`
          })}</ul>`
    }
  </div>`
}

export const reasons = (host: LinliElement, views: readonly ReasonView[]): TemplateResult =>
  html`<div class="why">${views.map((view) => reason(host, view))}</div>`
