/** What will follow when it is sent, and what has followed once it was. */
import { html, nothing, type TemplateResult } from 'lit'
import { begin } from '../../engine/time/dues.js'
import { spanWords } from '../../engine/time/duration.js'
import type { Decision, Say, Start } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { words } from './words.js'

const stepTitle = (host: LinliElement, kind: string, step: string | undefined): string =>
  step === undefined ? '' : host.say(host.station?.steps(kind)[step])

/** By when, with the day where that is not today. */
function clock(host: LinliElement, start: Start): TemplateResult {
  const { at } = begin(start)
  const today = host.date(at, 'date') === host.date(start.at, 'date')
  const within = start.limit === undefined ? '' : host.say(spanWords(start.limit))
  return html`<li>${icon(draw.clock, 's')}${host.words(words).due(host.say(start.title), within, host.date(at, today ? 'clock' : 'moment'))}</li>`
}

const clocks = (host: LinliElement, { starts = [] }: Decision) =>
  starts.length === 0 ? nothing : html`<ul class="clocks">${starts.map((start) => clock(host, start))}</ul>`

/** The consequence as a sentence, with the rules that bring it about; a refusal in its own words. */
export function foreseen(host: LinliElement, kind: string, decision: Decision): TemplateResult | typeof nothing {
  if (!decision.allowed) return html`<p class="then refused">${host.say(decision.says)}</p>`
  const says = decision.why.filter((reason) => reason.holds && reason.says).map((reason) => host.say(reason.says))
  const step = stepTitle(host, kind, decision.to)
  if (!step && says.length === 0) return nothing
  return html`<div class="then">${step ? html`<p>${host.words(words).after(step)}</p>` : nothing}${clocks(host, decision)}${says.map((each) => html`<p class="quiet xs">${each}</p>`)}</div>`
}

/** The number to keep, and by when what. */
export function sent(
  host: LinliElement,
  kind: string,
  title: Say | undefined,
  decision: Decision,
  again: () => void,
): TemplateResult {
  const it = host.words(words)
  const { dossier, entry } = decision
  return html`<div class="sent" role="status">
    ${icon(draw.accept, 'mark')}
    <p class="big">${it.sent(host.say(title))}</p>
    ${dossier && entry ? html`<p>${it.numbered(dossier.id.slice(dossier.id.indexOf('/') + 1))} · ${host.date(entry.at, 'clock')} · ${stepTitle(host, kind, dossier.step)}</p>` : nothing}
    ${clocks(host, decision)}
    <button class="btn" type="button" @click=${again}>${it.another}</button>
  </div>`
}
