/** The daily check of a stall: a tap an item, and written whole when the last one is answered, or not at all. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Act, Moment, PlaceId } from '../../engine/types.js'
import { Doing } from '../base/doing.js'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { type Drawing, icon } from '../base/icon.js'
import { silhouettes } from '../base/state-mark.js'
import type { NineItem, NineView } from './nine.js'
import type { Found, StallSquare } from './squares.js'
import { answerMark, isToday, worst } from './state.js'
import type { Ways } from './ways.js'
import { words } from './words.js'

type Answers = Found['answers']

export interface Checked {
  readonly view: NineView
  readonly stall: StallSquare
  readonly now: Moment
}

const drawings: Readonly<Record<string, Drawing>> = {
  mask: draw.mask,
  disinfection: draw.drop,
  air: draw.wind,
  spacing: draw.team,
  'fire-lane': draw.fire,
  electricity: draw.bolt,
  aisle: draw.box,
  rubbish: draw.bin,
  staff: draw.person,
}

export class Check {
  /** Answers that are not written yet. They live here and nowhere else: a check that was broken off leaves nothing behind. */
  readonly #drafts = new Map<PlaceId, Answers>()
  /** What this panel wrote, until the station has told it back. */
  readonly #written = new Map<PlaceId, { readonly answers: Answers; readonly at: Moment }>()
  readonly #doing: Doing
  #said = ''

  constructor(
    private readonly host: LinliElement,
    private readonly ways: Ways,
  ) {
    this.#doing = new Doing(host)
  }

  /** Forgets what was not written. */
  drop(): void {
    this.#drafts.clear()
    this.hush()
  }

  /** The person goes on to another stall. */
  hush(): void {
    this.#said = ''
    this.#doing.forget()
  }

  render(it: Checked): TemplateResult {
    const { host } = this
    const says = host.words(words)
    const { view, stall } = it
    const title = host.say(stall.title)
    if (stall.vacant) return html`<p class="note">${icon(draw.unseen)}<span>${says.vacantStall(title)}</span></p>`
    const answers = this.#answers(it)
    const blocked = this.#blocked(it)
    return html`${blocked ? html`<p class="note info">${icon(draw.lock)}<span>${blocked}</span></p>` : nothing}
      <div class="items">${view.items.map((item, i) => this.#row(it, item, i, answers, blocked !== ''))}</div>
      ${this.#foot(it, answers)}`
  }

  /** How far the check has come, e.g. 已点 7 / 9; nothing where there is none. */
  tapped(it: Checked): string {
    if (it.stall.vacant) return ''
    const answers = this.#answers(it)
    const { items } = it.view
    const done = items.filter(({ path }) => answers[path] !== undefined).length
    return this.host.words(words).tapped(this.host.number(done), this.host.number(items.length))
  }

  #row(it: Checked, item: NineItem, number: number, answers: Answers, off: boolean): TemplateResult {
    const { host } = this
    const title = host.say(item.title)
    const names = Object.keys(it.view.answers)
    const stop = answers[item.path] ?? names[0]
    return html`<div class="item">${icon(drawings[item.path] ?? draw.unseen)}<span id="item-${number}"><span class="quiet">${number + 1}</span> ${title}</span>
      <div class="tri" role="radiogroup" aria-labelledby="item-${number}" aria-disabled=${off} @keydown=${this.#pressed}>${names.map(
        (name) => {
          const mark = answerMark(name, it.view.answers)
          return html`<button class=${mark} type="button" role="radio" aria-checked=${answers[item.path] === name} aria-disabled=${off}
            tabindex=${name === stop ? '0' : '-1'} @click=${() => !off && this.#tap(it, item.path, name)}>${icon(silhouettes[mark])}${host.say(it.view.answers[name])}</button>`
        },
      )}</div></div>`
  }

  /** What is left, or since when it stands in the journal; never that it does before it is durable. */
  #foot(it: Checked, answers: Answers): TemplateResult {
    const { host } = this
    const says = host.words(words)
    const { items } = it.view
    const left = items.filter(({ path }) => answers[path] === undefined).length
    const draft = this.#drafts.has(it.stall.id)
    const { refused, busy } = this.#doing
    const fault = refused === 'failed' ? says.notKept : host.say(refused?.says)
    const { found } = it.stall
    const line = busy
      ? says.writing
      : left > 0
        ? says.left(host.number(left))
        : draft
          ? says.changed
          : this.#said || (found ? says.written(host.date(found.at, 'time'), host.say(found.by.name)) : '')
    return html`<div class="foot"><p class=${this.#said && !draft ? 'done' : 'quiet'} role="status">${this.#said && !draft ? icon(draw.yes) : nothing}${line}</p>
      <p class="fault" role="alert">${fault}</p>
      ${
        draft && left === 0 && !busy
          ? html`<div class="row"><button class="btn go write" type="button" @click=${() => void this.#write(it, answers)}>${says.write}</button>
              <button class="btn" type="button" @click=${() => this.#leave(it.stall.id)}>${says.leave}</button></div>`
          : nothing
      }</div>`
  }

  /** What was tapped, else what was written today. */
  #answers({ stall, now }: Checked): Answers {
    const draft = this.#drafts.get(stall.id)
    if (draft) return draft
    const written = this.#written.get(stall.id)
    const { found } = stall
    if (written && written.at > (found?.at ?? 0)) return written.answers
    return found && isToday(this.host, found.at, now) ? found.answers : {}
  }

  /** Why whoever is here may not check this stall. */
  #blocked({ view, stall }: Checked): string {
    const { unit } = view
    if (!stall.unit) return this.host.words(words).noUnit
    if (!unit || unit.dossier.id !== stall.unit) return ''
    const mark = unit.choices.find(({ act }) => act === 'mark')
    return mark?.decision.because === undefined ? '' : this.host.say(mark.decision.says)
  }

  #tap(it: Checked, path: string, answer: string): void {
    if (this.#doing.busy) return
    const before = this.#answers(it)
    const whole = (given: Answers) => it.view.items.every(({ path }) => given[path] !== undefined)
    const answers = { ...before, [path]: answer }
    this.#said = ''
    this.#doing.forget()
    this.#drafts.set(it.stall.id, answers)
    // the ninth tap writes; a check that stands already is not changed by one stray finger
    if (!whole(before) && whole(answers)) void this.#write(it, answers)
  }

  #leave(stall: PlaceId): void {
    this.#drafts.delete(stall)
    this.#doing.forget()
  }

  async #write({ view, stall }: Checked, answers: Answers): Promise<void> {
    const { host } = this
    const act: Act = {
      type: 'mark',
      on: stall.unit!,
      by: host.station?.me ?? 'anyone',
      data: { stall: stall.id, checks: answers },
    }
    if (!this.ways.before(act)) return
    const decision = await this.#doing.act(act)
    if (!decision?.entry) return
    const { at } = decision.entry
    this.#drafts.delete(stall.id)
    this.#written.set(stall.id, { answers, at })
    const word = host.say(view.answers[worst(answers, view.answers) ?? ''])
    this.#said = host.words(words).confirmed(host.say(stall.title), word, host.date(at, 'clock'))
    host.requestUpdate()
    this.ways.done(decision)
  }

  /** Arrows go from answer to answer and from row to row without answering: the ninth answer is written, and must be meant. */
  readonly #pressed = (event: KeyboardEvent): void => {
    const turned = this.host.matches(':dir(rtl)') ? -1 : 1
    const along = { ArrowRight: turned, ArrowLeft: -turned }[event.key] ?? 0
    const down = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0
    if (along === 0 && down === 0) return
    const groups = [...this.host.renderRoot.querySelectorAll<HTMLElement>('.tri')]
    const row = groups.indexOf(event.currentTarget as HTMLElement)
    const at = [...groups[row]!.children].indexOf(event.target as HTMLElement)
    const buttons = groups[row + down]?.querySelectorAll<HTMLElement>('button')
    buttons?.[Math.max(0, Math.min(buttons.length - 1, at + along))]?.focus()
    event.preventDefault()
  }
}
