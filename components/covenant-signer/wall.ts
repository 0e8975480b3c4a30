/** The wall 签约墙: one brick a signer, and a table behind each number; where a brick lies says nothing of who it is. */
import { html, nothing, svg, type TemplateResult } from 'lit'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import type { SignedBy, WallRow } from './covenant.js'
import { words } from './words.js'

/** Of a brick and its mortar; bricks of odd rows are set back by a third. */
const [wide, high, next, course, shift] = [9.4, 5.6, 11.2, 7.2, 2.8]
/** Bricks that are drawn at most: a bigger wall has bricks of several signers, and says so by its numbers alone. */
const most = 3000

interface Sums {
  readonly of: number
  readonly signed: number
  /** Absent where it is not told; then those are among the open ones. */
  readonly withdrawn?: number
  readonly open: number
}
function sums(rows: readonly WallRow[]): Sums {
  const sum = (name: 'of' | 'signed' | 'withdrawn') => rows.reduce((all, row) => all + (row[name] ?? 0), 0)
  const told = rows.every(({ withdrawn }) => withdrawn !== undefined)
  const [of, signed, withdrawn] = [sum('of'), sum('signed'), told ? sum('withdrawn') : 0]
  return { of, signed, ...(told && { withdrawn }), open: Math.max(0, of - signed - withdrawn) }
}

export const wall = (
  host: LinliElement,
  rows: readonly WallRow[],
  by: SignedBy,
  mine: boolean,
  open: () => void,
): TemplateResult => {
  const it = host.words(words)
  const { of, signed, withdrawn, open: unsigned } = sums(rows)
  const told = withdrawn !== undefined
  const share = of > 0 ? `${host.number(Math.round((signed / of) * 1000) / 10)} %` : '–'
  const opens = (drawn: string) => html`<button class="n" type="button" @click=${open}>${drawn}</button>`
  return html`<section class="wall" part="wall" aria-label=${it.wall}>
    <div><p class="big">${opens(host.number(signed))}<small> ${it.of[by](host.number(of))}</small></p>
      <p class="counts">${it.counts(share)} ${told ? opens(it.withdrawnCount(host.number(withdrawn))) : nothing} ${opens(it.openCount(host.number(unsigned)))}</p>
      <p class="row"><button class="btn" type="button" @click=${open}>${icon(draw.table, 's')}${it.table}</button></p></div>
    <figure>${of <= most ? bricks(host, sums(rows), mine) : nothing}
      <figcaption class="key">${key('done', it.bricks.signed)}${key('brick', it.bricks.open)}${mine ? key('mine', it.own[by]) : nothing}${told ? key('out', it.bricks.withdrawn) : nothing}<span>${it.brick[by]}</span></figcaption></figure>
  </section>`
}

const drawn = (state: string, x: number, y: number) =>
  svg`<rect class=${state} x=${x} y=${y} width=${wide} height=${high}/>${state === 'out' ? svg`<path class="slash" d="M${x} ${y + high}l${wide} ${-high}"/>` : nothing}`
const key = (state: string, said: string) =>
  html`<span><svg viewBox="-1 -1 11.4 7.6" aria-hidden="true">${drawn(state, 0, 0)}</svg>${said}</span>`

function bricks(host: LinliElement, { of, signed, withdrawn = 0, open }: Sums, mine: boolean): TemplateResult {
  const count = Math.max(of, signed + withdrawn)
  // about six times as wide as high, whatever the number
  const courses = Math.max(2, Math.round(Math.sqrt((count * next) / (6 * course))))
  const across = Math.ceil(count / courses)
  const state = scattered(count, { signed, withdrawn, open }, mine)
  const said = host.words(words).wallSaid(host.number(signed), host.number(of), host.number(withdrawn))
  return html`<svg class="bricks" viewBox="-1 -1 ${Math.max(across, 24) * next + shift + 1} ${courses * course + 1}" role="img" aria-label=${said}>${state.map(
    (each, i) => {
      const at = i % courses
      return drawn(each, Math.floor(i / courses) * next + (at % 2) * shift, at * course)
    },
  )}</svg>`
}

/** Mixed the same way each time, so that a brick tells of nobody and the wall does not flicker. */
function scattered(count: number, { signed, withdrawn = 0, open }: Omit<Sums, 'of'>, mine: boolean): readonly string[] {
  const states = [
    ...Array.from({ length: signed }, () => 'done'),
    ...Array.from({ length: withdrawn }, () => 'out'),
    ...Array.from({ length: open }, () => 'brick'),
  ].slice(0, count)
  let seed = count
  for (let i = states.length - 1; i > 0; i--) {
    seed = (seed * 1103515245 + 12345) % 2147483648
    const other = seed % (i + 1)
    ;[states[i], states[other]] = [states[other]!, states[i]!]
  }
  const own = mine ? states.indexOf('done', Math.floor(states.length / 2)) : -1
  const first = mine && own < 0 ? states.indexOf('done') : own
  return states.map((state, i) => (i === first ? 'mine' : state))
}

export const wallTable = (host: LinliElement, rows: readonly WallRow[], close: () => void): TemplateResult => {
  const it = host.words(words)
  const all = sums(rows)
  const columns = (['of', 'signed', 'withdrawn', 'open'] as const).filter((name) => all[name] !== undefined)
  const heads = { of: it.may, ...it.bricks }
  const row = (place: string, counted: Sums) =>
    html`<tr><th scope="row">${place}</th>${columns.map((name) => html`<td class="num">${host.number(counted[name] ?? 0)}</td>`)}</tr>`
  return html`<header class="eave"><h2 id="counts">${it.wall}</h2><div class="tools"><button class="btn bare" type="button" aria-label=${it.close} @click=${close}>${icon(draw.no)}</button></div></header>
    <div class="counted" role="group" aria-labelledby="counts" tabindex="0"><table><thead><tr><th scope="col">${it.place}</th>${columns.map((name) => html`<th scope="col" class="num">${heads[name]}</th>`)}</tr></thead>
      <tbody>${rows.map((each) => row(host.say(each.place), sums([each])))}</tbody><tfoot>${row(it.total, all)}</tfoot></table>
    <p class="quiet xs">${all.withdrawn === undefined ? it.fewTold : it.fewHelp}</p></div>`
}
