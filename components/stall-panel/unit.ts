/** What is decided about a unit: what the rules propose and why, yes or no with a reason, and the four steps back. */
import { nothing, type TemplateResult } from 'lit'
import { html } from 'lit/static-html.js'
import type { Choices } from '../../engine/pack/format.js'
import type { Act } from '../../engine/types.js'
import type { Choice, DossierView, ReasonView } from '../../engine/view.js'
import { Doing } from '../base/doing.js'
import type { LinliElement } from '../base/element.js'
import '../base/events.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { reasons } from '../base/reason.js'
import { stateMark } from '../base/state-mark.js'
import { stopsOf } from './nine.js'
import { unitMark } from './state.js'
import type { Ways } from './ways.js'
import { words } from './words.js'

type Proposed = DossierView['proposals'][number]

export const proposed = ({ proposals }: DossierView): readonly Proposed[] =>
  proposals.filter(({ act }) => act === 'suspend')

export class Unit {
  readonly #doing: Doing
  #refusing = false
  #reason = ''
  #tried = false

  constructor(
    private readonly host: LinliElement,
    private readonly ways: Ways,
  ) {
    this.#doing = new Doing(host)
  }

  /** Forgets what was being written. */
  drop(): void {
    this.#refusing = this.#tried = false
    this.#reason = ''
    this.#doing.forget()
  }

