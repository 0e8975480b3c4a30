import { expect } from '@open-wc/testing'
import { canonical } from '../pack/digest.js'
import type { DossierId, Entry, Json, PlaceId } from '../types.js'
import { SyncError } from './adapter.js'
import type {
  Cursor,
  Erasure,
  Parcels,
  Proof,
  PushResult,
  Row,
  Rows,
  Scope,
  SyncAdapter,
  SyncSession,
} from './adapter.js'
import { contract } from './contract.js'
import type { Case, Grounds } from './contract.js'
import { turn } from './contract-ground.js'
import { fileAdapter } from './file.js'
import { MemoryFar } from './memory.js'
import type { MemoryFarOptions } from './memory.js'

type Wrap = (session: SyncSession, token: () => Promise<string>) => Partial<SyncSession>

/** A ground on a far side in memory, or on one that is broken: its own ways, or those of its sessions. */
function groundOf(Far: new (options: MemoryFarOptions) => MemoryFar, wrap?: Wrap, open?: SyncAdapter['open']): Grounds {
  return (tree) => {
    const ancestors = (place: PlaceId): readonly PlaceId[] => {
      const above = tree[place]
      return above === undefined ? [] : [above, ...ancestors(above)]
    }
    const begun = () => {
      const empty = new Far({ ancestors, limits: { maxBatch: 50, maxEntryBytes: 4000, maxParcelBytes: 4000 } })
      // writers come between one another
      empty.faults.slow = turn
      return empty
    }
    let far = begun()
    /** The same tokens are taken by an older copy. */
    const older = () => {
      const [before, copy] = [far, begun()]
      const placeOf = copy.placeOf.bind(copy)
      copy.placeOf = (token) => placeOf(token) ?? before.placeOf(token)
      return copy
    }
    const adapter = () => {
      const own = far.adapter()
      return {
        ...own,
        async open(...args: Parameters<SyncAdapter['open']>) {
          const session = await (open ?? own.open)(...args)
          const then = far
          const bound = {
            ...(session.epoch !== undefined && { epoch: session.epoch }),
            push: session.push.bind(session),
            pull: async (...asked: Parameters<SyncSession['pull']>) =>
              (far === then ? session : await far.adapter().open(...args)).pull(...asked),
            watch: session.watch!.bind(session),
            close: session.close.bind(session),
            sheets: session.sheets!,
            keys: session.keys!,
            parcels: session.parcels!,
            erase: session.erase!.bind(session),
            ...(session.proofs && { proofs: session.proofs }),
          }
          return { ...bound, ...wrap?.(bound, () => args[0].getToken('open')) }
        },
      }
    }
    return Promise.resolve({
      adapter,
      token: (place) => Promise.resolve(far.token(place)),
      expire: (token) => Promise.resolve(far.expire(token)),
      erase: (on) => Promise.resolve(far.erase(on)),
      setBack: () => Promise.resolve(void (far = older())),
      close: () => Promise.resolve(),
    })
  }
}

const broken = (session: Wrap) => groundOf(MemoryFar, session)
/** A far side whose rows, or whose parcels, are broken. */
const brokenRows = (wrap: (rows: Rows, lines: SyncSession) => Partial<Rows>) =>
  broken((session) => {
    const of = (rows: Rows): Rows => ({ ...rows, ...wrap(rows, session) })
    return { sheets: of(session.sheets!), keys: of(session.keys!) }
  })
const brokenParcels = (wrap: (parcels: Parcels) => Partial<Parcels>) =>
  broken(({ parcels }) => ({ parcels: { ...parcels!, ...wrap(parcels!) } }))
const never = new AbortController().signal
const broughtByAnybody = new Set<string>()
let drawn = 0

