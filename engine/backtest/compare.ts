/** What happened beside what would have: each line with its counterpart, and the lines that have none. */
import { prefixOf } from '../act/world.js'
import type { Decision, Entry, Moment, PlaceId } from '../types.js'
import { alike } from '../pack/digest.js'
import { rulesOf, type Change } from './change.js'
import { isDecision, isFollow, placeOf } from './past.js'
import type { Outcome, Replay } from './replay.js'
import type { Difference, What } from './result.js'
import type { Counted, Tally } from './tally.js'

/** What is needed to tell both sides of a difference. */
export interface Sides {
  readonly before?: Entry
  readonly after?: Entry
  /** The answer to an act asked again. */
  readonly decision?: Decision
}
export const keyOf = ({ line, what }: Pick<Difference, 'line' | 'what'>): string => `${what} ${line}`

export function compare({ outcomes, before, after, dossier }: Replay, change: Change, from: Moment, tally: Tally) {
  const sides = new Map<string, Sides>()
  const places = new Map<string, PlaceId>()
  for (const { row } of outcomes) if (!places.has(row.entry.on)) places.set(row.entry.on, placeOf(row.lines))
  // of dossiers that nobody opened then
  for (const line of after) if (line.place !== undefined) places.set(line.on, line.place)
  const packOf = ({ on, pack }: Entry) =>
    change.is.kinds.get(prefixOf(on))?.pack.name ?? pack.slice(0, pack.indexOf('@'))
  const add = (what: What, line: Entry, by: readonly string[], it: Sides) => {
    const difference: Difference = {
      line: line.id,
      on: line.on,
      place: places.get(line.on) ?? dossier(line.on)?.place ?? '',
      at: line.at,
      act: line.due?.clock ?? line.act,
      what,
      by,
    }
    tally.differences.push(difference)
    sides.set(keyOf(difference), it)
  }
  const count = (of: Counted['of'], name: string, line: Entry, turn: 'more' | 'fewer' | 'other' | 'untold') =>
    tally.count({ pack: packOf(line), of, name }, turn)

  /** Both were written: did they go the same way? */
  const both = (was: Entry, is: Entry, decision?: Decision) => {
    const by = [
      ...is.held.filter((rule) => !was.held.includes(rule)).map((rule) => count('rule', rule, is, 'more')),
      ...was.held.filter((rule) => !is.held.includes(rule)).map((rule) => count('rule', rule, is, 'fewer')),
    ]
    const moved = was.to !== is.to
    if (!moved && by.length === 0 && alike(was.data, is.data) && alike(shapes(was), shapes(is))) return
    if (by.length === 0) by.push(count('act', is.act, is, 'other'))
    add(moved ? 'moved' : 'changed', is, by, { before: was, after: is, ...(decision && { decision }) })
  }

  for (const outcome of outcomes) {
    const { row, entry, decision, untold } = outcome
    if (row.state === 'moot' || !isDecision(row.entry)) continue
    tally.lines++
    const was = row.state === 'fits' ? row.entry : undefined
    if (untold) {
      tally.untold++
      count('act', row.entry.act, row.entry, 'untold')
    }
    if (was && entry) both(was, entry, decision)
    else if (was)
      add('refused', was, [refusedBy(outcome, change, tally)], { before: was, ...(decision && { decision }) })
    else if (entry)
      add('allowed', entry, [count('act', entry.act, entry, 'more')], { after: entry, decision: decision! })
  }

  const [then, now] = [byKey(before), byKey(after)]
  const done = (all: ReadonlyMap<string, Entry>, known: ReadonlySet<string>) => (cause: string) =>
    all.has(selfless(cause)) || known.has(cause)
  const wasDone = done(then, new Set(outcomes.flatMap(({ row }) => (row.state === 'fits' ? row.entry.id : []))))
  const isDone = done(now, new Set(outcomes.flatMap(({ entry }) => entry?.id ?? [])))
  for (const [key, was] of then) {
    const is = now.get(key)
    if (isFollow(was)) {
      if (is) both(was, is)
      // what its cause brought about is told with the cause
      else if (isDone(was.cause!)) add('stayed-away', was, [count('act', was.act, was, 'fewer')], { before: was })
    } else if (!was.due?.warn) {
      // of a dossier that would not be there it is enough to say so
      if (!is && dossier(was.on)) add('in-time', was, [count('clock', was.due!.clock, was, 'fewer')], { before: was })
      else if (is && is.at !== was.at)
        add('shifted', is, [count('clock', was.due!.clock, was, 'other')], { before: was, after: is })
    }
  }
  for (const [key, is] of now) {
    if (then.has(key) || is.at < from) continue
    if (!isFollow(is)) {
      if (!is.due?.warn) add('late', is, [count('clock', is.due!.clock, is, 'more')], { after: is })
    } else if (wasDone(is.cause!)) add('came', is, [count('act', is.act, is, 'more')], { after: is })
  }
  tally.lines += then.size
  return sides
}

/** Effects by what they do and to whom: the words of a sentence may change with a name in the roster. */
const shapes = ({ effects }: Entry) =>
  effects.map(({ type, params = {} }) => [
    type,
    ...['act', 'to', 'clock', 'by', 'share'].map((key) => params[key] ?? null),
  ])

const byKey = (lines: readonly Entry[]) => new Map(lines.map((line) => [selfless(line.id), line]))

/** A clock's line has its moment in its id; without it, the line of the same round is found at another moment. */
const selfless = (id: string) => (/^\w{9}\.000\./.test(id) ? id.slice(14) : id)

/** The rule that says no, or the act itself where a gate does. */
function refusedBy({ row, decision }: Outcome, change: Change, tally: Tally): string {
  const { entry } = row
  const owner = change.is.kinds.get(prefixOf(entry.on))
  const pack = owner?.pack.name ?? entry.pack.slice(0, entry.pack.indexOf('@'))
  const because = decision?.because
  const rules = owner ? [...rulesOf(owner.pack, owner.kind, entry.act), ...(owner.pack.always[owner.kind] ?? [])] : []
  const rule = rules.find(({ name }) => name === because)
  if (!rule) return tally.count({ pack, of: 'act', name: entry.act }, 'fewer')
  const always = owner!.pack.always[owner!.kind]?.includes(rule)
  return tally.count({ pack, of: 'rule', name: rule.name }, always ? 'fewer' : 'more')
}
