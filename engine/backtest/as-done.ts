/** A book in which what people did stays done: who they were and what they sealed cannot be asked again, and is not. */
import { asked, headOf, refsIn } from '../facts/refs.js'
import type { Book, Pack } from '../pack/book.js'
import type { ActSpec, Field, Kind, PackFile } from '../pack/format.js'
import { alike } from '../pack/digest.js'
import { mentions, rulesOf } from './change.js'
import { forgotten } from './known.js'

/**
 * The changed book, made ready for acts of the past: a sealed answer passes as it is; where the change leaves alone who
 * may act, whoever did act may; a question whose answer is gone need not be answered.
 */
export function asDone(is: Book, was: Book): Book {
  const packs = new Map([...is.packs].map(([name, pack]) => [name, replayed(pack, was.packs.get(name))]))
  const kinds = new Map([...is.kinds].map(([prefix, it]) => [prefix, { ...it, pack: packs.get(it.pack.name)! }]))
  return { ...is, packs, kinds }
}

function replayed(pack: Pack, was: Pack | undefined): Pack {
  const { dossiers = {}, acts = {} } = pack.file
  const file: PackFile = {
    ...pack.file,
    dossiers: mapped(dossiers, (kind) => ({ ...kind, fields: mapped(kind.fields, unsealed) })),
    acts: mapped(acts, (act, name) => doneBy(act, dossiers[act.on], pack, was, name)),
  }
  return { ...pack, file }
}

/** Checks of no list are taken as they come. */
const unsealed = (field: Field): Field => {
  if (!field.private) return field
  const { private: _, of: __, min: ___, max: ____, ...open } = field
  return { ...open, type: 'checks' }
}

function doneBy(act: ActSpec, kind: Kind | undefined, pack: Pack, was: Pack | undefined, name: string): ActSpec {
  const before = was?.file.acts?.[name]
  const posts = (of: Pack | undefined) => act.by.map((word) => of?.roles[word] ?? null)
  const same = alike(before?.by, act.by) && alike(posts(was), posts(pack))
  const gone = forgotten([kind])
  return {
    ...act,
    ...(same && { by: [...act.by, 'anyone'] }),
    ...(act.asks && { asks: act.asks.map((ask) => (gone.has(ask) ? `${ask}?` : ask)) }),
  }
}

/** Acts of a pack that read what was judged and forgotten, or what was drawn: they cannot be judged again. */
export function unaskable(pack: Pack): ReadonlySet<string> {
  const { acts = {}, dossiers = {}, tables = {}, facts = {} } = pack.file
  const found = new Set<string>()
  for (const [name, act] of Object.entries(acts)) {
    const gone = new Set(forgotten([dossiers[act.on]]))
    for (const [fact, { how }] of Object.entries(facts)) if (how === 'draw' || how === 'measure') gone.add(fact)
    if (gone.size === 0) continue
    for (let size = 0; size < gone.size;) {
      size = gone.size
      for (const [one, spec] of Object.entries({ ...tables, ...facts })) if (mentions(spec, gone)) gone.add(one)
    }
    const rules = [...rulesOf(pack, act.on, name), ...(pack.always[act.on] ?? [])]
    const names = refsIn([act.sets, act.then, rules.map(({ event }) => event.params)])
    for (const { when } of rules) asked(when, names)
    if ([...names].some((one) => gone.has(headOf(one)))) found.add(name)
  }
  return found
}

const mapped = <From, To>(all: Readonly<Record<string, From>>, to: (one: From, name: string) => To) =>
  Object.fromEntries(Object.entries(all).map(([name, one]) => [name, to(one, name)]))