  render(view: DossierView, answers: Choices): TemplateResult {
    const { host } = this
    const it = host.words(words)
    const open = proposed(view)
    const quiet = open.length === 0 && unitMark(view.dossier.step) === 'on-time'
    const voids = view.lines.filter((line) => line.void)
    // what leads on stands first, and is filled
    const other = view.choices
      .filter(
        ({ act, decision }) =>
          act !== 'mark' &&
          act !== 'keep-open' &&
          decision.because !== 'from' &&
          // what is proposed is decided first; what may not be done meanwhile would only stand beside it
          !(open.length > 0 && (act === 'suspend' || decision.because !== undefined)),
      )
      .map((choice) => leading(view, choice))
      .toSorted((a, b) => Number(leadsOn(b)) - Number(leadsOn(a)))
    const [timeline, acts] = [host.tag('timeline'), host.tag('acts')]
    return html`${this.#incident(view)}
      ${quiet ? html`<p class="quiet">${it.quiet}</p>` : nothing}
      ${open.length > 0 ? this.#proposal(view, open) : nothing}
      ${quiet ? nothing : this.#steps(view, stopsOf(view, answers), open.length > 0)}
      ${view.dossier.flags.map(({ say }) => html`<p class="note warn">${icon(draw.warn)}<span>${host.say(say)}</span></p>`)}
      ${other.length > 0 ? html`<${acts} .station=${host.station} .choices=${other} dossier=${view.dossier.id} @linli-act-before=${this.#before} @linli-act-done=${this.#done}></${acts}>` : nothing}
      ${
        voids.length > 0
          ? html`<section class="voids" aria-label=${it.voids(host.number(voids.length))}><p class="st void">${icon(draw.voided)}${it.voids(host.number(voids.length))}</p>
              <${timeline} .station=${host.station} .lines=${voids}></${timeline}></section>`
          : nothing
      }
      ${
        view.lines.length > 0
          ? html`<details><summary class="btn bare">${it.ledger(host.number(view.lines.length))}</summary><${timeline} .station=${host.station} .lines=${view.lines}></${timeline}></details>`
          : nothing
      }`
  }

  #incident({ fields }: DossierView): TemplateResult | typeof nothing {
    const incident = fields.find(({ name, value }) => name === 'incident' && value !== undefined)
    return incident
      ? html`<p class="quiet">${this.host.words(words).incident} · ${this.host.say(incident.words)}</p>`
      : nothing
  }

  #proposal(view: DossierView, open: readonly Proposed[]): TemplateResult {
    const { host } = this
    const it = host.words(words)
    const choice = (name: string) => view.choices.find(({ act }) => act === name)
    const [yes, no] = [choice('suspend'), choice('keep-open')]
    const { refused } = this.#doing
    const fault = refused === 'failed' ? it.notKept : host.say(refused?.says)
    const title = host.say(open[0]!.title)
    const why = reasonsOf(view, open)
    return html`<section class="proposal" part="proposal" aria-label=${title}>
      <div class="box stop">${stateMark('stop', it.proposes(title))}<p>${yes && yes.decision.because === undefined ? it.yours : it.waiting(host.say(open[0]!.toWords))}</p></div>
      <div aria-label=${it.why} role="group">${reasons(
        host,
        why.filter(({ holds }) => holds),
      )}${this.#others(why)}</div>
      ${
        this.#refusing && no
          ? this.#refusal(view)
          : html`<div class="row">${this.#button(yes, html`${icon(draw.stop)}${it.confirm(title)}`, 'go confirm', () => void this.#act(view, 'suspend', this.#because(open, why)))}
              ${this.#button(no, it.refuse, 'refuse', () => this.#refuse())}</div>${this.#blocked(yes, no)}`
      }
      <p class="fault" role="alert">${fault}</p></section>`
  }

  /** Rules that did not hold are quiet, and one tap away. */
  #others(why: readonly ReasonView[]): TemplateResult | typeof nothing {
    const others = why.filter(({ holds }) => !holds)
    if (others.length === 0) return nothing
    return html`<details><summary class="quiet">${this.host.words(words).whyNot(this.host.number(others.length))}</summary>${reasons(this.host, others)}</details>`
  }

  #button(choice: Choice | undefined, drawn: unknown, kind: string, press: () => void): TemplateResult {
    const off = choice?.decision.because !== undefined || !choice
    return html`<button class="btn ${kind}" type="button" aria-disabled=${off} aria-describedby=${off ? 'blocked' : nothing} aria-busy=${this.#doing.busy !== ''}
      @click=${() => !off && press()}>${drawn}</button>`
  }

  #blocked(...choices: readonly (Choice | undefined)[]): TemplateResult | typeof nothing {
    const no = choices.find((choice) => choice?.decision.because !== undefined)
    return no ? html`<p class="quiet" id="blocked">${this.host.say(no.decision.says)}</p>` : nothing
  }

  #refusal(view: DossierView): TemplateResult {
    const it = this.host.words(words)
    const send = () => {
      this.#tried = true
      this.host.requestUpdate()
      if (this.#reason.trim()) void this.#act(view, 'keep-open', this.#reason.trim())
      else this.host.renderRoot.querySelector<HTMLElement>('#reason')?.focus()
    }
    const missing = this.#tried && !this.#reason.trim()
    return html`<div class="refusal"><label for="reason">${it.reason}</label>
      <textarea id="reason" rows="2" aria-invalid=${missing} aria-describedby="reason-fault" .value=${this.#reason}
        @input=${(event: Event) => (this.#reason = (event.target as HTMLTextAreaElement).value)}></textarea>
      <p class="fault" id="reason-fault" role="alert">${missing ? it.reasonNeeded : ''}</p>
      <div class="row"><button class="btn go send" type="button" @click=${send}>${it.send}</button>
        <button class="btn" type="button" @click=${() => (this.drop(), this.host.requestUpdate())}>${it.back}</button></div></div>`
  }

  #refuse(): void {
    this.#refusing = true
    this.host.requestUpdate()
    void this.host.updateComplete.then(() => this.host.renderRoot.querySelector<HTMLElement>('#reason')?.focus())
  }

  /** Whoever confirms makes the rule's sentences their own. */
  #because(open: readonly Proposed[], why: readonly ReasonView[]): string {
    const names = new Set(open.map(({ rule }) => rule))
    const said = why.filter(({ rule, holds }) => holds && names.has(rule)).map(({ says }) => this.host.say(says))
    return said.join(this.host.words({ zh: '；', en: '; ' })) || this.host.say(open[0]!.title)
  }

  #steps(view: DossierView, stops: number, open: boolean): TemplateResult | typeof nothing {
    const { host } = this
    const it = host.words(words)
    const { step } = view.dossier
    const now = open ? 0 : step === 'suspended' ? (stops > 0 ? 1 : 2) : step === 'looked-at' ? (stops > 0 ? 1 : 3) : -1
    if (now < 0) return nothing
    const who = [
      open ? host.say(proposed(view)[0]!.toWords) : it.done,
      stops > 0 ? it.who.mend(host.number(stops)) : it.who.mended,
      step === 'looked-at' ? it.done : it.who.look,
      it.who.reopen,
    ]
    return html`<ol class="next" aria-label=${it.next}>${it.steps.map(
      (title, i) =>
        html`<li class=${i === now ? 'now' : i < now ? 'past' : ''} aria-current=${i === now ? 'step' : nothing}><b>${i + 1} ${title}</b>${who[i]}</li>`,
    )}</ol>`
  }

  async #act(view: DossierView, type: string, reason: string): Promise<void> {
    const act: Act = { type, on: view.dossier.id, by: this.host.station?.me ?? 'anyone', data: {}, reason }
    if (!this.ways.before(act)) return
    const decision = await this.#doing.act(act)
    if (!decision) return
    this.drop()
    this.ways.done(decision)
  }

  readonly #before = (event: GlobalEventHandlersEventMap['linli-act-before']): void => {
    if (!this.ways.before(event.detail.act)) event.preventDefault()
  }

  readonly #done = (event: GlobalEventHandlersEventMap['linli-act-done']): void => {
    this.ways.done(event.detail.decision)
  }
}

/** What stays at its step, such as an objection, leads to none. */
function leading({ dossier }: DossierView, choice: Choice): Choice {
  const { to, ...decision } = choice.decision
  return to === dossier.step ? { ...choice, decision } : choice
}

const leadsOn = ({ decision }: Choice): boolean => decision.to !== undefined

/** The rules that were looked at where it was proposed, those that hold first, each once. */
function reasonsOf({ lines }: DossierView, open: readonly Proposed[]): readonly ReasonView[] {
  const asked = new Set(open.map(({ line }) => line))
  const all = lines.filter(({ line }) => asked.has(line.entry.id)).flatMap(({ why }) => why)
  const sorted = [...all.filter(({ holds }) => holds), ...all.filter(({ holds }) => !holds)]
  return sorted.filter(({ rule }, i) => sorted.findIndex((other) => other.rule === rule) === i)
}
