/** A lasting dossier carried forward: without this a stock of ten years would be folded from its first day at every act. */
import { fold } from '../act/fold.js'
import type { Owner } from '../act/world.js'
import { newestPer } from '../facts/lines.js'
import type { Derivation } from '../pack/format.js'
import { anyStep } from './due-line.js'
import { carryId } from '../time/stamp.js'
import { HeadMoved, type Journal } from '../journal/journal.js'
import type { Carry, DossierId, Entry } from '../types.js'

/** A dossier with more lines at hand than this is carried forward, and keeps so many of the newest. */
const LONG = 200
const KEPT = 50

/** Moves the older lines of a dossier to the archive, if they are many. */
export async function carried(id: DossierId, owner: Owner, journal: Journal): Promise<void> {
  const lines = await journal.lines(id)
  if (lines.length - 1 - lines.findLastIndex(({ carry }) => carry) < LONG) return
  const carry = carryLine(lines, owner)
  if (!carry) return
  try {
    await journal.carry(fold(lines).dossier.head, carry, (all) => fold(all).dossier)
  } catch (error) {
    // somebody acted meanwhile: another time will do
    if (!(error instanceof HeadMoved)) throw error
  }
}

/**
 * The line that stands for all lines but the newest, made of nothing but them; undefined where they are few.
 * @param entries all lines of the dossier, in the order of their ids
 * @param kept so many of the newest stay at hand
 */
export function carryLine(entries: readonly Entry[], { pack, kind }: Pick<Owner, 'pack' | 'kind'>, kept = KEPT) {
  const lines = entries.filter(({ carry }) => !carry)
  let count = lines.length - kept
  // what follows from a line stays on its side
  while (count > 0 && lines[count]?.id.startsWith(`${lines[count - 1]!.id.split('/', 1)[0]!}/`)) count--
  const last = lines[count - 1]
  if (!last) return undefined
  const older = lines.slice(0, count)
  const { dossier, lines: folded } = fold(older)
  const fitting = folded.flatMap(({ state, entry }) => (state === 'fits' ? [entry] : []))
  const renames = older.flatMap((line) => line.renames ?? [])
  const carry: Carry = {
    count,
    dossier,
    told: toldBy(fitting, Object.values(pack.file.facts ?? {})),
    ...(renames.length > 0 && { renames }),
  }
  const line: Entry = {
    id: carryId(count, last.id),
    act: 'carry',
    on: dossier.id,
    by: 'clock',
    at: last.at,
    kind,
    data: {},
    from: anyStep,
    to: anyStep,
    pack: pack.ref,
    facts: {},
    held: [],
    effects: [],
    carry,
  }
  return line
}

/** The newest line for each value that stands for something, and one for each act with what the others add up to. */
function toldBy(lines: readonly Entry[], facts: readonly Derivation[]): Carry['told'] {
  const standing = facts.filter(({ how }) => how === 'standing')
  const newest = new Set(standing.flatMap((how) => newestPer(how, lines)))
  const pers = new Set(standing.map(({ act, per }) => `${act} ${String(per)}`))
  const sums = new Map<string, { act: string; at: number; by: string; data: Record<string, number> }>()
  for (const line of lines) {
    if (newest.has(line)) continue
    const { act, at } = line
    for (const [field, value] of Object.entries(line.data)) {
      if (typeof value !== 'number' || pers.has(`${act} ${field}`)) continue
      const sum = sums.get(act) ?? { act, at, by: 'clock', data: {} }
      sum.data[field] = Number(((sum.data[field] ?? 0) + value).toFixed(9))
      sums.set(act, sum)
    }
  }
  const own = lines.filter((line) => newest.has(line))
  return [...sums.values(), ...own.map(({ act, at, by, data }) => ({ act, at, by, data }))]
}
