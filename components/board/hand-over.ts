/** Handing a shift over: what is open, what came, what was done and what runs out next, then the acts of the shift itself. */
import { nothing, type TemplateResult } from 'lit'
import { html } from 'lit/static-html.js'
import type { Moment } from '../../engine/types.js'
import type { RowView } from '../../engine/view.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { Live } from '../base/live.js'
import type { Sheet } from './dialog.js'
import type { RoomHost } from './room.js'
import { roomWords } from './room-words.js'
import { countShift, noteOf, type Shift, type Shifts, shiftsAt } from './shifts.js'

/** Cases that one number lists. */
const listed = 30

export class HandOver implements Sheet {
  readonly #shifts: Live<Shifts | undefined>
  #isOpen = false

  constructor(private readonly host: RoomHost) {
    const asked = () => [host.shift, host.place, host.cases, this.#isOpen]
    this.#shifts = new Live(host, (station) => this.#read(station), asked)
  }

  #read(station: NonNullable<RoomHost['station']>) {
    const { shift, place, cases } = this.host
    if (!station.book.kinds.has(shift)) return undefined
    return shiftsAt(station, { shift, cases, isWhole: this.#isOpen, ...(place && { place }) })
  }

  open(): void {
    this.#isOpen = true
    this.host.showSheet('hand-over', this)
  }

  left(): void {
    this.#isOpen = false
  }

  get title(): string {
    return this.host.words(roomWords).handOver
  }

  /** Who is on duty, for the head of the board. */
  onDuty(): TemplateResult | typeof nothing {
    const on = this.#shifts.value?.now
    if (!on) return nothing
    const { host } = this
    const names = on.row.holder?.parties.map(({ name }) => host.say(name)) ?? []
    return html`<span class="duty"><span class="quiet">${host.words(roomWords).duty} ${this.#time(on)}</span>
      <b>${names.join(host.language.startsWith('en') ? ', ' : '、')}</b> <span class="quiet">${host.say(on.row.stepTitle)}</span></span>`
  }

  render(): TemplateResult {
    const it = this.host.words(roomWords)
    const { value, state } = this.#shifts
    if (!value?.ended) return html`<p class="sheet" role="status">${state === 'error' ? it.failed : it.loading}</p>`
    return html`<div class="sheet">
      ${value.now ? nothing : html`<p>${it.noShift}</p>`}
      ${this.#left(value)}
      ${this.#counts(value)}
      <p class="quiet">${this.host.station?.me === undefined ? it.whoAreYou : it.how}</p>
      ${this.#shift(it.this, value.now)}${this.#shift(it.nextShift, value.next)}</div>`
  }

  #left({ before, left }: Shifts): TemplateResult | typeof nothing {
    if (!before) return nothing
    const { host } = this
    const it = host.words(roomWords)
    const { words, at } = noteOf(left)
    return html`<section><h3>${it.before} <small class="quiet">${this.#time(before)}</small></h3>
      ${
        words.length === 0
          ? html`<p class="quiet">${it.nothingBefore}</p>`
          : html`<blockquote>${words.map((text) => html`<p>${text}</p>`)}<footer class="quiet">${host.date(at)}</footer></blockquote>`
      }</section>`
  }

  #counts(shifts: Shifts): TemplateResult {
    const { host } = this
    const it = host.words(roomWords)
    const found = countShift(shifts, host.placed)
    return html`<section>${shifts.now ? html`<h3>${it.since(this.#minute(shifts.now.start))}</h3>` : nothing}
      ${Object.entries(it.counts).map(([name, title]) => this.#count(title, found[name as keyof typeof found]))}</section>`
  }

  #count(title: string, rows: readonly RowView[]): TemplateResult {
    const { host } = this
    const it = host.words(roomWords)
    const number = html`<span>${title}</span><b>${host.number(rows.length)}</b>`
    if (rows.length === 0) return html`<p class="counted">${number}</p>`
    const more = rows.length - listed
    return html`<details><summary class="counted">${number}</summary><ul>${rows.slice(0, listed).map(
      (row) =>
        html`<li><button type="button" class="case" @click=${() => this.#open(row)}><b>${host.say(row.title)}</b>
          <span>${row.place.path.map((part) => host.say(part)).join(' · ')}</span><span class="quiet">${host.say(row.stepTitle)}</span>${icon(draw.right, 's')}</button></li>`,
    )}</ul>${more > 0 ? html`<p class="quiet">${it.more(host.number(more))}</p>` : nothing}</details>`
  }

  #open(row: RowView): void {
    this.host.closeSheet()
    this.host.show(row.id)
  }

  #shift(title: string, shift: Shift | undefined): TemplateResult | typeof nothing {
    if (!shift) return nothing
    const { host } = this
    return html`<section class="shift"><h3>${title} ${this.#time(shift)} <small>${host.say(shift.row.stepTitle)}</small></h3>
      <${host.tag('acts')} .station=${host.station} dossier=${shift.row.id}></${host.tag('acts')}></section>`
  }

  #minute(at: Moment): string {
    return this.host.date(at, 'clock').slice(0, 5)
  }

  #time({ start, end }: Shift): string {
    const { host } = this
    const until = this.#minute(end)
    return host.words(roomWords).shift(this.#minute(start), until === '00:00' ? '24:00' : until)
  }
}
