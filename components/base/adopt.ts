/** Sheets that come with what they dress: a tag that reads no file and opens no dialog does not carry them. */
import type { CSSResult } from 'lit'
import type { LinliElement } from './element.js'

/** Once each, behind those that are there. */
export function adopt(host: LinliElement, ...sheets: readonly CSSResult[]): void {
  const root = host.shadowRoot
  for (const { styleSheet } of sheets)
    if (root && styleSheet && !root.adoptedStyleSheets.includes(styleSheet)) root.adoptedStyleSheets.push(styleSheet)
}
