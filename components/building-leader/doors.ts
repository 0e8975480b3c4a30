/** The round: doors of one flight of stairs at a time, and what may be noted of the door that was tapped. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Choice } from '../../engine/view.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import type { BuildingLeader } from './building-leader.js'
import type { Door, Leader } from './leader.js'
import type { Screen } from './leader-screens.js'
import { words } from './words.js'

/** Numbers that stand on the keys at once. */
const keys = 9

export function visitsScreen(host: BuildingLeader, { stairs }: Leader): Screen {
  const it = host.words(words)
  const at = Math.min(host.stairs, Math.max(0, stairs.length - 1))
  const shown = stairs[at]
  if (!shown) return { title: it.visits, aloud: [it.noRound], body: html`<p>${it.noRound}</p>` }
  const said = ({ done, step, at }: Door) =>
    at === undefined && !done ? [it.yet] : [host.say(step), ...(at === undefined ? [] : [host.date(at, 'day')])]
  const one = (door: Door) =>
    html`<li><button class="door ${door.done ? 'done' : ''}" type="button" @click=${() => host.go('door', door)}><span><b>${host.say(door.title)}</b>${said(door).map((each) => html`<small>${each}</small>`)}</span>${door.done ? icon(draw.yes) : html`<span class="box"></span>`}</button></li>`
  const turn = (to: number, title: string) =>
    stairs[to]
      ? html`<button class="btn" type="button" @click=${() => (host.stairs = to)}>${title}</button>`
      : html`<span></span>`
  return {
    title: `${host.say(shown.title)} · ${it.tap}`,
    aloud: shown.doors.map((door) => [host.say(door.title), ...said(door)].join('，')),
    body: html`<ul class="doors">${shown.doors.map(one)}</ul><p>${it.wrong}</p>
      ${stairs.length > 1 ? html`<div class="bar foot">${turn(at - 1, it.before)}${turn(at + 1, it.after)}</div>` : nothing}`,
  }
}

export function doorScreen(host: BuildingLeader, leader: Leader): Screen {
  const it = host.words(words)
  const door = host.door!
  // allowed, or waiting only for answers
  const open = (leader.choices ?? []).filter(({ decision }) => decision.allowed || decision.because === undefined)
  const shown = open.map((choice) => oneChoice(host, choice))
  const said = open.map(({ title, reason }) => (reason ? it.mend : host.say(title)))
  const asks = open.some((choice) => numberOf(choice))
  return {
    title: host.say(door.title),
    aloud: [host.say(door.step), ...(asks ? [it.people] : []), ...said],
    body: html`<p>${host.say(door.step)}${door.at === undefined ? nothing : html` · ${host.date(door.at)}`}</p>
      ${asks ? html`<p>${it.people}</p>` : nothing}${shown}
      ${leader.choices && shown.every((each) => each === nothing) ? html`<p>${it.nothing}</p>` : nothing}`,
  }
}

/** The one number that an act must have; what it asks beside that can be left open. */
function numberOf({ asks }: Choice) {
  const [first, ...more] = asks.filter(({ optional }) => !optional)
  return first?.type === 'number' && more.length === 0 ? first : undefined
}

/** A number is on the keys, an act that asks nothing is one button; what asks more is done at the desk. */
function oneChoice(host: BuildingLeader, choice: Choice): TemplateResult | typeof nothing {
  const it = host.words(words)
  const title = host.say(choice.title)
  const kept = it.kept(host.say(host.door!.title), title)
  const number = numberOf(choice)
  if (number) {
    const [least, most] = [Number(number.min ?? 0), Number(number.max ?? 99)]
    // nobody is no number: an empty home has an act of its own
    const from = Math.max(host.from, least, 1)
    const shown = Array.from({ length: Math.min(keys, most - from + 1) }, (_, at) => from + at)
    const more = from + keys <= most
    const does = (n: number) =>
      void host.act(
        { type: choice.act, data: { [number.name]: n } },
        `${kept}${host.number(n)}${host.say(number.unit)}`,
      )
    return html`<div class="keys" role="group" aria-label=${host.say(number.title)}>${shown.map((n) => html`<button class="btn" type="button" @click=${() => does(n)}>${host.number(n)}</button>`)}
      <button class="btn more" type="button" @click=${() => (host.from = more ? from + keys : 0)}>${more ? it.more : it.fewer}</button></div>`
  }
  if (choice.asks.some(({ optional }) => !optional)) return nothing
  if (typeof choice.reason === 'object') return nothing
  const wish = { type: choice.act, ...(choice.reason && { reason: it.mistaken }) }
  return html`<button class="btn wide" type="button" @click=${() => void host.act(wish, kept)}>${choice.reason ? it.mend : title}</button>`
}
