/** A spreadsheet into the roster: choose a file, say which column is which, look at what is wrong, then take it in. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Sheet } from '../../engine/csv.js'
import { type ColumnChoice, columnChoices, guessMapping, type Mapping } from '../../engine/roster/columns.js'
import { importRoster, type RosterImport } from '../../engine/roster/csv.js'
import type { Progress } from '../../engine/roster/progress.js'
import { readSpreadsheet } from '../../engine/spreadsheet.js'
import type { Say } from '../../engine/types.js'
import { adopt } from '../base/adopt.js'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { ruler } from '../base/ruler.js'
import { rulerStyles } from '../base/ruler.styles.js'
import { dialogWords } from './dialog-words.js'
import { sourceStyles } from './source.styles.js'
import { keepMapping, keptMapping } from './mapping-kept.js'
import { finish } from './pace.js'
import { Popup, type Ways } from './popup.js'
import type { Seen } from './seen.js'

type Stage =
  | { readonly at: 'choose' }
  | { readonly at: 'columns' }
  | { readonly at: 'checking'; readonly progress: Progress }
  | { readonly at: 'result'; readonly result: RosterImport }

/** Sentences shown; the rest are counted. */
const listed = 50

export class ImportDialog extends Popup {
  protected readonly title: string
  #stage: Stage = { at: 'choose' }
  #said = ''
  #file = ''
  #sheet: Sheet = { headings: [], rows: [] }
  #mapping: Mapping = {}
  /** Columns that stand there at once; the others are folded away. */
  #offered: ReadonlySet<string> = new Set()
  #stop?: AbortController

  /** @param before the mapping used last, otherwise the one kept here: taken where its headings stand in the file */
  constructor(
    host: LinliElement,
    private readonly seen: Seen,
    private readonly before: Mapping | undefined,
    private readonly ways: Ways,
  ) {
    super(host, ways)
    adopt(host, rulerStyles, sourceStyles)
    this.title = host.words(dialogWords).import
  }

  protected override leave(): void {
    this.#stop?.abort()
    super.leave()
  }

  protected body(): TemplateResult {
    return html`${this.#said ? html`<p class="note late" role="alert">${this.#said}</p>` : nothing}${this.#page()}`
  }

  #page(): TemplateResult {
    const stage = this.#stage
    if (stage.at === 'choose') return this.#choose()
    if (stage.at === 'columns') return this.#columns()
    return stage.at === 'checking' ? this.#checking(stage.progress) : this.#result(stage.result)
  }

