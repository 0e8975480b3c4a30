/** A file as the far side: for networks that do not touch. What is to go is written behind what is there; reading twice is safe. */
import { sha256 } from '../journal/hash.js'
import { outdoes } from '../journal/rows.js'
import { base64, bytesOf } from '../journal/sealing.js'
import { canonical } from '../pack/digest.js'
import type { DossierId, Entry, Json, Moment } from '../types.js'
import { SyncError } from './adapter.js'
import type {
  Cursor,
  Erasure,
  Named,
  Parcel,
  Parcels,
  Proof,
  PullPage,
  PushResult,
  Row,
  RowPage,
  Rows,
  Scope,
  SyncAdapter,
  SyncSession,
} from './adapter.js'
import { isOfErased, lastOf } from './erased.js'
import { blank, isStanding, newHead, onOf, proofsIn, read, standingIn, tracesIn, writtenIn } from './file-text.js'
import type { Written } from './file-text.js'

/**
 * The file on the stick, at which one device writes at a time. What may be read is for whoever holds it: give it out as you
 * would a folder of paper.
 */
export interface LinesFile {
  /** Its text; empty where there is no file yet. */
  read(): Promise<string>
  /** Writes behind its end; resolves when it is on the stick. */
  append(text: string): Promise<void>
  /**
   * Puts this in the place of all that is there; resolves when it is on the stick. Without it what is erased lies on the
   * stick until that is thrown away: an answer that was erased is not handed out any more, and that is all.
   */
  replace?(text: string): Promise<void>
}

const limits = { maxBatch: 1000, maxEntryBytes: 1_000_000, maxParcelBytes: 20_000_000 }

/** @param id names the stick, e.g. `stick-3`; everything is brought to each stick once */
export function fileAdapter(id: string, file: LinesFile): SyncAdapter {
  return {
    id,
    limits,
    async open(_, signal) {
      signal.throwIfAborted()
      return new FileSession(file, await nameIn(file))
    },
  }
}

/** A stick that is empty gets its name before anything is read from it or brought: by that it is known again. */
async function nameIn(file: LinesFile): Promise<string> {
  if (!read(await file.read())) await file.append(`${newHead()}\n`)
  // whoever opened it in the same moment has named it too, and the first line counts
  return read(await file.read())!.head.name
}

/** A stick that was pulled out in the middle of a line: what follows begins on its own. */
const gapBehind = (text: string): string => (text === '' || text.endsWith('\n') ? '' : '\n')

