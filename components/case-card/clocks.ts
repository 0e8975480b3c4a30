/** The clocks of a dossier: the running one big, the finished ones one line each, every one with its sum. */
import { html, nothing, type TemplateResult } from 'lit'
import { limitWords } from '../../engine/time/calendar.js'
import { isLate, isOver } from '../../engine/time/dues.js'
import { sum } from '../../engine/time/sum.js'
import type { Due, Moment } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'
import { ruler } from '../base/ruler.js'
import { stateMark } from '../base/state-mark.js'
import { countdown } from './countdown.js'
import { words } from './words.js'

const name = (host: LinliElement, due: Due) =>
  `${host.say(due.title)}${due.limit === undefined ? '' : ` ${host.say(limitWords(due.calendar, due.limit))}`}`

const running = (host: LinliElement, due: Due, now: Moment): TemplateResult => {
  const { state, limit, used, lead, time } = countdown(host, due, now)
  return html`<div class="clock run ${state}" part="clock running">
    <span class="name">${name(host, due)}</span><span class="rest"><small>${lead}</small>${time}</span>
    ${ruler(limit, used, state)}<p class="sum">${host.say(sum(due, now))}</p>
  </div>`
}

const finished = (host: LinliElement, due: Due, now: Moment): TemplateResult => {
  const { limit, used } = countdown(host, due, now)
  const it = host.words(words)
  const late = isLate(due, now)
  return html`<div class="clock" part="clock">
    <span class="name">${name(host, due)}</span>${ruler(limit, used, late ? 'late' : 'done')}
    <span class="rest">${stateMark(late ? 'late' : 'on-time', late ? it.standing.late : it.standing.done)}${due.excused ? html` <small>${it.excused}</small>` : nothing}</span>
    <p class="sum">${host.say(sum(due, now))}</p>
  </div>`
}

/** Those that run or stand still by when they are due, then the finished ones, newest first. */
export function clocks(host: LinliElement, dues: readonly Due[], now: Moment): TemplateResult {
  const open = dues.filter((due) => !isOver(due, now)).sort((a, b) => a.at - b.at)
  const over = dues.filter((due) => isOver(due, now)).sort((a, b) => b.start - a.start)
  return html`${open.length === 0 ? html`<p class="quiet">${host.words(words).noClock}</p>` : open.map((due) => running(host, due, now))}
    ${over.map((due) => finished(host, due, now))}`
}
