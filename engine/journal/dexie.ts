/** The journal in IndexedDB: what was written is there after a reload, in every tab, and nowhere else. */
import { fold } from '../act/fold.js'
import { pause } from '../time/clock.js'
import { newNode } from '../time/stamp.js'
import type { Dossier, DossierId, Entry, Json, Moment, Query, Span } from '../types.js'
import { Database, within } from './database.js'
import type { Lines, Segment } from './database.js'
import { countedIn, foundIn, idsIn, segmentsOf, wholeOf } from './find.js'
import { answersOf } from './answers.js'
import type { Answers } from './answers.js'
import { Counting, gather } from './counts.js'
import { besideOf, markBeside, markedKeys, markedSheets, markedValues } from './beside.js'
import type { Beside, Hands } from './beside.js'
import { HeadMoved, JournalTrouble } from './journal.js'
import type {
  Ancestors,
  Arrival,
  Counted,
  Fold,
  Journal,
  Long,
  Page,
  Received,
  StoredBook,
  Whole,
  Write,
} from './journal.js'
import { arrive, byDossier, doubting, isTriedAgain, touchedBy } from '../merge/arrive.js'
import type { Aside, Bound, Touched } from '../merge/arrive.js'
import { rivals } from '../identity/forks.js'
import { merged } from '../merge/same-id.js'
import { countedKey, gap, headOf, keyEnd } from './look.js'
import type { Head } from './look.js'
import { headIn, packedIn, sealed } from './packed.js'
import type { Outbox } from './outbox.js'
import { dexieOutbox, farsIn, mark } from './outbox-dexie.js'
import { held, photoOf, photosIn, pictureOf, taken } from './photos.js'
import { erase } from './erase.js'
import type { Gone, Tally } from './forget.js'
import { newest, none, withRegisters } from './registers.js'
import type { Registers } from './registers.js'
import { dated, hasSheets } from './sheets.js'
import type { KeptSheet, Sheet } from './sheets.js'
import type { SealKey } from './sealing.js'
import { Traces } from './traces.js'
import { wholeOfDexie } from './whole-dexie.js'
import { look, transact } from './transaction.js'
import type { Signing } from './signing.js'
import { dexieSigning } from './signing-dexie.js'
import type { Transaction } from './transaction.js'

/** So many lines go into one record when many dossiers come at once. */
const segmentLines = 500
/** So many of those records are written at a time: a transaction of its own for each took a third longer. */
const segmentsAtOnce = 8
/** So many dossiers are read at a time where all are read. */
const handful = 200

interface Kept {
  readonly on: DossierId
  readonly head: string | undefined
  /** By which it is found at present. */
  readonly keys: Head['keys']
  readonly lines: readonly Entry[]
  readonly archive: readonly number[]
  readonly registers: Registers
}
/** A write with its private answers as they lie in the database. */
type Closed = Omit<Write, 'sheets'> & { readonly sheets?: readonly KeptSheet[]; readonly keys?: readonly SealKey[] }
/** A dossier that comes from elsewhere, folded. */
interface Ready {
  readonly on: DossierId
  readonly lines: readonly Entry[]
  readonly head: Head
}
interface Appended {
  readonly dossier: Dossier
  readonly isNew: boolean
  readonly fresh: readonly Entry[]
}

/**
 * Opens the journal of a community on this device.
 * @throws JournalTrouble if the browser opens no database or a newer version has written it
 */
export async function openJournal(name: string, ancestors: Ancestors = () => []): Promise<Journal> {
  const journal = new DexieJournal(name, ancestors)
  try {
    await journal.open()
    return journal
  } catch (error) {
    await journal.close()
    throw error
  }
}

/** Of lines to be written those that stand now and did not before. */
const freshIn = (written: readonly Entry[], before: readonly Entry[], after: readonly Entry[]) =>
  written.filter((line) => after.includes(line) && !before.includes(line))

/** Those that are not here yet, each once; whoever begins with nothing is asked once for all, not once for each. */
async function unknown(tx: Transaction, all: readonly Ready[]): Promise<readonly Ready[]> {
  const batch = [...new Map(all.map((one) => [one.on, one])).values()]
  const ids = batch.map(({ on }) => on).sort()
  if ((await tx.count('heads', ids[0]!, ids.at(-1)!)) === 0) return batch
  const here = await Promise.all(batch.map(({ on }) => tx.has('heads', on)))
  return batch.filter((_, index) => !here[index])
}

