/** A register of cases onto the board: choose a file, say which column is which, look at what is wrong, then take it in. */
import { html, nothing, type TemplateResult } from 'lit'
import { caseColumns, type CaseColumn, type CaseMapping, guessCaseMapping } from '../../engine/cases/columns.js'
import { importCases, type CasesTaken } from '../../engine/cases/cases.js'
import { pause } from '../../engine/time/clock.js'
import { decodeText, readCsv, type Sheet } from '../../engine/csv.js'
import type { Journal, Long } from '../../engine/journal/journal.js'
import type { Station } from '../../engine/station.js'
import type { Moment } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { ruler } from '../base/ruler.js'
import { keepColumns, readColumns } from './columns-kept.js'
import { importWords } from './import-words.js'

type Stage =
  | { readonly at: 'choose' | 'columns' }
  | { readonly at: 'checking' | 'taking'; readonly done: number; readonly since: Moment }
  | { readonly at: 'checked' | 'taken'; readonly taken: CasesTaken }

/** Sentences shown; the rest are counted. */
const listed = 50
/** Rows between two looks at the page. */
const slice = 500

/** Reads everything and keeps nothing: the same reading as the real one, so it finds the same faults. */
const dryRun: Pick<Journal, 'bulk'> = {
  async bulk(arrivals, _fold, { progress } = {}) {
    let count = 0
    for await (const _arrival of arrivals) {
      if (++count % slice > 0) continue
      progress?.(count)
      await pause()
    }
    return count
  },
}

export class ImportDialog {
  #stage: Stage = { at: 'choose' }
  #said = ''
  #file = { name: '', text: '' }
  #sheet: Sheet = { headings: [], rows: [] }
  #mapping: CaseMapping = {}
  #stop?: AbortController

  constructor(
    private readonly host: LinliElement,
    private readonly station: Station,
    private readonly kind: string,
    private readonly close: () => void,
  ) {}

  get title(): string {
    return this.host.words(importWords).title
  }

  /** The dialog was closed, by a button or by Esc. */
  left(): void {
    this.#stop?.abort()
  }

  render(): TemplateResult {
    return html`<div class="import">
      ${this.#said ? html`<p class="note late" role="alert">${icon(draw.late)}<span>${this.#said}</span></p>` : nothing}${this.#page(this.#stage)}</div>`
  }

  #page(stage: Stage): TemplateResult {
    switch (stage.at) {
      case 'choose':
        return this.#choose()
      case 'columns':
        return this.#columns()
      case 'checking':
      case 'taking':
        return this.#working(stage)
      case 'checked':
        return this.#checked(stage.taken)
      case 'taken':
        return this.#taken(stage.taken)
    }
  }

