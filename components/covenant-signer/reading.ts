/** What is signed: the words in their double frame, larger than anything else, their edition, and the rights under them. */
import { html, nothing, type TemplateResult } from 'lit'
import type { DossierId } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { type Covenant, type Edition, shortHash } from './covenant.js'
import { words } from './words.js'

export const reading = (
  host: LinliElement,
  covenant: Covenant,
  hash: string | undefined,
  choose: (edition: DossierId) => void,
): TemplateResult => {
  const it = host.words(words)
  const { title, edition, issuer, by, keep } = covenant
  return html`<div class="text" part="text">
    ${edition.step === 'published' ? nothing : old(host, covenant, choose)}
    <div class="frame"><h3>${host.say(title)}</h3><p class="words">${host.say(edition.body)}</p></div>
    <p class="ver">${issuer ? html`<span>${it.issuer(host.say(issuer))}</span>` : nothing}<span>${it.published(host.date(edition.published, 'date'))}</span>${hash ? html`<span class="hash">${it.hash(shortHash(hash))}</span>` : nothing}</p>
    <ul class="facts"><li>${icon(draw.onTime)}<span>${it.once[by]}</span></li><li>${icon(draw.sentBack)}<span>${it.withdrawAny(host.say(keep))}</span></li><li>${icon(draw.write)}<span>${it.paper}</span></li></ul>
    ${covenant.editions.length > 1 ? editions(host, covenant, choose) : nothing}
  </div>`
}

/** Whoever reads an old edition is told so first, and led to the one that is signed now. */
function old(
  host: LinliElement,
  { editions }: Covenant,
  choose: (edition: DossierId) => void,
): TemplateResult | typeof nothing {
  const it = host.words(words)
  const now = editions.find(({ step }) => step === 'published')
  if (!now) return nothing
  const name = it.edition(host.number(now.edition))
  return html`<p class="note info">${icon(draw.history)}<span>${it.old(name)}</span></p>
    <p class="row"><button class="btn" type="button" @click=${() => choose(now.dossier)}>${it.lookAt(name)}</button></p>`
}

function editions(host: LinliElement, covenant: Covenant, choose: (edition: DossierId) => void): TemplateResult {
  const it = host.words(words)
  const one = (each: Edition) =>
    html`<li><span><b>${it.edition(host.number(each.edition))}</b> <span class="quiet">${it.published(host.date(each.published, 'date'))}${each.step === 'published' ? nothing : ` · ${host.say(each.stepTitle)}`}</span></span>
      ${
        each.dossier === covenant.edition.dossier
          ? html`<span class="quiet">${it.thisOne}</span>`
          : html`<button class="btn bare" type="button" @click=${() => choose(each.dossier)}>${it.read}<span class="vh"> ${host.number(each.edition)}</span></button>`
      }</li>`
  return html`<details class="editions"><summary>${it.editions(host.number(covenant.editions.length))}</summary><ul>${covenant.editions.map(one)}</ul></details>`
}
