/** What stands there when there is nothing to show: an empty roster, or one without the place that was asked for. */
import { html, nothing, type TemplateResult } from 'lit'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { words } from './words.js'

/** @param fill offers to import; absent where nobody may */
export function empty(host: LinliElement, fill?: () => void): TemplateResult {
  const it = host.words(words)
  return html`<div class="mid">${icon(draw.table, 'mark')}<h3>${it.empty}</h3><p>${it.emptyHelp}</p>
    ${fill ? html`<div class="row"><button class="btn go" type="button" @click=${fill}>${icon(draw.table, 's')}${it.import}</button></div>` : nothing}</div>`
}

export function noSuchPlace(host: LinliElement, id: string): TemplateResult {
  const it = host.words(words)
  return html`<div class="mid" role="alert">${icon(draw.place, 'mark')}<h3>${it.atPlace}</h3><p>${it.atPlaceHelp(id)}</p></div>`
}