/** It carries no keys: a stick with both would be a stick with everything. */
class FileSession implements SyncSession {
  readonly proofs = true
  readonly sheets: Rows = {
    push: (rows, signal) => this.#pushRows(rows, signal),
    pull: (scope, cursor, limit, signal) => this.#pullRows(scope, cursor, limit, signal),
  }
  readonly parcels: Parcels = {
    missing: async (named, signal) => {
      const known = (await this.#parcels(signal)).map(nameOf)
      return named.filter((one) => !known.includes(nameOf(one)))
    },
    push: (parcels, signal) => this.#pushParcels(parcels, signal),
    fetch: async (named, signal) => {
      const found = (await this.#parcels(signal)).find((one) => nameOf(one) === nameOf(named))
      return found && { ...found, bytes: bytesOf(found.bytes) }
    },
  }
  readonly erase?: NonNullable<SyncSession['erase']>

  constructor(
    private readonly file: LinesFile,
    readonly epoch: string,
  ) {
    if (file.replace) this.erase = (gone, signal) => this.#erase(gone, signal)
  }

  async push(
    entries: readonly Entry[],
    signal: AbortSignal,
    proofs: readonly Proof[] = [],
  ): Promise<readonly PushResult[]> {
    const was = await this.#read(signal)
    const there = dossiersIn(was.written)
    const erased = await this.#erasedAmong(was.written, entries)
    const results = entries.map(({ id, on, from }): PushResult => {
      if (isOfErased(id, erased.get(on), there.has(on) || from === 'new')) return { id, ...refused }
      there.add(on)
      return { id, status: 'stored' }
    })
    const taken = entries.filter((_, index) => results[index]!.status === 'stored')
    const left = new Set(
      entries.flatMap(({ chain }, index) => (results[index]!.status === 'stored' ? [] : chain?.hash)),
    )
    const kept = proofs.filter(({ lines }) => !lines.every((hash) => left.has(hash)))
    const proven = proofsIn(was.rows)
    const isFirst = ({ chain }: Entry) =>
      chain !== undefined && !proven.has(chain.hash) && proofs.some(({ lines }) => lines.includes(chain.hash))
    // a line that gets its first proof stands there once more: whoever has read beyond it reads it again
    await this.#append(was, [...kept.map((proof) => ({ proof })), ...taken], taken.filter(isFirst))
    return results
  }

  async pull(scope: Scope, cursor: Cursor | null, limit: number, signal: AbortSignal): Promise<PullPage> {
    const { written, standing: _, proven, ...page } = await this.#page(cursor, limit, signal)
    const entries = written.flatMap((it) => ('line' in it && isIn(it.line.on, scope) ? it.line : []))
    const proofs = new Set(entries.flatMap(({ chain }) => proven.get(chain?.hash ?? '') ?? []))
    return { entries, ...(proofs.size > 0 && { proofs: [...proofs] }), ...page, epoch: this.epoch }
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  async #pushRows(rows: readonly Row[], signal: AbortSignal): Promise<readonly PushResult[]> {
    const was = await this.#read(signal)
    const opened = dossiersIn(was.written)
    const standing = standingIn(was.written)
    const erased = await this.#erasedAmong(was.written, rows)
    const results = rows.map((row): PushResult => {
      if (isOfErased(row.stamp, erased.get(row.on), opened.has(row.on))) return { id: row.key, ...refused }
      if (!opened.has(row.on)) return { id: row.key, status: 'retry' }
      if (outdoes(row, standing.get(row.key))) standing.set(row.key, row)
      return { id: row.key, status: 'stored' }
    })
    await this.#append(
      was,
      [...standing.values()].map((row) => ({ row })),
    )
    await this.#blank((it) => 'row' in it && !isStanding(it.row, standing))
    return results
  }

  async #pullRows(scope: Scope, cursor: Cursor | null, limit: number, signal: AbortSignal): Promise<RowPage> {
    const { written, standing, proven: _, ...page } = await this.#page(cursor, limit, signal)
    const isSought = (row: Row) => isIn(row.on, scope) && isStanding(row, standing)
    return { rows: written.flatMap((it) => ('row' in it && isSought(it.row) ? it.row : [])), ...page }
  }

  async #parcels(signal: AbortSignal) {
    return (await this.#read(signal)).written.flatMap((it) => ('parcel' in it ? it.parcel : []))
  }

