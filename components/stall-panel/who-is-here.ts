/** Who stands at this screen, by post and name: what may be pressed here is theirs to press. */
import { html, nothing, type TemplateResult } from 'lit'
import type { LinliElement } from '../base/element.js'

export function whoIsHere(host: LinliElement): TemplateResult | typeof nothing {
  const { station } = host
  if (station?.me === undefined) return nothing
  const { name, post } = station.party(station.me)
  return html`<span class="quiet">${post ? `${host.say(post)} ` : nothing}<span class="nowrap">${host.say(name)}</span></span>`
}
