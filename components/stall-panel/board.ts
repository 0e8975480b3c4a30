/** The squares as a grid: own state large, state of the fixed unit small, corridors hatched, walls heavy. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Moment, PlaceId } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'
import { icon } from '../base/icon.js'
import { silhouettes } from '../base/state-mark.js'
import type { NineView } from './nine.js'
import type { Square, Squares, StallSquare } from './squares.js'
import { stallsOf } from './squares.js'
import { stallState, unitMark } from './state.js'
import { words } from './words.js'

export interface BoardView {
  readonly view: NineView
  readonly shown: Squares
  readonly label: string
  readonly own: PlaceId
  readonly chosen: PlaceId
  /** Square that Tab comes to. */
  readonly stop: PlaceId
  readonly now: Moment
  readonly pressed: (event: KeyboardEvent) => void
  readonly choose: (id: PlaceId) => void
}

export function board(host: LinliElement, it: BoardView): TemplateResult {
  const { columns, squares } = it.shown
  const rows = Array.from({ length: Math.ceil(squares.length / columns) }, (_, row) =>
    squares.slice(row * columns, (row + 1) * columns),
  )
  const clicked = (event: Event) => {
    const id = (event.target as Element).closest<HTMLElement>('[data-id]')?.dataset['id']
    if (id !== undefined) it.choose(id)
  }
  return html`<p class="vh" id="keys">${host.words(words).keys}</p>
    <div class="board" part="squares" role="grid" aria-label="${it.label}" aria-describedby="keys" data-columns=${columns}
      @keydown=${it.pressed} @click=${clicked}>${rows.map(
        (row) => html`<div class="r" role="row">${row.map((square) => drawn(host, it, square))}</div>`,
      )}</div>`
}

function drawn(host: LinliElement, it: BoardView, square: Square): TemplateResult {
  if (square.what === 'stall') return stall(host, it, square)
  const says = host.words(words)[square.what]
  const to = square.what === 'wall' ? square.to.join(' ') : ''
  return html`<div class="sq ${square.what} ${to}" role="gridcell"><span class="no">${says}</span></div>`
}

function stall(host: LinliElement, it: BoardView, square: StallSquare): TemplateResult {
  const own = square.id === it.own
  const state = stallState(host, it.view, square, it.now)
  const unit = badge(host, it.view, square)
  const goods = own && unit !== nothing ? '' : host.say(square.goods)
  const says = host.words(words)
  return html`<div class="sq ${square.vacant ? 'vacant' : state.mark} ${own ? 'own' : ''}" role="gridcell" data-id=${square.id}
    tabindex=${square.id === it.stop ? '0' : '-1'} aria-selected=${square.id === it.chosen} aria-current=${own ? 'location' : nothing}>
    <span class="no">${host.say(square.title)}</span>
    <span class="about"><span class="goods">${own ? html`<b>${says.own}</b>${goods ? ' · ' : ''}` : nothing}${goods}</span>${unit}</span>
    <span class="state">${icon(silhouettes[state.mark])}${state.word}</span>
  </div>`
}

/** Only where the unit is not as it should be. */
function badge(host: LinliElement, { units }: NineView, { unit, vacant }: StallSquare) {
  const standing = unit && units[unit]
  if (!standing || vacant || unitMark(standing.step) === 'on-time') return nothing
  const mark = unitMark(standing.step)
  return html`<span class="un ${mark}">${icon(silhouettes[mark])}${host.words(words).squareUnit(host.say(standing.title))}</span>`
}

/** How many were counted, what was not, and what was found where. */
export function counted(host: LinliElement, view: NineView, shown: Squares, now: Moment): TemplateResult {
  const it = host.words(words)
  const { comma, between, stop } = host.words({
    zh: { comma: '，', between: '、', stop: '。' },
    en: { comma: '; ', between: ', ', stop: '. ' },
  })
  const stalls = stallsOf(shown).filter(({ vacant }) => !vacant)
  const vacant = stallsOf(shown).length - stalls.length
  const has = (what: Square['what']) => shown.squares.some((square) => square.what === what)
  const notSeen = stalls.filter((stall) => stallState(host, view, stall, now).answer === undefined).length
  const all = [
    it.counted(host.number(stalls.length)),
    ...(vacant > 0 ? [it.empties(host.number(vacant))] : []),
    ...(has('corridor') ? [it.corridors] : []),
    ...(has('wall') ? [it.walls] : []),
    ...(notSeen > 0 && !view.limited ? [it.notSeen(host.number(notSeen))] : []),
  ]
  const worse = Object.keys(view.answers).slice(1).toReversed()
  const found = worse.flatMap((answer) => {
    const those = stalls.filter((stall) => stallState(host, view, stall, now).answer === answer)
    if (those.length === 0) return []
    // a number is not broken at its hyphen
    const where = those.map(
      ({ title }, i) => html`${i > 0 ? between : ''}<span class="nowrap">${host.say(title)}</span>`,
    )
    return [html`${it.foundAt(host.say(view.answers[answer]), host.number(those.length))}${where}${stop}`]
  })
  return html`${all.map((each, i) => html`<span class="whole">${each}${i < all.length - 1 ? comma : stop}</span>`)}${found}`
}
