/** What stands there while a roster file is read, and when there is none to show: reading, stopped, wrong, offline. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Trouble } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { stateMark } from '../base/state-mark.js'
import type { Source } from './source.js'
import { sourceWords as words } from './source-words.js'

/** Read one after the other: mended, they are read again. */
const atOnce = 5

export function reading(host: LinliElement, source: Source): TemplateResult {
  const it = host.words(words)
  const { done, all } = source.progress
  return html`<div class="mid" aria-busy="true"><h3>${it.reading}</h3>
    <div class="prog"><span>${all === 0 ? it.fetching : it.read(host.number(done), host.number(all))}</span
      ><span>${source.left === undefined ? nothing : it.left(host.number(source.left))}</span><progress aria-hidden="true" max=${all || 1} value=${done}></progress></div>
    <ul class="soon" aria-hidden="true">${['a', 'b', 'c'].map((wide) => html`<li><span></span><span class=${wide}></span><span></span></li>`)}</ul>
    <div class="row"><button class="btn" type="button" @click=${() => source.stop()}>${it.stop}</button><span class="quiet xs">${it.stopHelp}</span></div></div>`
}

export function stopped(host: LinliElement, source: Source): TemplateResult {
  const it = host.words(words)
  return html`<div class="mid"><h3>${it.stopped}</h3>${again(host, source)}</div>`
}

export function offline(host: LinliElement, source: Source): TemplateResult {
  const it = host.words(words)
  return html`<div class="mid"><h3>${stateMark('suspended', it.offline)}</h3><p>${it.offlineHelp}</p>${again(host, source)}</div>`
}

/** Each thing that is wrong as a sentence with its lines, and what goes on working. */
export function failed(host: LinliElement, source: Source): TemplateResult {
  const it = host.words(words)
  const errors = source.troubles.filter(({ level }) => level === 'error')
  return html`<div class="mid" role="alert"><p>${stateMark('late', it.broken(host.number(errors.length)))}</p>
    ${errors.slice(0, atOnce).map((trouble, i) => html`${i === 0 ? html`<h3>${host.say(trouble.says)}</h3>` : html`<p>${host.say(trouble.says)}</p>`}${excerpt(source, trouble)}`)}
    ${errors.length > atOnce ? html`<p>${it.more(host.number(errors.length - atOnce))}</p>` : nothing}
    <p>${source.roster ? it.keepsOld : it.noOld}</p>${again(host, source)}</div>`
}

const again = (host: LinliElement, source: Source) =>
  html`<div class="row"><button class="btn" type="button" @click=${() => source.again()}>${icon(draw.sync, 's')}${host.words(words).again}</button></div>`

function excerpt(source: Source, { file, line, column, found }: Trouble): TemplateResult | typeof nothing {
  const lines = source.reader.around(file, line)
  if (lines.length === 0) return nothing
  return html`<ol class="code">${lines.map(({ number, text }) => {
    // a roster may be one long line: the part around the fault is shown
    const from = Math.max(0, column - 40)
    const part = text.slice(number === line ? from : 0, (number === line ? from : 0) + 120)
    const at = number === line && found ? part.indexOf(found, Math.max(0, column - from - 2)) : -1
    return html`<li class=${number === line ? 'at' : ''}><span>${number}</span><span>${
      at < 0 ? part : html`${part.slice(0, at)}<u>${found}</u>${part.slice(at + found!.length)}`
    }</span></li>`
  })}</ol>`
}