  #choose(): TemplateResult {
    const it = this.host.words(dialogWords)
    return html`<h3>${it.choose}</h3><p>${it.chooseHelp}</p>
      <label><span>${it.file}</span><span class="field"><input type="file" accept=".xlsx,.csv,.tsv,.txt,text/csv" @change=${this.#chosen}></span></label>
      <div class="row">${this.#cancel()}</div>`
  }

  readonly #chosen = (event: Event): void => {
    const file = (event.target as HTMLInputElement).files?.[0]
    if (file) void this.#open(file)
  }

  async #open(file: File): Promise<void> {
    const it = this.host.words(dialogWords)
    this.#said = ''
    try {
      this.#sheet = await readSpreadsheet(await file.arrayBuffer())
    } catch (error) {
      // what reads a .xlsx stands apart, so its class cannot be asked for
      const says = error instanceof Error && 'says' in error ? this.host.say(error.says as Say) : it.cannot
      return this.#go({ at: 'choose' }, says)
    }
    if (this.#sheet.rows.length === 0) return this.#go({ at: 'choose' }, it.noRows)
    this.#file = file.name
    const kept = Object.entries(this.before ?? keptMapping()).filter(([, heading]) =>
      this.#sheet.headings.includes(heading!),
    )
    this.#mapping = { ...guessMapping(this.#sheet.headings, this.seen.roster), ...Object.fromEntries(kept) }
    this.#offered = new Set(['code', 'name', 'kind', 'in', ...Object.keys(this.#mapping)])
    this.#go({ at: 'columns' })
  }

  #columns(): TemplateResult {
    const it = this.host.words(dialogWords)
    const { rows } = this.#sheet
    const choices = columnChoices(this.seen.roster)
    const ready = choices.every(({ column, needed }) => !needed || this.#mapping[column] !== undefined)
    const isMain = ({ column }: ColumnChoice) => this.#offered.has(column)
    const others = choices.filter((choice) => !isMain(choice))
    return html`<h3>${it.columns}</h3><p>${it.columnsHelp(this.host.number(rows.length), this.#file)}</p>
      <div class="mapping">${choices.filter(isMain).map((choice) => this.#column(choice))}</div>
      <details><summary>${it.others(this.host.number(others.length))}</summary><div class="mapping">${others.map((choice) => this.#column(choice))}</div></details>
      <div class="row"><button class="btn go" type="button" ?disabled=${!ready} @click=${() => void this.#check()}>${it.check}</button>${this.#cancel()}</div>`
  }

  #column({ column, title, needed }: ColumnChoice): TemplateResult {
    const it = this.host.words(dialogWords)
    const { headings, rows } = this.#sheet
    const heading = this.#mapping[column]
    const first = heading === undefined ? '' : rows[0]?.cells[headings.indexOf(heading)]
    return html`<label><span>${this.host.say(title)}${needed ? html` <small class="quiet">${it.needed}</small>` : nothing}</span>
      <span class="field"><select @change=${(event: Event) => this.#map(column, (event.target as HTMLSelectElement).value)}>
        <option value="" ?selected=${heading === undefined}>${it.none}</option>
        ${headings.map((each) => html`<option value=${each} ?selected=${heading === each}>${each}</option>`)}
      </select></span><small class="quiet">${first ? it.example(first) : nothing}</small></label>`
  }

  #map(column: string, heading: string): void {
    const { [column]: _, ...others } = this.#mapping
    this.#mapping = heading === '' ? others : { ...others, [column]: heading }
    this.draw()
  }

  async #check(): Promise<void> {
    const stop = (this.#stop = new AbortController())
    this.#go({ at: 'checking', progress: { done: 0, all: this.#sheet.rows.length } })
    const { roster, people, today } = this.seen
    const into = { ...(roster && { roster }), ...(people && { people }), on: today, file: this.#file }
    try {
      const steps = importRoster(this.#sheet, this.#mapping, into)
      const result = await finish(steps, stop.signal, (progress) => this.#go({ at: 'checking', progress }))
      this.#go({ at: 'result', result })
    } catch (error) {
      if (!stop.signal.aborted) throw error
      this.#go({ at: 'columns' })
    }
  }

  #checking({ done, all }: Progress): TemplateResult {
    const it = this.host.words(dialogWords)
    return html`<div aria-busy="true"><h3>${it.checking}</h3>
      <div class="prog"><span>${it.read(this.host.number(done), this.host.number(all))}</span><span></span>${ruler(all || 1, done, 'done')}</div>
      <div class="row"><button class="btn" type="button" @click=${() => this.#stop?.abort()}>${it.stop}</button></div></div>`
  }

  #result(result: RosterImport): TemplateResult {
    const it = this.host.words(dialogWords)
    const number = (value: number) => this.host.number(value)
    const good = result.added + result.changed + result.same
    const errors = result.troubles.filter(({ level }) => level === 'error')
    const warnings = result.troubles.filter(({ level }) => level === 'warning')
    const rows = new Set(errors.map(({ line }) => line)).size
    return html`<h3>${it.result(number(good))}</h3><p>${it.parts(number(result.added), number(result.changed), number(result.same))} ${it.before}</p>
      ${errors.length === 0 ? html`<p>${it.allGood}</p>` : html`<p><b>${it.bad(number(rows))}</b></p>${this.#sentences(errors)}`}
      ${warnings.length === 0 ? nothing : html`<p>${it.notes(number(warnings.length))}</p>${this.#sentences(warnings)}`}
      <div class="row">${good === 0 ? nothing : html`<button class="btn go" type="button" @click=${() => void this.#take(result)}>${icon(draw.accept, 's')}${it.take}</button>`}
        <button class="btn" type="button" @click=${() => this.#go({ at: 'columns' })}>${it.back}</button>${this.#cancel()}</div>`
  }

  #sentences(troubles: RosterImport['troubles']): TemplateResult {
    const it = this.host.words(dialogWords)
    const more = troubles.length - listed
    return html`<ul class="bad" tabindex="0">${troubles.slice(0, listed).map(({ says }) => html`<li>${this.host.say(says)}</li>`)}
      ${more > 0 ? html`<li>${it.moreBad(this.host.number(more))}</li>` : nothing}</ul>`
  }

  async #take({ roster, people, troubles }: RosterImport): Promise<void> {
    const it = this.host.words(dialogWords)
    try {
      const taken = await this.ways.take({ roster, people, mapping: this.#mapping, troubles })
      if (!taken) return this.#go(this.#stage, it.refused)
      keepMapping(this.#mapping)
      this.close()
    } catch {
      this.#go(this.#stage, it.kept)
    }
  }

  #cancel(): TemplateResult {
    return html`<button class="btn bare" type="button" @click=${() => this.close()}>${this.host.words(dialogWords).cancel}</button>`
  }

  #go(stage: Stage, said = ''): void {
    this.#stage = stage
    this.#said = said
    this.draw()
  }
}
