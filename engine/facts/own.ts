/** Facts of the dossier alone: its words, its lines, tables and figures over them; no other dossier is asked. */
import { contextOf } from '../act/world.js'
import { checklistOf, checksAsFact } from '../pack/checklist.js'
import type { Derivation } from '../pack/format.js'
import { comparable } from '../judge/comparable.js'
import type { Name, ValueType } from '../pack/book.js'
import { lookup } from '../pack/table.js'
import type { Data, Dossier, Facts, Json } from '../types.js'
import { isoOf, wordOf } from './dossier.js'
import { ratio, spanBetween, weighted } from './figures.js'
import type { Interval } from './intervals.js'
import { KERNEL } from './kernel.js'
import { balanceOf, newestPer, type Told } from './lines.js'
import { over, type Rows } from './rows.js'
import type { Situation } from './situation.js'
import { onwards, type Around } from './walk.js'
import { fitting, testsOf, wantedBy } from './where.js'

/** A situation with the lines of its dossier that fit, the one at hand last; without lines where no fact asks for them. */
export interface Own extends Situation {
  readonly lines: readonly Told[]
}

/** What a name stands for, as far as the dossier alone tells. @param facts what a derived fact or table is worked out from */
export function ownValue(name: string, facts: Facts, it: Own, around: Around): Json | undefined {
  const { pack } = it.owner
  const kernel = KERNEL[name]
  if (kernel) return kernel(it, around)
  if (name === 'last') return lastOf(it.after, it.lines, it)
  if (name === 'was') return it.before && { id: it.before.id, step: it.before.step }
  if (pack.file.params?.[name]) return pack.params[name]
  const table = pack.file.tables?.[name]
  if (table) return lookup(table, present(facts), pack.file.lists, around.book.zone)
  const how = pack.file.facts?.[name]
  return how ? derived(how, facts, it, around) : wordOf(it.after, name, it.owner, around.now)
}

/** A word of the dossier before the act. */
export function wordBefore(word: string, it: Own, around: Around): Json | undefined {
  if (!it.before) return undefined
  if (word === 'last') return lastOf(it.before, it.line ? it.lines.slice(0, -1) : it.lines, it)
  return wordOf(it.before, word, it.owner, around.now)
}

/** The newest line of each act: when, by whom and, where lines are at hand, what it wrote. */
function lastOf(dossier: Dossier, lines: readonly Told[], { owner }: Situation): Json {
  return Object.fromEntries(
    Object.entries(dossier.last).map(([act, { at, by }]) => {
      const line = lines.findLast((one) => one.act === act)
      return [act, { at: isoOf(at), by, ...(line && { data: written(line.data, owner) }) }]
    }),
  )
}

function written(data: Data, { spec, pack }: Situation['owner']): Json {
  return Object.fromEntries(
    Object.entries(data).flatMap(([name, value]) => {
      const list = spec.fields[name] && checklistOf(spec.fields[name], pack.file)
      const read = list ? checksAsFact(value, list, pack.file) : value
      return read === undefined ? [] : [[name, read]]
    }),
  )
}

const present = (facts: Facts): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(facts).filter((one): one is [string, Json] => one[1] !== undefined && one[1] !== null),
  )

function derived(how: Derivation, facts: Facts, it: Own, around: Around): Json | undefined {
  const { now, book } = around
  const { zone, calendars } = book
  switch (how.how) {
    case 'times':
      return it.after.times[how.act!] ?? 0
    case 'balance':
      return balanceOf(how, it.lines)
    case 'span':
      return spanBetween(how, facts, { now, zone, calendars })
    case 'ratio':
      return ratio(how, facts, zone)
    case 'weighted':
      return weighted(how, facts, zone)
  }
  const tests = testsOf(how)
  if (tests.some((test) => wantedBy(test, facts) === undefined)) return undefined
  const lines = how.how === 'standing' ? newestPer(how, it.lines) : it.lines.filter(({ act }) => act === how.act)
  const rows = fitting(rowsOf(lines, it, around), tests, facts, { ...contextOf(around), now })
  return how.how === 'standing' ? rows.all.length : over(how, rows, intervalOf(how, facts, zone), { now, zone })
}

/** The interval of the dossier at hand, by the same fields; none while one of them is open. */
export function intervalOf({ from, to }: Derivation, facts: Facts, zone: string): Interval | undefined {
  const [start, end] = [from, to].map((name) =>
    name === undefined ? undefined : comparable(facts[name], 'moment', zone),
  )
  return typeof start === 'number' && typeof end === 'number' ? [start, end] : undefined
}

const LINE: Readonly<Record<string, ValueType>> = { at: 'moment', by: 'party', reason: 'text' }

function rowsOf(all: readonly Told[], { owner }: Situation, around: Around): Rows<Told> {
  const names = owner.pack.names[owner.kind]!
  const read = (line: Told, path: string): Json | undefined => {
    const [head, ...rest] = path.split('.') as [string, ...string[]]
    const value = wordIn(line, head, owner)
    return rest.length === 0 ? value : onwards(value, names.get(head), rest, owner, around, new Map())
  }
  const type = (path: string): ValueType => {
    const [head, ...rest] = path.split('.') as [string, ...string[]]
    if (rest.length === 0 && LINE[head]) return LINE[head]
    return (
      rest.reduce<Omit<Name, 'from'> | undefined>((at, part) => at?.members?.[part], names.get(head))?.type ?? 'text'
    )
  }
  return { all, at: ({ at }) => at, read, type, whole: (line) => wholeLine(line, owner) }
}

function wordIn(line: Told, word: string, owner: Situation['owner']): Json | undefined {
  if (word === 'at') return isoOf(line.at)
  if (word === 'by') return line.by
  if (word === 'reason') return line.reason
  const field = owner.spec.fields[word]
  const list = field && checklistOf(field, owner.pack.file)
  return list ? checksAsFact(line.data[word], list, owner.pack.file) : line.data[word]
}

const wholeLine = ({ at, by, data }: Told, owner: Situation['owner']): Json => ({
  at: isoOf(at),
  by,
  data: written(data, owner),
})
