/** A file as the far side: for networks that do not touch. What is to go is written behind what is there; reading twice is safe. */
import { canonical } from '../pack/digest.js'
import { newNode } from '../time/stamp.js'
import type { DossierId, Entry, Json } from '../types.js'
import { SyncError } from './adapter.js'
import type { PullPage, PushResult, Scope, SyncAdapter, SyncSession } from './adapter.js'

/** The file on the stick. What may be read is for whoever holds it: give it out as you would a folder of paper. */
export interface LinesFile {
  /** Its text; empty where there is no file yet. */
  read(): Promise<string>
  /** Writes behind its end; resolves when it is on the stick. */
  append(text: string): Promise<void>
}

/** First line of a file; its name tells a cursor whether it is the same file. */
interface FileHead {
  readonly lines: 'linli'
  readonly version: 1
  readonly name: string
}

const beginning = '.0'
const limits = { maxBatch: 1000, maxEntryBytes: 1_000_000 }

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

class FileSession implements SyncSession {
  constructor(private readonly file: LinesFile) {}

  async push(entries: readonly Entry[], signal: AbortSignal): Promise<readonly PushResult[]> {
    signal.throwIfAborted()
    const text = await this.file.read()
    const { head, rows } = read(text)
    const known = new Set(rows)
    const fresh = [...new Set(entries.map((entry) => canonical(entry as unknown as Json)))].filter(
      (it) => !known.has(it),
    )
    const begin: FileHead = { lines: 'linli', version: 1, name: newNode() }
    const lines = [...(head ? [] : [JSON.stringify(begin)]), ...fresh]
    // a stick that was pulled out in the middle of a line: what follows begins on its own
    const gap = text === '' || text.endsWith('\n') ? '' : '\n'
    if (lines.length > 0) await this.file.append(gap + lines.map((line) => `${line}\n`).join(''))
    return entries.map(({ id }) => ({ id, status: 'stored' }))
  }

  async pull({ place: _, kinds }: Scope, cursor: string | null, limit: number, signal: AbortSignal): Promise<PullPage> {
    signal.throwIfAborted()
    const { head, rows } = read(await this.file.read())
    const name = head?.name ?? ''
    const [of, at] = cursor === null ? [name, '0'] : cursor.split('.')
    const from = Number(at)
    // a cursor of an empty file stands before the first line of whatever comes
    const isSame = of === name || cursor === beginning
    if (!isSame || !Number.isInteger(from) || from > rows.length)
      throw new SyncError('cursor-gone', 'This is another file.')
    const to = Math.min(from + limit, rows.length)
    const entries = rows.slice(from, to).flatMap((row) => lineIn(row) ?? [])
    return {
      entries: kinds ? entries.filter(({ on }) => kinds.includes(kindOf(on))) : entries,
      cursor: `${name}.${to}`,
      more: to < rows.length,
    }
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}

const kindOf = (on: DossierId) => on.slice(0, on.indexOf('/'))

function read(text: string): { readonly head: FileHead | undefined; readonly rows: readonly string[] } {
  const end = text.lastIndexOf('\n')
  const [first, ...rows] = text.slice(0, Math.max(end, 0)).split('\n')
  if (first === '' || first === undefined) return { head: undefined, rows: [] }
  const head = parsed(first) as Partial<FileHead> | undefined
  if (head?.lines !== 'linli' || head.version !== 1)
    throw new SyncError('protocol', 'This is no file of lines: its first line should say so.')
  return { head: head as FileHead, rows }
}

/** A row that is no line, e.g. half of one, keeps no other out. */
function lineIn(row: string): Entry | undefined {
  const line = parsed(row) as Partial<Entry> | undefined
  return typeof line?.id === 'string' && typeof line.on === 'string' ? (line as Entry) : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
