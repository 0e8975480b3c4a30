/** What a proposal would change, part by part, with the verdict of its examples and what is wrong in it. */
import { html, nothing, type TemplateResult } from 'lit'
import type { RuleProposal } from '../../engine/adoption/view.js'
import type { Changed, Part } from '../../engine/diff/diff.js'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { stateMark } from '../base/state-mark.js'
import { words } from './words.js'

/** More than this at once is opened by whoever wants to read it. */
const atOnce = 6

const signs = { added: draw.plus, removed: draw.unseen, changed: draw.right }

export function verdict(host: LinliElement, { examples, troubles }: RuleProposal): TemplateResult | typeof nothing {
  const it = host.words(words)
  if (examples.red > 0) return stateMark('late', it.red(examples.red))
  if (troubles.some(({ level }) => level === 'error')) return stateMark('late', it.faulty)
  return examples.played > 0 ? stateMark('on-time', it.green(examples.played)) : nothing
}

export function changesOf(host: LinliElement, { changes, troubles }: RuleProposal): TemplateResult {
  const it = host.words(words)
  const errors = troubles.filter(({ level }) => level === 'error')
  const warnings = troubles.filter(({ level }) => level === 'warning')
  return html`${errors.length > 0 ? html`<ul class="errors" part="troubles">${errors.slice(0, atOnce).map((each) => html`<li>${icon(draw.no, 's')}<span>${host.say(each.says)}</span></li>`)}</ul>` : nothing}
    ${changes.length === 0 && errors.length === 0 ? html`<p>${it.noChange}</p>` : nothing}
    ${changes.map((part) => partOf(host, part))}
    ${warnings.length > 0 ? html`<details><summary>${it.warned(warnings.length)}</summary><ul class="warnings">${warnings.map((each) => html`<li>${host.say(each.says)}</li>`)}</ul></details>` : nothing}`
}

function partOf(host: LinliElement, { title, versions, changes }: Part): TemplateResult {
  const it = host.words(words)
  const [was, is] = versions
  const rest = changes.slice(atOnce)
  return html`<section class="part" part="changes">
    <h3>${host.say(title)}${was === is ? nothing : html` <small class="quiet">${it.version(String(was ?? '—'), String(is ?? '—'))}</small>`}</h3>
    <ul>${changes.slice(0, atOnce).map((each) => change(host, each))}</ul>
    ${rest.length === 0 ? nothing : html`<details><summary>${it.more(rest.length)}</summary><ul>${rest.map((each) => change(host, each))}</ul></details>`}
  </section>`
}

function change(host: LinliElement, { what, says, before, after }: Changed): TemplateResult {
  const it = host.words(words)
  const side = (name: string, said: Changed['before']) =>
    said ? html`<div><dt>${name}</dt><dd>${host.say(said)}</dd></div>` : nothing
  return html`<li class=${what}>${icon(signs[what], 's')}<div><span class="vh">${it[what]}${it.colon}</span>${host.say(says)}
    ${before || after ? html`<dl>${side(it.was, before)}${side(it.is, after)}</dl>` : nothing}</div></li>`
}
