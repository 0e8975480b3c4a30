/** The panel behind the line: each thing that is not as it should be, in words, with what can be done about it. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Lost } from '../../engine/journal/witness.js'
import type { StationStorage } from '../../engine/storage.js'
import type { Moment, PlaceId } from '../../engine/types.js'
import type { AsideView, RefusedView } from '../../engine/view.js'
import { adopt } from '../base/adopt.js'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { noteStyles } from '../base/note.styles.js'
import { ruler } from '../base/ruler.js'
import { rulerStyles } from '../base/ruler.styles.js'
import { saveFile } from '../base/save-file.js'
import { panelWords } from './panel-words.js'
import { panelStyles } from './status-panel.styles.js'
import type { Standing, StatusView } from './standing.js'

type Asked = 'busy' | 'export' | 'import' | 'archive'

export class Panel {
  /** What somebody asked of the storage, and what came of it. */
  #asked: '' | Asked = ''
  #said = ''

  constructor(private readonly host: LinliElement) {
    adopt(host, noteStyles, rulerStyles, panelStyles)
  }

  get #it() {
    return this.host.words(panelWords)
  }

  render(view: StatusView, standing: Standing): TemplateResult {
    const it = this.#it
    const { tray, asides = [] } = view
    const refused = tray?.refused ?? []
    const quiet = refused.length + asides.length === 0
    const { lost } = view.storage ?? {}
    return html`${lost ? this.#lost(lost, view) : nothing}${this.#sync(view, standing)}${view.sync ? this.#outbox(view) : nothing}
      ${refused.length > 0 ? this.#refused(refused) : nothing}${asides.length > 0 ? this.#asides(asides) : nothing}
      ${quiet && view.sync ? html`<div class="block"><p class="quiet">${it.nothingAside}</p></div>` : nothing}
      ${view.storage ? this.#storage(view.storage) : nothing}`
  }

  #lost({ since, at, dossiers, waiting }: Lost, { sync }: StatusView): TemplateResult {
    const it = this.#it
    const { storage } = this.host.station ?? {}
    const isMet = sync?.link === 'idle' || sync?.link === 'busy' || sync?.link === 'elsewhere'
    const back = waiting === undefined ? it.nowhere : waiting > 0 ? it.partly(waiting) : isMet ? it.coming : it.willCome
    return html`<div class="block" part="lost"><h3>${it.lost}</h3>
      <p class="note late" role="alert">${icon(draw.late)}<span>${it.lostOf(dossiers, this.#when(since), this.#when(at))}</span></p>
      <p>${it.lostWhy}</p><p>${back}</p>
      ${storage ? html`<div class="row">${this.#import(storage)}<button class="btn" type="button" @click=${() => storage.understood()}>${icon(draw.yes, 's')}${it.understood}</button></div>` : nothing}</div>`
  }

  #sync({ sync, clockOff }: StatusView, standing: Standing): TemplateResult {
    const it = this.#it
    const { joined } = this.host.station ?? {}
    const isBroken = sync?.link === 'broken'
    const isInPart = standing === 'here' && (sync?.waiting ?? 0) + (sync?.rejected ?? 0) > 0
    const times = [
      ...(sync && standing !== 'alone' ? [it.since(this.#when(sync.since))] : []),
      ...(isBroken && sync.next !== undefined ? [it.next(this.host.date(sync.next, 'clock'))] : []),
    ]
    return html`<div class="block" part="sync"><h3>${it.sync}</h3>
      ${isBroken && standing === 'barred' ? html`<p class="now">${this.host.say(sync.says)}</p>` : nothing}
      <p>${isInPart ? it.hereInPart : it.how[standing]}</p>
      ${times.length > 0 ? html`<p class="quiet">${times.join(it.comma)}</p>` : nothing}
      ${sync?.unplaced ? html`<p class="note warn">${icon(draw.warn)}<span>${it.unplaced(this.#places(sync.unplaced))}</span></p>` : nothing}
      ${sync?.setBack === undefined ? nothing : html`<p class="note warn">${icon(draw.warn)}<span>${it.setBack(this.#when(sync.setBack))}</span></p>`}
      ${clockOff === undefined ? nothing : html`<p class="note warn">${icon(draw.clock)}<span>${it.clock(this.host.span(Math.abs(clockOff)), clockOff > 0)}</span></p>`}
      ${joined && isBroken ? html`<div class="row"><button class="btn" type="button" @click=${() => joined.now()}>${icon(draw.sync, 's')}${it.tryNow}</button></div>` : nothing}
    </div>`
  }

  #places(ids: readonly PlaceId[]): string {
    const { station } = this.host
    return ids.map((id) => this.host.say(station?.place(id).path.at(-1)) || id).join(this.#it.and)
  }

  #outbox({ sync, tray }: StatusView): TemplateResult {
    const it = this.#it
    const waiting = sync?.waiting ?? 0
    if (waiting === 0)
      return html`<div class="block" part="outbox"><h3>${it.outbox}</h3><p class="quiet">${it.nothingToGo}</p></div>`
    const rows = tray?.outgoing ?? []
    return html`<div class="block" part="outbox"><h3>${it.outboxOf(waiting)}</h3>
      <ul class="items">${rows.map(
        ({
          title,
          place,
          lines,
          since,
        }) => html`<li><span><b>${this.host.say(title)}</b>${place ? html` <span class="quiet">${place.path.map((part) => this.host.say(part)).join(' · ')}</span>` : nothing}</span>
          <span class="quiet">${it.lines(lines)} · ${it.waitsSince(this.#when(since))}</span></li>`,
      )}</ul>
      ${tray && tray.more > 0 ? html`<p class="quiet">${it.more(tray.more)}</p>` : nothing}
      ${tray ? html`<p class="quiet">${it.ifVoid}</p>` : html`<p class="quiet">${it.loading}</p>`}</div>`
  }

  #refused(refused: readonly RefusedView[]): TemplateResult {
    const it = this.#it
    const { joined } = this.host.station ?? {}
    return html`<div class="block" part="refused"><h3>${it.refused(refused.length)}</h3><p>${it.refusedHelp}</p>
      <ul class="items">${refused.map(
        ({
          title,
          act,
          by,
          done,
          says,
          reason,
          code,
        }) => html`<li><span><b>${this.host.say(title)}</b> · ${this.host.say(act)}</span><span class="quiet">${it.doneBy(this.host.say(by.name), this.#when(done))}</span>
          <span class="all">${this.host.say(says)}${reason ? html` ${it.theySay(reason)}` : nothing}</span><span class="all">${it.todo[code] ?? it.todo['invalid']}</span></li>`,
      )}</ul>
      ${joined ? html`<div class="row"><button class="btn" type="button" @click=${() => void joined.again()}>${icon(draw.sync, 's')}${it.again}</button></div>` : nothing}</div>`
  }

  #asides(asides: readonly AsideView[]): TemplateResult {
    const it = this.#it
    return html`<div class="block" part="asides"><h3>${it.asides(asides.length)}</h3><p>${it.asidesHelp}</p>
      <ul class="items">${asides.map(
        ({
          title,
          act,
          by,
          entry,
          says,
          means,
          todo,
          until,
        }) => html`<li><span><b>${this.host.say(title)}</b> · ${this.host.say(act)}</span><span class="quiet">${it.doneBy(this.host.say(by.name), this.#when(entry.at))}</span>
          <span class="all quiet">${this.host.say(says)} ${this.host.say(means)}${until === undefined ? nothing : html` ${it.until(this.#when(until))}`}</span><span class="all">${icon(draw.right, 's')} ${this.host.say(todo)}</span>
          ${by.phone ? html`<span class="all"><a class="btn" href="tel:${by.phone}">${icon(draw.call, 's')}${this.host.say(by.name)}</a></span>` : nothing}</li>`,
      )}</ul></div>`
  }

  #storage({ usage, quota, persisted, low, trouble, lost }: NonNullable<StatusView['storage']>): TemplateResult {
    const it = this.#it
    const { storage } = this.host.station ?? {}
    const used =
      usage === undefined ? '' : quota ? it.used(this.#size(usage), this.#size(quota)) : it.usedOnly(this.#size(usage))
    return html`<div class="block room" part="storage"><h3>${it.storage}</h3>
      ${trouble ? html`<p class="note late" role="alert">${icon(draw.late)}<span>${this.host.say(trouble.says)}${trouble.code === 'full' ? ` ${it.fullHelp}` : ''}</span></p>` : nothing}
      ${trouble && trouble.code !== 'full' ? html`<div class="row"><button class="btn" type="button" @click=${() => location.reload()}>${icon(draw.sync, 's')}${it.reload}</button></div>` : nothing}
      ${low && !trouble ? html`<p class="note warn">${icon(draw.warn)}<span>${it.low}</span></p>` : nothing}
      ${usage !== undefined && quota ? ruler(quota, usage, low ? 'warn' : 'done', '', 0.9) : nothing}
      <p>${used}${persisted === undefined ? nothing : html` <span class="quiet">${persisted ? it.persisted : it.notPersisted}</span>`}</p>
      ${storage ? this.#ways(storage, persisted === false, low || trouble?.code === 'full', !lost) : nothing}
      <p class="quiet" role="status">${this.#said}</p></div>`
  }

  #ways(storage: StationStorage, isLoose: boolean, isTight: boolean, isWhole: boolean): TemplateResult {
    const it = this.#it
    const off = this.#asked !== ''
    const persist = html`<button class="btn" type="button" ?disabled=${off} @click=${() => void this.#persist(storage)}>${icon(draw.lock, 's')}${it.persist}</button>`
    const archive = html`<button class="btn" type="button" ?disabled=${off} @click=${() => void this.#archive(storage)}>${icon(draw.box, 's')}${this.#asked === 'archive' ? it.archiving : it.archive}</button>`
    return html`<div class="row">${isLoose ? persist : nothing}
      <button class="btn" type="button" ?disabled=${off} @click=${() => void this.#export(storage)}>${icon(draw.accept, 's')}${this.#asked === 'export' ? it.exporting : it.export}</button>
      ${isWhole ? this.#import(storage) : nothing}${isTight ? archive : nothing}</div>`
  }

  #import(storage: StationStorage): TemplateResult {
    const it = this.#it
    return html`<button class="btn" type="button" ?disabled=${this.#asked !== ''} @click=${() => this.#choose(storage)}>${icon(draw.box, 's')}${this.#asked === 'import' ? it.importing : it.import}</button>`
  }

  #choose(storage: StationStorage): void {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = '.jsonl'
    input.onchange = () => {
      const [file] = input.files ?? []
      if (file) void this.#doing('import', () => this.#taken(storage, file))
    }
    input.click()
  }

  async #taken(storage: StationStorage, file: File): Promise<string> {
    const { troubles, dossiers, lines } = await storage.import(file, file.name)
    const [trouble] = troubles
    return trouble ? this.host.say(trouble.says) : this.#it.imported(dossiers, lines)
  }

  #persist(storage: StationStorage): Promise<void> {
    return this.#doing('busy', async () => ((await storage.persist()) ? '' : this.#it.refusedPersist))
  }

  #archive(storage: StationStorage): Promise<void> {
    return this.#doing('archive', async () => this.#it.archived(await storage.archive()))
  }

  #export(storage: StationStorage): Promise<void> {
    return this.#doing('export', async () => {
      const pieces: string[] = []
      for await (const piece of storage.export()) pieces.push(piece)
      const { station } = this.host
      const day = this.host.date(station?.clock.now() ?? 0, 'date')
      saveFile(`${station?.book.community ?? 'linli'} ${day}.jsonl`, pieces, 'application/x-ndjson')
      return this.#it.exported
    })
  }

  async #doing(what: Asked, work: () => Promise<string>): Promise<void> {
    this.#asked = what
    this.#said = ''
    this.host.requestUpdate()
    try {
      this.#said = await work()
    } catch {
      this.#said = what === 'export' ? this.#it.notExported : this.#it.failed
    } finally {
      this.#asked = ''
      this.host.requestUpdate()
    }
  }

  /** Today the time is enough. */
  #when(at: Moment): string {
    const { host } = this
    const now = host.station?.clock.now()
    const isToday = now !== undefined && host.date(at, 'date') === host.date(now, 'date')
    return host.date(at, isToday ? 'time' : 'moment')
  }

  #size(bytes: number): string {
    const units = ['kB', 'MB', 'GB'] as const
    const at = bytes < 1e6 ? 0 : bytes < 1e9 ? 1 : 2
    const value = bytes / 1000 ** (at + 1)
    return `${this.host.number(value < 10 ? Math.round(value * 10) / 10 : Math.round(value))} ${units[at]}`
  }
}
