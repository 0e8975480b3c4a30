/** What a board asks in a dialog of its own: the questions of an opening act, or which key does what. */
import { nothing, type TemplateResult } from 'lit'
import { html } from 'lit/static-html.js'
import type { Choice } from '../../engine/view.js'
import type { LinliElement } from '../base/element.js'
import '../base/events.js'
import { icon } from '../base/icon.js'
import { type ActKey, keyTable } from './keys.js'
import { words } from './words.js'

export type Asked = { readonly what: 'keys' } | { readonly what: 'report'; readonly choice: Choice }

export interface DialogView {
  readonly kind: string
  readonly place: string
  readonly keys: readonly ActKey[]
  /** There is a card, so letters act. */
  readonly acting: boolean
  readonly close: () => void
  readonly closed: () => void
  readonly done: (event: GlobalEventHandlersEventMap['linli-act-done']) => void
}

export function dialog(host: LinliElement, asked: Asked | undefined, view: DialogView): TemplateResult {
  const it = host.words(words)
  const title = asked?.what === 'report' ? host.say(asked.choice.title) : it.allKeys
  return html`<dialog aria-labelledby="asked" @close=${view.closed}>${
    asked
      ? html`<header class="eave"><h2 id="asked">${title}</h2><div class="tools">
          <button class="btn bare" type="button" aria-label=${it.close} @click=${view.close}>${icon('no')}</button></div></header>
          ${asked.what === 'report' ? form(host, asked.choice, view) : keyTable(host, view.keys, view.acting)}`
      : nothing
  }</dialog>`
}

const form = (host: LinliElement, { act }: Choice, { kind, place, done }: DialogView): TemplateResult =>
  html`<${host.tag('form')} .station=${host.station} kind=${kind} act=${act} place=${place} @linli-act-done=${done}></${host.tag('form')}>`
