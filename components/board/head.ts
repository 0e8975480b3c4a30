/** The head of a board: which community, what time it is, and the acts that open a dossier. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Moment } from '../../engine/types.js'
import type { Choice, PlaceView } from '../../engine/view.js'
import { again, type Source } from '../base/again.js'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { plate } from '../base/plate.js'
import { stateMark } from '../base/state-mark.js'
import { words } from './words.js'

export interface HeadView {
  readonly title: string
  readonly place?: PlaceView
  readonly now: () => Moment
  readonly seconds: Source
  readonly openings: readonly TemplateResult[]
  readonly import?: () => unknown
  /** Of a command room: who is on duty, and its buttons. */
  readonly duty?: unknown
  readonly tools?: unknown
}

export function head(host: LinliElement, view: HeadView): TemplateResult {
  const it = host.words(words)
  return html`<div class="eave" part="head">
    <h2>${view.title}</h2>${view.place ? plate(view.place.path.map((part) => host.say(part))) : nothing}
    <span class="now">${again(view.seconds, () => host.date(view.now(), 'clock'))}</span>
    <span class="quiet day">${again(view.seconds, () => `${host.date(view.now(), 'date')} ${host.date(view.now(), 'weekday')}`)}</span>
    <div class="rest">${view.duty ?? nothing}
    <div class="tools">
      ${navigator.onLine ? nothing : html`<span class="offline">${stateMark('suspended', it.offline)} <span class="quiet">${it.offlineHelp}</span></span>`}
      ${view.openings}
      ${view.import ? html`<button class="btn" type="button" @click=${view.import}>${icon(draw.table, 's')}${it.import}</button>` : nothing}
      ${view.tools ?? nothing}
      <slot name="tools"></slot>
    </div></div></div>`
}

/** The button of an act that opens a dossier; one that may not be done says why beside it. */
export function opening(host: LinliElement, choice: Choice, filled: boolean, open: () => void): TemplateResult {
  const { act, title, decision } = choice
  if (decision.because === undefined) {
    return html`<button class="btn ${filled ? 'go' : ''}" type="button" @click=${open}>${icon(draw.plus, 's')}${host.say(title)}</button>`
  }
  return html`<button class="btn" type="button" aria-disabled="true" aria-describedby="no-${act}">${icon(draw.plus, 's')}${host.say(title)}</button>
    <span class="quiet" id="no-${act}">${host.say(decision.says)}</span>`
}
