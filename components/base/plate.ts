/** The doorplate 门牌: how a place is written everywhere, biggest part first. */
import { html, nothing, type TemplateResult } from 'lit'

/** `line`: outlined, for lists; solid means "you are here". */
export const plate = (parts: readonly string[], line = false): TemplateResult =>
  html`<span class="plate ${line ? 'line' : ''}">${parts.map(
    (part, i) => html`<span>${i ? html`<span aria-hidden="true">·</span>` : nothing}${part}</span>`,
  )}</span>`