  async #pushParcels(parcels: readonly Parcel[], signal: AbortSignal): Promise<readonly PushResult[]> {
    const was = await this.#read(signal)
    const opened = dossiersIn(was.written)
    const results: PushResult[] = []
    const fresh: Written[] = []
    const erased = await this.#erasedAmong(was.written, parcels)
    for (const { bytes, hash, on, type } of parcels) {
      if (!opened.has(on)) results.push({ id: hash, ...(erased.has(on) ? refused : ({ status: 'retry' } as const)) })
      else if ((await sha256(bytes.slice())) !== hash) results.push({ id: hash, status: 'rejected', code: 'invalid' })
      else {
        fresh.push({ parcel: { hash, on, type, bytes: base64(bytes) } })
        results.push({ id: hash, status: 'stored' })
      }
    }
    await this.#append(was, fresh)
    return results
  }

  /** Whoever holds the stick could as well throw it away: nobody is asked. */
  async #erase(gone: readonly Erasure[], signal: AbortSignal): Promise<readonly PushResult[]> {
    const was = await this.#read(signal)
    const ids = new Set<string | undefined>(gone.map(({ on }) => on))
    const traces: Written[] = []
    for (const on of dossiersIn(was.written)) {
      const last = lastOf(was.written.flatMap((it) => ('line' in it && it.line.on === on ? it.line : [])))
      if (ids.has(on)) traces.push({ erased: { trace: await traceOf(this.epoch, on), last: last! } })
    }
    await this.#append(was, traces)
    await this.#blank((it) => ids.has(onOf(it)))
    const { written } = await this.#read(signal)
    const left = new Set(written.flatMap((it) => ('line' in it ? (it.line.chain?.hash ?? []) : [])))
    await this.#blank((it) => 'proof' in it && !it.proof.lines.some((hash) => left.has(hash)))
    return gone.map(({ on: id }) => ({ id, status: 'stored' }))
  }

  async #read(signal: AbortSignal) {
    signal.throwIfAborted()
    const text = await this.file.read()
    const { head, rows } = read(text) ?? {}
    if (!rows || head?.name !== this.epoch) throw new SyncError('cursor-gone', 'This is another file.')
    return { text, rows, written: rows.flatMap((row) => writtenIn(row) ?? []) }
  }

  async #page(cursor: Cursor | null, limit: number, signal: AbortSignal) {
    const { rows, written: all } = await this.#read(signal)
    const [of, at] = cursor === null ? [this.epoch, '0'] : cursor.split('.')
    const from = Number(at)
    if (of !== this.epoch || !Number.isInteger(from) || from > rows.length)
      throw new SyncError('cursor-gone', 'This cursor is of another file.')
    const to = Math.min(from + limit, rows.length)
    const written = rows.slice(from, to).flatMap((row) => writtenIn(row) ?? [])
    return {
      written,
      standing: standingIn(all),
      proven: proofsIn(rows),
      cursor: `${this.epoch}.${to}`,
      more: to < rows.length,
    }
  }

  /** By those of these dossiers that were erased here, when their last lines were written. */
  async #erasedAmong(written: readonly Written[], items: readonly { readonly on: DossierId }[]) {
    const traces = tracesIn(written)
    const erased = new Map<DossierId, Moment>()
    if (traces.size > 0)
      for (const on of new Set(items.map((item) => item.on))) {
        const last = traces.get(await traceOf(this.epoch, on))
        if (last !== undefined) erased.set(on, last)
      }
    return erased
  }

  async #append(
    { text, rows }: { readonly text: string; readonly rows: readonly string[] },
    all: readonly (Entry | Written)[],
    again: readonly Entry[] = [],
  ) {
    const known = new Set(rows)
    for (const entry of again) known.delete(canonical(entry as unknown as Json))
    const letters = new Set(all.map((one) => canonical(one as unknown as Json)))
    const lines = [...letters].filter((line) => !known.has(line))
    if (lines.length > 0) await this.file.append(gapBehind(text) + lines.map((line) => `${line}\n`).join(''))
  }

  /** Blanks what is to be nowhere any more, if the stick lets itself be written anew. */
  async #blank(isGone: (it: Written) => boolean): Promise<void> {
    if (!this.file.replace) return
    const lines = (await this.file.read()).split('\n')
    const left = lines.map((line, index) => {
      const written = index === 0 ? undefined : writtenIn(line)
      return written && isGone(written) ? blank : line
    })
    if (left.some((line, index) => line !== lines[index])) await this.file.replace(left.join('\n'))
  }
}

const nameOf = ({ hash, on }: Named) => `${hash} ${on}`
const isIn = (on: DossierId, { kinds }: Scope) => !kinds || kinds.includes(on.slice(0, on.indexOf('/')))
const dossiersIn = (all: readonly Written[]) => new Set(all.flatMap((it) => ('line' in it ? it.line.on : [])))
const refused = { status: 'rejected', code: 'erased' } as const

const traceOf = (name: string, on: DossierId): Promise<string> => sha256(new TextEncoder().encode(`${name} ${on}`))
