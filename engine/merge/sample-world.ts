/** Devices that lose power, lose each other and have wrong clocks: a seeded world in which merging is tried. */
import { drawnKey, Mischief } from '../identity/sample-mischief.js'
import { proofsFor } from '../identity/prove-all.js'
import type { Journal } from '../journal/journal.js'
import { memoryJournal } from '../journal/memory.js'
import type { Book } from '../pack/book.js'
import type { Act, Data, Entry } from '../types.js'
import { device, minute, start, type Device } from './sample.js'

const day = 1440 * minute

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let word = Math.imul(state ^ (state >>> 15), state | 1)
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61)
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The device lost power: nothing more is written or read until it starts again. */
class PowerCut extends Error {}

/** A journal that fails at one of its steps, before or after it was done, and from then on. */
class Failing {
  /** Lines in the order in which they came to be here. */
  readonly log: Entry[] = []
  #left = Infinity
  #after = false

  constructor(private readonly inner: Journal) {}

  cutIn(steps: number, after: boolean): void {
    ;[this.#left, this.#after] = [steps, after]
  }

  get isDead(): boolean {
    return this.#left <= 0
  }

  mend(): void {
    this.#left = Infinity
  }

  get journal(): Journal {
    const step = async (work: () => unknown) => {
      if (this.isDead) throw new PowerCut()
      const last = --this.#left <= 0
      if (last && !this.#after) throw new PowerCut()
      const done = await work()
      if (last) throw new PowerCut()
      return done
    }
    return new Proxy(this.inner, {
      get: (of, name: keyof Journal) => {
        const value: unknown = Reflect.get(of, name, of)
        if (typeof value !== 'function') return value
        if (['all', 'watch', 'close'].includes(name)) return (value as (...all: unknown[]) => unknown).bind(of)
        return (...args: unknown[]) =>
          step(async () => {
            const done = (await (value as (...all: unknown[]) => unknown).apply(of, args)) as { fresh: Entry[] }
            if (name === 'append')
              this.log.push(...(args[0] as { entries: Entry[] }[]).flatMap(({ entries }) => entries))
            if (name === 'receive') this.log.push(...done.fresh)
            return done
          })
      },
    })
  }
}

interface Peer extends Device {
  readonly failing: Failing
  readonly book: Book
  /** How far this device has read the log of each other. */
  readonly read: Map<string, number>
}

export interface WorldOptions {
  readonly seed: number
  readonly acts: number
  /** Rule books in use; devices take them in turn. */
  readonly books: readonly Book[]
  readonly devices?: number
  /** Where a device keeps its lines; memory by default. */
  readonly journal?: (name: string) => Promise<Journal>
  /** Clocks are wrong by up to a day. */
  readonly skewed?: boolean
  readonly crashes?: boolean
  /** A fault of the journal after which the device goes on. */
  readonly survives?: (error: unknown) => boolean
  /** Lines travel with their proofs, and some are held back, changed or made up; a device is copied. */
  readonly mischief?: boolean
  /** Called before everybody meets. */
  readonly end?: () => void
}

export interface Outcome {
  readonly devices: readonly Device[]
  /** Lines of acts that resolved. */
  readonly acknowledged: ReadonlySet<string>
  readonly refused: number
  readonly crashes: number
}

/** Lets the devices act, meet and fail, and in the end gives them time and a network. */
export async function play(options: WorldOptions): Promise<Outcome> {
  const { seed, acts, books, skewed = true, crashes: crashing = true } = options
  const random = seeded(seed)
  const below = (count: number) => Math.floor(random() * count)
  const one = <T>(list: readonly T[]): T => list[below(list.length)]!
  const skews = [0, 0, -60, 1440, -5, 7, 30].map((minutes) => (skewed ? minutes * minute : 0))
  const names = Array.from({ length: options.devices ?? 3 + below(3) }, (_, index) => `n${index}`)
  let now = start

  const opened = async (name: string, index: number): Promise<Peer> => {
    const inner = (await options.journal?.(name)) ?? memoryJournal()
    const failing = new Failing(inner)
    const book = books[index % books.length]!
    const made = await device(name, book, {
      journal: failing.journal,
      at: now + skews[index % skews.length]!,
      ...(mischief && { makeKey: () => drawnKey(random) }),
    })
    return { ...made, failing, book, read: new Map() }
  }
  const mischief = options.mischief ? new Mischief(random) : undefined
  const peers: Peer[] = await Promise.all(names.map(opened))
  const acknowledged = new Set<string>()
  let [refused, cuts] = [0, 0]

  /** Does something on a device; a power cut in it is survived, and nothing else. */
  const on = async (index: number, work: (peer: Peer) => Promise<void>): Promise<void> => {
    const peer = peers[index]!
    try {
      await work(peer)
    } catch (error) {
      if (!peer.failing.isDead && !options.survives?.(error)) throw error
    }
    if (!peer.failing.isDead) return
    cuts++
    peer.failing.mend()
    const anew = await device(peer.name, peer.book, {
      journal: peer.failing.journal,
      at: peer.clock.now(),
      ...(mischief && { makeKey: () => drawnKey(random) }),
    })
    peers[index] = { ...anew, failing: peer.failing, book: peer.book, read: peer.read }
  }

  const send = async (from: number, to: number, all = false): Promise<void> => {
    const { log } = peers[from]!.failing
    await on(to, async (peer) => {
      const read = peer.read.get(names[from]!) ?? 0
      const until = all ? log.length : Math.min(log.length, read + 1 + below(40))
      const page = log.slice(read, until)
      // some of it comes twice, and none of it in order
      const twice = log.slice(0, read).filter(() => random() < 0.02)
      const lines = [...page, ...twice].map((line) => [random(), line] as const).sort(([a], [b]) => a - b)
      const { signing } = peers[from]!.station.journal
      const proofs = mischief && (await proofsFor([...page, ...twice], signing, now))
      const sent = { lines: lines.map(([, line]) => line), ...(proofs && { proofs }) }
      // a line is bytes on the way
      const bytes = JSON.stringify(mischief ? await mischief.changed(sent, names[to]!, all) : sent)
      const far = random() < 0.5 ? now : undefined
      await peer.station.receive(
        { ...(JSON.parse(bytes) as typeof sent), cursor: { name: `from ${from}`, value: until } },
        far,
      )
      peer.read.set(names[from]!, until)
    })
  }

  const act = async (index: number): Promise<void> => {
    await on(index, async (peer) => {
      const wish = await wishOf(peer, random)
      const decision = wish && (await peer.station.act(wish))
      if (!decision?.allowed) {
        refused++
        return
      }
      const all = [decision, ...(decision.followed ?? [])]
      for (const { entry } of all) if (entry) acknowledged.add(entry.id)
    })
  }

  for (let count = 0; count < acts; count++) {
    now += one([0, 1, 20_000, minute, 5 * minute])
    for (const [index, peer] of peers.entries()) {
      peer.clock.set(now + skews[index % skews.length]!)
      if (crashing && random() < 0.004) peer.failing.cutIn(1 + below(40), random() < 0.5)
    }
    await act(below(peers.length))
    if (mischief && count === Math.floor(acts / 2)) {
      const name = `${names[0]}copy`
      const copy = await opened(name, 0)
      names.push(name)
      peers.push(copy)
      await mischief.copy(peers[0]!.station.journal, copy.station)
    }
    // the network comes and goes for hours
    const isUp = Math.floor(now / (180 * minute)) % 2 === 0
    if (isUp && random() < 0.3) await send(below(peers.length), below(peers.length))
  }

  // whoever holds lines back gives them out in the end, with everything that was made up
  options.end?.()
  now += 3 * day
  for (const peer of peers) peer.failing.mend()
  for (const [index, peer] of peers.entries()) {
    peer.clock.set(now + skews[index % skews.length]!)
    await peer.station.receive({ lines: [] }, peer.clock.now())
  }
  for (let rounds = 0, isQuiet = false; !isQuiet; rounds++) {
    if (rounds > 50) throw new Error(`Seed ${seed}: they never come to an end.`)
    const before = peers.map(({ failing }) => failing.log.length).join()
    for (const to of peers.keys()) for (const from of peers.keys()) if (from !== to) await send(from, to, true)
    isQuiet = before === peers.map(({ failing }) => failing.log.length).join()
  }
  return { devices: peers, acknowledged, refused, crashes: cuts }
}

/** Something that a person at this device might want now; undefined where there is nothing to do. */
async function wishOf({ station, name }: Device, random: () => number): Promise<Act | undefined> {
  const below = (count: number) => Math.floor(random() * count)
  const one = <T>(list: readonly T[]): T => list[below(list.length)]!
  const place = one(['h1', 'h2'])
  const open = (type: string, kind: string, data: Data = {}): Act => ({
    type,
    on: `${kind}/new`,
    by: name,
    place,
    data,
  })
  const some = async (kind: string, steps: readonly string[], type: string, data: Data = {}) => {
    const found = await station.dossiers({ kind, steps, sort: 'opened', limit: 6 })
    return found.length > 0 ? { type, on: one(found).id, by: name, data } : undefined
  }
  const quantity = { quantity: 1 + below(6) }
  const item = one(['masks', 'gloves'])
  const stall = { stall: `s${below(3)}`, answer: one(['ok', 'stop', 'ok']) }
  const wishes: readonly (() => Act | Promise<Act | undefined>)[] = [
    () => open('lay', 'unit'),
    () => some('unit', ['normal', 'watch', 'suspended'], 'mark', stall),
    () => some('unit', ['normal', 'watch', 'suspended'], 'mark', stall),
    () => some('unit', ['normal', 'watch', 'suspended'], 'mark', stall),
    () => some('unit', ['watch', 'suspended'], 'reopen'),
    () => open('begin', 'stock', { item }),
    () => some('stock', ['open'], 'take-in', quantity),
    () => some('stock', ['open'], 'issue', quantity),
    () => some('stock', ['open'], 'issue', quantity),
    () => some('stock', ['open'], 'issue', quantity),
    () => some('stock', ['open'], 'issue', { quantity: 1 }),
    () => open('book', 'stay', { plate: 'x' }),
    () => open('book', 'stay', { plate: 'y' }),
    () => open('book', 'stay', { plate: 'z' }),
    () => some('stay', ['booked'], 'leave'),
    () => open('hold', 'bay', { number: below(5) }),
    () => some('bay', ['held'], 'free'),
    () => open('report', 'case', { what: 'dark' }),
    () => some('case', ['reported'], 'accept'),
    () => some('case', ['reported', 'accepted'], 'remark', { what: `w${below(100)}` }),
    () => some('case', ['reported', 'accepted'], 'close'),
    () => some('order', ['open'], 'withdraw'),
  ]
  return one(wishes)()
}
