/** Fetches the files of a station, and remembers them, so that a trouble can be shown in its own lines. */

/** The text behind an address. Rejects with a sentence where there is none. */
export type Read = (address: string) => Promise<string>

/** The one place that asks the network for anything. */
const fetched: Read = async (address) => {
  // A file that was edited a minute ago must count, so the cache is asked only whether it is still right.
  const response = await fetch(address, { cache: 'no-cache' })
  if (!response.ok) throw new Error(`${address}: ${response.status} ${response.statusText}`)
  return response.text()
}

export class Reader {
  readonly #texts = new Map<string, string>()
  readonly #from: Read

  constructor(from: Read = fetched) {
    this.#from = from
  }

  readonly read: Read = async (address) => {
    const text = await this.#from(address)
    this.#texts.set(address, text)
    return text
  }

  /** The line and its neighbours, from 1, without the indent that they share; empty where the file was never read. */
  around(address: string, line: number): readonly { readonly number: number; readonly text: string }[] {
    const all = this.#texts.get(address)?.split(/\r?\n/) ?? []
    const first = Math.max(0, line - 2)
    const lines = all.slice(first, line + 1)
    const indent = Math.min(...lines.filter((text) => text.trim()).map((text) => text.search(/\S/)))
    return lines.map((text, i) => ({ number: first + i + 1, text: text.slice(indent) }))
  }
}

/** Without the origin where it is the page's own: what people read in a sentence, and the name under which things are kept. */
export function addressOf(attribute: string): string {
  const url = new URL(attribute, document.baseURI)
  return url.origin === location.origin ? url.pathname + url.search : url.href
}
