/** Changed rules that wait to be adopted, at the place where what is wrong with files is told. */
import { nothing, type TemplateResult } from 'lit'
import { html } from 'lit/static-html.js'
import { brought } from '../../engine/brought.js'
import type { LinliElement } from '../base/element.js'

/** Few visitors may adopt rules: the panel comes where a station tells of them. Under another prefix it is there with all tags. */
const fetchPanel = brought(async (): Promise<unknown> => await import('../rule-proposal/define.js'))

/** Not where the page has put the panel somewhere itself, nor where rules stay as they are. */
export function proposals(host: LinliElement): TemplateResult | typeof nothing {
  const tag = host.tag('rule-proposal')
  const { prefix } = host.constructor as typeof LinliElement
  if (!host.station?.rules || host.querySelector(`${prefix}-rule-proposal`)) return nothing
  fetchPanel().catch(() => undefined)
  return html`<${tag} part="proposal" .station=${host.station}></${tag}>`
}
