/** A grid split, merged or left as it was, in place: what goes where, how large both are then, from which day, and why. */
import { html, nothing, type TemplateResult } from 'lit'
import { isDay } from '../../engine/roster/check.js'
import { dayAfter } from '../../engine/roster/days.js'
import type { Succession } from '../../engine/roster/successions.js'
import type { PlaceId, Say } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'
import { isEnglish } from '../base/language.js'
import { day, nearPath, titleOf } from './names.js'
import { besides, homesIn, membersOf, nextGrid, type GridAnswered, type GridDesk, type GridWish } from './grid-desk.js'
import { gridWords } from './grid-words.js'
import { Popup, type Ways } from './popup.js'
import type { Seen } from './seen.js'

export class GridDialog extends Popup {
  protected readonly title: string
  readonly #next: { readonly code: string; readonly name: Say }
  #takes: readonly PlaceId[] = []
  #into: PlaceId
  #said = ''
  /** What the rules said of what stands in the form. */
  #mind: readonly Say[] = []
  #asked = 0
  #busy = false

  constructor(
    host: LinliElement,
    private readonly seen: Seen,
    private readonly desk: GridDesk,
    private readonly wish: GridWish,
    private readonly ways: Pick<Ways, 'closed'> & { readonly done: () => void },
  ) {
    super(host, ways)
    this.title = gridWishTitle(host, seen, wish)
    this.#next = nextGrid(seen, wish.place)
    this.#into = besides(seen, wish.place)[0] ?? ''
  }

  protected body(): TemplateResult {
    const it = this.host.words(gridWords)
    const { how, place, help } = this.wish
    return html`<form @submit=${this.#submit} @change=${this.#changed}>
      <p>${nearPath(this.host, this.seen, place, 3).join(' · ')}${help ? html`<br><span class="quiet">${this.host.say(help)}</span>` : nothing}</p>
      ${how === 'split' ? this.#split() : how === 'merge' ? this.#merge() : this.#decided()}
      ${
        how === 'take-back'
          ? nothing
          : html`<label><span>${it.from}</span><span class="field"><input name="since" type="date" .defaultValue=${this.#tomorrow} min=${this.#tomorrow} required></span></label>`
      }
      ${this.desk.asksWhy ? html`<label><span>${it.why}</span><span class="field"><input name="why" autocomplete="off" required></span></label>` : nothing}
      <div role="status">${this.#sizes()}${this.#mind.map((say) => html`<p class="note warn">${this.host.say(say)}</p>`)}</div>
      ${this.#said ? html`<p class="note late" role="alert">${this.#said}</p>` : nothing}
      <div class="row"><button class="btn go" type="submit" aria-busy=${this.#busy}>${this.host.say(this.wish.title)}</button><button class="btn bare" type="button" @click=${() => this.close()}>${it.leave}</button></div></form>`
  }

  #split(): TemplateResult {
    const it = this.host.words(gridWords)
    const { code, name } = this.#next
    return html`<label><span>${it.name}</span><span class="field"><input name="zh" lang="zh-CN" .defaultValue=${name.zh} autocomplete="off" required></span></label>
      <label><span>${it.nameEn}</span><span class="field"><input name="en" lang="en" .defaultValue=${name.en} autocomplete="off"></span></label>
      <label><span>${it.code}</span><span class="field"><input name="code" .defaultValue=${code} autocomplete="off" spellcheck="false" required></span></label>
      <fieldset class="members"><legend>${it.members}</legend>${membersOf(this.seen, this.wish.place).map(
        (id) =>
          html`<label><input type="checkbox" name="takes" value=${id}><span>${it.member(titleOf(this.host, this.seen, id), this.#homes([id]))}</span></label>`,
      )}</fieldset>`
  }

  #merge(): TemplateResult {
    const it = this.host.words(gridWords)
    const others = besides(this.seen, this.wish.place)
    if (others.length === 0) return html`<p class="note">${it.alone}</p>`
    return html`<label><span>${it.into}</span><span class="field"><select name="into">${others.map(
      (id) =>
        html`<option value=${id} ?selected=${id === this.#into}>${it.member(titleOf(this.host, this.seen, id), this.#homes([id]))}</option>`,
    )}</select></span></label>`
  }

  #decided(): TemplateResult {
    const { since, heir } = this.wish.decided!
    return html`<p>${this.host.words(gridWords).decided(day(this.host, since))} · ${titleOf(this.host, this.seen, heir)}</p>`
  }

  /** How many homes both have then. */
  #sizes(): TemplateResult | typeof nothing {
    const it = this.host.words(gridWords)
    const { how, place } = this.wish
    const own = titleOf(this.host, this.seen, place)
    if (how === 'take-back') return nothing
    if (how === 'merge') {
      const into = this.#into && titleOf(this.host, this.seen, this.#into)
      return into ? html`<p>${it.after(into, this.#homes([place, this.#into]))}</p>` : html``
    }
    const takes = this.#takes
    if (takes.length === 0) return html`<p class="quiet">${it.none}</p>`
    const stay = membersOf(this.seen, place).filter((id) => !takes.includes(id))
    return html`<p>${it.chosen(this.host.number(takes.length))} · ${it.after(this.host.say(this.#next.name), this.#homes(takes))} · ${it.after(own, this.#homes(stay))}</p>`
  }

  #homes(ids: readonly PlaceId[]): string {
    const homes = homesIn(this.seen, ids)
    return homes === undefined ? '' : this.host.number(homes)
  }

  get #tomorrow(): string {
    return dayAfter(this.seen.today)
  }

  override show(): void {
    super.show()
    // what is chosen already is judged already
    if (this.wish.how === 'merge') this.#look(this.host.shadowRoot!.querySelector<HTMLFormElement>('dialog form')!)
  }

  readonly #changed = (event: Event): void => this.#look(event.currentTarget as HTMLFormElement)

  #look(filled: HTMLFormElement): void {
    const form = new FormData(filled)
    this.#takes = form.getAll('takes').map(String)
    this.#into = String(form.get('into') ?? this.#into)
    this.draw()
    void this.#ask(this.#answered(form))
  }

