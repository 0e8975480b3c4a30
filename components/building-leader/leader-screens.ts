/** The screens, loaded beside the tag: the three buttons, whom to call, what to report, what is announced. */
import { nothing, type TemplateResult } from 'lit'
import { html } from 'lit/static-html.js'
import * as draw from '../base/drawings.js'
import { type Drawing, icon } from '../base/icon.js'
import { plate } from '../base/plate.js'
import type { BuildingLeader, ScreenName } from './building-leader.js'
import { doorScreen, visitsScreen } from './doors.js'
import type { Callee, Leader } from './leader.js'
import { sizes } from './size.js'
import { words } from './words.js'

export { leaderAt } from './leader.js'

/** One screen: its title, what is read aloud of it, and what stands on it. */
export interface Screen {
  readonly title: string
  readonly aloud: readonly string[]
  readonly body: TemplateResult
}

export const unsaved = (host: BuildingLeader): string => host.words(words).unsaved

export function screen(host: BuildingLeader): TemplateResult {
  const it = host.words(words)
  const { leader } = host
  if (host.failed)
    return html`<div class="mid" role="alert"><p>${it.failed}</p><button class="btn" type="button" @click=${() => host.again()}>${it.again}</button></div>`
  if (!leader) return html`<div class="mid"><p>${it.noBuilding}</p></div>`
  const shown = drawn[host.screen](host, leader)
  const path = leader.building.path.slice(-1)
  const home = host.screen === 'home'
  return html`<section class="at-${host.screen}" part="screen" @keydown=${(event: KeyboardEvent) => leave(host, event)}>
    <div class="bar">${home ? plate(path.map((part) => host.say(part))) : html`<button class="btn" type="button" @click=${() => host.back()}>${icon(draw.sentBack, 's')}${it.back}</button>`}
      <button class="btn" type="button" aria-pressed=${host.aloud.speaking} @click=${() => host.aloud.toggle([shown.title, ...shown.aloud])}>${icon(draw.speak, 's')}${host.aloud.speaking ? it.hush : it.speak}</button></div>
    <h2 tabindex="-1">${shown.title}</h2>
    <p class="told" role="status">${host.aloud.voiceless ? it.voiceless : host.told}</p>
    ${shown.body}
  </section>`
}

function leave(host: BuildingLeader, event: KeyboardEvent): void {
  if (event.key !== 'Escape' || host.screen === 'home') return
  event.stopPropagation()
  host.back()
}

const drawn: Readonly<Record<ScreenName, (host: BuildingLeader, leader: Leader) => Screen>> = {
  home: homeScreen,
  visits: visitsScreen,
  door: doorScreen,
  call: callScreen,
  report: reportScreen,
  notices: noticesScreen,
}

function homeScreen(host: BuildingLeader, leader: Leader): Screen {
  const it = host.words(words)
  const doors = leader.stairs.flatMap((stairs) => stairs.doors)
  const done = doors.filter((door) => door.done).length
  const [first] = leader.calls
  const round =
    doors.length === 0 ? it.noRound : done === doors.length ? it.allDone : it.left(host.number(doors.length - done))
  const visited = doors.length === 0 ? it.noRound : it.visited(host.number(doors.length), host.number(done))
  const callee = first ? host.say(first.name) : it.nobody
  const news = leader.notices.length === 0 ? it.none : it.count(host.number(leader.notices.length))
  const big = (to: ScreenName, drawing: Drawing, title: string, said: string) =>
    html`<button class="big ${to}" type="button" data-to=${to} @click=${() => host.go(to)}>${icon(drawing)}<b>${title}</b><span>${said}</span></button>`
  const step = (by: 1 | -1, said: string) =>
    html`<button class="btn ${by > 0 ? 'bigger' : ''}" type="button" aria-disabled=${sizeOf(host) === sizes.at(by > 0 ? -1 : 0)} @click=${() => host.resize(by)}>${said}</button>`
  return {
    title: leader.name ? it.hello(host.say(leader.name)) : host.say(leader.building.path.at(-1)),
    aloud: [round, `${it.visits}，${visited}`, `${it.call}，${callee}`, `${it.notices}，${news}`],
    body: html`<p class="round">${round}</p>
      <div class="three">${big('visits', draw.verify, it.visits, visited)}${big('call', draw.call, it.call, callee)}${big('notices', draw.speak, it.notices, news)}</div>
      <div class="bar foot"><span>${it.size}</span><span class="row">${step(-1, it.smaller)}${step(1, it.bigger)}</span></div>`,
  }
}

const sizeOf = (host: BuildingLeader) => Number.parseInt(host.style.getPropertyValue('--linli-elder'))

function callScreen(host: BuildingLeader, { calls, reports }: Leader): Screen {
  const it = host.words(words)
  const [first, ...others] = calls
  const said = (who: Callee) => (who.vacant ? it.standsIn(host.say(who.vacant)) : host.say(who.post))
  const one = (who: Callee, isFirst: boolean) => {
    const name = host.say(who.name)
    return html`<li class=${isFirst ? 'first' : ''}><p><b>${name}</b><span>${said(who)}</span></p>${
      who.phone === undefined
        ? nothing
        : html`<p class="digits">${who.phone}</p><a class="btn ${isFirst ? 'go' : ''}" href="tel:${who.phone.replace(/[^\d+,]/g, '')}">${icon(draw.call, 's')}${it.ring(name)}</a>`
    }</li>`
  }
  return {
    title: first ? it.call : it.nobody,
    aloud: calls.map((who) => `${said(who)}，${host.say(who.name)}，${it.phone} ${who.phone ?? ''}`),
    body: html`<ul class="calls">${first ? one(first, true) : nothing}</ul>
      ${reports === undefined ? nothing : html`<button class="btn wide" type="button" data-to="report" @click=${() => host.go('report')}>${icon(draw.write, 's')}${it.write}</button>`}
      ${others.length > 0 ? html`<p>${it.next}</p><ul class="calls">${others.map((who) => one(who, false))}</ul>` : nothing}`,
  }
}

function reportScreen(host: BuildingLeader, { building, reports }: Leader): Screen {
  const it = host.words(words)
  return {
    title: it.report,
    aloud: [it.emergency],
    body: html`<p>${it.emergency}</p><${host.tag('form')} kind=${reports} place=${building.id} .station=${host.station}></${host.tag('form')}>`,
  }
}

function noticesScreen(host: BuildingLeader, { notices }: Leader): Screen {
  const it = host.words(words)
  const said = notices.map((notice) => host.say(notice))
  return {
    title: it.notices,
    aloud: said.length === 0 ? [it.none] : said,
    body:
      said.length === 0
        ? html`<p>${it.none}</p>`
        : html`<ol class="news">${said.map((each) => html`<li>${each}</li>`)}</ol>`,
  }
}
