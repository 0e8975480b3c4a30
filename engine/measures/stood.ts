/** Dossiers as they stood at a moment that is past, and with those of their private answers that may be counted. */
import { fold } from '../act/fold.js'
import type { World } from '../act/world.js'
import type { Sheet } from '../journal/sheets.js'
import { isOpened } from '../merge/arrive.js'
import type { Data, Dossier, DossierId, Entry, Json, Moment } from '../types.js'

/** Private answers of a dossier that are still kept. */
export type Sheets = (on: DossierId) => Promise<readonly Sheet[]>

/** Lines of several dossiers, in the order asked. */
export const ledgersOf = (ids: readonly DossierId[], world: World): Promise<readonly (readonly Entry[])[]> =>
  world.ledgers?.(ids) ?? Promise.all(ids.map((id) => world.lines(id)))

/** Folded from the lines that were there; what was only expected then stands as it was expected. */
export async function asTheyWere(all: readonly Dossier[], world: World, at: Moment): Promise<Dossier[]> {
  const moved = all.filter((dossier) => dossier.at > at && !dossier.expected)
  const ledgers = await ledgersOf(
    moved.map(({ id }) => id),
    world,
  )
  const before = new Map(moved.map((dossier, index) => [dossier.id, asItWas(dossier, ledgers[index]!, at)]))
  return all.flatMap((dossier) => (before.has(dossier.id) ? (before.get(dossier.id) ?? []) : dossier))
}

function asItWas(dossier: Dossier, lines: readonly Entry[], at: Moment): Dossier | undefined {
  const known = lines.filter((line) => line.at <= at)
  if (isOpened(known)) return fold(known).dossier
  const begun = lines.find(({ expected }) => expected)?.expected
  if (!begun || begun.at > at) return undefined
  const { step, fields } = begun
  return { ...dossier, step, fields, times: {}, last: {}, did: {}, dues: [], ended: false, expected: true }
}

/** Private answers that are still kept, in the place of their seals. They leave this room only as numbers. */
export async function unsealed(
  all: readonly Dossier[],
  names: readonly string[],
  sheets: Sheets = () => Promise.resolve([]),
): Promise<readonly Dossier[]> {
  return Promise.all(
    all.map(async (dossier) => {
      if (!names.some((name) => dossier.fields[name] !== undefined)) return dossier
      const kept = await sheets(dossier.id)
      const open = names.map((name): [string, Json] => {
        const id = (dossier.fields[name] as Data | undefined)?.['sheet']
        return [name, kept.find((sheet) => sheet.id === id)?.value ?? null]
      })
      return { ...dossier, fields: { ...dossier.fields, ...Object.fromEntries(open) } }
    }),
  )
}
