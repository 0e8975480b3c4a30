/** What follows from a merge beyond the dossiers that were merged, drawn once and in whatever order pages come. */
import type { Fill } from '../act/decide.js'
import { fold, type Folded } from '../act/fold.js'
import type { Stage } from '../act/perform.js'
import { prefixOf, type World } from '../act/world.js'
import type { Journal } from '../journal/journal.js'
import { momentOf } from '../time/stamp.js'
import type { DossierId, Entry, Line, Note } from '../types.js'
import { askAgain } from './again.js'
import type { Aside, Touched } from './arrive.js'
import { causeOf } from './cause.js'
import { recount } from './counted.js'
import { noteLine, standingNote } from './notes.js'
import { Past } from './past.js'

/** What came of a page of lines from elsewhere. */
export interface Merged {
  /** Lines that were not here before. */
  readonly fresh: readonly Entry[]
  /** Of the dossiers that got any: lines from the earliest of them on that have no effect now. */
  readonly void: readonly Line[]
  readonly moot: readonly Line[]
  /** Kept beside the journal. */
  readonly aside: readonly Aside[]
}

/** Lines further back are not counted again: what was parked two months ago is no longer to be settled by a call. */
const WINDOW = 62 * 86_400_000

export interface Hands {
  readonly journal: Journal
  readonly fill: Fill
  readonly world: () => World
  /** Lays lines on a stage for the dossier and writes them; once more where somebody else was quicker. */
  readonly carry: (id: DossierId, work: (stage: Stage) => Promise<void>) => Promise<void>
}

/** Draws the consequences of all merges that wait for it. What is written is the same if it is drawn twice, or elsewhere. */
export async function drawConsequences(hands: Hands): Promise<void> {
  const touched = await hands.journal.touched()
  if (touched.length === 0) return
  for (const { id, ask } of touched) if (ask) await hands.carry(id, (stage) => askAgain(id, stage, hands.fill))
  await followCauses(touched, hands)
  await countAgain(touched, hands)
  await hands.journal.settled(touched)
}

/** Lines whose cause is void now, or fits again, in a dossier that was touched. */
async function followCauses(touched: readonly Touched[], { journal, world, carry }: Hands): Promise<void> {
  const ids = new Set(touched.map(({ id }) => id))
  const came = new Set(touched.flatMap(({ id, caused }) => (caused ? [id] : [])))
  const sources = new Map<DossierId, Folded | undefined>()
  const source = async (id: DossierId) => {
    if (!sources.has(id)) sources.set(id, await folded(id, journal))
    return sources.get(id)
  }
  for (const id of new Set([...(await journal.causedBy([...ids])), ...came])) {
    const own = await folded(id, journal)
    if (!own) continue
    const notes: [Entry, Note][] = []
    for (const { entry } of own.lines) {
      if (entry.causeOn === undefined || !(came.has(id) || ids.has(entry.causeOn))) continue
      const from = await source(entry.causeOn)
      const note = from && causeOf(entry, from, own.dossier, world().book)
      if (note && isNews(note, own)) notes.push([entry, note])
    }
    await write(id, notes, carry)
  }
}

/** Acts that counted over a kind of which lines came, as far as they are later than the earliest of those. */
async function countAgain(touched: readonly Touched[], { journal, world, carry, fill }: Hands): Promise<void> {
  const base = world()
  const oldest = base.now - WINDOW
  const first = new Map<string, string>()
  for (const { id, from } of touched) {
    const kind = prefixOf(id)
    if (from < (first.get(kind) ?? '~')) first.set(kind, from)
  }
  const asked = new Set<DossierId>()
  for (const [kind, from] of first)
    for (const id of await journal.counting(kind, Math.max(oldest, momentOf(from)))) asked.add(id)
  const past = new Past(base)
  for (const id of asked) {
    const lines = await journal.lines(id)
    const own = fold(lines)
    const notes: [Entry, Note][] = []
    for (const entry of lines) {
      const isLater = entry.counted?.some((kind) => entry.id >= (first.get(kind) ?? '~'))
      if (!isLater || momentOf(entry.id) < oldest) continue
      const note = await recount(entry, lines, past, fill)
      if (note && isNews(note, own)) notes.push([entry, note])
    }
    await write(id, notes, carry)
  }
}

/** Says otherwise than what stands, and knows more. */
function isNews(note: Note, own: Folded): boolean {
  const standing = standingNote(own.lines, note.on, note.of)
  return note.holds !== (standing?.holds ?? false) && note.known > (standing?.known ?? 0)
}

async function write(id: DossierId, notes: readonly [Entry, Note][], carry: Hands['carry']): Promise<void> {
  if (notes.length === 0) return
  await carry(id, async (stage) => {
    for (const [entry, note] of notes) await stage.lay(noteLine(entry, note))
  })
}

async function folded(id: DossierId, journal: Journal): Promise<Folded | undefined> {
  const lines = await journal.lines(id)
  return lines.length > 0 ? fold(lines) : undefined
}
