/** A post taken, handed over or left, in place: who, from which day, and why. */
import { html, nothing, type TemplateResult } from 'lit'
import { isDay } from '../../engine/roster/check.js'
import { isPhone } from '../../engine/roster/holders.js'
import type { PartyId } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'
import { isEnglish } from '../base/language.js'
import { namedParty, nearPath, partyName } from './names.js'
import type { Desk, Wish } from './desk.js'
import { dialogWords } from './dialog-words.js'
import { Popup, type Ways } from './popup.js'
import type { Seen } from './seen.js'

/** More names than this in a list of offers slow a phone down; who is not offered is typed. */
const offered = 500

export class PostDialog extends Popup {
  protected readonly title: string
  #said = ''
  #busy = false
  /** Parties by their names. */
  readonly #names = new Map<string, PartyId[]>()
  #newcomer = false

  constructor(
    host: LinliElement,
    private readonly seen: Seen,
    private readonly desk: Desk,
    private readonly wish: Wish,
    ways: Pick<Ways, 'closed'>,
  ) {
    super(host, ways)
    this.title = wishTitle(host, seen, wish)
    for (const id of seen.posts.parties('person')) {
      const name = namedParty(host, seen, id)
      if (name) this.#names.set(name, [...(this.#names.get(name) ?? []), id])
    }
  }

  protected body(): TemplateResult {
    const it = this.host.words(dialogWords)
    const { seat, asksWho, help } = this.wish
    const place = nearPath(this.host, this.seen, seat.place, 3).join(' · ')
    return html`<form @submit=${this.#submit}>
      <p>${place}${this.#heldNow()}${help ? html`<br><span class="quiet">${this.host.say(help)}</span>` : nothing}</p>
      ${
        asksWho
          ? html`<label><span>${seat.party === undefined ? it.name : it.successor}</span><span class="field"><input name="name" list="known" autocomplete="off" required @input=${this.#named}></span>
              ${this.#newcomer ? html`<small class="quiet">${it.newcomer}</small>` : nothing}</label>
            <datalist id="known">${[...this.#names.keys()].slice(0, offered).map((name) => html`<option value=${name}></option>`)}</datalist>
            ${this.#newcomer ? html`<label><span>${it.phone}</span><span class="field"><input name="phone" type="tel" autocomplete="off"></span></label>` : nothing}`
          : nothing
      }
      <label><span>${asksWho ? it.from : it.vacantFrom}</span><span class="field"><input name="from" type="date" .defaultValue=${this.seen.today} min=${this.seen.asOf ?? nothing} required></span></label>
      ${this.desk.asksWhy ? html`<label><span>${it.why}</span><span class="field"><input name="why" autocomplete="off" required></span></label>` : nothing}
      ${this.#said ? html`<p class="note late" role="alert">${this.#said}</p>` : nothing}
      <div class="row"><button class="btn go" type="submit" aria-busy=${this.#busy}>${this.host.say(this.wish.title)}</button><button class="btn bare" type="button" @click=${() => this.close()}>${it.leave}</button></div></form>`
  }

  /** Who holds a vacant post meanwhile. */
  #heldNow(): TemplateResult | typeof nothing {
    const { place, post, party } = this.wish.seat
    const rung = this.seen.posts.chain(place).find((it) => it.place === place && it.post === post)
    const standIn = party === undefined && rung?.party === undefined ? rung?.standIn : undefined
    if (!standIn) return nothing
    const who = `${this.host.say(this.seen.posts.title(standIn.post))} ${partyName(this.host, this.seen, standIn.party!)}`
    return html`<br><span class="quiet">${this.host.words(dialogWords).heldNow(who)}</span>`
  }

  readonly #named = (event: Event): void => {
    const name = (event.target as HTMLInputElement).value.trim()
    const newcomer = name !== '' && this.#names.get(name)?.length !== 1
    if (newcomer === this.#newcomer) return
    this.#newcomer = newcomer
    this.draw()
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (!this.#busy) void this.#carry(new FormData(event.target as HTMLFormElement))
  }

  async #carry(form: FormData): Promise<void> {
    const it = this.host.words(dialogWords)
    const told = (key: string) => String(form.get(key) ?? '').trim()
    const [name, phone, day, why] = [told('name'), told('phone'), told('from'), told('why')]
    if (this.wish.asksWho && !name) return this.#say(it.noName)
    if (phone && !isPhone(phone)) return this.#say(it.noPhone(phone))
    if (!isDay(day)) return this.#say(it.noDay)
    if (this.desk.asksWhy && !why) return this.#say(it.noWhy)
    this.#busy = true
    this.draw()
    try {
      const who = { name, phone, known: this.#known(name, phone) }
      const no = await this.desk.carry(this.wish, { day, why, ...(this.wish.asksWho && { who }) })
      this.#busy = false
      if (no) this.#say(this.host.say(no))
      else this.close()
    } catch {
      this.#busy = false
      this.#say(it.kept)
    }
  }

  /** Of two of one name the one with this phone; without it, nobody who is known. */
  #known(name: string, phone: string): readonly PartyId[] {
    const same = this.#names.get(name) ?? []
    return same.length === 1 ? same : same.filter((id) => phone && this.seen.posts.party(id)?.phone === phone)
  }

  #say(words: string): void {
    this.#said = words
    this.draw()
  }
}

/** 交接 楼长 示例己 */
export function wishTitle(host: LinliElement, seen: Seen, { title, seat }: Wish): string {
  const post = host.say(seen.posts.title(seat.post))
  const holder = seat.party === undefined ? '' : (namedParty(host, seen, seat.party) ?? '')
  const words = [post, holder].filter(Boolean).join(isEnglish(host.language) ? ', ' : ' ')
  return isEnglish(host.language) ? `${host.say(title)}: ${words}` : `${host.say(title)} ${words}`
}
