/** What a board asks in a dialog of its own: the questions of an opening act, or which key does what. */
import { nothing, type TemplateResult } from 'lit'
import { html } from 'lit/static-html.js'
import type { Choice } from '../../engine/view.js'
import type { LinliElement } from '../base/element.js'
import '../base/events.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { type ActKey, keyTable } from './keys.js'
import { words } from './words.js'

/** What fills a dialog and draws itself. */
export interface Sheet {
  readonly title: string
  render(): TemplateResult
  /** The dialog was closed, by a button or by Esc. */
  left?(): void
}

export type Asked =
  | { readonly what: 'keys' }
  | { readonly what: 'report'; readonly choice: Choice }
  | { readonly what: 'import' | 'places' | 'hand-over'; readonly sheet: Sheet }

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
  return html`<dialog class=${asked?.what ?? ''} aria-labelledby="asked" @close=${view.closed}>${
    asked
      ? html`<div class="eave"><h2 id="asked">${title(host, asked)}</h2><div class="tools">
          <button class="btn bare" type="button" aria-label=${it.close} @click=${view.close}>${icon(draw.no)}</button></div></div>
          ${content(host, asked, view)}`
      : nothing
  }</dialog>`
}

function title(host: LinliElement, asked: Asked): string {
  if (asked.what === 'report') return host.say(asked.choice.title)
  return 'sheet' in asked ? asked.sheet.title : host.words(words).allKeys
}

function content(host: LinliElement, asked: Asked, view: DialogView): TemplateResult {
  if (asked.what === 'report') return form(host, asked.choice, view)
  return 'sheet' in asked ? asked.sheet.render() : keyTable(host, view.keys, view.acting)
}

const form = (host: LinliElement, { act }: Choice, { kind, place, done }: DialogView): TemplateResult =>
  html`<${host.tag('form')} class="inside" .station=${host.station} kind=${kind} act=${act} place=${place} @linli-act-done=${done}></${host.tag('form')}>`
