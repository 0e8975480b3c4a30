/** The thorough answer: every dossier played again in order of time, by the changed book, with its clocks and what follows. */
import { comingOf } from '../act/coming.js'
import type { Fill } from '../act/decide.js'
import { Expected } from '../act/expected.js'
import { formulas } from '../act/formula.js'
import { Stage } from '../act/perform.js'
import { prefixOf } from '../act/world.js'
import type { Places } from '../roster/places.js'
import type { Posts } from '../roster/posts.js'
import type { Show } from '../show.js'
import type { Act, Data, Decision, Dossier, DossierId, Entry, Moment } from '../types.js'
import { asDone, unaskable } from './as-done.js'
import type { Change } from './change.js'
import { isDecision, isFollow, type Past, type Row, type Stretch } from './past.js'
import type { Going } from './quick.js'
import { Replayed } from './world.js'

/** One line of the past and what would have become of it. */
export interface Outcome {
  readonly row: Row
  readonly decision?: Decision
  /** The line as it would have been written; the same one where it was not asked again. */
  readonly entry?: Entry
  /** It reads what is gone, so it stayed as it was. */
  readonly untold?: true
}

export interface Replay {
  /** Acts of people in order of time. */
  readonly outcomes: readonly Outcome[]
  /** Lines that came by themselves, dues and what follows, then and now. */
  readonly before: readonly Entry[]
  readonly after: readonly Entry[]
  /** A dossier as it would stand. */
  readonly dossier: (id: DossierId) => Dossier | undefined
}

export interface Ground {
  readonly places: Places
  readonly posts: Posts
  /** In the words of the changed book, for the sentences that lines keep. */
  readonly show: Show
}

/** Before `from` everything stands as it stood; from there on acts are asked again as of their own moment. */
export async function replay(
  past: Past,
  change: Change,
  ground: Ground,
  { from = -Infinity, to = Infinity }: Stretch,
  now: Moment,
  { pause, progress }: Going,
): Promise<Replay> {
  const world = new Replayed(asDone(change.is, change.was), ground.places, ground.posts)
  const rows = [...past.between(change.prefixes, -Infinity, to)]
  const gone = new Map([...change.is.packs.values()].map((pack) => [pack.name, unaskable(pack)]))
  const outcomes: Outcome[] = []
  const before: Entry[] = []
  const after: Entry[] = []

  const fill: Fill = (...words) => ground.show.filled(...words)
  const slots = formulas(world.book)
  const parents = new Set([...slots.values()].flatMap(({ parent }) => parent ?? []))
  /** Up to here all that was expected and nobody acted on has rung, and when it is to be looked at again. */
  let [rung, look] = [from, -Infinity]

  const seen = (at: Moment) => {
    world.now = at
    return slots.size > 0 ? new Expected(world, fill) : world
  }
  const stageAt = (at: Moment, stamp: string) => new Stage(seen(at), { next: () => stamp, see: () => undefined }, fill)
  const keep = (stage: Stage) => {
    for (const { on, entries } of stage.writes) {
      world.put(on, entries)
      if (parents.has(prefixOf(on))) look = -Infinity
      for (const entry of entries) if (entry.due || isFollow(entry)) after.push(entry)
    }
  }
  const ring = async (id: DossierId, at: Moment) => {
    const stage = stageAt(at, '')
    await stage.fire(id, at)
    keep(stage)
    await pause()
  }
  const ringKept = async (by: Moment) => {
    for (let next = world.ringing(by); next; next = world.ringing(by)) await ring(next.id, next.at)
  }
  const ringUntil = async (by: Moment) => {
    const expected = by >= look && seen(by)
    if (expected instanceof Expected) {
      const { out, next = Infinity } = await comingOf(expected, rung)
      for (const { id, at } of out) {
        await ringKept(at)
        await ring(id, at)
      }
      ;[rung, look] = [by, next]
    }
    await ringKept(by)
  }
  const again = async (row: Row): Promise<Outcome> => {
    const { entry } = row
    const owners = change.owners(prefixOf(entry.on))
    const spec = change.act(entry.act, owners)
    const isAsked = spec.was !== undefined || spec.is !== undefined
    const untold = owners.is !== undefined && gone.get(owners.is.pack.name)!.has(entry.act)
    if (!isAsked || !isDecision(entry) || entry.by === 'clock' || untold) {
      const dossier = await seen(entry.at).dossier(entry.on)
      // lines that do not fit are kept by journals to be looked at; here nobody would
      if (!entry.carry && (dossier?.step ?? 'new') !== entry.from) return { row }
      world.put(entry.on, [entry])
      return { row, entry, ...(untold && { untold: true as const }) }
    }
    if (!spec.is) return { row }
    const parent = entry.from === 'new' ? owners.is?.spec.parent : undefined
    const stage = stageAt(entry.at, entry.id)
    const decision = await stage.act(wish(entry, [...(spec.is.asks ?? []), ...(parent === undefined ? [] : [parent])]))
    keep(stage)
    return { row, decision, ...(decision.entry && { entry: decision.entry }) }
  }

  let done = 0
  for (const row of rows) {
    const { entry } = row
    if (entry.at < from) {
      // a dossier is put down once, with all that it had by then
      if (row.index === 0)
        world.put(
          entry.on,
          row.lines.filter(({ at }) => at < from && at <= to),
        )
    } else if (entry.due || isFollow(entry)) {
      if (row.state === 'fits') before.push(entry)
    } else {
      await ringUntil(entry.at)
      outcomes.push(await again(row))
    }
    await pause()
    progress?.(++done, rows.length)
  }
  await ringUntil(Math.min(to, now))
  return { outcomes, before, after, dossier: (id) => world.at(id) }
}

/** The act as it was done: what was answered then of what is asked now. */
function wish(entry: Entry, asks: readonly string[]): Act {
  const names = new Set(asks.map((ask) => ask.replace(/\?$/, '')))
  const data: Data = Object.fromEntries(Object.entries(entry.data).filter(([name]) => names.has(name)))
  const { act: type, on, by, place, reason } = entry
  return { type, on, by, data, ...(place !== undefined && { place }), ...(reason !== undefined && { reason }) }
}