  #choose(): TemplateResult {
    const it = this.host.words(importWords)
    const chosen = (event: Event) => {
      const file = (event.target as HTMLInputElement).files?.[0]
      if (file) void this.open(file)
    }
    return html`<h3>${it.choose}</h3><p>${it.chooseHelp}</p>
      <label><span>${it.file}</span><span class="field"><input type="file" accept=".csv,.tsv,.txt,text/csv" @change=${chosen}></span></label>
      <div class="row">${this.#leave(it.leave)}</div>`
  }

  async open(file: File): Promise<void> {
    const it = this.host.words(importWords)
    try {
      const text = decodeText(await file.arrayBuffer())
      this.#file = { name: file.name, text }
      this.#sheet = await readCsv(text)
    } catch {
      return this.#go({ at: 'choose' }, it.cannot)
    }
    const { headings, rows } = this.#sheet
    if (rows.length === 0) return this.#go({ at: 'choose' }, it.noRows)
    this.#mapping = { ...guessCaseMapping(headings), ...readColumns(this.station.book.community, this.kind, headings) }
    this.#go({ at: 'columns' })
  }

  #columns(): TemplateResult {
    const it = this.host.words(importWords)
    const { headings, rows } = this.#sheet
    const columns = Object.entries(caseColumns) as [CaseColumn, (typeof caseColumns)[CaseColumn]][]
    const ready = columns.every(([column, { needed }]) => !needed || this.#mapping[column] !== undefined)
    const example = (heading: string | undefined) => rows[0]?.cells[headings.indexOf(heading ?? '')]
    return html`<h3>${it.columns}</h3><p>${it.columnsHelp(this.host.number(rows.length), this.#file.name)}</p>
      <div class="mapping">${columns.map(
        ([
          column,
          { title, needed },
        ]) => html`<label><span>${this.host.say(title)}${needed ? html` <small class="quiet">${it.needed}</small>` : nothing}</span>
          <span class="field"><select @change=${(event: Event) => this.#map(column, (event.target as HTMLSelectElement).value)}>
            <option value="" ?selected=${this.#mapping[column] === undefined}>${it.none}</option>
            ${headings.map((heading) => html`<option value=${heading} ?selected=${this.#mapping[column] === heading}>${heading}</option>`)}
          </select></span><small class="quiet">${example(this.#mapping[column]) ? it.example(example(this.#mapping[column])!) : nothing}</small></label>`,
      )}</div>
      <div class="row"><button class="btn go" type="button" ?disabled=${!ready} @click=${() => void this.#check()}>${it.check}</button>${this.#leave(it.leave)}</div>`
  }

  #map(column: CaseColumn, heading: string): void {
    const { [column]: _, ...others } = this.#mapping
    this.#mapping = heading === '' ? others : { ...others, [column]: heading }
    this.host.requestUpdate()
  }

  async #check(): Promise<void> {
    const { book, places, clock, me = 'anyone' } = this.station
    keepColumns(book.community, this.kind, this.#mapping)
    const into = { journal: dryRun, book, places, kind: this.kind, by: me, now: clock.now(), file: this.#file.name }
    const taken = await this.#work('checking', (long) => importCases(into, this.#file.text, this.#mapping, long))
    this.#go(!taken || taken.cancelled ? { at: 'columns' } : { at: 'checked', taken })
  }

  async #take(): Promise<void> {
    const taken = await this.#work('taking', (long) =>
      this.station.takeCases!(this.kind, this.#file, this.#mapping, long),
    )
    if (taken) this.#go({ at: 'taken', taken })
    else this.#go({ at: 'columns' }, this.host.words(importWords).failed)
  }

  /** Undefined where it failed. */
  async #work(at: 'checking' | 'taking', work: (long: Long) => Promise<CasesTaken>): Promise<CasesTaken | undefined> {
    const stop = (this.#stop = new AbortController())
    const since = performance.now()
    this.#go({ at, done: 0, since })
    try {
      return await work({ signal: stop.signal, progress: (done) => this.#go({ at, done, since }) })
    } catch {
      return undefined
    }
  }

  #working({ at, done, since }: Extract<Stage, { done: number }>): TemplateResult {
    const it = this.host.words(importWords)
    const all = this.#sheet.rows.length
    const left = done > 0 ? ((performance.now() - since) / done) * (all - done) : 0
    return html`<div aria-busy="true"><h3>${it[at]}</h3>
      <div class="prog"><span>${it.read(this.host.number(done), this.host.number(all))}</span><span>${left > 1000 ? it.left(this.host.span(left)) : nothing}</span>${ruler(all, done, 'done')}</div>
      <div class="row"><button class="btn" type="button" @click=${() => this.#stop?.abort()}>${it.stop}</button>${at === 'taking' ? html`<span class="quiet">${it.stopHelp}</span>` : nothing}</div></div>`
  }

  #checked(taken: CasesTaken): TemplateResult {
    const it = this.host.words(importWords)
    return html`<h3>${it.result(this.host.number(taken.added))}</h3><p>${it.nothingYet}</p>${this.#bad(taken)}
      <div class="row">${taken.added === 0 ? nothing : html`<button class="btn go" type="button" @click=${() => void this.#take()}>${icon(draw.accept, 's')}${it.take}</button>`}
        <button class="btn" type="button" @click=${() => this.#go({ at: 'columns' })}>${it.back}</button>${this.#leave(it.leave)}</div>`
  }

  #taken(taken: CasesTaken): TemplateResult {
    const it = this.host.words(importWords)
    return html`<h3 role="status">${it.taken(this.host.number(taken.added))}</h3>
      ${taken.cancelled ? html`<p>${it.cancelled}</p>` : nothing}${taken.same > 0 ? html`<p>${it.same(this.host.number(taken.same))}</p>` : nothing}${this.#bad(taken)}
      <div class="row">${this.#leave(it.close)}</div>`
  }

  #bad({ troubles }: CasesTaken): TemplateResult {
    const it = this.host.words(importWords)
    if (troubles.length === 0) return html`<p>${it.allGood}</p>`
    const rows = new Set(troubles.map(({ line }) => line)).size
    const more = troubles.length - listed
    return html`<p><b>${it.bad(this.host.number(rows))}</b></p>
      <ul class="bad" tabindex="0">${troubles.slice(0, listed).map(({ says }) => html`<li>${this.host.say(says)}</li>`)}
        ${more > 0 ? html`<li>${it.moreBad(this.host.number(more))}</li>` : nothing}</ul>`
  }

  #leave(words: string): TemplateResult {
    return html`<button class="btn bare" type="button" @click=${this.close}>${words}</button>`
  }

  #go(stage: Stage, said = ''): void {
    this.#stage = stage
    this.#said = said
    this.host.requestUpdate()
  }
}
