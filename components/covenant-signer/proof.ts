/** What a signature shows and what not, and a check from a paper held against the words that are here. */
import { html, nothing, type TemplateResult } from 'lit'
import type { LinliElement } from '../base/element.js'
import type { Covenant, Edition } from './covenant.js'
import { fullDate } from './print-sheet.js'
import { words } from './words.js'

/** Letters of a check at least; fewer would fit by chance. */
const least = 12

/** The edition whose words a paper's check names; `short` where it says too little. */
export function checked(
  text: string,
  editions: readonly (readonly [Edition, string])[],
): Edition | 'short' | undefined {
  const said = text.toLowerCase().replace(/[^0-9a-f]/g, '')
  if (said.length < least) return 'short'
  return editions.find(([, hash]) => hash.startsWith(said))?.[0]
}

export const proof = (
  host: LinliElement,
  { signature, edition }: Covenant,
  hash: string | undefined,
  answer: Edition | 'short' | 'none' | undefined,
  check: (text: string) => void,
): TemplateResult => {
  const it = host.words(words)
  const named = (each: Edition) => it.edition(host.number(each.edition))
  const said =
    answer === undefined
      ? ''
      : answer === 'short'
        ? it.checkShort
        : answer === 'none'
          ? it.checkNot
          : it.checkFits(named(answer))
  const compare = (event: Event) => {
    event.preventDefault()
    check((event.currentTarget as HTMLFormElement).querySelector('input')!.value)
  }
  return html`<details class="proof" part="proof"><summary>${it.proof}</summary>
    <ul>
      ${
        signature?.step === 'signed'
          ? html`<li>${it.says(host.say(signature.signer.name), fullDate(host, signature.at), named(edition))}</li>
            ${signature.line === undefined ? nothing : html`<li>${it.saysLine(signature.line)}</li>`}
            ${signature.witness ? html`<li>${it.saysWitness}</li>` : nothing}`
          : nothing
      }
      ${hash ? html`<li>${it.saysText(hash)}</li>` : nothing}
      <li>${it.saysNot}</li>
    </ul>
    <form @submit=${compare}><label><span>${it.check}</span><span class="field"><input type="text" name="check" autocomplete="off" spellcheck="false"></span></label>
      <button class="btn" type="submit">${it.checkDo}</button></form>
    <p role="status" class="answer">${said}</p>
  </details>`
}
