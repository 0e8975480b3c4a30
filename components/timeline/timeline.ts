/** The ledger of a dossier 日志: every line that was ever written, who wrote it and why it was allowed. */
import { html, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import type { ProofView } from '../../engine/identity/shown.js'
import type { DossierId } from '../../engine/types.js'
import type { LineView, PartyView } from '../../engine/view.js'
import { Album } from '../base/album.js'
import { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { Live } from '../base/live.js'
import { reasons } from '../base/reason.js'
import { stateMark } from '../base/state-mark.js'
import { styles } from './timeline.styles.js'

const words = {
  zh: {
    ledger: '日志',
    count: (lines: number, voids: number) => `日志 · ${lines} 行${voids ? `，${voids} 行作废` : ''}`,
    kept: '只添不改',
    why: '理由',
    whyOf: (number: number) => `第${number}行的理由`,
    from: '来源',
    fromOf: (number: number) => `第${number}行的来源`,
    proof: {
      own: '本机',
      proven: '已验签',
      open: '未验签',
      changed: '被改过',
      unsigned: '没有签名',
      shared: '不必签名',
    } satisfies Record<ProofView['state'], string>,
    checking: '正在核对签名…',
    unchecked: '没有核对出来。再打开一次试试。',
    photos: (count: number) => `看 ${count} 张照片`,
    void: '作废',
    call: (name: string) => `打电话给${name}`,
    noPhone: '没有登记电话',
    empty: '还没有一行。',
    failed: '日志没有读出来。再打开一次试试。',
    and: '，',
  },
  en: {
    ledger: 'Ledger',
    count: (lines: number, voids: number) =>
      `Ledger · ${lines} ${lines === 1 ? 'line' : 'lines'}${voids ? `, ${voids} void` : ''}`,
    kept: 'lines are added, never changed',
    why: 'Why',
    whyOf: (number: number) => `Why line ${number}`,
    from: 'From',
    fromOf: (number: number) => `From which device: line ${number}`,
    proof: {
      own: 'This device',
      proven: 'Signature checked',
      open: 'Signature not checked',
      changed: 'Changed',
      unsigned: 'Not signed',
      shared: 'No signature needed',
    } satisfies Record<ProofView['state'], string>,
    checking: 'Checking the signature…',
    unchecked: 'It could not be checked. Open it once more.',
    photos: (count: number) => (count === 1 ? 'See the photo' : `See ${count} photos`),
    void: 'Void',
    call: (name: string) => `Call ${name}`,
    noPhone: 'no phone on the roster',
    empty: 'No line yet.',
    failed: 'The ledger could not be read. Open it once more.',
    and: ', ',
  },
}

/**
 * The ledger of one dossier: numbered lines, newest first, each with its reasons. A void line stays, struck, and says why it
 * has no effect and whom to call.
 *
 * @summary The numbered lines of a dossier.
 * @slot - Shown until the lines are there.
 * @csspart line - One line.
 * @csspart void - A line without effect.
 * @csspart why - The reasons of a line, and which device wrote it.
 * @csspart proof - Which device wrote a line, and what proves it.
 */
export class Timeline extends LinliElement {
  static override styles = styles

  /** Which dossier, e.g. `case/200410-9xk2f1a7`; inside a station. */
  @property() dossier = ''

  /** The lines themselves, oldest or newest first; for use without a station. */
  @property({ attribute: false }) lines?: readonly LineView[]

  @state() private open: ReadonlySet<string> = new Set()
  /** By line; asked for when somebody looks where one is from, for checking signatures takes a while. */
  @state() private proofs?: ReadonlyMap<string, ProofView> | 'failed' | undefined
  #proofsOf = ''
  readonly #album = new Album(this)

  readonly #live = new Live(
    this,
    (station) => (this.dossier && !this.lines ? station.view(this.dossier as DossierId) : undefined),
    () => [this.dossier, this.lines === undefined],
  )

  get #lines(): readonly LineView[] | undefined {
    return this.lines ?? this.#live.value?.lines
  }

  override render(): TemplateResult {
    const it = this.words(words)
    const lines = this.#lines
    if (!lines)
      return this.#live.state === 'error' ? html`<p class="empty" role="alert">${it.failed}</p>` : html`<slot></slot>`
    const shown = lines.filter((line) => line.line.state !== 'moot').sort((a, b) => b.number - a.number)
    const days = new Set(shown.map((line) => this.date(line.line.entry.at, 'day')))
    const voids = shown.filter((line) => line.line.state === 'void').length
    return html`<section role="group" aria-label=${it.ledger}>
      <p class="head"><b>${it.count(shown.length, voids)}</b><span>${it.kept}</span></p>
      ${shown.length === 0 ? html`<p class="empty">${it.empty}</p>` : nothing}
      <ol class="lines" reversed>
        ${shown.map((line, i) => this.#line(line, days.size > 1 && this.#newDay(shown, i)))}
      </ol>
      ${this.#album.dialog()}
    </section>`
  }

  #newDay(shown: readonly LineView[], i: number): boolean {
    const day = (line: LineView | undefined) => line && this.date(line.line.entry.at, 'day')
    return day(shown[i]) !== day(shown[i - 1])
  }

  #line(view: LineView, dated: boolean): TemplateResult {
    const it = this.words(words)
    const { entry, state } = view.line
    const id = `why-${view.number}`
    const open = this.open.has(entry.id)
    return html`<li class=${state} part=${state === 'void' ? 'line void' : 'line'}>
      <span class="number">${view.number}</span>
      <time datetime=${new Date(entry.at).toISOString()}>${dated ? html`<small>${this.date(entry.at, 'day')}</small> ` : nothing}${this.date(entry.at, 'clock')}</time>
      <div class="what">${state === 'void' ? this.#void(view) : html`<p>${this.#said(view)}</p>`}${this.#notes(view)}${this.#photos(view)}</div>
      ${
        view.why.length === 0 && !this.#isSigned(view)
          ? nothing
          : html`<button class="w" type="button" aria-expanded=${open} aria-controls=${id} aria-label=${view.why.length > 0 ? it.whyOf(view.number) : it.fromOf(view.number)} @click=${() => this.#toggle(view)}>${view.why.length > 0 ? it.why : it.from}</button>
            <div class="because" id=${id} part="why" ?hidden=${!open}>${open ? html`${view.why.length > 0 ? reasons(this, view.why) : nothing}${this.#isSigned(view) ? this.#proof(view) : nothing}` : nothing}</div>`
      }
    </li>`
  }

  #isSigned({ line }: LineView): boolean {
    return line.entry.chain !== undefined && this.station?.proofs !== undefined
  }

  /** Which device wrote a line, what shows that, and what it does not show. */
  #proof({ line }: LineView): TemplateResult {
    const it = this.words(words)
    if (this.proofs === 'failed') return html`<p class="proof" role="alert">${it.unchecked}</p>`
    const proof = this.proofs?.get(line.entry.id)
    if (!proof) return html`<p class="proof" role="status">${it.checking}</p>`
    const isWrong = proof.state === 'changed'
    return html`<p class="proof ${isWrong ? 'wrong' : ''}" part="proof">${isWrong ? icon(draw.warn, 's') : nothing}<b>${it.proof[proof.state]}</b>${proof.device ? html` <code>${proof.device}</code>` : nothing} ${this.say(proof.says)}${proof.missingSays ? html` ${this.say(proof.missingSays)}` : nothing}</p>`
  }

  async #check(view: LineView): Promise<void> {
    const { on } = view.line.entry
    const of = `${on} ${this.#lines?.length}`
    if (!this.#isSigned(view) || (this.#proofsOf === of && this.proofs !== 'failed')) return
    this.#proofsOf = of
    this.proofs = undefined
    try {
      const proofs = await this.station!.proofs!(on)
      if (this.#proofsOf === of) this.proofs = new Map(proofs.map((proof) => [proof.line, proof]))
    } catch {
      if (this.#proofsOf === of) this.proofs = 'failed'
    }
  }

  #said(view: LineView): TemplateResult {
    const said = view.words.map((each) => this.say(each)).join(this.words(words).and)
    return html`<b>${this.say(view.act)}</b> ${said} ${this.#who(view.by)}`
  }

  #photos({ photos = [], act, line }: LineView): TemplateResult | typeof nothing {
    if (photos.length === 0 || !this.station?.photo) return nothing
    const said = `${this.say(act)} ${this.date(line.entry.at)}`
    const shots = photos.map((hash) => ({ hash, words: said }))
    return html`<button class="w see" type="button" aria-haspopup="dialog" @click=${() => this.#album.open(shots)}>${icon(draw.photo, 's')} ${this.words(words).photos(photos.length)}</button>`
  }

  #void(view: LineView): TemplateResult {
    const it = this.words(words)
    const said = view.words.map((each) => this.say(each)).join(it.and)
    return html`<p>${stateMark('void', it.void)} <del>${this.say(view.act)} ${said}</del> ${this.#who(view.by)}</p>
      ${view.void ? html`<p>${this.say(view.void.says)}</p><div class="two">${view.void.call.map((party) => this.#call(party))}</div>` : nothing}`
  }

  /** What other dossiers tell of the line since a merge, and whom to call about it. */
  #notes({ notes = [] }: LineView): readonly TemplateResult[] {
    return notes.map(
      ({ says, call }) =>
        html`<p class="known">${icon(draw.warn, 's')} ${this.say(says)}</p><div class="two">${call.map((party) => this.#call(party))}</div>`,
    )
  }

  #who(party: PartyView): TemplateResult {
    return html`<span class="quiet">${party.post ? `${this.say(party.post)} ` : ''}${this.say(party.name)}</span>`
  }

  #call(party: PartyView): TemplateResult {
    const it = this.words(words)
    const name = this.say(party.name)
    return party.phone
      ? html`<a class="btn" href="tel:${party.phone}" aria-label=${it.call(name)}>${icon(draw.call, 's')}${name}</a>`
      : html`<span class="quiet">${name} · ${it.noPhone}</span>`
  }

  #toggle(view: LineView): void {
    const { id } = view.line.entry
    const open = new Set(this.open)
    if (!open.delete(id)) {
      open.add(id)
      void this.#check(view)
    }
    this.open = open
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-timeline': Timeline
  }
}