/** What a dossier's record holds beside its lines, where there is any. */
const besides = ({
  archive,
  registers,
}: Pick<Kept, 'archive' | 'registers'>): Pick<Lines, 'archive' | 'registers'> => ({
  ...(archive.length > 0 && { archive }),
  ...(registers !== none && { registers }),
})

class DexieJournal implements Journal {
  readonly #db: Database
  readonly outbox: Outbox
  readonly whole: Whole
  readonly beside: Beside
  readonly answers: Answers
  readonly #traces: Traces
  readonly signing: Signing
  readonly #bell: BroadcastChannel
  readonly #watchers = new Set<(on?: readonly DossierId[]) => void>()
  #trouble: JournalTrouble | undefined

  constructor(
    name: string,
    private readonly ancestors: Ancestors,
  ) {
    this.#db = new Database(name)
    this.#bell = new BroadcastChannel(`${name}/journal`)
    this.#bell.onmessage = ({ data }: MessageEvent<readonly DossierId[] | undefined>) => this.#see(data)
    this.signing = dexieSigning({
      db: this.#db,
      read: (work) => this.#read(work),
      write: (work) => this.#write(work),
    })
    this.outbox = dexieOutbox({
      db: this.#db,
      read: (work) => this.#read(work),
      write: (work) => this.#write(work),
      changed: () => this.#changed(),
      all: () => this.all(),
      ledgers: (ids) => this.ledgers(ids),
    })
    const tables: Pick<Hands, 'read' | 'write' | 'changed'> = {
      write: (stores, work) => this.#write(() => transact(this.#db, 'strict', stores, work)),
      read: (stores, work) => this.#read(() => look(this.#db, stores, work)),
      changed: () => this.#changed(),
    }
    this.whole = wholeOfDexie({
      db: this.#db,
      read: (work) => this.#read(work),
      write: (work) => this.#write(work),
      changed: () => this.#changed(),
      values: () => this.#values(),
      note: (values) => this.#noteAll(values, (lines) => fold(lines).dossier),
    })
    this.answers = answersOf({
      ...tables,
      over: (now) => this.#read(() => this.#db.sheets.where('until').belowOrEqual(now).primaryKeys()),
    })
    this.#traces = new Traces(tables.read, () => this.answers.traceKey())
    this.beside = besideOf({
      ...tables,
      values: () => this.#values(),
      note: (values, fold, from) => this.#noteAll(values, fold, from),
      ownKey: () => this.answers.ownKey(),
    })
  }

  open(): Promise<unknown> {
    return this.#read(() => this.#db.settings.get('minWriter'))
  }

  get trouble() {
    return this.#trouble
  }

  head(id: DossierId): Promise<Dossier | undefined> {
    return this.#read(async () => (await wholeOf(this.#db, await this.#db.heads.bulkGet([id])))[0])
  }

