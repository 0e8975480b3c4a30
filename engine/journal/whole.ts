/** Everything that a device keeps as one text, and back: without it a broken kiosk takes its office's memory with it. */
import { fold } from '../act/fold.js'
import { Teller } from '../pack/trouble.js'
import type { Imported, Keeping } from '../storage.js'
import { checked } from '../identity/doubt.js'
import { proofsFor } from '../identity/prove-all.js'
import type { DossierId, Entry, Json, Trouble } from '../types.js'
import { exportJournal, isHead, NO_ENTRY, NO_EXPORT, NO_JSON, parsed, type ExportHead } from './export.js'
import { isForgotten } from './forget.js'
import { sha256 } from './hash.js'
import type { Arrival, Long, Whole, WholeRow } from './journal.js'
import { proofOf } from './signing.js'
import type { KeptProof } from './signing.js'

/** After so many letters stands the hash of them: a text that was cut off or changed on its way is found out. */
const BLOCK = 1_000_000
/** So many dossiers or rows are taken in at once. */
const AT_ONCE = 200

const bytesOf = (text: string) => new TextEncoder().encode(text)
const written = (value: object) => `${JSON.stringify(value)}\n`

/** All lines, proven: what was never brought to anybody is signed now, for no other device can do it. */
async function* proven(keeping: Keeping): AsyncGenerator<Arrival> {
  const { journal } = keeping
  let some: Arrival[] = []
  const flush = async () => {
    const ready = some
    some = []
    await proofsFor(
      ready.flatMap(({ entries }) => entries),
      journal.signing,
      keeping.now(),
    )
    return ready
  }
  for await (const arrival of journal.all()) if (some.push(arrival) >= AT_ONCE) yield* await flush()
  yield* await flush()
}

/** Lines first, then the rows of the other tables, then how many there were. */
async function* piecesOf(keeping: Keeping, whole: Whole): AsyncGenerator<string> {
  const { book } = keeping
  yield* exportJournal({ all: () => proven(keeping) }, { book, roster: keeping.roster(), at: keeping.now() })
  const sees = new Map<string, Promise<boolean>>()
  const maySee = (on: DossierId) => {
    if (!sees.has(on)) sees.set(on, keeping.sees(on))
    return sees.get(on)!
  }
  // a sealed one is read by nobody without its key, which does not come along
  const isOpen = ({ in: table, is }: WholeRow) => table === 'sheets' && !('erased' in is || 'box' in is)
  for await (const row of whole.rows())
    if (!isOpen(row) || (await maySee(row.is['on'] as DossierId))) yield written(row)
}

export async function* exportWhole(keeping: Keeping, whole: Whole, { signal, progress }: Long): AsyncGenerator<string> {
  let block = ''
  let pieces = 0
  for await (const piece of piecesOf(keeping, whole)) {
    signal?.throwIfAborted()
    block += piece
    progress?.(++pieces)
    if (block.length < BLOCK) continue
    yield block + written({ sha256: await sha256(bytesOf(block)) })
    block = ''
  }
  yield block + written({ sha256: await sha256(bytesOf(block)), end: true })
}

type Word =
  | { readonly entry: Entry }
  | { readonly row: WholeRow }
  | { readonly head: ExportHead }
  | { readonly sha256: string; readonly end?: true }

const isRow = (value: Json | undefined): boolean =>
  typeof (value as { in?: unknown } | undefined)?.in === 'string' && typeof (value as { is?: unknown }).is === 'object'

/** The text line by line, with how much of it was read. */
async function* linesOf(file: Blob): AsyncGenerator<readonly [words: string, read: number]> {
  const reader = file.stream().pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  let read = 0
  for (;;) {
    const { done, value = '' } = await reader.read()
    const lines = (rest + value).split('\n')
    rest = done ? '' : lines.pop()!
    for (const words of lines) {
      read += bytesOf(words).length + 1
      if (words !== '') yield [words, read]
    }
    if (done) return
  }
}

/** What is wrong with a text; nothing of it is taken while anything is. */
async function faultsOf(file: Blob, name: string, community: string, long: Long): Promise<readonly Trouble[]> {
  const { validateEntry } = await import('../generated/entry-validator.js')
  let [line, block, head, ended] = [0, '', undefined as ExportHead | undefined, false]
  const teller = new Teller(() => ({ file: name, line, column: 1 }))
  for await (const [words, read] of linesOf(file)) {
    long.signal?.throwIfAborted()
    line++
    long.progress?.(read / 2, file.size)
    const value = parsed(words)
    if (!head) {
      if (!isHead(value)) break
      head = value
      if (head.journal !== community) teller.error([], elsewhere(head.journal, community))
    } else if (isSum(value)) {
      if (value.sha256 !== (await sha256(bytesOf(block)))) teller.error([], CHANGED)
      ;[block, ended] = ['', value.end === true]
      continue
    } else if (value === undefined) teller.error([], NO_JSON)
    else if (!isRow(value) && !validateEntry(value)) teller.error([], NO_ENTRY)
    block += `${words}\n`
    if (teller.failed) break
  }
  if (!head) teller.error([], NO_EXPORT)
  else if (!ended && !teller.failed) teller.error([], CUT)
  return teller.troubles
}

