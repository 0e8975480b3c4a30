/** The words that every dossier knows beside its fields: of the act, of the day, of the schedule it belongs to (SPEC H68). */
import { slotFacts } from '../act/formula.js'
import { readId } from '../act/read-id.js'
import { dateIn } from '../time/calendar.js'
import { weekOf } from '../time/week.js'
import type { Json } from '../types.js'
import { isoOf } from './dossier.js'
import type { Situation } from './situation.js'
import type { Around } from './walk.js'

type Word = (it: Situation, around: Around) => Json | undefined

export const KERNEL: Readonly<Record<string, Word>> = {
  // where nothing is done, a dossier only being looked at or a clock running out, there is none
  act: (it) => (it.owner.pack.file.acts?.[it.act.type] ? it.act.type : undefined),
  by: (it) => it.act.by,
  reason: (it) => it.act.reason,
  now: (_, { now }) => isoOf(now),
  today: (_, around) => day(around),
  week: (_, around) => weekOf(day(around)),
  month: (_, around) => day(around).slice(0, 7),
  year: (_, around) => Number(day(around).slice(0, 4)),
  slot: (it, { book }) => slotFacts(it.after.id, book).slot,
  turn: (it, { book }) => slotFacts(it.after.id, book).turn,
  serial: (it, { book }) => readId(it.after.id, book)?.['serial'],
}

const day = ({ now, book }: Around) => dateIn(now, book.zone)