/** Each is a mistake that somebody who writes an adapter may make. */
const mutants: Readonly<Record<string, Grounds>> = {
  'acknowledges a last line that it has not kept': broken(({ push }) => ({
    async push(entries, signal) {
      if (entries.length < 2) return push(entries, signal)
      const results = await push(entries.slice(0, -1), signal)
      return [...results, { id: entries.at(-1)!.id, status: 'stored' }]
    },
  })),
  'answers in the order in which it was done': broken(({ push }) => ({
    push: async (entries, signal) => (await push(entries, signal)).toReversed(),
  })),
  'gives up a whole batch for one line': broken(({ push }) => ({
    async push(entries, signal) {
      const results = await push(entries, signal)
      const bad = results.find(({ status }) => status === 'rejected')
      return bad && entries.length > 1 ? entries.map(({ id }): PushResult => ({ ...bad, id })) : results
    },
  })),
  'throws for a line that it does not take': broken(({ push }) => ({
    async push(entries, signal) {
      const results = await push(entries, signal)
      if (results.some(({ status }) => status === 'rejected')) throw new SyncError('forbidden', 'not that one')
      return results
    },
  })),
  'keeps a line as often as it is brought': groundOf(
    class extends MemoryFar {
      protected override keep(on: DossierId, place: PlaceId, text: string): void {
        super.keep(on, place, text)
        this.known.clear()
      }
    },
  ),
  'knows lines by their id alone': groundOf(
    class extends MemoryFar {
      readonly #ids = new Set<string>()
      protected override keep(on: DossierId, place: PlaceId, text: string): void {
        const { id } = JSON.parse(text) as Entry
        if (!this.#ids.has(id)) super.keep(on, place, text)
        this.#ids.add(id)
      }
    },
  ),
  'does not take a second time what broke off': groundOf(
    class extends MemoryFar {
      protected override async take(at: PlaceId, entry: Entry): Promise<PushResult> {
        const text = canonical(entry as unknown as Json)
        if (this.known.has(text)) return { id: entry.id, status: 'rejected', code: 'invalid' }
        return super.take(at, entry)
      }
    },
  ),
  'counts letters and not bytes': groundOf(
    class extends MemoryFar {
      protected override async take(at: PlaceId, entry: Entry): Promise<PushResult> {
        const text = JSON.stringify(entry)
        const { maxEntryBytes } = this.limits
        if (text.length <= maxEntryBytes && new TextEncoder().encode(text).length > maxEntryBytes) {
          this.keep(entry.on, entry.place!, text)
          return { id: entry.id, status: 'stored' }
        }
        return super.take(at, entry)
      }
    },
  ),
  'loses what is not printable': broken(({ push }) => ({
    push: (entries, signal) => push(JSON.parse(JSON.stringify(entries).replaceAll('\\u0000', '')) as Entry[], signal),
  })),
  'rounds numbers': broken(({ push }) => ({
    push: (entries, signal) =>
      push(
        JSON.parse(JSON.stringify(entries), (_, value: unknown) =>
          typeof value === 'number' && !Number.isInteger(value) ? Math.fround(value) : value,
        ) as Entry[],
        signal,
      ),
  })),
  'skips one line where pages meet': broken(({ pull }) => ({
    async pull(scope, cursor, limit, signal) {
      const page = await pull(scope, cursor, limit, signal)
      return page.more && limit > 1 ? { ...page, entries: page.entries.slice(0, -1) } : page
    },
  })),
  'repeats the page at its end': broken(({ pull }) => ({
    async pull(scope, cursor, limit, signal) {
      const page = await pull(scope, cursor, limit, signal)
      return !page.more && cursor !== null && page.entries.length === 0 ? pull(scope, null, limit, signal) : page
    },
  })),
  'gives more than was asked for': broken(({ pull }) => ({
    pull: (scope, cursor, limit, signal) => pull(scope, cursor, limit + 1, signal),
  })),
  'begins anew after an empty page': broken(({ pull }) => ({
    async pull(scope, cursor, limit, signal) {
      const page = await pull(scope, cursor, limit, signal)
      if (page.entries.length > 0 || cursor === null) return page
      const { cursor: first } = await pull(scope, null, 1, signal)
      return { ...page, cursor: first }
    },
  })),
  'forgets its cursors with the session': broken((session) => {
    const own = Math.random()
    return {
      async pull(scope, cursor, limit, signal) {
        const [mark, at] = cursor?.split('|') ?? []
        const page = await session.pull(scope, mark === String(own) ? at! : null, limit, signal)
        return { ...page, cursor: `${own}|${page.cursor}` }
      },
    }
  }),
  'takes any cursor for the beginning': groundOf(
    class extends MemoryFar {
      protected override since(cursor: Cursor | null): number {
        try {
          return super.since(cursor)
        } catch {
          return 0
        }
      }
    },
  ),
  'tells always the same epoch': broken(() => ({ epoch: 'one' })),
  'tells another epoch to each session': broken(() => ({ epoch: String(++drawn) })),
  'says of every page that it is of the epoch of its session': broken(({ pull, epoch }) => ({
    pull: async (...asked) => ({ ...(await pull(...asked)), ...(epoch !== undefined && { epoch }) }),
  })),
  'numbers lines before they are written': groundOf(
    class extends MemoryFar {
      #next = 0
      readonly #numbers = new Map<string, number>()
      protected override async take(at: PlaceId, entry: Entry): Promise<PushResult> {
        this.#numbers.set(entry.id, ++this.#next)
        // some commits take longer
        for (let turns = this.#next % 5; turns > 0; turns--) await turn()
        return super.take(at, entry)
      }
      protected override keep(on: DossierId, place: PlaceId, text: string): void {
        const seq = this.#numbers.get((JSON.parse(text) as Entry).id)!
        this.known.add(text)
        this.rows.push({ seq, on, place, text })
        this.rows.sort((a, b) => a.seq - b.seq)
        this.last = Math.max(this.last, seq)
      }
    },
  ),
  'counts lines instead of numbering them': groundOf(
    class extends MemoryFar {
      override erase(on: DossierId): void {
        super.erase(on)
        this.rows = this.rows.map((row, index) => ({ ...row, seq: index + 1 }))
      }
    },
  ),
  'puts lines in the order of their stamps': groundOf(
    class extends MemoryFar {
      protected override keep(on: DossierId, place: PlaceId, text: string): void {
        super.keep(on, place, text)
        const idOf = (line: string) => (JSON.parse(line) as Entry).id
        this.rows = this.rows
          .toSorted((a, b) => (idOf(a.text) < idOf(b.text) ? -1 : 1))
          .map((row, index) => ({ ...row, seq: index + 1 }))
      }
    },
  ),
  'gives every kind': broken(({ pull }) => ({
    pull: ({ place }, cursor, limit, signal) => pull({ place }, cursor, limit, signal),
  })),
  'tells places by their first letters': groundOf(
    class extends MemoryFar {
      protected override isWithin(place: PlaceId, above: PlaceId): boolean {
        return super.isWithin(place, above) || place.startsWith(above)
      }
    },
  ),
  'gives nothing of what lies below': groundOf(
    class extends MemoryFar {
      protected override isWithin(place: PlaceId, above: PlaceId): boolean {
        return place === above || above === 'town'
      }
    },
  ),
  'keeps the rules of a place from those below': groundOf(
    class extends MemoryFar {
      protected override holdsAt(): boolean {
        return false
      }
    },
  ),
  'gives all that lies above': groundOf(
    class extends MemoryFar {
      protected override holdsAt(at: PlaceId, _: DossierId, place: PlaceId): boolean {
        return this.isWithin(at, place)
      }
    },
  ),
  'reads for anybody': groundOf(
    class extends MemoryFar {
      override pull(_: PlaceId, scope: Scope, ...rest: [Cursor | null, number, AbortSignal]) {
        return super.pull('town', scope, ...rest)
      }
    },
  ),
  'writes for anybody': groundOf(
    class extends MemoryFar {
      override push(_: PlaceId, entries: readonly Entry[], signal: AbortSignal) {
        return super.push('town', entries, signal)
      }
    },
  ),
  'believes a line where its dossier is': groundOf(
    class extends MemoryFar {
      protected override placeFor(entry: Entry): PlaceId | undefined {
        return entry.place ?? super.placeFor(entry)
      }
    },
  ),
  'keeps a line whose dossier it does not know out for good': broken(({ push }) => ({
    push: async (entries, signal) =>
      (await push(entries, signal)).map((result) =>
        result.status === 'retry' ? { id: result.id, status: 'rejected', code: 'invalid' } : result,
      ),
  })),
  'never asks for another token': groundOf(MemoryFar, (session, token) => {
    let first: string | undefined
    const same = async () => {
      const now = await token()
      first ??= now
      if (now !== first) throw new SyncError('auth', 'expired')
    }
    return {
      push: async (entries, signal) => (await same(), session.push(entries, signal)),
      pull: async (scope, cursor, limit, signal) => (await same(), session.pull(scope, cursor, limit, signal)),
    }
  }),
  'does not hear that it is to stop': broken(({ push, pull }) => ({
    push: (entries) => push(entries, never),
    pull: (scope, cursor, limit) => pull(scope, cursor, limit, never),
  })),
  'has one row after another of a key': brokenRows(({ push, pull }) => {
    const all: Row[] = []
    return {
      push: (rows, signal) => (all.push(...rows), push(rows, signal)),
      async pull(scope, cursor, limit, signal) {
        const page = await pull(scope, cursor, limit, signal)
        const older = page.rows.flatMap((row) => all.filter((one) => one.key === row.key && one.stamp < row.stamp))
        return { ...page, rows: [...page.rows, ...older].slice(0, limit) }
      },
    }
  }),
  'lets the row stand that came last': brokenRows(({ pull }) => {
    const last = new Map<string, Row>()
    return {
      async push(rows) {
        for (const row of rows) last.set(row.key, row)
        return Promise.resolve(rows.map(({ key: id }) => ({ id, status: 'stored' })))
      },
      pull: async (scope, cursor, limit, signal) => ({
        ...(await pull(scope, cursor, limit, signal)),
        rows: [...last.values()],
      }),
    }
  }),
  'brings back what was erased': brokenRows(({ push }) => ({
    push: (rows, signal) =>
      push(
        rows.map((row) => (row.body ? row : { ...row, body: {} })),
        signal,
      ),
  })),
  'hands out no rows without a body': brokenRows(({ pull }) => ({
    async pull(scope, cursor, limit, signal) {
      const page = await pull(scope, cursor, limit, signal)
      return { ...page, rows: page.rows.filter(({ body }) => body) }
    },
  })),
  'says of a row that was outdone that it is none': brokenRows(({ push, pull }) => ({
    async push(rows, signal) {
      const results = await push(rows, signal)
      const { rows: there } = await pull({ place: 'town' }, null, 50, signal).catch(() => ({ rows: [] as Row[] }))
      const stands = (row: Row) => there.some(({ key, stamp }) => key === row.key && stamp === row.stamp)
      return results.map((result, index) =>
        result.status === 'stored' && !stands(rows[index]!)
          ? { id: result.id, status: 'rejected', code: 'invalid' }
          : result,
      )
    },
  })),
  'keeps the change of a row from those who have read it': brokenRows(({ pull }) => {
    const seen = new Set<string>()
    return {
      async pull(scope, cursor, limit, signal) {
        const page = await pull(scope, cursor, limit, signal)
        const rows = page.rows.filter(({ key }) => cursor === null || !seen.has(key))
        for (const { key } of page.rows) seen.add(key)
        return { ...page, rows }
      },
    }
  }),
  'skips a row where pages meet': brokenRows(({ pull }) => ({
    async pull(scope, cursor, limit, signal) {
      const page = await pull(scope, cursor, limit, signal)
      return page.more && limit > 1 ? { ...page, rows: page.rows.slice(0, -1) } : page
    },
  })),
  'gives rows of every kind': brokenRows(({ pull }) => ({
    pull: ({ place }, cursor, limit, signal) => pull({ place }, cursor, limit, signal),
  })),
  'takes a row of a dossier that it does not know': brokenRows(({ push }) => ({
    push: async (rows, signal) =>
      (await push(rows, signal)).map(({ id, ...result }) =>
        result.status === 'retry' ? { id, status: 'stored' } : { id, ...result },
      ),
  })),
  'takes any cursor of rows for the beginning': brokenRows(({ pull }) => ({
    pull: (scope, cursor, limit, signal) =>
      pull(scope, cursor, limit, signal).catch(() => pull(scope, null, limit, signal)),
  })),
  'shows rows to anybody': groundOf(MemoryFar, ({ sheets, keys, pull }) => {
    const wide = (rows: Rows): Rows => ({
      ...rows,
      pull: (scope, ...rest) => rows.pull(scope, ...rest).catch(() => ({ rows: [], cursor: '', more: false })),
    })
    return { sheets: wide(sheets!), keys: wide(keys!), pull }
  }),
  'writes a row into a foreign dossier by its key': groundOf(
    class extends MemoryFar {
      constructor(options: MemoryFarOptions) {
        super(options)
        for (const rows of [this.sheets, this.keys]) {
          const push = rows.push.bind(rows)
          rows.push = (_, all, signal) => push('town', all, signal)
        }
      }
    },
  ),
  'keeps rows and pictures of a dossier that was erased': groundOf(
    class extends MemoryFar {
      override erase(on: DossierId): void {
        for (const channel of [this.sheets, this.keys, this.parcels]) channel.erase = () => undefined
        super.erase(on)
      }
    },
  ),
  'erases no row by its own clock': groundOf(
    class extends MemoryFar {
      constructor(options: MemoryFarOptions) {
        super({ ...options, now: () => 0 })
      }
    },
  ),
  'erases whatever it is told to': groundOf(
    class extends MemoryFar {
      protected override goes(_: PlaceId, { on }: Erasure): PushResult {
        this.erase(on)
        return { id: on, status: 'stored' }
      }
    },
  ),
  'erases where lines say so, for anybody': groundOf(
    class extends MemoryFar {
      protected override goes(_: PlaceId, erasure: Erasure, mayShorten: boolean): PushResult {
        return super.goes('town', erasure, mayShorten)
      }
    },
  ),
  'shortens for anybody': groundOf(
    class extends MemoryFar {
      protected override goes(at: PlaceId, erasure: Erasure): PushResult {
        return super.goes(at, erasure, true)
      }
    },
  ),
  'takes back what was erased': groundOf(
    class extends MemoryFar {
      override erase(on: DossierId): void {
        super.erase(on)
        this.erased.clear()
      }
    },
  ),
  'takes nothing more by an id that was erased': groundOf(
    class extends MemoryFar {
      override erase(on: DossierId): void {
        super.erase(on)
        this.erased.set(on, Infinity)
      }
    },
  ),
  'says that it erased, and did not': broken(() => ({
    erase: (gone) => Promise.resolve(gone.map(({ on: id }) => ({ id, status: 'stored' }))),
  })),
  'believes what a parcel is called': brokenParcels(({ push, fetch }) => {
    const believed = new Set<string>()
    return {
      async push(parcels, signal) {
        for (const { hash, on } of parcels) believed.add(hash + on)
        return (await push(parcels, signal)).map((it) =>
          'code' in it && it.code === 'invalid' ? { id: it.id, status: 'stored' } : it,
        )
      },
      fetch: async (named, signal) =>
        (await fetch(named, signal)) ??
        (believed.has(named.hash + named.on) ? { ...named, type: '', bytes: new Uint8Array() } : undefined),
    }
  }),
  'takes bytes for letters': brokenParcels(({ fetch }) => ({
    async fetch(named, signal) {
      const parcel = await fetch(named, signal)
      const letters = parcel && new TextDecoder().decode(parcel.bytes)
      return parcel && { ...parcel, bytes: new TextEncoder().encode(letters) }
    },
  })),
  'forgets what sort of picture it is': brokenParcels(({ fetch }) => ({
    async fetch(named, signal) {
      const parcel = await fetch(named, signal)
      return parcel && { ...parcel, type: '' }
    },
  })),
  'misses nothing that is there for others': brokenParcels(({ missing, push }) => {
    const all = broughtByAnybody
    return {
      push: (parcels, signal) => (parcels.forEach(({ hash }) => all.add(hash)), push(parcels, signal)),
      missing: async (named, signal) => (await missing(named, signal)).filter(({ hash }) => !all.has(hash)),
    }
  }),
  'says that everything is missing': brokenParcels(() => ({ missing: (named) => Promise.resolve(named) })),
  'gives a picture to whoever knows its hash': groundOf(
    class extends MemoryFar {
      constructor(options: MemoryFarOptions) {
        super(options)
        const all = new Map<string, Parameters<typeof this.parcels.push>[1][number]>()
        const { parcels } = this
        const push = parcels.push.bind(parcels)
        parcels.push = (at, brought, signal) => {
          for (const one of brought) all.set(one.hash, one)
          return push(at, brought, signal)
        }
        parcels.fetch = (_, { hash }) => Promise.resolve(all.get(hash))
      }
    },
  ),
  'takes pictures of any size': brokenParcels(({ push }) => ({
    push: async (parcels, signal) =>
      (await push(parcels, signal)).map((it) =>
        'code' in it && it.code === 'too-large' ? { id: it.id, status: 'stored' } : it,
      ),
  })),
  'rings no bell': broken(() => ({ watch: (_, __, signal) => new Promise((go) => (signal.onabort = () => go())) })),
  'rings on': broken(({ watch }) => ({
    watch: (scope, ring, signal) => {
      void watch!(scope, ring, never)
      return new Promise((go) => (signal.onabort = () => go()))
    },
  })),
}

/** Mistakes of those who carry proofs. */
const forgetful: Readonly<Record<string, Grounds>> = {
  'forgets proofs': broken(({ push }) => ({ push: (entries, signal) => push(entries, signal) })),
  'brings a proof with the first of its lines only': groundOf(MemoryFar, (session) => {
    const given = new Set<string>()
    return {
      async pull(...args) {
        const { proofs = [], ...page } = await session.pull(...args)
        const fresh = proofs.filter(({ signature }) => !given.has(signature))
        for (const { signature } of fresh) given.add(signature)
        return { ...page, proofs: fresh }
      },
    }
  }),
  'reads of a proof only what it knows': broken(({ push }) => ({
    push: (entries, signal, proofs = []) =>
      push(
        entries,
        signal,
        proofs.map((proof) => ({ ...proof, key: proof.key.replace(/[^\x20-\x7e]/g, '') })),
      ),
  })),
  'keeps the first proof of a line alone': groundOf(
    class extends MemoryFar {
      protected override prove(entry: Entry, proofs: readonly Proof[], take: () => Promise<PushResult>) {
        return this.proofs.has(entry.chain?.hash ?? '') ? take() : super.prove(entry, proofs.slice(0, 1), take)
      }
    },
  ),
  'keeps a proof that comes later to itself': groundOf(
    class extends MemoryFar {
      protected override async prove(entry: Entry, proofs: readonly Proof[], take: () => Promise<PushResult>) {
        let rows = this.rows
        const result = await super.prove(entry, proofs, async () => {
          const taken = await take()
          rows = this.rows
          return taken
        })
        this.rows = rows
        return result
      }
    },
  ),
  'writes a proof after its line': groundOf(
    class extends MemoryFar {
      protected override async prove(entry: Entry, proofs: readonly Proof[], take: () => Promise<PushResult>) {
        const result = await take()
        await turn()
        const rows = this.rows
        await super.prove(entry, proofs, () => Promise.resolve(result))
        this.rows = rows
        return result
      }
    },
  ),
  'keeps proofs of what was erased': groundOf(
    class extends MemoryFar {
      override erase(on: DossierId): void {
        const kept = [...this.proofs]
        super.erase(on)
        for (const [hash, proofs] of kept) this.proofs.set(hash, proofs)
      }
    },
  ),
}

/** A file knows nobody's rights, takes lines of any length and whatever order, and has no clock. */
const onlyOfServers = new Set([
  'push: of a mixed batch each line has its own answer, in order, and none keeps another out',
  'push: too large is said of that line, by its name',
  'parcels: too large is said of that parcel, by its name',
  'parcels: a hash alone opens nothing',
  'parcels: texts of rules are had below their place, and are not brought from there',
  'sheets: who may not read the dossier may not read its rows, nor write them',
  'sheets: what is over by the clock there is handed out without its body',
  "erase: nobody's word makes a dossier older than its lines say",
  'erase: who may not write there erases nothing',
])
const ofFiles: readonly Case['of'][] = ['push', 'pull', 'sheets', 'parcels', 'proofs', 'erase']
/** Those ask for a stick that can be written anew, which one device at a time does; the others write all at once. */
const isErasing = ({ of, name }: Case) => of === 'erase' || /was erased|are erased|go with their dossier/.test(name)

const stick =
  (isRewritten: boolean): Grounds =>
  () => {
    let text = ''
    const file = {
      read: () => Promise.resolve(text),
      append: (more: string) => Promise.resolve(void (text += more)),
      ...(isRewritten && { replace: (all: string) => Promise.resolve(void (text = all)) }),
    }
    const adapter = () => fileAdapter('stick', file)
    const auth = { getToken: () => Promise.resolve('') }
    return Promise.resolve({
      adapter,
      token: auth.getToken,
      expire: () => Promise.resolve(),
      erase: async (on) => void (await (await adapter().open(auth, never)).erase!([{ on }], never)),
      setBack: () => Promise.resolve(void (text = '')),
      close: () => Promise.resolve(),
    })
  }

describe('the contract of adapters', () => {
  for (const { name, run } of contract) it(`memory keeps it: ${name}`, () => run(groundOf(MemoryFar)))

  for (const one of contract)
    if (ofFiles.includes(one.of) && !onlyOfServers.has(one.name))
      it(`a file keeps it: ${one.name}`, () => one.run(stick(isErasing(one))))

  for (const { name, of, run } of contract)
    if (of === 'keys')
      it(`is not passed by an adapter without the channel: ${name}`, async () => {
        const failed = await run(stick(false)).catch((error: unknown) => String(error))
        expect(failed).to.contain('the session has keys')
      })

  const isOnProofs = ({ of }: Case) => of === 'proofs'
  const groups = [
    [mutants, contract.filter((one) => !isOnProofs(one))],
    [forgetful, contract.filter(isOnProofs)],
  ] as const
  for (const [some, cases] of groups)
    for (const [name, mutant] of Object.entries(some))
      it(`finds an adapter that ${name}`, async () => {
        const failed: string[] = []
        for (const one of cases)
          await one.run(mutant).catch((error: unknown) => failed.push(`${one.name}: ${String(error)}`))
        expect(failed, 'no case failed').not.to.deep.equal([])
      })
})
