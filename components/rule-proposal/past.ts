/** What the last month would have been by the proposed rules: asked for with one button, and given up with another. */
import { html, nothing, type ReactiveController, type TemplateResult } from 'lit'
import type { RuleProposal } from '../../engine/adoption/view.js'
import type { Backtested } from '../../engine/backtest/result.js'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { words } from './words.js'

const MONTH = 30 * 86_400_000
/** Rules, clocks and acts that are told; the others are few. */
const told = 5

const nameOf = (address: string) => address.replace(/[?#].*$/, '').replace(/^.*\//, '')

export class Past implements ReactiveController {
  #asking?: AbortController | undefined
  #progress: readonly [done: number, total: number] = [0, 0]
  #found?: Backtested | 'failed' | undefined
  #of = ''

  constructor(private readonly host: LinliElement) {
    host.addController(this)
  }

  hostDisconnected(): void {
    this.#stop()
  }

  /** Nothing where the station has no past, or where the proposal has files that it does not know. */
  view(proposal: RuleProposal): TemplateResult | typeof nothing {
    const { host } = this
    const it = host.words(words)
    const addresses = Object.keys(host.station?.book.texts ?? {})
    const isAskable = Object.keys(proposal.texts).every((name) => addresses.some((one) => nameOf(one) === name))
    if (!host.station?.backtest || !isAskable || proposal.changes.length === 0) return nothing
    if (this.#of !== proposal.book) this.#stop()
    const found = this.#of === proposal.book ? this.#found : undefined
    if (this.#asking)
      return html`<div class="row"><span role="status">${it.looking(...this.#progress)}</span><button class="btn bare" type="button" @click=${() => this.#stop()}>${it.giveUp}</button></div>`
    return html`<div class="past" part="past">${
      found && found !== 'failed'
        ? this.#told(found)
        : html`<button class="btn" type="button" @click=${() => void this.#ask(proposal)}>${icon(draw.history, 's')}${it.past}</button>`
    }${found === 'failed' ? html`<p role="alert">${it.noPast}</p>` : nothing}</div>`
  }

  #told({ lines, differ, untold, counts }: Backtested): TemplateResult {
    const it = this.host.words(words)
    const number = (value: number) => this.host.number(value)
    return html`<p role="status">${differ === 0 ? it.same(number(lines)) : it.differ(number(lines), number(differ))}</p>
      <ul>${counts
        .slice(0, differ === 0 ? 0 : told)
        .map(
          ({ title, more, fewer, other }) =>
            html`<li><span>${this.host.say(title)}</span><span class="quiet">${it.count(more, fewer, other)}</span></li>`,
        )}</ul>
      ${untold > 0 ? html`<p class="quiet">${it.untold(number(untold))}</p>` : nothing}`
  }

  async #ask({ book, texts }: RuleProposal): Promise<void> {
    const station = this.host.station!
    const asking = (this.#asking = new AbortController())
    this.#of = book
    this.#found = undefined
    this.#saw(0, 0)
    const known = Object.keys(station.book.texts).flatMap((address) => {
      const text = texts[nameOf(address)]
      return text === undefined ? [] : [[address, text] as const]
    })
    const options = { question: 'thorough', from: station.clock.now() - MONTH, signal: asking.signal } as const
    const progress = (done: number, total = 0) => this.#saw(done, total)
    const found = await station.backtest!(Object.fromEntries(known), { ...options, progress }).catch(
      () => 'failed' as const,
    )
    if (this.#asking !== asking) return
    this.#asking = undefined
    this.#found = found
    this.host.requestUpdate()
  }

  #saw(done: number, total: number): void {
    this.#progress = [done, total]
    this.host.requestUpdate()
  }

  #stop(): void {
    this.#asking?.abort()
    this.#asking = undefined
    this.#found = undefined
    this.host.requestUpdate()
  }
}
