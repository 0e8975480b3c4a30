/** A sentence across the board that waits until somebody has read it: a line came to nothing, the sound was turned on. */
import { html, nothing, type TemplateResult } from 'lit'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import type { Placed } from './standing.js'
import { words } from './words.js'

export interface Notice {
  readonly says: string
  /** The dossier that it is about. */
  readonly on?: Placed
}

export function notice(
  host: LinliElement,
  { says, on }: Notice,
  open: (placed: Placed) => void,
  seen: () => void,
): TemplateResult {
  const { came } = host.words(words)
  return html`<div class="note ${on ? 'warn' : 'info'} notice" part="notice">${icon(on ? draw.voided : draw.speak)}<span>${says}</span>
    <span class="tools">${on ? html`<button class="btn" type="button" @click=${() => open(on)}>${came.look}</button>` : nothing}
      <button class="btn bare" type="button" @click=${seen}>${came.seen}</button></span></div>`
}
