/** A lane and its strips as they are drawn. */
import { html, nothing, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import { repeat } from 'lit/directives/repeat.js'
import { standing } from '../../engine/time/dues.js'
import type { Moment } from '../../engine/types.js'
import type { RowView } from '../../engine/view.js'
import { again, type Source } from '../base/again.js'
import { at } from '../base/at.js'
import type { LinliElement } from '../base/element.js'
import { plate } from '../base/plate.js'
import { ruler } from '../base/ruler.js'
import { stateMark } from '../base/state-mark.js'
import { countdown } from '../case-card/countdown.js'
import type { Lane } from './lanes.js'
import type { Placed } from './standing.js'
import { words } from './words.js'

/** What a lane shows just now. */
export interface LaneView {
  readonly lane: Lane
  readonly rows: readonly Placed[]
  /** What of it is in view and how many lie below, asked again whenever `moves` says so. */
  readonly inView: () => InView
  readonly below: () => number
  readonly moves: Source
  readonly now: () => Moment
  readonly seconds: Source
  /** All else that a strip hangs on: of one that has not changed, time alone is drawn. */
  readonly looks: readonly unknown[]
  readonly selected: string
  /** Chosen among the lanes where only one is shown. */
  readonly shown: boolean
}

export interface InView {
  /** Indices to draw. */
  readonly drawn: readonly number[]
  /** The strip that the Tab key comes to. */
  readonly stop: string | undefined
}

export interface LaneCalls {
  readonly open: (row: RowView) => void
  readonly further: (lane: string) => void
  readonly scrolled: (event: Event) => void
}

const laneTitle = (host: LinliElement, { minutes, title }: Lane): string =>
  host.words(words).laneName(minutes, host.say(title))

/** The first letter of a Chinese title stands where a lane has no number; a Latin one would say nothing. */
function sign(host: LinliElement, lane: Lane): string {
  if (lane.minutes !== undefined) return host.number(lane.minutes)
  const { restSign } = host.words(words)
  return restSign && (lane.clocks || lane.steps ? (host.say(lane.title)[0] ?? '') : restSign)
}

export function lane(host: LinliElement, view: LaneView, calls: LaneCalls): TemplateResult {
  const it = host.words(words)
  const { lane, rows, moves } = view
  const big = sign(host, lane)
  return html`<section class="lane ${view.shown ? 'shown' : ''}" part="lane" aria-label=${laneTitle(host, lane)}>
    <header>${big ? html`<span class="big" aria-hidden="true">${big}</span>` : nothing}
      <h3>${lane.minutes === undefined ? host.say(lane.title) : it.inMinutes(host.say(lane.title))}</h3>
      <p>${it.laneSays(host.number(rows.length), lane.since && host.say(lane.since), lane.minutes !== undefined)}</p></header>
    <div class="reach" data-lane=${lane.name} ${at('--count', rows.length)} @scroll=${calls.scrolled}>
      ${rows.length === 0 ? html`<p class="none">${it.laneEmpty}</p>` : again(moves, () => strips(host, view, calls))}
    </div>
    ${again(moves, () => more(host, view, calls))}
  </section>`
}

function more(host: LinliElement, { lane, below }: LaneView, calls: LaneCalls): TemplateResult | typeof nothing {
  const count = below()
  if (count === 0) return nothing
  return html`<p class="more"><button class="n" type="button" @click=${() => calls.further(lane.name)}>${host.words(words).below(host.number(count))}</button></p>`
}

function strips(host: LinliElement, view: LaneView, { open }: LaneCalls): TemplateResult {
  const { rows, selected, looks } = view
  const { drawn, stop } = view.inView()
  return html`<ul>${repeat(
    drawn,
    (index) => rows[index]?.row.id,
    (index) => {
      const { id } = rows[index]!.row
      const isStop = stop === id
      return guard([rows[index], index, rows.length, isStop, selected === id, ...looks], () =>
        strip(host, view, index, isStop, open),
      )
    },
  )}</ul>`
}

function strip(
  host: LinliElement,
  { rows, selected, now, seconds }: LaneView,
  index: number,
  isStop: boolean,
  open: LaneCalls['open'],
): TemplateResult {
  const it = host.words(words)
  const placed = rows[index]!
  const { row, mark } = placed
  const state = mark === 'none' ? 'unseen' : mark
  return html`<li data-index=${index} ${at('--index', index)} aria-setsize=${rows.length} aria-posinset=${index + 1}>
    <button class="strip ${mark}" part="strip" type="button" data-id=${row.id} tabindex=${isStop ? 0 : -1}
      aria-current=${selected === row.id ? 'true' : nothing} @click=${() => open(row)}>
      ${again(seconds, () => time(host, placed, now()))}${stateMark(state, it.marks[mark])}
      ${again(seconds, () => gauge(placed, now()))}
      <b>${host.say(row.title)}</b>
      <span class="where">${plate(
        row.place.path.map((part) => host.say(part)),
        true,
      )}</span>
      <span class="who">${row.void > 0 ? html`${stateMark('void', it.voids(row.void))} ` : nothing}${who(host, row)}</span>
    </button></li>`
}

function time(host: LinliElement, { due, row }: Placed, now: Moment): TemplateResult {
  const { lead, time } = due
    ? countdown(host, due, now)
    : { lead: host.words(words).waiting, time: host.span(now - row.at) }
  return html`<span class="t"><small>${lead}</small>${time}</span>`
}

/** It moves by a two-hundredth of the limit: what is finer nobody sees, and each second of each strip would be drawn. */
function gauge({ due }: Placed, now: Moment): unknown {
  if (!due) return html`<span class="no-ruler"></span>`
  const { limit, used, state } = standing(due, now)
  const step = limit / 200
  const drawn = step > 0 ? (state === 'late' ? Math.ceil(used / step) : Math.floor(used / step)) * step : used
  return guard([due, state, drawn], () => ruler(limit, drawn, state))
}

function who(host: LinliElement, { stepTitle, holder }: RowView): string {
  const [party] = holder?.parties ?? []
  // where names are not known somebody goes by the post, and that is said once
  const words = new Set([host.say(party?.post ?? holder?.role), host.say(party?.name)].filter(Boolean))
  return [host.say(stepTitle), [...words].join(' ')].filter(Boolean).join(' · ')
}
