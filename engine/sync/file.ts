/** A file as the far side: for networks that do not touch. What is to go is written behind what is there; reading twice is safe. */
import { sha256 } from '../journal/hash.js'
import { outdoes } from '../journal/rows.js'
import { base64, bytesOf } from '../journal/sealing.js'
import { canonical } from '../pack/digest.js'
import type { DossierId, Entry, Json } from '../types.js'
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
import { blank, isStanding, newHead, onOf, proofsIn, read, standingIn, writtenIn } from './file-text.js'
import type { Written } from './file-text.js'

/** The file on the stick. What may be read is for whoever holds it: give it out as you would a folder of paper. */
export interface LinesFile {
  /** Its text; empty where there is no file yet. */
  read(): Promise<string>
  /** Writes behind its end; resolves when it is on the stick. */
  append(text: string): Promise<void>
  /**
   * Puts this in the place of all that is there; resolves when it is on the stick. Without it what is erased lies on the
   * stick until that is thrown away: it is not handed out any more, and that is all.
   */
  replace?(text: string): Promise<void>
}

const beginning = '.0'
const limits = { maxBatch: 1000, maxEntryBytes: 1_000_000, maxParcelBytes: 20_000_000 }

/** @param id names the stick, e.g. `stick-3`; everything is brought to each stick once */
export function fileAdapter(id: string, file: LinesFile): SyncAdapter {
  return {
    id,
    limits,
    open: (_, signal) =>
      new Promise((go) => {
        signal.throwIfAborted()
        go(new FileSession(file))
      }),
  }
}

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

  constructor(private readonly file: LinesFile) {
    if (file.replace) this.erase = (gone, signal) => this.#erase(gone, signal)
  }

  async push(
    entries: readonly Entry[],
    signal: AbortSignal,
    proofs: readonly Proof[] = [],
  ): Promise<readonly PushResult[]> {
    const was = await this.#read(signal)
    const proven = proofsIn(was.rows)
    const isFirst = ({ chain }: Entry) =>
      chain !== undefined && !proven.has(chain.hash) && proofs.some(({ lines }) => lines.includes(chain.hash))
    // a line that gets its first proof stands there once more: whoever has read beyond it reads it again
    await this.#append(was, [...proofs.map((proof) => ({ proof })), ...entries], entries.filter(isFirst))
    return entries.map(({ id }) => ({ id, status: 'stored' }))
  }

  async pull(scope: Scope, cursor: Cursor | null, limit: number, signal: AbortSignal): Promise<PullPage> {
    const { written, standing: _, proven, ...page } = await this.#page(cursor, limit, signal)
    const entries = written.flatMap((it) => ('line' in it && isIn(it.line.on, scope) ? it.line : []))
    const proofs = new Set(entries.flatMap(({ chain }) => proven.get(chain?.hash ?? '') ?? []))
    return { entries, ...(proofs.size > 0 && { proofs: [...proofs] }), ...page }
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  async #pushRows(rows: readonly Row[], signal: AbortSignal): Promise<readonly PushResult[]> {
    const was = await this.#read(signal)
    const opened = dossiersIn(was.written)
    const standing = standingIn(was.written)
    const results = rows.map((row): PushResult => {
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
    for (const { bytes, hash, on, type } of parcels) {
      if (!opened.has(on)) results.push({ id: hash, status: 'retry' })
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
    signal.throwIfAborted()
    const ids = new Set<string | undefined>(gone.map(({ on }) => on))
    await this.#blank((it) => ids.has(onOf(it)))
    const { written } = await this.#read(signal)
    const left = new Set(written.flatMap((it) => ('line' in it ? (it.line.chain?.hash ?? []) : [])))
    await this.#blank((it) => 'proof' in it && !it.proof.lines.some((hash) => left.has(hash)))
    return gone.map(({ on: id }) => ({ id, status: 'stored' }))
  }

  async #read(signal: AbortSignal) {
    signal.throwIfAborted()
    const text = await this.file.read()
    const { head, rows } = read(text)
    return { text, head, rows, written: rows.flatMap((row) => writtenIn(row) ?? []) }
  }

  async #page(cursor: Cursor | null, limit: number, signal: AbortSignal) {
    const { head, rows, written: all } = await this.#read(signal)
    const name = head?.name ?? ''
    const [of, at] = cursor === null ? [name, '0'] : cursor.split('.')
    const from = Number(at)
    // a cursor of an empty file stands before the first line of whatever comes
    const isSame = of === name || cursor === beginning
    if (!isSame || !Number.isInteger(from) || from > rows.length)
      throw new SyncError('cursor-gone', 'This is another file.')
    const to = Math.min(from + limit, rows.length)
    const written = rows.slice(from, to).flatMap((row) => writtenIn(row) ?? [])
    return {
      written,
      standing: standingIn(all),
      proven: proofsIn(rows),
      cursor: `${name}.${to}`,
      more: to < rows.length,
    }
  }

  async #append(
    { text, head, rows }: ReturnType<typeof read> & { text: string },
    all: readonly (Entry | Written)[],
    again: readonly Entry[] = [],
  ) {
    const known = new Set(rows)
    for (const entry of again) known.delete(canonical(entry as unknown as Json))
    const letters = new Set(all.map((one) => canonical(one as unknown as Json)))
    const lines = [...(head ? [] : [newHead()]), ...[...letters].filter((line) => !known.has(line))]
    // a stick that was pulled out in the middle of a line: what follows begins on its own
    const gap = text === '' || text.endsWith('\n') ? '' : '\n'
    if (lines.length > 0) await this.file.append(gap + lines.map((line) => `${line}\n`).join(''))
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
