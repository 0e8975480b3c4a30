/** The right side: for whom, the pad or the typed name with its witness, the place of the seal, and what there is to do. */
import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { html as statically } from 'lit/static-html.js'
import type { Decision, DossierId, PartyId } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import type { ActName, Covenant, Signature } from './covenant.js'
import { drawnName } from './drawn-name.js'
import { type Press, pressOf, seal } from './seal.js'
import { words } from './words.js'

/** What somebody has done so far on this screen. */
export interface Begun {
  readonly way: 'drawn' | 'typed'
  readonly stroke: string
  readonly typed: string
  readonly witness: PartyId | undefined
  readonly present: boolean
}
export interface Signing {
  readonly host: LinliElement
  readonly covenant: Covenant
  readonly begun: Begun
  readonly busy: boolean
  readonly complaint: string
  readonly press: Press
  /** Signed a moment ago, before these eyes. */
  readonly fresh: boolean
  readonly change: (begun: Partial<Begun>) => void
  readonly choose: (signer: PartyId) => void
  readonly does: (act: 'sign' | 'decline', press?: Press) => void
  readonly withdraw: () => void
  /** Shows another edition. */
  readonly look: (edition: DossierId) => void
}

export const isNo = (decision: Decision | undefined): boolean =>
  decision?.allowed === false && decision.because !== undefined

/** By hand where that may be done, otherwise typed before a witness. */
export const wayOf = ({ offers }: Covenant, wanted: Begun['way'] | undefined): Begun['way'] =>
  wanted ?? (isNo(offers?.sign) && offers?.['sign-witnessed'] && !isNo(offers['sign-witnessed']) ? 'typed' : 'drawn')

/** The signer asks a witness to take it back: where that may be done, and not by the signer. */
export const byWitness = ({ offers }: Covenant): boolean =>
  isNo(offers?.withdraw) && offers?.['withdraw-witnessed'] !== undefined && !isNo(offers['withdraw-witnessed'])

export function signing(it: Signing): TemplateResult {
  const { host, covenant, complaint } = it
  const { signature, signers, offers } = covenant
  const say = host.words(words)
  const mayNot = offers && isNo(offers.sign) && (!offers['sign-witnessed'] || isNo(offers['sign-witnessed']))
  const body =
    signature?.step === 'signed'
      ? html`${signers.length > 1 ? who(it) : nothing}${signed(it, signature)}`
      : signers.length === 0
        ? note(host.station && host.station.me === undefined ? say.whoFirst : say.notHere)
        : html`${who(it)}${before(it)}${mayNot ? note(covenant.edition.step === 'superseded' ? say.replaced : host.say(offers.sign?.says)) : open(it)}`
  return html`<div class="sign" part="sign">${body}<p class="refused" role="alert">${complaint ? html`${icon(draw.no, 's')}${complaint}` : nothing}</p></div>`
}

const note = (sentence: string) => html`<p class="note info">${icon(draw.ask)}<span>${sentence}</span></p>`

function who({ host, covenant, choose }: Signing): TemplateResult {
  const { signers, signer, by } = covenant
  return html`<label class="who"><span>${host.words(words).whose[by]}</span><span class="field">${icon(by === 'household' ? draw.home : draw.person, 's')}<select name="signer" @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
    ${signers.map(({ id, name }) => html`<option value=${id} ?selected=${id === signer}>${host.say(name)}</option>`)}</select></span></label>`
}

/** Signed an earlier edition, said no, or took it back: noted, and no obstacle. */
function before({ host, covenant: { signature, earlier, editions }, look }: Signing): TemplateResult | typeof nothing {
  const it = host.words(words)
  const old = earlier && editions.find(({ dossier }) => dossier === earlier.edition)
  if (old) {
    const edition = it.edition(host.number(old.edition))
    return html`<p class="note info">${icon(draw.history)}<span>${it.earlier(host.say(earlier.signer.name), edition, host.date(earlier.at, 'date'))}</span></p>
      <p class="row"><button class="btn" type="button" @click=${() => look(old.dossier)}>${it.look(edition)}</button></p>`
  }
  if (!signature) return nothing
  const said = signature.step === 'declined' ? it.declined : it.withdrawn
  return html`<p class="quiet">${said(host.say(signature.signer.name), host.date(signature.at))}</p>`
}

