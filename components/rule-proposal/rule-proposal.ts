/** Rules that wait to be adopted: what they would change, and the two buttons of whoever may decide. */
import { html, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import type { Adoption } from '../../engine/adoption/ledger.js'
import type { RuleAct, RuleProposal, Rules, RulesState } from '../../engine/adoption/view.js'
import type { PartyId } from '../../engine/types.js'
import { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { Live } from '../base/live.js'
import { stateMark } from '../base/state-mark.js'
import { changesOf, verdict } from './changes.js'
import { Past } from './past.js'
import { styles } from './rule-proposal.styles.js'
import { words } from './words.js'

/** What was decided about the rules. */
export type RuleDeed = 'adopt' | 'set-aside' | 'take-back'

const marks = { last: 'on-time', replaced: 'unseen', overtaken: 'void' } as const

/**
 * Shown to those who may adopt rules, and only while there is something to decide: what the changed files would change, in
 * words, how their examples come out, and on demand what the last month would have been.
 *
 * @summary Changed rule files: look, adopt, put aside, take back.
 * @event {CustomEvent<{ deed: RuleDeed }>} linli-rules-done - It was decided, and is kept.
 * @csspart proposal - The card of a proposal.
 * @csspart changes - What would change in one pack, or in what the community itself says.
 * @csspart troubles - What is wrong in the proposed files.
 * @csspart past - What the last month would have been.
 * @csspart ledger - What is in force, and what was before.
 */
export class RuleProposalElement extends LinliElement {
  static override styles = styles

  /** Shows to everybody what is in force since when and by whom, and what was before it. */
  @property({ type: Boolean }) ledger = false

  /** The rules themselves; for use without a station. */
  @property({ attribute: false }) rules?: RulesState

  @state() private why = ''
  @state() private busy = false
  @state() private refused = ''
  @state() private done = ''

  readonly #past = new Past(this)
  readonly #live = new Live(
    this,
    // as long as files are in force by themselves there is nothing to decide, and nothing to load
    ({ rules, bookFrom }) => (this.rules || (bookFrom.source === 'files' && !this.ledger) ? undefined : rules?.state()),
    () => [this.rules, this.ledger],
  )

  override render(): TemplateResult | typeof nothing {
    const state = this.rules ?? this.#live.value
    if (!state) return nothing
    const proposal = state.may.is ? state.proposals.find(({ aside }) => aside === undefined) : undefined
    const said = html`<p class="done" role="status" tabindex="-1">${this.done ? html`${icon(draw.yes, 's')}${this.done}` : nothing}</p>`
    if (!this.ledger)
      return proposal || this.done ? html`${proposal ? this.#proposal(proposal) : nothing}${said}` : nothing
    return html`${proposal ? this.#proposal(proposal) : nothing}${this.#ledger(state, said, !proposal)}`
  }

  #proposal(proposal: RuleProposal): TemplateResult {
    const it = this.words(words)
    const isFaulty = proposal.troubles.some(({ level }) => level === 'error')
    return html`<section class="card" part="proposal" aria-labelledby="title">
      <header class="eave"><h2 id="title">${it.title}</h2><div class="tools">${verdict(this, proposal)}</div></header>
      <div class="body">
        <p class="lead quiet">${it.lead}</p>
        ${changesOf(this, proposal)}
        ${isFaulty ? nothing : this.#past.view(proposal)}
        ${this.#form(
          html`${
            isFaulty
              ? nothing
              : html`<button class="btn go" type="button" @click=${() => void this.#do('adopt', proposal)}>${icon(draw.accept, 's')}${it.adopt}</button>`
          }<button class="btn" type="button" @click=${() => void this.#do('set-aside', proposal)}>${it.aside}</button>`,
        )}
      </div>
    </section>`
  }

  #ledger(rules: RulesState, said: TemplateResult, isAlone: boolean): TemplateResult {
    const it = this.words(words)
    const { inForce, past, waits, may, isAdopted, former } = rules
    const when = this.date(inForce.at)
    const since =
      inForce.by !== undefined
        ? it.by(this.#who(inForce.by), when)
        : inForce.source === 'stored'
          ? it.stored(when)
          : it.byFiles(when)
    return html`<section class="card" part="ledger" aria-labelledby="ledger">
      <header class="eave"><h2 id="ledger">${it.ledger}</h2></header>
      <div class="body">
        <div><p>${since}</p>${inForce.why === undefined ? nothing : html`<p class="quiet">${inForce.why}</p>`}</div>
        ${waits ? html`<p>${stateMark('warn', it.waits(this.#who(waits.by)))}</p>` : nothing}
        ${said}
        ${past.length > 1 ? html`<details><summary>${it.history}</summary><ol class="history">${past.map((one) => this.#adoption(one))}</ol></details>` : nothing}
        ${
          !may.is || !isAlone || (isAdopted && !former)
            ? nothing
            : this.#form(
                isAdopted
                  ? html`<button class="btn" type="button" @click=${() => void this.#do('take-back')}>${icon(draw.sentBack, 's')}${it.back}</button>`
                  : html`<button class="btn" type="button" @click=${() => void this.#do('adopt')}>${it.begin}</button>`,
              )
        }
      </div>
    </section>`
  }

  #adoption({ at, by, why, state, back }: Adoption): TemplateResult {
    const it = this.words(words)
    return html`<li><time datetime=${new Date(at).toISOString()}>${this.date(at)}</time>
      <div><p>${this.#who(by)} · ${back ? `${it.isBack} · ` : ''}${why}</p><p>${stateMark(marks[state], it[state])}</p></div></li>`
  }

  #form(buttons: TemplateResult): TemplateResult {
    return html`<form @submit=${(event: Event) => event.preventDefault()}>
      <label>${this.words(words).why}<textarea rows="2" .value=${this.why} @input=${this.#typed}></textarea></label>
      <p class="refused" role="alert">${this.refused ? html`${icon(draw.no, 's')}<span>${this.refused}</span>` : nothing}</p>
      <div class="row">${buttons}</div>
    </form>`
  }

  readonly #typed = (event: Event) => {
    this.why = (event.target as HTMLTextAreaElement).value
    this.refused = ''
  }

  #who(id: PartyId): string {
    const party = this.station?.party(id)
    return party
      ? [party.post, party.name]
          .map((said) => this.say(said))
          .join(' ')
          .trim()
      : id
  }

  async #do(deed: RuleDeed, proposal?: RuleProposal): Promise<void> {
    const { rules } = this.station ?? {}
    if (!rules || this.busy) return
    const it = this.words(words)
    this.busy = true
    this.refused = ''
    try {
      const answer = await this.#decide(rules, deed, proposal)
      if (!answer.ok) {
        this.refused = this.say(answer.says)
        this.renderRoot.querySelector('textarea')?.focus()
        return
      }
      this.why = ''
      this.done = { adopt: proposal ? it.adopted : it.begun, 'set-aside': it.put, 'take-back': it.taken }[deed]
      this.emit('linli-rules-done', { deed })
      await this.updateComplete
      // the buttons go with what they decided; whoever works by keyboard stays here
      this.renderRoot.querySelector<HTMLElement>('.done')?.focus()
    } catch {
      this.refused = it.failed
    } finally {
      this.busy = false
    }
  }

  async #decide(rules: Rules, deed: RuleDeed, proposal: RuleProposal | undefined): Promise<RuleAct> {
    if (deed === 'take-back') return rules.takeBack(this.why)
    if (deed === 'set-aside') return rules.setAside(proposal!, this.why)
    return rules.adopt(proposal ?? (await rules.propose({})), this.why)
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-rule-proposal': RuleProposalElement
  }
  interface GlobalEventHandlersEventMap {
    'linli-rules-done': CustomEvent<{ readonly deed: RuleDeed }>
  }
}
