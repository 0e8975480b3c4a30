/** XML from end to end: tags without their prefixes, texts with their entities put right. */
import { Parser } from 'saxen'
import { CannotRead } from './cannot-read.js'

export interface Seen {
  open?(tag: string, attribute: (name: string) => string | undefined): void
  close?(tag: string): void
  text?(text: string): void
}

/** Attributes are asked for without their prefixes. What is not well-formed throws CannotRead. */
export function walk(xml: string, seen: Seen): void {
  const parser = new Parser()
  parser.on('error', () => {
    throw new CannotRead('broken')
  })
  parser.on('openTag', (name, attributes, decode) => {
    seen.open?.(bare(name), (wanted) => {
      const all = attributes()
      const found = all[wanted] ?? Object.entries(all).find(([one]) => bare(one) === wanted)?.[1]
      return found === undefined ? undefined : decode(found)
    })
  })
  parser.on('closeTag', (name) => seen.close?.(bare(name)))
  parser.on('text', (text, decode) => seen.text?.(decode(text)))
  parser.on('cdata', (text) => seen.text?.(text))
  // a mark at the beginning would stand before the first tag
  parser.parse(xml.replace(/^\uFEFF/, ''))
}

const bare = (name: string) => name.slice(name.indexOf(':') + 1)

/** Excel writes what XML cannot hold as `_x000D_`, and those very letters as `_x005F_x000D_`. */
export const unescaped = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