  lines(id: DossierId): Promise<readonly Entry[]> {
    return this.#read(async () => {
      const own = await this.#db.lines.get(id)
      if (own) return [...(await this.#archived(own)), ...own.lines]
      const segment = (await this.#db.heads.get(id))?.segment
      return segment === undefined ? [] : packedIn(await this.#db.segments.get(segment), id)
    })
  }

  heads(ids: readonly DossierId[]): Promise<readonly Dossier[]> {
    return this.#read(async () => wholeOf(this.#db, await this.#db.heads.bulkGet([...ids])))
  }

  ledgers(ids: readonly DossierId[]): Promise<readonly (readonly Entry[])[]> {
    return this.#read(async () => {
      const own = await this.#db.lines.bulkGet([...ids])
      const packed = await this.#packed(ids.filter((_, index) => !own[index]))
      return Promise.all(
        ids.map(async (id, index) => {
          const kept = own[index]
          return kept ? [...(await this.#archived(kept)), ...kept.lines] : packedIn(packed.get(id), id)
        }),
      )
    })
  }

  /** Lines of dossiers that came in bulk: each segment that holds some of them is read once. */
  async #packed(ids: readonly DossierId[]): Promise<ReadonlyMap<string, Segment>> {
    const heads = ids.length === 0 ? [] : await this.#db.heads.bulkGet([...ids])
    const segments = await segmentsOf(this.#db, heads)
    return new Map(heads.flatMap((head) => (head ? [[head.id, segments.get(head.segment)!] as const] : [])))
  }

  /** Older lines that a carry line stands for. */
  async #archived({ id, archive = [] }: Pick<Lines, 'id' | 'archive'>): Promise<readonly Entry[]> {
    if (archive.length === 0) return []
    const segments = await this.#db.segments.bulkGet([...archive])
    return segments.flatMap((segment) => segment?.dossiers[id] ?? [])
  }

  async *all(): AsyncGenerator<Arrival> {
    const own = new Set<string>()
    for (let last = ''; ;) {
      const batch = await this.#read(() => this.#db.lines.where('id').above(last).limit(handful).toArray())
      if (batch.length === 0) break
      last = batch.at(-1)!.id
      for (const kept of batch) {
        own.add(kept.id)
        const archived = await this.#read(() => this.#archived(kept))
        yield { on: kept.id as DossierId, entries: [...archived, ...kept.lines] }
      }
    }
    // record by record: each holds some hundred lines
    for (const segment of await this.#read(() => this.#db.segments.toCollection().primaryKeys())) {
      const packed = (await this.#read(() => this.#db.segments.get(segment)))?.dossiers ?? {}
      const ids = Object.keys(packed).filter((id) => !own.has(id))
      const heads = await this.#read(() => this.#db.heads.bulkGet(ids))
      // one that was packed anew lies in its earlier segment as well
      for (const head of heads)
        if (head?.segment === segment) yield { on: head.id as DossierId, entries: packed[head.id]! }
    }
  }

  async append(writes: readonly Write[], fold: Fold): Promise<readonly Dossier[]> {
    const stores = [
      'heads',
      'counts',
      'moves',
      'lines',
      'segments',
      'sheets',
      'keys',
      'photos',
      'settings',
      'outbox',
      'beside',
    ] as const
    // before the transaction: waiting for a cipher would commit it early
    const closed = await Promise.all(writes.map(({ sheets = [] }) => this.answers.closed(sheets)))
    const appended = await this.#write(() =>
      transact(this.#db, 'strict', stores, async (tx) => {
        const done: Appended[] = []
        const counting = new Counting()
        const to = farsIn(tx)
        // told when it is waited for
        to.catch(() => undefined)
        for (const [index, write] of writes.entries())
          done.push(await this.#appendOne(tx, counting, { ...write, ...closed[index]! }, fold))
        mark(
          tx,
          done.flatMap(({ fresh }) => fresh),
          await to,
        )
        await counting.keep(tx)
        return done
      }),
    )
    if (appended.some(({ isNew }) => isNew)) this.#changed(writes.map(({ on }) => on))
    return appended.map(({ dossier }) => dossier)
  }

  async #appendOne(tx: Transaction, counting: Counting, write: Closed, fold: Fold, from?: string): Promise<Appended> {
    const { on, head, entries, sheets = [], keys = [] } = write
    const kept = await this.#kept(tx, on, entries)
    const lines = merged(kept.lines, entries)
    const registers = newest(kept.registers, write.registers ?? none)
    const isNew = lines !== kept.lines
    if (!isNew && lines.length > 0 && registers === kept.registers)
      return { dossier: withRegisters(fold(lines), registers), isNew, fresh: [] }
    if (isNew && kept.head !== head) throw new HeadMoved(on)
    for (const sheet of sheets) tx.put('sheets', sheet)
    for (const key of keys) tx.put('keys', key)
    await markBeside(tx, 'sheets', [...markedSheets(sheets), ...markedValues(on, kept.registers, registers)], from)
    await markBeside(tx, 'keys', markedKeys(keys), from)
    const dossier = await this.#put(tx, counting, { ...kept, lines, registers }, fold(lines), entries)
    return { dossier, isNew: true, fresh: isNew ? freshIn(entries, kept.lines, lines) : [] }
  }

