/** A pack's own examples: its tests, its documentation, and the reason why a pack that breaks them is not adopted. */
import { contextOf } from './act/world.js'
import { judge } from './judge/judge.js'
import type { Book, NormRule, Pack } from './pack/book.js'
import type { Rule } from './pack/format.js'
import { lookup } from './pack/table.js'
import { same } from './stories/same.js'
import { sampleRoll } from './stories/sample.js'
import { staged } from './stories/staged.js'
import { tell } from './stories/story.js'
import { compile } from './sweep/compile.js'
import { add, momentIn } from './time/calendar.js'
import { shiftCalendar, Timetable, turnOf } from './time/schedule.js'
import type { Json } from './types.js'

/** How one example came out. `expected` and `got` hold only what differs. */
export interface Verdict {
  readonly of: 'story' | 'rule' | 'table' | 'clock' | 'schedule'
  /** Name of the rule, table, clock or schedule; the story's Chinese name. */
  readonly name: string
  readonly ok: boolean
  readonly expected: Json
  readonly got: Json
}

/**
 * Plays every example of a pack, rules in both evaluators.
 * @param as `published`: params stand at their defaults unless a story sets them; `here`: as the community has set them
 */
export async function tryPack(
  pack: Pack,
  book: Book,
  as: 'published' | 'here' = 'published',
): Promise<readonly Verdict[]> {
  const stage = staged(pack, book, as)
  const own = stage.packs.get(pack.name)!
  const verdicts: Verdict[] = []
  for (const story of pack.file.examples ?? []) {
    const { expected, got } = await tell(story, stage, pack.name)
    const ok = Object.keys(expected).length === 0 && Object.keys(got).length === 0
    verdicts.push({ of: 'story', name: story.name.zh, ok, expected, got })
  }
  verdicts.push(...(await tryRules(own, stage)))
  verdicts.push(...tryTables(pack, book), ...tryClocks(pack, book), ...trySchedules(pack, stage))
  return verdicts
}

/** Examples of rules and invariants: facts on one side, whether it holds on the other; the judge and the compiler must both say so. */
async function tryRules(pack: Pack, book: Book): Promise<Verdict[]> {
  const normal = new Map<string, NormRule>()
  for (const rule of [pack.actRules, pack.kindRules, pack.always].flatMap((it) => Object.values(it).flat()))
    normal.set(rule.name, rule)
  const { places } = sampleRoll(pack.file)
  const context = contextOf({ book, places })
  const verdicts: Verdict[] = []
  for (const { name, examples } of rulesOf(pack)) {
    const rule = normal.get(name)!
    const sweep = compile([rule], context)
    for (const { facts, holds } of examples ?? []) {
      const [reason] = await judge([rule], facts, context)
      const got = { judge: reason!.holds, sweep: sweep.one(facts).length === 1 }
      verdicts.push({
        of: 'rule',
        name,
        ok: got.judge === holds && got.sweep === holds,
        expected: { facts, holds },
        got,
      })
    }
  }
  return verdicts
}

const rulesOf = ({ file }: Pack): Pick<Rule, 'name' | 'examples'>[] => [
  ...Object.values(file.acts ?? {}).flatMap((act) => act.rules ?? []),
  ...Object.values(file.dossiers ?? {}).flatMap((kind) => [...(kind.rules ?? []), ...(kind.always ?? [])]),
]

function tryTables({ file }: Pack, { zone }: Book): Verdict[] {
  return Object.entries(file.tables ?? {}).flatMap(([name, table]) =>
    (table.examples ?? []).map((it): Verdict => {
      const got = lookup(table, it.in, file.lists, zone) ?? null
      return { of: 'table', name, ok: same(got, it.out), expected: it, got }
    }),
  )
}

/** Worked deadlines. A clock that takes its calendar from a fact is tried in the one called `work`. */
function tryClocks({ file }: Pack, { calendars, zone }: Book): Verdict[] {
  return Object.entries(file.clocks ?? {}).flatMap(([name, clock]) =>
    (clock.examples ?? []).map((it): Verdict => {
      const calendar = calendars[typeof clock.calendar === 'object' ? 'work' : (clock.calendar ?? '24h')]
      const got = calendar && add(calendar, momentIn(it.start, zone), it.limit)
      const ok = got === momentIn(it.due, zone)
      return { of: 'clock', name, ok, expected: it, got: got === undefined ? null : new Date(got).toISOString() }
    }),
  )
}

/** The next slots from a day, and whose turn they are in the sample's lists. */
function trySchedules({ file }: Pack, { calendars, zone, lists }: Book): Verdict[] {
  return Object.entries(file.schedules ?? {}).flatMap(([name, schedule]) => {
    const timetable = new Timetable(schedule, zone, shiftCalendar(calendars, zone))
    return (schedule.examples ?? []).map((it): Verdict => {
      const slots = timetable.from(it.from, it.slots.length)
      const turns = slots.map((slot) => turnOf(slot, lists[schedule.rotation ?? '']) ?? null)
      const got: Json = { slots: slots.map((slot) => slot.name), ...(it.turns && { turns }) }
      const expected: Json = { slots: it.slots, ...(it.turns && { turns: it.turns }) }
      const ok = JSON.stringify(got) === JSON.stringify(expected)
      return { of: 'schedule', name, ok, expected: { from: it.from, ...expected }, got }
    })
  })
}