function open(it: Signing): TemplateResult {
  const { host, covenant, begun, busy } = it
  const say = host.words(words)
  const { offers, signature } = covenant
  const drawn = begun.way === 'drawn'
  const other = (way: Begun['way'], act: ActName, title: string) =>
    isNo(offers?.[act])
      ? nothing
      : html`<button class="btn" type="button" slot=${way === 'typed' ? 'tools' : nothing} @click=${() => it.change({ way })}>${icon(draw.write, 's')}${title}</button>`
  return html`<h3><span>${drawn ? say.write : say.typeName}</span>${drawn ? html`<span class="quiet xs">${say.kept}</span>` : nothing}</h3>
    ${
      drawn
        ? statically`<${host.tag('signature-pad')} label=${say.write} value=${begun.stroke} @linli-signature-write=${(event: GlobalEventHandlersEventMap['linli-signature-write']) => it.change({ stroke: event.detail.value })}>
            <button slot="seal" class="place" type="button" aria-disabled=${begun.stroke === '' || busy} @contextmenu=${(event: Event) => event.preventDefault()} @click=${(event: MouseEvent) => it.does('sign', pressOf(event))}>${say.sealHere}</button>
            ${other('typed', 'sign-witnessed', say.type)}</${host.tag('signature-pad')}>`
        : html`${typed(it)}${isNo(offers?.sign) ? nothing : html`<p class="row">${other('drawn', 'sign', say.byHand)}</p>`}`
    }
    <p class="quiet xs">${drawn ? say.notFinger : `${say.typeHelp}${say.notFinger}`}</p>
    <div class="row"><button class="btn go" type="button" aria-busy=${busy} @click=${() => it.does('sign')}>${icon(draw.seal, 's')}${busy ? say.signing : signature || covenant.earlier ? say.signAgain : say.sign}</button>
      ${isNo(offers?.decline) ? nothing : html`<button class="btn bare" type="button" @click=${() => it.does('decline')}>${say.decline}</button>`}
      <span class="quiet xs">${say.leave}</span></div>`
}

function typed({ host, covenant, begun, change }: Signing): TemplateResult {
  const it = host.words(words)
  const { witnesses } = covenant
  if (witnesses.length === 0) return note(it.noWitness)
  return html`<div class="two"><label><span>${it.typed}</span><span class="field">${icon(draw.write, 's')}<input name="typed" type="text" autocomplete="name" .value=${live(begun.typed)} @input=${(event: Event) => change({ typed: (event.target as HTMLInputElement).value })}></span></label>
      <label><span>${it.witness}</span><span class="field">${icon(draw.person, 's')}<select name="witness" @change=${(event: Event) => change({ witness: (event.target as HTMLSelectElement).value })}>${witnesses.map(({ id, name, post }) => html`<option value=${id} ?selected=${id === begun.witness}>${host.say(name)}${post ? ` · ${host.say(post)}` : nothing}</option>`)}</select></span></label></div>
    <label class="tick"><input type="checkbox" name="present" .checked=${live(begun.present)} @change=${(event: Event) => change({ present: (event.target as HTMLInputElement).checked })}><span>${it.present}</span></label>`
}

function signed({ host, covenant, press, fresh, withdraw }: Signing, signature: Signature): TemplateResult {
  const it = host.words(words)
  const name = signature.stroke ?? signature.typed
  const who = host.say(signature.signer.name)
  return html`<div class="given"><div class="name-of">${name === undefined ? html`<span class="name">${who}</span>` : drawnName(name, who)}</div>${seal(it.sealed, press, fresh)}</div>
    <p role="status" tabindex="-1" class="done"><span class="st on-time">${icon(draw.onTime)}${it.done}</span> <span class="quiet">${who} · <span class="nowrap">${host.date(signature.at, 'moment')}</span>${signature.witness ? ` · ${it.witnessed(host.say(signature.witness))}` : nothing}</span></p>
    <p class="quiet xs">${it.notFinger}</p>
    ${isNo(covenant.offers?.withdraw) && !byWitness(covenant) ? html`<p class="quiet">${host.say(covenant.offers?.withdraw?.says)}</p>` : html`<div class="row"><button class="btn" type="button" @click=${withdraw}>${icon(draw.sentBack, 's')}${it.withdraw}</button></div>`}`
}
