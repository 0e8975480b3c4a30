/** What stands there when there is nothing to show: an empty roster, or one without the place that was asked for. */
import { html, nothing, type TemplateResult } from 'lit'
import { adopt } from '../base/adopt.js'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { midStyles } from '../base/mid.styles.js'
import { words } from './words.js'

const own = {
  zh: {
    empty: '名册是空的',
    emptyHelp: '还没有社区、网格和楼栋。可以从表格导入：每行一个地方，写上代码和名称。',
    atPlace: '名册里没有这个地方',
    atPlaceHelp: (id: string) => `名册里没有代码是「${id}」的地方。检查一下 place 写得对不对。`,
  },
  en: {
    empty: 'The roster is empty',
    emptyHelp:
      'There are no communities, grids or buildings yet. Import a table: one place a row, with its code and name.',
    atPlace: 'The roster has no such place',
    atPlaceHelp: (id: string) => `The roster has no place with the code "${id}". Check what place says.`,
  },
}

/** @param fill offers to import; absent where nobody may */
export function empty(host: LinliElement, fill?: () => void): TemplateResult {
  adopt(host, midStyles)
  const it = host.words(own)
  return html`<div class="mid">${icon(draw.table, 'mark')}<h3>${it.empty}</h3><p>${it.emptyHelp}</p>
    ${fill ? html`<div class="row"><button class="btn go" type="button" @click=${fill}>${icon(draw.table, 's')}${host.words(words).import}</button></div>` : nothing}</div>`
}

export function noSuchPlace(host: LinliElement, id: string): TemplateResult {
  adopt(host, midStyles)
  const it = host.words(own)
  return html`<div class="mid" role="alert">${icon(draw.place, 'mark')}<h3>${it.atPlace}</h3><p>${it.atPlaceHelp(id)}</p></div>`
}
