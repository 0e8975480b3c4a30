/** What a board says when it has nothing to show: what is true, what came last, one thing to do. */
import { html, nothing, type TemplateResult } from 'lit'
import type { RowView } from '../../engine/view.js'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { words } from './words.js'

export const unconnected = (host: LinliElement): TemplateResult =>
  html`<div class="mid">${icon(draw.offline, 'mark')}<slot><p>${host.words(words).noStation}</p></slot></div>`

export const loading = (host: LinliElement): TemplateResult => html`<div class="mid">
  <slot><p role="status">${host.words(words).loading}</p></slot>
  <ul class="skeleton" aria-hidden="true">${['a', 'b', 'c'].map((size) => html`<li><span class="sk"></span><span class="sk ${size}"></span><span class="sk"></span></li>`)}</ul>
</div>`

export function failed(host: LinliElement, again: () => void): TemplateResult {
  const it = host.words(words)
  return html`<div class="mid" role="alert">${icon(draw.late, 'mark')}<h3>${it.failed}</h3><p>${it.failedHelp}</p>
    <button class="btn" type="button" @click=${again}>${it.again}</button></div>`
}

/** `last`: the dossier that was closed last, where there is one. */
export function empty(
  host: LinliElement,
  last: RowView | undefined,
  openings: readonly TemplateResult[],
): TemplateResult {
  const it = host.words(words)
  const came =
    last &&
    it.emptyLast(host.say(last.title), host.say(last.stepTitle), host.date(last.at), host.span(last.at - last.opened))
  return html`<div class="mid">${icon(draw.accept, 'mark')}<h3>${it.empty}</h3><p>${came} ${it.emptyHelp}</p>
    ${openings.length > 0 ? html`<div class="row">${openings}</div>` : nothing}</div>`
}

export function nothingFound(host: LinliElement, text: string | undefined, clear: () => void): TemplateResult {
  const it = host.words(words)
  return html`<div class="mid">${icon(draw.search, 'mark')}<h3>${text ? it.nothing(text) : it.nothingHere}</h3><p>${it.nothingHelp}</p>
    <button class="btn" type="button" @click=${clear}>${it.clear}</button></div>`
}
