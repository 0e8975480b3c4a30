/** Which key does what on a board: the line at its foot, and the table behind `?`. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Pack } from '../../engine/pack/book.js'
import type { Say } from '../../engine/types.js'
import type { Choice } from '../../engine/view.js'
import { actKeys } from '../acts/act-keys.js'
import type { LinliElement } from '../base/element.js'
import { words } from './words.js'

export interface ActKey {
  readonly act: string
  readonly key: string
  readonly title: Say
}

/** Letters of all acts of a kind, the same as on the buttons of `linli-acts`. */
export function keysOf(owner: { readonly pack: Pack; readonly kind: string } | undefined): readonly ActKey[] {
  const acts = Object.entries(owner?.pack.file.acts ?? {}).filter(
    ([, act]) => act.on === owner?.kind && act.from.some((step) => step !== 'new'),
  )
  const keys = actKeys(acts.map(([name]) => name))
  return acts.flatMap(([act, { title }]) => (keys[act] ? [{ act, key: keys[act], title }] : []))
}

const key = (...letters: readonly string[]) => letters.map((letter) => html`<kbd>${letter}</kbd> `)

/** `choices`: acts of the chosen dossier; those that may be done now are named. */
export function footKeys(
  host: LinliElement,
  choices: readonly Choice[] | undefined,
  keys: readonly ActKey[],
  all: () => void,
): TemplateResult {
  const it = host.words(words)
  const now = new Set(choices?.filter(({ decision }) => decision.because === undefined).map(({ act }) => act))
  return html`<div class="keys" part="keys">
    <span>${key('↑', '↓', '←', '→')}${it.pick}</span><span>${key('Enter')}${it.open}</span>
    ${keys.filter(({ act }) => now.has(act)).map(({ key: letter, title }) => html`<span>${key(letter)}${host.say(title)}</span>`)}
    <span>${key('/')}${it.find}</span><button type="button" @click=${all}>${key('?')}${it.allKeys}</button>
  </div>`
}

export function keyTable(host: LinliElement, keys: readonly ActKey[], acting: boolean): TemplateResult {
  const it = host.words(words)
  return html`<dl class="all-keys">
    <dt>${key('↑', '↓', '←', '→')}</dt><dd>${it.pick}</dd><dt>${key('Enter')}</dt><dd>${it.open}</dd>
    <dt>${key('Esc')}</dt><dd>${it.leave}</dd><dt>${key('/')}</dt><dd>${it.find}</dd>
    ${acting && keys.length > 0 ? html`<dt class="over">${it.letters}</dt>${keys.map(({ key: letter, title }) => html`<dt>${key(letter)}</dt><dd>${host.say(title)}</dd>`)}` : nothing}
  </dl>`
}
