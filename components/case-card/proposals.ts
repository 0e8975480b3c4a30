/** What rules propose: a button for people, because nothing happens until one of them acts. */
import { nothing, type TemplateResult } from 'lit'
import { html } from 'lit/static-html.js'
import type { Book } from '../../engine/pack/book.js'
import type { Data, Dossier, PlaceId } from '../../engine/types.js'
import type { DossierView } from '../../engine/view.js'
import type { LinliElement } from '../base/element.js'
import '../base/events.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { words } from './words.js'

export type Proposed = DossierView['proposals'][number]

/** Where a proposed act takes place: on this dossier, or as the beginning of another one. */
interface Address {
  readonly act: string
  readonly dossier: string
  /** Prefix of the kind that it opens. */
  readonly kind: string
}

function addressOf(book: Book, dossier: Dossier, act: string): Address | undefined {
  const [name, own] = act.includes('/') ? (act.split('/') as [string, string]) : [dossier.pack, act]
  const spec = book.packs.get(name)?.file.acts?.[own]
  if (!spec) return undefined
  if (!spec.from.includes('new')) return { act: own, dossier: dossier.id, kind: '' }
  const kind = [...book.kinds].find(([, it]) => it.pack.name === name && it.kind === spec.on)?.[0]
  return kind === undefined ? undefined : { act: own, dossier: '', kind }
}

export function proposals(
  host: LinliElement,
  { proposals, dossier }: DossierView,
  open: (it: Proposed) => void,
): TemplateResult | typeof nothing {
  const it = host.words(words)
  if (proposals.length === 0) return nothing
  const book = host.station?.book
  return html`<section role="group" part="proposals" aria-label=${it.proposals}><h4>${it.proposals}</h4>
    ${proposals.map((each) => {
      const title = host.say(each.title)
      const button = html`<button class="btn" type="button" @click=${() => open(each)}>${icon(draw.write, 's')}${title}</button>`
      return html`<div class="proposal">${each.say ? html`<p>${host.say(each.say)}</p>` : nothing}
        <p class="row">${book && addressOf(book, dossier, each.act) ? button : html`<b>${title}</b>`}<span class="quiet">${it.proposedTo(host.say(each.toWords))}</span></p></div>`
    })}</section>`
}

/** A proposal that somebody took up. Its answers are one object: a card is drawn every second, and a new one would wipe out what is being typed. */
export interface TakenUp {
  readonly proposed: Proposed
  readonly answers: { readonly data: Data; readonly place: PlaceId }
}

export const takeUp = (proposed: Proposed, { place }: Dossier): TakenUp => ({
  proposed,
  answers: { data: proposed.data ?? {}, place },
})

/** The questions of a proposed act in a dialog, filled in with what the rule already knows. */
export function proposalDialog(
  host: LinliElement,
  dossier: Dossier,
  { proposed, answers }: TakenUp,
  close: () => void,
  done: (event: GlobalEventHandlersEventMap['linli-act-done']) => void,
): TemplateResult | typeof nothing {
  const at = host.station && addressOf(host.station.book, dossier, proposed.act)
  if (!at) return nothing
  return html`<div class="eave"><h2 id="proposed">${host.say(proposed.title)}</h2><div class="tools">
      <button class="btn bare" type="button" aria-label=${host.words(words).close} @click=${close}>${icon(draw.no)}</button></div></div>
    <${host.tag('form')} class="inside" .station=${host.station} kind=${at.kind} dossier=${at.dossier} act=${at.act} place=${dossier.place}
      .value=${answers} @linli-act-done=${done}></${host.tag('form')}>`
}