  /** What the rules would say, as it stands in the form; what is missing is told when it is sent. */
  async #ask(answered: GridAnswered): Promise<void> {
    const asked = ++this.#asked
    if (answered.then?.takes?.length === 0) this.#mind = []
    else {
      const { mind, no } = await this.desk.ask(this.wish, answered)
      if (asked !== this.#asked) return
      this.#mind = no ? [no] : mind
    }
    this.draw()
  }

  #answered(form: FormData): GridAnswered {
    const told = (key: string) => String(form.get(key) ?? '').trim()
    const { how, place } = this.wish
    const [why, since] = [told('why'), told('since')]
    if (how === 'take-back') return { why }
    const takes = form.getAll('takes').map(String)
    const split = how === 'split'
    const then: Succession = split
      ? { ...{ place, since, takes }, heir: told('code'), name: { zh: told('zh'), en: told('en') || told('zh') } }
      : { place, since, heir: told('into') }
    const homes = homesIn(this.seen, split ? takes : [place, then.heir])
    const stay = split
      ? homesIn(
          this.seen,
          membersOf(this.seen, place).filter((id) => !takes.includes(id)),
        )
      : undefined
    return { then, why, ...(homes !== undefined && { homes }), ...(stay !== undefined && { stay }) }
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (!this.#busy) void this.#carry(this.#answered(new FormData(event.target as HTMLFormElement)))
  }

  async #carry(answered: GridAnswered): Promise<void> {
    const it = this.host.words(gridWords)
    const { then, why } = answered
    if (then?.takes?.length === 0) return this.#say(it.noMembers)
    if (then?.name && (!then.name.zh || !then.heir)) return this.#say(it.noName)
    if (then && !then.heir) return this.#say(it.alone)
    if (then && !isDay(then.since)) return this.#say(it.noDay)
    if (this.desk.asksWhy && !why) return this.#say(it.noWhy)
    this.#busy = true
    this.draw()
    try {
      const no = await this.desk.carry(this.wish, answered)
      this.#busy = false
      if (no) return this.#say(this.host.say(no))
      this.close()
      this.ways.done()
    } catch {
      this.#busy = false
      this.#say(it.kept)
    }
  }

  #say(words: string): void {
    this.#said = words
    this.draw()
  }
}

/** 拆分 3网格; what is taken back is called by what it would bring: 撤回拆分 6网格 */
export function gridWishTitle(host: LinliElement, seen: Seen, { title, place, decided }: GridWish): string {
  const what = titleOf(host, seen, decided?.name ? decided.heir : place)
  return isEnglish(host.language) ? `${host.say(title)}: ${what}` : `${host.say(title)} ${what}`
}
