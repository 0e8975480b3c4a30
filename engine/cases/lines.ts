/** The lines of a case that was kept elsewhere: taken in, perhaps late, perhaps closed. */
import type { Case } from './reader.js'
import type { Arrival } from '../journal/journal.js'
import { dueId, importId } from '../time/stamp.js'
import type { DossierId, Entry, Moment, PartyId, Start } from '../types.js'
import type { Owner } from '../act/world.js'

const clock = 'register'

/** A point in time that somebody else promised: it runs in every step that is no end. */
const startOf = (at: Moment, until: Moment, runs: readonly string[], zone: string): Start => ({
  clock,
  title: { zh: '登记时限', en: 'Due in the register' },
  round: 1,
  at,
  until,
  calendar: { name: '24h', zone },
  runs,
  pauses: [],
  again: 'once',
  due: [],
})

/** Their ids are made of the row, so every device that takes it in writes the same lines. */
export function linesOf(
  { id, opened, due, closed, place, data }: Case,
  { pack, kind, spec }: Owner,
  prefix: string,
  { by, now, zone }: { readonly by: PartyId; readonly now: Moment; readonly zone: string },
): Arrival {
  const on: DossierId = `${prefix}/${encodeURIComponent(id)}`
  const running = Object.keys(spec.steps).filter((step) => !spec.ends.includes(step))
  const first = running[0]!
  const last = spec.ends.includes('closed') ? 'closed' : spec.ends[0]!
  const common = { on, by, data: {}, pack: pack.ref, facts: {}, held: [], effects: [] }
  const entries: Entry[] = [
    {
      ...common,
      id: importId(on, opened, 1),
      act: 'import',
      at: opened,
      kind,
      place,
      data,
      from: 'new',
      to: first,
      source: id,
      ...(spec.forget && { forget: spec.forget }),
      ...(due !== undefined && { starts: [startOf(opened, due, running, zone)] }),
    },
  ]
  // What is late already is not left for the timer, which would write a line at a time.
  if (due !== undefined && due <= (closed ?? now))
    entries.push({
      ...common,
      id: dueId(on, clock, 1, due),
      act: 'due',
      by: 'clock',
      at: due,
      from: first,
      to: first,
      due: { clock, round: 1, at: due },
    })
  if (closed !== undefined)
    entries.push({
      ...common,
      id: importId(on, closed, 2),
      act: 'import',
      at: closed,
      from: first,
      to: last,
      ends: true,
    })
  return { on, entries }
}
