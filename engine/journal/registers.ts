/** Values of which only the newest is kept: they stand beside the lines, so that of the earlier ones no trace is left. */
import { begin, move } from '../time/dues.js'
import { momentIn } from '../time/calendar.js'
import type { Dossier, Due, Json, Moment } from '../types.js'

/** One value, with the stamp of the act that wrote it: of two the later stands, on every device. */
export interface Register {
  /** `null` where it was emptied. */
  readonly value: Json
  readonly stamp: string
}
export type Registers = Readonly<Record<string, Register>>

export const none: Registers = {}

/** The later value of each; the same object where nothing of `more` is newer. */
export function newest(here: Registers, more: Registers): Registers {
  const newer = Object.entries(more).filter(([name, { stamp }]) => !(here[name] && here[name].stamp >= stamp))
  return newer.length === 0 ? here : { ...here, ...Object.fromEntries(newer) }
}

/** A folded dossier with its newest values in its fields, and the clocks that count from them where they now stand. */
export function withRegisters(dossier: Dossier, registers: Registers): Dossier {
  const entries = Object.entries(registers)
  if (entries.length === 0) return dossier
  const given = entries.flatMap(([name, { value }]) => (value === null ? [] : [[name, value] as const]))
  const dues = dossier.dues.filter((due) => isLast(due, dossier.dues))
  const moved = new Map(dues.flatMap((due) => countedAnew(due, dossier, registers)))
  return {
    ...dossier,
    fields: { ...dossier.fields, ...Object.fromEntries(given) },
    newest: registers,
    dues: dossier.dues.map((due) => moved.get(due) ?? due),
  }
}

const isLast = (due: Due, all: readonly Due[]) => !all.some((it) => it.clock === due.clock && it.round > due.round)

/** The round from the newest value on, if that is not the one from which it counts already. */
function countedAnew(due: Due, { step }: Dossier, registers: Registers): readonly (readonly [Due, Due])[] {
  const { newest: field } = due.spec
  const value = field === undefined ? undefined : registers[field]?.value
  if (typeof value !== 'string' || due.state === 'stopped') return []
  const at = momentOf(value, due)
  if (at === undefined || at === due.start) return []
  const fresh = begin({ ...due.spec, at, round: due.fired ? due.round + 1 : due.round })
  return [[due, move(fresh, step, due.since ?? at)]]
}

function momentOf(value: string, { calendar }: Due): Moment | undefined {
  try {
    return momentIn(value, calendar.zone)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
