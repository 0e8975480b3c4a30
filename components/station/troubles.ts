/** What is wrong with the files, as sentences in place: where it stands, what was probably meant, and what goes on working. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Station } from '../../engine/station.js'
import type { Trouble } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { stateMark } from '../base/state-mark.js'
import type { Reader } from './read.js'

/** More than this at once helps nobody: the first ones are mended, then it is read again. */
const atOnce = 5

const words = {
  zh: {
    broken: '规则没有装上',
    unread: '有的文件没有读进来',
    warned: '规则里有几处要留意',
    errors: (count: number) => `${count} 处错`,
    warnings: (count: number) => `${count} 处提醒`,
    more: (count: number) => `还有 ${count} 处，改好这些再读一次就会列出来。`,
    before: (when: string) => `在改好之前，仍按 ${when} 装上的那一版办理，什么都没有丢。`,
    others: '规则照常在用。没读进来的文件，先用上一次读好的那份；没有读过的，先空着。',
    nothing: '这里还没有能用的上一版，改好之前办不了事。已经存下的都没有动。',
    copy: '拷贝这些话',
    copied: '已拷贝',
    again: '再读一次',
  },
  en: {
    broken: 'The rules were not adopted',
    unread: 'Some files could not be read',
    warned: 'A few things in the rules need a look',
    errors: (count: number) => (count === 1 ? '1 error' : `${count} errors`),
    warnings: (count: number) => (count === 1 ? '1 warning' : `${count} warnings`),
    more: (count: number) => `${count} more. Mend these and read again, then they are listed.`,
    before: (when: string) => `Until it is mended, the version adopted ${when} goes on working. Nothing was lost.`,
    others:
      'The rules are in force. Of a file that could not be read, the last good one is used; one never read is left empty.',
    nothing:
      'There is no earlier version here that works, so nothing can be done until it is mended. What is stored was not touched.',
    copy: 'Copy these sentences',
    copied: 'Copied',
    again: 'Read again',
  },
}

/** A page asks for an example that is not there. */
export const untold = (file: string, practice: string, known: readonly string[]): Trouble => ({
  level: 'error',
  code: 'no-example',
  file,
  line: 1,
  column: 1,
  says: {
    zh: `这个社区没有规则包「${practice}」；有的是：${known.join('、')}。`,
    en: `this community has no pack "${practice}"; it has ${known.join(', ')}.`,
  },
  found: practice,
})

export interface Telling {
  readonly troubles: readonly Trouble[]
  /** Absent: no station could be opened. */
  readonly station?: Station
  readonly reader: Reader
  readonly copied: boolean
  readonly copy: (text: string) => void
  readonly again: () => void
}

export function troublesPanel(
  host: LinliElement,
  { troubles, station, reader, copied, copy, again }: Telling,
): TemplateResult {
  const it = host.words(words)
  const errors = troubles.filter((each) => each.level === 'error')
  const rest = troubles.length - atOnce
  const all = troubles.map((each) => `${each.file}:${each.line}:${each.column} ${host.say(each.says)}`).join('\n')
  return html`<section class="panel" part="troubles" role=${errors.length > 0 ? 'alert' : 'status'}>
    <header class="eave"><h2>${errors.length === 0 ? it.warned : station && station.bookFrom.source !== 'stored' ? it.unread : it.broken}</h2>
      <div class="tools">${errors.length > 0 ? stateMark('late', it.errors(errors.length)) : stateMark('warn', it.warnings(troubles.length))}</div></header>
    <ul>${troubles.slice(0, atOnce).map((each) => html`<li>${sentence(host, each)}${excerpt(reader, each)}</li>`)}</ul>
    <div class="end">
      ${rest > 0 ? html`<p>${it.more(rest)}</p>` : nothing}
      ${errors.length === 0 ? nothing : html`<p>${goesOn(host, station)}</p>`}
      <div class="row"><button class="btn go" type="button" @click=${again}>${icon(draw.sync, 's')}${it.again}</button>
        <button class="btn bare" type="button" @click=${() => copy(all)}>${copied ? it.copied : it.copy}</button></div>
    </div>
  </section>`
}

function goesOn(host: LinliElement, station: Station | undefined): string {
  const it = host.words(words)
  if (!station) return it.nothing
  return station.bookFrom.source !== 'stored' ? it.others : it.before(host.date(station.bookFrom.at))
}

const sentence = (host: LinliElement, trouble: Trouble) => html`<p class="says">${host.say(trouble.says)}</p>`

/** Three lines of the file, the wrong word underlined. */
function excerpt(reader: Reader, { file, line, found }: Trouble): TemplateResult | typeof nothing {
  const lines = reader.around(file, line)
  if (lines.length === 0) return nothing
  return html`<ol class="code">${lines.map(({ number, text }) => {
    if (number !== line) return html`<li><span>${number}</span><span>${text}</span></li>`
    const at = found ? text.indexOf(found) : -1
    return html`<li class="at"><span>${number}</span><span>${
      at < 0 ? text : html`${text.slice(0, at)}<u>${found}</u>${text.slice(at + found!.length)}`
    }</span></li>`
  })}</ol>`
}
