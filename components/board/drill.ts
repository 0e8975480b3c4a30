/** From the street to the grid, with numbers that add up: what lies directly below a place, and what is open there. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Say } from '../../engine/types.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import type { Sheet } from './dialog.js'
import type { RoomHost } from './room.js'
import { roomWords } from './room-words.js'
import { depthOf, keyOf } from './sieve.js'
import type { Placed } from './standing.js'

export interface Tally {
  readonly all: number
  readonly late: number
  readonly warn: number
}

export interface Below extends Tally {
  /** Key of the place; that of the place itself for what is written to no place below it. */
  readonly key: string
  readonly title?: Say
  /** There are places below it. */
  readonly goesOn: boolean
}

const collator = new Intl.Collator('zh-CN', { numeric: true })

/** What lies below the place of this key; undefined: below all. The numbers add up to those of the place. */
export function below(placed: readonly Placed[], at: string | undefined): readonly Below[] {
  const depth = depthOf(at)
  const found = new Map<string, { all: number; late: number; warn: number; title?: Say; goesOn: boolean }>()
  for (const { row, mark } of placed) {
    const { path } = row.place
    if (at && keyOf(path, depth) !== at) continue
    const title = path[depth]
    const key = title ? keyOf(path, depth + 1) : (at ?? '')
    let own = found.get(key)
    if (!own) found.set(key, (own = { all: 0, late: 0, warn: 0, goesOn: false, ...(title && { title }) }))
    own.all++
    if (mark === 'late' || mark === 'warn') own[mark]++
    own.goesOn ||= path.length > depth + 1
  }
  const each = [...found].map(([key, own]): Below => ({ key, ...own }))
  return each.sort((a, b) => Number(!a.title) - Number(!b.title) || collator.compare(a.key, b.key))
}

export const sum = (each: readonly Tally[]): Tally =>
  each.reduce((all, one) => ({ all: all.all + one.all, late: all.late + one.late, warn: all.warn + one.warn }), {
    all: 0,
    late: 0,
    warn: 0,
  })

export class Drill implements Sheet {
  constructor(private readonly host: RoomHost) {}

  get title(): string {
    return this.host.words(roomWords).places
  }

  render(): TemplateResult {
    const { host } = this
    const it = host.words(roomWords)
    const at = host.sieve.place
    const each = below(host.placed, at)
    const all = sum(each)
    return html`<div class="drill">
      <nav aria-label=${it.where}>${this.#path().map(({ key, words }) =>
        key === (at ?? '')
          ? html`<b aria-current="location">${words}</b>`
          : html`<button class="btn bare" type="button" @click=${() => this.#go(key)}>${words}</button>${icon(draw.right, 's')}`,
      )}</nav>
      <div class="tally head" aria-hidden="true"><span>${it.place}</span><span>${it.open}</span><span>${it.late}</span><span>${it.warn}</span></div>
      ${each.length === 0 ? html`<p class="none">${it.nothingHere}</p>` : nothing}
      <ul>${each.map((one) => this.#row(one, at))}</ul>
      <div class="tally sum"><span>${it.sum}</span>${this.#numbers(all)}</div>
      <div class="row"><button class="btn go" type="button" @click=${() => host.closeSheet()}>${it.show(host.number(all.all))}</button></div></div>`
  }

  #row(one: Below, at: string | undefined): TemplateResult {
    const { host } = this
    const it = host.words(roomWords)
    const name = one.title ? host.say(one.title) : it.itself
    if (one.key === (at ?? '')) return html`<li class="tally"><span>${name}</span>${this.#numbers(one)}</li>`
    return html`<li><button class="tally" type="button" @click=${() => this.#go(one.key, !one.goesOn)}>
      <span>${name}${one.goesOn ? icon(draw.right, 's') : nothing}</span>${this.#numbers(one)}</button></li>`
  }

  #numbers({ all, late, warn }: Tally): TemplateResult {
    const it = this.host.words(roomWords)
    const number = (title: string, of: number, kind = '') =>
      html`<span class=${of > 0 ? kind : 'zero'}><span class="vh">${title} </span>${this.host.number(of)}</span>`
    return html`${number(it.open, all)}${number(it.late, late, 'is-late')}${number(it.warn, warn, 'is-warn')}`
  }

  /** From all places down to the one that is chosen. */
  #path(): readonly { readonly key: string; readonly words: string }[] {
    const { host } = this
    const at = host.sieve.place
    const depth = depthOf(at)
    const path = host.placed.find(({ row }) => keyOf(row.place.path, depth) === at)?.row.place.path.slice(0, depth)
    const above = (path ?? []).map((title, index) => ({ key: keyOf(path!, index + 1), words: host.say(title) }))
    return [{ key: '', words: host.words(roomWords).everywhere }, ...above]
  }

  #go(key: string, isLast = false): void {
    this.host.sift({ place: key || undefined })
    if (isLast) this.host.closeSheet()
  }
}