  /** What is kept of a dossier, with the archive where one of these lines is older than what lies at hand. */
  async #kept(tx: Transaction, on: DossierId, more: readonly Entry[]): Promise<Kept> {
    const [own, found] = await Promise.all([tx.get('lines', on), tx.get('heads', on)])
    const keys = found?.keys ?? []
    if (!own) {
      // A dossier that came in bulk has its lines in a segment until somebody first acts on it.
      const segment = found?.segment === undefined ? undefined : await tx.get('segments', found.segment)
      const head = found && headIn(found)
      return { on, head, keys, lines: packedIn(segment, on), archive: [], registers: none }
    }
    const { head, lines, archive = [], registers = none } = own
    const [first] = lines
    const atHand = { on, head, keys, lines, archive, registers }
    const isNewer = more.every(({ id, carry }) => id > first!.id && !carry)
    const linked = new Set(lines.flatMap(({ chain }) => chain?.hash ?? []))
    const isLinked = ({ chain }: Entry) => !chain || (chain.after !== undefined && linked.has(chain.after))
    if (archive.length === 0 || (isNewer && more.every(isLinked))) return atHand
    const segments = await Promise.all(archive.map((segment) => tx.get('segments', segment)))
    const archived = segments.flatMap((segment) => segment?.dossiers[on] ?? [])
    if (isNewer && !more.some((line) => archived.some((other) => rivals(line, other)))) return atHand
    for (const segment of archive) tx.drop('segments', segment)
    return { on, head, keys, lines: [...archived, ...lines], archive: [], registers }
  }

  /** Newest values that come from elsewhere. */
  async #noteAll(values: ReadonlyMap<DossierId, Registers>, fold: Fold, from?: string): Promise<void> {
    const stores = ['heads', 'counts', 'moves', 'lines', 'segments', 'sheets', 'photos', 'settings', 'beside'] as const
    const noted = await this.#write(() =>
      transact(this.#db, 'strict', stores, async (tx) => {
        let isNew = false
        const counting = new Counting()
        for (const [on, registers] of values) {
          const head = await tx.get('heads', on)
          if (!head) continue
          const write = { on, head: headIn(head), entries: [], registers }
          isNew = (await this.#appendOne(tx, counting, write, fold, from)).isNew || isNew
        }
        await counting.keep(tx)
        return isNew
      }),
    )
    if (noted) this.#changed()
  }

  async *#values(): AsyncGenerator<{ readonly on: DossierId; readonly registers: Registers }> {
    for (let last = ''; ;) {
      const batch = await this.#read(() => this.#db.lines.where('id').above(last).limit(handful).toArray())
      if (batch.length === 0) return
      last = batch.at(-1)!.id
      for (const { id, registers } of batch) if (registers) yield { on: id as DossierId, registers }
    }
  }

  async #put(
    tx: Transaction,
    counting: Counting,
    kept: Kept,
    folded: Dossier,
    fresh: readonly Entry[],
    from?: string,
  ): Promise<Dossier> {
    const { on, lines } = kept
    const dossier = withRegisters(folded, kept.registers)
    tx.put('lines', { id: on, head: dossier.head, lines, ...besides(kept) })
    const head = headOf(dossier, this.ancestors)
    tx.put('heads', head)
    counting.moved(kept.keys, head.keys)
    for (const hash of fresh.flatMap(photosIn)) {
      const photo = await tx.get('photos', hash)
      // of a picture that is not here stays its name, so that it is known for whom to fetch it
      const now = held(photo ?? { hash, type: '' }, on)
      if (now === photo) continue
      tx.put('photos', now)
      if (now.bytes) await markBeside(tx, 'parcels', [{ key: hash, on }], from)
    }
    if (hasSheets(dossier)) {
      const sheets = dated(await tx.all('sheets', 'on', on), dossier)
      for (const sheet of sheets) tx.put('sheets', sheet)
      await markBeside(tx, 'sheets', markedSheets(sheets))
    }
    return dossier
  }

  async receive({ lines, cursor, from }: Page, fold: Fold, bound: Bound): Promise<Received> {
    const stores = [
      'heads',
      'counts',
      'moves',
      'lines',
      'segments',
      'sheets',
      'photos',
      'asides',
      'touched',
      'settings',
      'outbox',
      'beside',
    ] as const
    const known = await this.#traces.unerased(lines)
    const received = await this.#write(() =>
      transact(this.#db, 'strict', stores, async (tx) => {
        const counting = new Counting()
        const each = await Promise.all(
          [...byDossier(known)].map(([on, own]) => this.#receiveOne(tx, counting, on, own, fold, bound, from)),
        )
        await counting.keep(tx)
        const fresh = each.flatMap((one) => one.fresh)
        mark(tx, fresh, await farsIn(tx), from)
        if (cursor) tx.put('settings', cursor)
        return { fresh, aside: each.flatMap((one) => one.aside) }
      }),
    )
    if (received.fresh.length > 0 || received.aside.length > 0) this.#changed(known.map(({ on }) => on))
    return received
  }

  unerased(lines: readonly Entry[]): Promise<readonly Entry[]> {
    return this.#traces.unerased(lines)
  }

  async #receiveOne(
    tx: Transaction,
    counting: Counting,
    on: DossierId,
    arriving: readonly Entry[],
    fold: Fold,
    bound: Bound,
    from: string | undefined,
  ): Promise<Received> {
    const tried = (await tx.all('asides', 'on', on)).filter(isTriedAgain)
    const all = [...arriving, ...tried.map(({ entry }) => entry)]
    const kept = await this.#kept(tx, on, all)
    const arrived = arrive(kept.lines, all, doubting(bound, tried, arriving), fold)
    const { lines, fresh, aside, dossier } = arrived
    for (const { id } of tried) tx.drop('asides', id)
    for (const one of aside) tx.put('asides', one)
    if (dossier) {
      await this.#put(tx, counting, { ...kept, lines }, dossier, fresh, from)
      tx.put('touched', touchedBy(on, arrived, await tx.get('touched', on)))
    }
    return { fresh, aside: aside.filter(({ id }) => !tried.some((one) => one.id === id)) }
  }

  asides(): Promise<readonly Aside[]> {
    return this.#read(() => this.#db.asides.orderBy('id').toArray())
  }

  touched(): Promise<readonly Touched[]> {
    return this.#read(() => this.#db.touched.toArray())
  }

  async settled(touched: readonly Touched[]): Promise<void> {
    const { touched: table } = this.#db
    await this.#write(() =>
      this.#db.transaction('rw', table, async () => {
        const now = await table.bulkGet(touched.map(({ id }) => id))
        await table.bulkDelete(touched.filter(({ from }, index) => now[index]?.from === from).map(({ id }) => id))
      }),
    )
  }

  counting(kind: string, since: Moment): Promise<readonly DossierId[]> {
    return this.#read(
      async () =>
        (await this.#db.heads
          .where('counted')
          .between(countedKey(kind, since), kind + gap + keyEnd)
          .primaryKeys()) as readonly DossierId[],
    )
  }

  causedBy(ids: readonly DossierId[]): Promise<readonly DossierId[]> {
    return this.#read(
      async () =>
        (await this.#db.heads
          .where('causes')
          .anyOf([...ids])
          .distinct()
          .primaryKeys()) as readonly DossierId[],
    )
  }

  async carry(head: string, carry: Entry, fold: Fold): Promise<void> {
    const { on } = carry
    await this.#write(() =>
      transact(this.#db, 'strict', ['heads', 'lines', 'segments'], async (tx) => {
        const { archive, ...kept } = await this.#kept(tx, on, [])
        if (kept.head !== head) throw new HeadMoved(on)
        const older = kept.lines.filter(({ id, carry: stands }) => id < carry.id && !stands)
        if (older.length === 0) return
        const segment = Number(await tx.add('segments', { dossiers: { [on]: older } }))
        const lines = [carry, ...kept.lines.filter(({ id }) => id > carry.id)]
        tx.put('lines', {
          id: on,
          head: fold(lines).head,
          lines,
          ...besides({ ...kept, archive: [...archive, segment] }),
        })
      }),
    )
  }

  async bulk(arrivals: Iterable<Arrival> | AsyncIterable<Arrival>, fold: Fold, long: Long = {}): Promise<number> {
    let batch: Arrival[] = []
    let waiting: (readonly Ready[])[] = []
    let [size, seen, taken] = [0, 0, 0]
    const seal = async () => {
      const ready = await this.#ready(batch, fold)
      if (ready.length > 0) waiting.push(ready)
      ;[batch, size] = [[], 0]
      await pause()
    }
    // while the browser writes some, the next are folded
    let writing = Promise.resolve()
    const flush = async () => {
      const ready = waiting
      waiting = []
      await writing
      writing = this.#pack(ready).then((count) => {
        taken += count
        long.progress?.((seen += ready.flat().length))
      })
      // told when it is waited for
      writing.catch(() => undefined)
    }
    for await (const { on, entries } of arrivals) {
      if (long.signal?.aborted) break
      batch.push({ on, entries })
      size += entries.length
      if (size >= segmentLines) await seal()
      if (waiting.length >= segmentsAtOnce) await flush()
    }
    await seal()
    await flush()
    await writing
    if (taken === 0) return 0
    await this.#write(() => transact(this.#db, 'relaxed', ['counts', 'moves'], gather))
    this.#changed()
    return taken
  }

  /** Folded, without what was erased here: that is asked for all at once, for each it took as long as all the rest. */
  async #ready(arrivals: readonly Arrival[], fold: Fold): Promise<readonly Ready[]> {
    const all = arrivals.flatMap(({ entries }) => entries)
    const known = await this.#traces.unerased(all)
    const here = known === all ? undefined : new Set(known)
    return arrivals.flatMap(({ on, entries }) => {
      const lines = merged([], here ? entries.filter((line) => here.has(line)) : entries)
      return lines.length === 0 ? [] : { on, lines, head: headOf(fold(lines), this.ancestors) }
    })
  }

  /** Segments with the lines of those dossiers that are not here yet, and their heads. */
  #pack(batches: readonly (readonly Ready[])[]): Promise<number> {
    // It can be done again, so it does not wait for the disk.
    const pack = async (tx: Transaction) => {
      const to = await farsIn(tx)
      const counting = new Counting()
      let taken = 0
      for (const batch of batches) {
        const fresh = await unknown(tx, batch)
        if (fresh.length === 0) continue
        const dossiers = Object.fromEntries(fresh.map(({ on, lines }) => [on, lines]))
        const segment = Number(await tx.add('segments', { dossiers }))
        for (const { head } of fresh) {
          tx.put('heads', sealed(head, segment))
          counting.moved([], head.keys)
        }
        mark(
          tx,
          fresh.flatMap(({ lines }) => lines),
          to,
        )
        taken += fresh.length
      }
      await counting.keep(tx)
      return taken
    }
    return this.#write(() =>
      transact(this.#db, 'relaxed', ['heads', 'counts', 'moves', 'segments', 'settings', 'outbox'], pack),
    )
  }

  async rebuild(fold: Fold, { signal, progress }: Long = {}): Promise<void> {
    const total = await this.#read(() => this.#db.heads.count())
    for (let done = 0, last = ''; !signal?.aborted; await pause()) {
      const ids = await this.#read(() => this.#db.heads.where('id').above(last).limit(segmentLines).primaryKeys())
      if (ids.length === 0) break
      await this.#write(() =>
        transact(this.#db, 'strict', ['heads', 'counts', 'moves', 'lines', 'segments'], (tx) =>
          this.#refold(tx, ids, fold),
        ),
      )
      last = ids.at(-1)!
      progress?.((done += ids.length), total)
    }
    this.#changed()
  }

  /** Folds these dossiers anew. */
  async #refold(tx: Transaction, ids: readonly string[], fold: Fold): Promise<void> {
    const heads = await Promise.all(ids.map((id) => tx.get('heads', id)))
    const own = await Promise.all(ids.map((id) => tx.get('lines', id)))
    const numbers = [...new Set(heads.flatMap((head) => head?.segment ?? []))]
    const segments = await Promise.all(numbers.map((number) => tx.get('segments', number)))
    const counting = new Counting()
    for (const [index, head] of heads.entries()) {
      const { id, segment } = head ?? {}
      if (id === undefined) continue
      const packed = segment === undefined ? undefined : segments[numbers.indexOf(segment)]
      const lines = own[index]?.lines ?? packedIn(packed, id)
      const anew = headOf(withRegisters(fold(lines), own[index]?.registers ?? none), this.ancestors)
      tx.put('heads', segment === undefined ? anew : sealed(anew, segment))
      counting.moved(head!.keys, anew.keys)
    }
    await counting.keep(tx)
  }

  find(query: Query): Promise<readonly Dossier[]> {
    return this.#read(() => foundIn(this.#db, query))
  }

  ids(query: Query): Promise<readonly DossierId[]> {
    return this.#read(() => idsIn(this.#db, query))
  }

  count(query: Query, now: Moment): Promise<Counted> {
    return this.#read(() => countedIn(this.#db, query, now))
  }

  firstDue(): Promise<Moment | undefined> {
    return this.#read(async () => (await this.#db.heads.orderBy('next').limit(1).keys())[0] as Moment | undefined)
  }

  dueBefore(now: Moment): Promise<readonly DossierId[]> {
    return this.#read(
      async () => (await this.#db.heads.where('next').belowOrEqual(now).primaryKeys()) as readonly DossierId[],
    )
  }

  over(now: Moment): Promise<readonly DossierId[]> {
    return this.#read(
      async () => (await this.#db.heads.where('forget').belowOrEqual(now).primaryKeys()) as readonly DossierId[],
    )
  }

  async forget(gone: readonly Gone[]): Promise<number> {
    const stores = [
      'heads',
      'counts',
      'moves',
      'lines',
      'segments',
      'sheets',
      'photos',
      'asides',
      'touched',
      'tallies',
      'outbox',
      'tray',
      'keys',
      'beside',
      'settings',
      'erased',
      'proofs',
    ] as const
    const ledgers = await this.ledgers(gone.map(({ on }) => on))
    const traced = await Promise.all(
      gone.map(async (one, index) => ({ ...one, traces: await this.#traces.of(ledgers[index]!) })),
    )
    const erased = await this.#write(() =>
      transact(this.#db, 'strict', stores, async (tx) => {
        const here = await Promise.all(gone.map(({ on }) => tx.get('heads', on)))
        const going = traced.filter(({ head }, index) => here[index] && headIn(here[index]) === head)
        await erase(tx, going)
        return going.length
      }),
    )
    if (erased > 0) this.#changed()
    return erased
  }

  tallies(): Promise<readonly Tally[]> {
    return this.#read(async () => (await this.#db.tallies.toArray()).map(({ id: _, ...tally }) => tally))
  }

  sheets(on: DossierId): Promise<readonly Sheet[]> {
    return this.answers.of(on)
  }

  shorten(keepOf: (sheet: Pick<Sheet, 'on' | 'field'>) => Span | undefined): Promise<void> {
    return this.answers.shorten(keepOf)
  }

  eraseBefore(now: Moment): Promise<number> {
    return this.answers.eraseBefore(now)
  }

  readonly photos = {
    put: async (picture: Blob, now: Moment) => {
      // Before the transaction: an await of anything else would commit it early.
      const photo = await photoOf(picture, now)
      await this.#write(() =>
        transact(this.#db, 'strict', ['photos'], async (tx) => {
          const fresh = taken(photo, await tx.get('photos', photo.hash))
          if (fresh) tx.put('photos', fresh)
        }),
      )
      return photo.hash
    },
    get: (hash: string) =>
      this.#read(async () => {
        const photo = await this.#db.photos.get(hash)
        return photo && pictureOf(photo)
      }),
    drop: (before: Moment) => this.#write(() => this.#db.photos.where('loose').below(before).delete()),
  }

  readonly setting = {
    get: (name: string) => this.#read(async () => (await this.#db.settings.get(name))?.value),
    set: async (name: string, value: Json) => void (await this.#write(() => this.#db.settings.put({ name, value }))),
  }

  readonly book = {
    get: async () => (await this.setting.get('book')) as unknown as StoredBook | undefined,
    set: (book: StoredBook) => this.setting.set('book', book as unknown as Json),
  }

  node(): Promise<string> {
    const { settings } = this.#db
    return this.#write(() =>
      this.#db.transaction('rw', settings, async () => {
        const known = await settings.get('node')
        if (known) return known.value as string
        const value = newNode()
        await settings.add({ name: 'node', value })
        return value
      }),
    )
  }

  watch(see: (on?: readonly DossierId[]) => void): () => void {
    this.#watchers.add(see)
    return () => this.#watchers.delete(see)
  }

  close(): Promise<void> {
    this.#watchers.clear()
    this.#bell.close()
    this.#db.close()
    return Promise.resolve()
  }

  async #read<T>(work: () => PromiseLike<T>): Promise<T> {
    try {
      return await within(this.#db, work)
    } catch (error) {
      if (error instanceof JournalTrouble) {
        this.#trouble = error
        this.#see()
      }
      throw error
    }
  }

  /** A trouble is over when something could be kept again. */
  async #write<T>(work: () => PromiseLike<T>): Promise<T> {
    const done = await this.#read(work)
    this.#trouble = undefined
    return done
  }

  #changed(on?: readonly DossierId[]): void {
    this.#bell.postMessage(on)
    this.#see(on)
  }

  #see(on?: readonly DossierId[]): void {
    for (const see of [...this.#watchers]) see(on)
  }
}
