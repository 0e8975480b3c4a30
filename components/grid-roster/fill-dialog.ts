/** Filling a vacancy: a name, a phone and a day become a party, a sheet and a holding. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Rung } from '../../engine/roster/posts.js'
import { holderKeeper, isPhone } from '../../engine/roster/holders.js'
import { isDay } from '../../engine/roster/check.js'
import type { LinliElement } from '../base/element.js'
import { nearPath, partyName } from './chain.js'
import { dialogWords } from './dialog-words.js'
import { Popup, type Ways } from './popup.js'
import type { Seen } from './seen.js'

export class FillDialog extends Popup {
  protected readonly title: string
  #said = ''

  constructor(
    host: LinliElement,
    private readonly seen: Seen,
    private readonly rung: Rung,
    ways: Ways,
  ) {
    super(host, ways)
    this.title = host.words(dialogWords).fill(host.say(rung.title))
  }

  protected body(): TemplateResult {
    const it = this.host.words(dialogWords)
    const { standIn } = this.rung
    const known = [
      ...new Set(
        Object.values(this.seen.people?.people ?? {}).map(({ name }) =>
          typeof name === 'string' ? name : this.host.say(name),
        ),
      ),
    ]
    return html`<form @submit=${this.#submit}>
      <p>${it.fillHelp(nearPath(this.host, this.seen, this.rung.place, 3).join(' · '))}${
        standIn
          ? html`<br><span class="quiet">${it.heldNow(`${this.host.say(this.seen.posts.title(standIn.post))} ${partyName(this.host, this.seen, standIn.party!)}`)}</span>`
          : nothing
      }</p>
      <label><span>${it.name}</span><span class="field"><input name="name" list="known" autocomplete="off" required></span></label>
      <datalist id="known">${known.slice(0, 500).map((name) => html`<option value=${name}></option>`)}</datalist>
      <label><span>${it.phone}</span><span class="field"><input name="phone" type="tel" autocomplete="off"></span></label>
      <label><span>${it.from}</span><span class="field"><input name="from" type="date" .value=${this.seen.today} required></span></label>
      ${this.#said ? html`<p class="note late" role="alert">${this.#said}</p>` : nothing}
      <div class="row"><button class="btn go" type="submit">${it.save}</button><button class="btn bare" type="button" @click=${() => this.close()}>${it.leave}</button></div></form>`
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault()
    void this.#fill(new FormData(event.target as HTMLFormElement))
  }

  async #fill(form: FormData): Promise<void> {
    const it = this.host.words(dialogWords)
    const [name = '', phone = '', from = ''] = ['name', 'phone', 'from'].map((key) => String(form.get(key)).trim())
    const { roster, people } = this.seen
    if (!name) return this.#say(it.noName)
    if (phone && !isPhone(phone)) return this.#say(it.noPhone(phone))
    if (!roster || !isDay(from)) return
    const keeper = holderKeeper(roster, people, from)
    keeper.set(roster.places, this.rung.place, this.rung.post, name, phone)
    try {
      const taken = await this.ways.take({
        roster: { ...roster, ...keeper.roster() },
        people: keeper.people(),
        troubles: [],
      })
      if (taken) this.close()
      else this.#say(it.refused)
    } catch {
      this.#say(it.kept)
    }
  }

  #say(words: string): void {
    this.#said = words
    this.draw()
  }
}
