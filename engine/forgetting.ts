/** Which dossiers are to be erased now: their own time is over, or the pack in force keeps them shorter than they were promised. */
import { ownerOf, prefixFor, prefixOf, type World } from './act/world.js'
import { forgottenAt, isForgotten, type Gone } from './journal/forget.js'
import type { Journal } from './journal/journal.js'
import type { Book } from './pack/book.js'
import type { Kind } from './pack/format.js'
import { dateIn } from './time/calendar.js'
import type { Dossier, Moment, Span } from './types.js'

/** Erases what is over, with the dossiers that belong to it. Answers how many went. */
export async function forgetOver(journal: Journal, world: World): Promise<number> {
  const gone = new Map<string, Gone>()
  for (const { dossier, keep } of await overNow(journal, world)) {
    const all = await withChildren(dossier, world)
    for (const one of all ?? []) {
      // what its lines say themselves a far side can see, whatever is said of it here
      const early = isForgotten(one, world.now) ? undefined : keep
      const known = { on: one.id, head: one.head, tally: tallyOf(one, world) }
      gone.set(one.id, { ...known, ...(early !== undefined && { keep: early }) })
    }
  }
  return gone.size === 0 ? 0 : journal.forget([...gone.values()])
}

interface Over {
  readonly dossier: Dossier
  /** As long as the pack in force keeps it. */
  readonly keep?: Span
}

async function overNow(journal: Journal, { book, now }: World): Promise<readonly Over[]> {
  const own = await Promise.all((await journal.over(now)).map((id) => journal.head(id)))
  const shorter: Over[] = []
  for (const [kind, found] of book.kinds) {
    const { forget } = found.pack.file.dossiers![found.kind]!
    if (!forget) continue
    // also one that was opened before its kind was to be forgotten
    const over = await journal.find({ kind, open: false })
    const isOver = (it: Dossier) => (forgottenAt({ forget, over: it.over ?? it.at }) ?? Infinity) <= now
    shorter.push(...over.filter(isOver).map((dossier) => ({ dossier, keep: forget.keep })))
  }
  return [...shorter, ...own.flatMap((dossier) => (dossier ? { dossier } : []))]
}

/** A dossier with everything under it; undefined while something there is still open, or it would be expected anew. */
async function withChildren(dossier: Dossier, world: World): Promise<readonly Dossier[] | undefined> {
  const { book } = world
  if (!book.kinds.has(prefixOf(dossier.id))) return [dossier]
  const { pack, kind, spec } = ownerOf(book, prefixOf(dossier.id))
  if (spec.expected && spec.parent !== undefined) {
    const above = dossier.fields[spec.parent]
    const parent = typeof above === 'string' ? await world.dossier(above as Dossier['id']) : undefined
    if (parent && !parent.ended) return undefined
  }
  const all: Dossier[] = [dossier]
  for (const [name, child] of Object.entries(pack.file.dossiers ?? {})) {
    if (child.parent !== kind) continue
    const prefix = prefixFor(book, pack, name)!
    for (const one of await world.find({ kind: prefix, where: { [kind]: dossier.id } })) {
      if (one.expected) continue
      const under = one.ended ? await withChildren(one, world) : undefined
      if (!under) return undefined
      all.push(...under)
    }
  }
  return all
}

/** From here on a place holds so many homes that it tells nobody's. */
const WIDE: ReadonlySet<string> = new Set(['grid', 'community', 'street', 'district', 'city', 'province'])

function tallyOf(dossier: Dossier, { book, places }: World): Gone['tally'] {
  const kind = prefixOf(dossier.id)
  const above = [dossier.place, ...places.ancestors(dossier.place)]
  const wide = above.find((place) => WIDE.has(places.get(place)?.kind ?? '')) ?? book.place
  return {
    kind,
    place: aboutPeople(book, kind) ? wide : dossier.place,
    step: dossier.step,
    month: monthOf(dossier.opened, book),
  }
}

const monthOf = (at: Moment, { zone }: Book) => dateIn(at, zone).slice(0, 7)

/** What belongs to a dossier about people is about them as well; so is what no pack here speaks of any more. */
function aboutPeople(book: Book, prefix: string): boolean {
  if (!book.kinds.has(prefix)) return true
  const { pack, spec } = ownerOf(book, prefix)
  for (let it: Kind | undefined = spec; it; it = it.parent === undefined ? undefined : pack.file.dossiers?.[it.parent])
    if (it.about === 'person' || it.about === 'household') return true
  return false
}
