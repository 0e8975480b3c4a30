/** What a signature shows and what not, and what stands on a paper held against what is kept here: text, who, when. */
import { html, nothing, type TemplateResult } from 'lit'
import type { DossierId, Moment } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'
import type { Covenant, Edition, Signature } from './covenant.js'
import { fullDate } from './print-sheet.js'
import { words } from './words.js'

/** Letters of a check at least; fewer would fit by chance. */
const least = 12

/** What a code on a paper says. */
export interface Claim {
  readonly on: DossierId
  readonly at: Moment
}

/** What came of it. `none`: the words are of no edition here; `short`: it says too little. */
export type Answer =
  | 'short'
  | 'none'
  | {
      readonly edition: Edition
      readonly claim?: Claim
      /** What is kept of the signature that it names. */
      readonly signature?: Signature
    }

/** The code of a sheet as a telephone reads it, see `codeText`; undefined for anything else. */
export function claimIn(text: string): Claim | undefined {
  const [, on, at] = /^\s*(\S+\/\S+)\s+(\S+Z)\s+sha256:[0-9a-f]{64}\s*$/i.exec(text) ?? []
  return on && at && !Number.isNaN(Date.parse(at)) ? { on: on as DossierId, at: Date.parse(at) } : undefined
}

/** The edition whose words a paper's check names; `short` where it says too little. */
export function checked(
  text: string,
  editions: readonly (readonly [Edition, string])[],
): Edition | 'short' | undefined {
  const check = /sha256:(\S+)/i.exec(text)?.[1] ?? text
  const said = check.toLowerCase().replace(/[^0-9a-f]/g, '')
  if (said.length < least) return 'short'
  return editions.find(([, hash]) => hash.startsWith(said))?.[0]
}

export const proof = (
  host: LinliElement,
  { signature, edition }: Covenant,
  hash: string | undefined,
  answer: Answer | undefined,
  check: (text: string) => void,
): TemplateResult => {
  const it = host.words(words)
  const compare = (event: Event) => {
    event.preventDefault()
    check((event.currentTarget as HTMLFormElement).querySelector('input')!.value)
  }
  return html`<details class="proof" part="proof"><summary>${it.proof}</summary>
    <ul>
      ${
        signature?.step === 'signed'
          ? html`<li>${it.says(host.say(signature.signer.name), fullDate(host, signature.at), named(host, edition))}</li>
            ${signature.line === undefined ? nothing : html`<li>${it.saysLine(signature.line)}</li>`}
            ${signature.witness ? html`<li>${it.saysWitness}</li>` : nothing}`
          : nothing
      }
      ${hash ? html`<li>${it.saysText(hash)}</li>` : nothing}
      <li>${it.saysNot}</li>
    </ul>
    <form @submit=${compare}><label><span>${it.check}</span><span class="field"><input type="text" name="check" autocomplete="off" spellcheck="false"></span></label>
      <button class="btn" type="submit">${it.checkDo}</button></form>
    <div role="status" class="answer">${answer === undefined ? nothing : sentences(host, answer).map((each) => html`<p>${each}</p>`)}</div>
  </details>`
}

const named = (host: LinliElement, { edition }: Edition) => host.words(words).edition(host.number(edition))

function sentences(host: LinliElement, answer: Answer): readonly string[] {
  const it = host.words(words)
  if (answer === 'short') return [it.checkShort]
  if (answer === 'none') return [it.checkNot]
  const { edition, claim, signature } = answer
  return [it.checkFits(named(host, edition)), ...(claim ? [ofClaim(host, claim, edition, signature)] : [])]
}

/** A code names the moment of signing or, of a paper that nobody signed, that of publishing. */
function ofClaim(host: LinliElement, claim: Claim, edition: Edition, signature: Signature | undefined): string {
  const it = host.words(words)
  if (claim.on === edition.dossier) return claim.at === edition.published ? it.checkBlank : it.checkTime
  if (!signature) return it.checkUnseen
  if (signature.edition !== edition.dossier) return it.checkOther
  if (signature.given !== claim.at) return it.checkTime
  const who = host.say(signature.signer.name)
  const when = fullDate(host, claim.at)
  return signature.step === 'signed' ? it.checkSigned(who, when) : it.checkBack(who, when, fullDate(host, signature.at))
}
