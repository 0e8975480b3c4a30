/** How many signed, by place: all of it for those who keep the signatures, and for everybody else without telling of a few. */
import { hiddenAmong, isFew } from '../../engine/measures/few.js'
import type { Station } from '../../engine/station.js'
import type { Dossier, PartyId, PlaceId } from '../../engine/types.js'
import { packName, type SignedBy, type WallRow } from './covenant.js'

/** Grids with fewer signers than this are not told apart. */
const few = 5

/** From the signatures themselves: for whoever is shown every one. `kind`: their prefix. */
export async function wallOf(station: Station, kind: string, text: Dossier, by: SignedBy): Promise<readonly WallRow[]> {
  const rows = new Map<PlaceId, { of: number; signed: number; withdrawn: number }>()
  for (const [grid, of] of eligible(station, text.place, by)) rows.set(grid, { of, signed: 0, withdrawn: 0 })
  const small = new Set([...rows].filter(([, { of }]) => of < few).map(([grid]) => grid))
  const row = (grid: PlaceId) => {
    const place = small.has(grid) ? text.place : grid
    const there = rows.get(place) ?? { of: 0, signed: 0, withdrawn: 0 }
    rows.set(place, there)
    return there
  }
  for (const { step, fields } of await station.dossiers({ kind, where: { pledge: text.id } })) {
    const counted = row(gridOf(station, String(fields['signer']), text.place))
    if (step === 'signed') counted.signed++
    if (step === 'withdrawn') counted.withdrawn++
  }
  for (const grid of small) {
    if (grid === text.place) continue
    row(grid).of += rows.get(grid)!.of
    rows.delete(grid)
  }
  return [...rows].map(([grid, counts]) => ({ place: titleOf(station, grid), ...counts }))
}

/**
 * From the measure that everybody may know, which counts the signatures under texts in force. Grids that it keeps to itself,
 * and grids where a few are left, stand together with others; undefined where even the whole would tell of a few.
 */
export async function publicWall(
  station: Station,
  text: Dossier,
  by: SignedBy,
): Promise<readonly WallRow[] | undefined> {
  const counted = await station.measure?.(packName, 'signed', { place: text.place })
  const total = counted?.total.value
  if (counted === undefined || typeof total !== 'number') return undefined
  const signed = new Map(counted.members.map(({ key, value }) => [key ?? text.place, value]))
  const rows = [...eligible(station, text.place, by)].map(([grid, of]) => {
    const value = signed.has(grid) ? signed.get(grid) : 0
    return { grid, of, signed: typeof value === 'number' ? value : undefined }
  })
  const whole = { place: titleOf(station, text.place), of: rows.reduce((sum, { of }) => sum + of, 0), signed: total }
  if (isFew(whole.of - total)) return undefined
  // A grid whose number is not told counts as one signer and one who is left: then it is hidden, and never alone.
  const hidden = hiddenAmong([
    rows.map((row) => row.signed ?? 1),
    rows.map((row) => (row.signed === undefined ? 1 : row.of - row.signed)),
  ])
  const shown = rows.flatMap(({ grid, of, signed }, at) =>
    signed === undefined || hidden.has(at) ? [] : [{ place: titleOf(station, grid), of, signed }],
  )
  const rest = {
    place: whole.place,
    of: shown.reduce((left, { of }) => left - of, whole.of),
    signed: shown.reduce((left, { signed }) => left - signed, whole.signed),
  }
  if (rest.of === 0) return shown
  return isFew(rest.signed) || isFew(rest.of - rest.signed) ? [whole] : [...shown, rest]
}

/** Grid → how many could sign there; who has no grid stands with the whole. */
function eligible(station: Station, place: PlaceId, by: SignedBy): ReadonlyMap<PlaceId, number> {
  const { posts, places } = station
  const counts = new Map<PlaceId, number>()
  for (const id of posts.parties(by)) {
    const at = posts.party(id)?.place
    if (at !== undefined && !places.under(at, place)) continue
    const grid = gridOf(station, id, place)
    counts.set(grid, (counts.get(grid) ?? 0) + 1)
  }
  return counts
}

function gridOf({ posts, places }: Station, id: PartyId, whole: PlaceId): PlaceId {
  const at = posts.party(id)?.place
  const around = at === undefined ? [] : [at, ...places.ancestors(at)]
  return around.find((each) => places.get(each)?.kind === 'grid') ?? whole
}

const titleOf = (station: Station, place: PlaceId) => station.place(place).path.at(-1)!
