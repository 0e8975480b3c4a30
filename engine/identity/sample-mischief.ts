/** For the simulation: ways that hold lines back, change them and make some up, and a device whose disk is copied. */
import type { Journal } from '../journal/journal.js'
import type { Proof } from '../sync/adapter.js'
import type { Entry } from '../types.js'
import { chained } from './chain.js'
import { bytesOf, keyOf, type DeviceKey } from './key.js'
import { prove } from './proof.js'

/** An Ed25519 key in its wrapping (RFC 8410), without the 32 bytes that are it. */
const wrapping = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20]

/** A key that is drawn, so that a seed gives the same world again. */
export async function drawnKey(random: () => number): Promise<DeviceKey> {
  const drawn = Array.from({ length: 32 }, () => Math.floor(random() * 256))
  const secret = await crypto.subtle.importKey('pkcs8', Uint8Array.from([...wrapping, ...drawn]), 'Ed25519', true, [
    'sign',
  ])
  const { x } = await crypto.subtle.exportKey('jwk', secret)
  const open = await crypto.subtle.importKey('raw', bytesOf(x!), 'Ed25519', true, ['verify'])
  return keyOf('Ed25519', open, secret)
}

interface Sent {
  readonly lines: readonly Entry[]
  readonly proofs?: readonly Proof[]
}

const none: Sent = { lines: [], proofs: [] }
const both = (one: Sent, other: Sent): Sent => ({
  lines: [...one.lines, ...other.lines],
  proofs: [...(one.proofs ?? []), ...(other.proofs ?? [])],
})

export class Mischief {
  readonly #held = new Map<string, Sent>()
  /** What was made up, for everybody in the end. */
  #made = none
  #key: Promise<DeviceKey> | undefined

  constructor(private readonly random: () => number) {}

  /** A page as it comes out of such a way; in the end with all that was held back or made up. */
  async changed(page: Sent, to: string, isEnd: boolean): Promise<Sent> {
    const held = this.#held.get(to) ?? none
    if (isEnd) {
      this.#held.delete(to)
      return both(both(page, held), this.#made)
    }
    const proofs = page.proofs ?? []
    const back = page.lines.filter(() => this.random() < 0.05)
    this.#held.set(to, both(held, { lines: back, proofs }))
    let made = none
    for (const line of page.lines) if (line.chain && this.random() < 0.03) made = both(made, await this.#madeOf(line))
    this.#made = both(this.#made, made)
    const left = page.lines.filter((line) => !back.includes(line))
    return { lines: [...made.lines, ...left], proofs: [...proofs, ...(made.proofs ?? [])] }
  }

  async #madeOf(line: Entry): Promise<Sent> {
    const way = this.random()
    if (way < 0.4) return { lines: [{ ...line, by: 'eve', data: { ...line.data, quantity: 1 } }] }
    const { chain, ...bare } = line
    // in the name of the same device, as its next line or in the place of this one
    const before = way < 0.8 ? [line] : []
    const forged = await chained({ ...bare, id: `${line.id}x` }, before, chain!.writer)
    this.#key ??= drawnKey(this.random)
    return { lines: [forged], ...(way < 0.6 && { proofs: await prove([forged], await this.#key) }) }
  }

  /** Everything that one device has comes to be on another as well, with its key. */
  async copy(from: Journal, to: { readonly journal: Journal; receive(page: Sent): Promise<unknown> }): Promise<void> {
    const lines: Entry[] = []
    for await (const { entries } of from.all()) lines.push(...entries.filter(({ carry }) => !carry))
    await to.receive({ lines })
    const writer = await from.signing.writer()
    const [key] = await from.signing.writers(writer === undefined ? [] : [writer])
    if (key?.secret) await to.journal.signing.use({ ...key, secret: key.secret }, 0)
  }
}