const isSum = (value: unknown): value is { readonly sha256: string; readonly end?: true } =>
  typeof (value as { sha256?: unknown } | undefined)?.sha256 === 'string'

/** A text that was found good, word by word. */
async function* wordsOf(file: Blob, long: Long): AsyncGenerator<Word> {
  for await (const [words, read] of linesOf(file)) {
    if (long.signal?.aborted) return
    long.progress?.((file.size + read) / 2, file.size)
    const value = JSON.parse(words) as Json
    if (isHead(value)) yield { head: value }
    else if (isSum(value)) yield value
    else if (isRow(value)) yield { row: value as unknown as WholeRow }
    else yield { entry: value as unknown as Entry }
  }
}

export async function importWhole(
  file: Blob,
  name: string,
  keeping: Keeping,
  whole: Whole,
  long: Long,
): Promise<Imported> {
  const troubles = await faultsOf(file, name, keeping.book.community, long)
  const sum = { dossiers: 0, lines: 0, sheets: 0, photos: 0 }
  if (troubles.length > 0) return { ...sum, troubles }
  let [arrivals, rows] = [new Map<DossierId, Entry[]>(), [] as WholeRow[]]
  const flush = async () => {
    const came = await takeIn(
      [...arrivals].map(([on, entries]) => ({ on, entries })),
      keeping,
    )
    sum.dossiers += came.dossiers
    sum.lines += came.lines
    const kept = await whole.restore(rows)
    await takeProofs(rows, keeping)
    for (const table of ['sheets', 'photos'] as const) sum[table] += kept.filter((row) => row.in === table).length
    arrivals = new Map()
    rows = []
  }
  for await (const word of wordsOf(file, long)) {
    if ('row' in word) rows.push(word.row)
    else if ('entry' in word) {
      const { on } = word.entry
      // a dossier is taken in whole
      if (!arrivals.has(on) && arrivals.size >= AT_ONCE) await flush()
      arrivals.set(on, [...(arrivals.get(on) ?? []), word.entry])
    }
    if (rows.length >= AT_ONCE) await flush()
  }
  await flush()
  await keeping.came()
  return { ...sum, troubles }
}

/** Those that are not here come in segments, the others as lines from elsewhere; what is to be erased by now stays out. */
async function takeIn(arrivals: readonly Arrival[], keeping: Keeping) {
  const { journal } = keeping
  if (arrivals.length === 0) return { dossiers: 0, lines: 0 }
  const folded = (lines: readonly Entry[]) => fold(lines).dossier
  const here = new Set((await journal.heads(arrivals.map(({ on }) => on))).map(({ id }) => id))
  const alive = arrivals.filter(({ on, entries }) => here.has(on) || !isForgotten(folded(entries), keeping.now()))
  const others = alive.filter(({ on }) => !here.has(on))
  const dossiers = await journal.bulk(others, folded)
  const known = alive.flatMap(({ on, entries }) => (here.has(on) ? entries : []))
  const fresh = known.length > 0 ? await keeping.receive(known) : []
  const lines = others.reduce((sum, { entries }) => sum + entries.length, fresh.length)
  return { dossiers: dossiers + new Set(fresh.map(({ on }) => on)).size, lines }
}

/** Those that are right are kept, by the lines that are here. */
async function takeProofs(rows: readonly WholeRow[], keeping: Keeping): Promise<void> {
  const { journal } = keeping
  const proofs = rows.flatMap((row) => (row.in === 'proofs' ? [row.is as unknown as KeptProof] : []))
  const hashes = new Set(proofs.flatMap((proof) => proof.lines))
  const ledgers = await journal.ledgers([...new Set(proofs.flatMap(({ on }) => on))])
  const lines = ledgers.flat().filter(({ chain }) => chain && hashes.has(chain.hash))
  const { proven: right } = await checked(lines, proofs.map(proofOf))
  await journal.signing.keep(right, lines, keeping.now())
}

const elsewhere = (found: string, here: string) => ({
  code: 'elsewhere',
  zh: `这是「${found}」的台账，本机是「${here}」的，没有导入。`,
  en: `this is the journal of "${found}", and this device keeps that of "${here}"; nothing was taken in.`,
})
const CHANGED = {
  code: 'changed',
  zh: '文件在导出之后被改动或损坏了，没有导入。请重新导出一份。',
  en: 'the file was changed or damaged since it was exported; nothing was taken in. Export it once more.',
}
const CUT = {
  code: 'cut-off',
  zh: '文件不完整，后面缺了一段，没有导入。请重新拷贝。',
  en: 'the file is not whole, its end is missing; nothing was taken in. Copy it once more.',
}
