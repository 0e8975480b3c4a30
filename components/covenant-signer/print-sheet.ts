/** The sheet of paper: one A4, black, a name, a seal, and a code by which it can be held against what is kept. */
import { html, nothing, svg, type TemplateResult } from 'lit'
import type { Moment } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'
import { readInk } from '../signature-pad/ink.js'
import { type Covenant, shortHash } from './covenant.js'
import { drawnName } from './drawn-name.js'
import { centre, seal } from './seal.js'
import { words } from './words.js'

/** Rows of modules, true is black. */
export type Code = readonly (readonly boolean[])[]

/** What the code holds: the dossier, the moment of its line, and the whole check of the text. */
export function codeText(covenant: Covenant, hash: string): string {
  const { edition } = covenant
  const signed = signedIn(covenant)
  const [on, at] = signed ? [signed.dossier, signed.given ?? signed.at] : [edition.dossier, edition.published]
  return `${on} ${new Date(at).toISOString()} sha256:${hash}`
}

/** A signature that was withdrawn is on no paper. */
const signedIn = ({ signature }: Covenant) => (signature?.step === 'signed' ? signature : undefined)

export async function codeOf(text: string): Promise<Code> {
  const { encode } = await import('uqr')
  return encode(text, { ecc: 'M', border: 0 }).data
}

export const printSheet = (
  host: LinliElement,
  covenant: Covenant,
  hash: string,
  code: Code | undefined,
): TemplateResult => {
  const it = host.words(words)
  const { title, place, edition, by, keep } = covenant
  const signed = signedIn(covenant)
  const strokes = readInk(signed?.stroke ?? '')?.strokes.length
  const how = strokes ? it.byStrokes(host.number(strokes)) : signed?.typed ? it.byTyping : ''
  const name = signed?.stroke ?? signed?.typed
  return html`<article class="a4" part="sheet">
    <header><h2>${host.say(title)}</h2><p>${place.path.map((part) => host.say(part)).join(' · ')} · ${it.edition(host.number(edition.edition))} · ${it.published(host.date(edition.published, 'date'))}</p></header>
    <p class="words">${host.say(edition.body)}</p>
    <dl><dt>${it.sheetWho[by]}</dt><dd>${signed ? host.say(signed.signer.name) : nothing}</dd><dt>${it.sheetWhen}</dt><dd>${signed ? fullDate(host, signed.at) : nothing}</dd>
      <dt>${it.sheetHow}</dt><dd>${how}</dd><dt>${it.witness}</dt><dd>${signed?.witness ? host.say(signed.witness) : strokes ? it.noNeed : nothing}</dd>
      ${keep ? html`<dt>${it.sheetKeep}</dt><dd class="wide">${it.sheetKept(host.say(keep))}</dd>` : nothing}</dl>
    <div class="signed"><p>${it.blank}</p><div class="on-line">${name === undefined ? nothing : drawnName(name, it.blank)}${signed ? seal(it.sealed, centre, false, 'paper') : nothing}</div><p class="small">${it.sheetSeal}</p></div>
    <footer>${code ? qr(code, it.sheetQr) : nothing}<div><p>${it.sheetCheck}</p><p>${it.hash(shortHash(hash))}</p>${signed?.line === undefined ? nothing : html`<p>${it.saysLine(signed.line)}</p>`}<p>${it.sheetBack}</p></div></footer>
  </article>`
}

/** Paper is read in other years. */
export const fullDate = (host: LinliElement, at: Moment): string => `${host.date(at, 'date')} ${host.date(at, 'clock')}`

const qr = (code: Code, label: string) =>
  html`<svg class="qr" viewBox="0 0 ${code.length} ${code.length}" role="img" aria-label=${label} shape-rendering="crispEdges">${svg`<path d=${code
    .flatMap((row, y) => row.map((black, x) => (black ? `M${x} ${y}h1v1h-1z` : '')))
    .join('')}/>`}</svg>`
