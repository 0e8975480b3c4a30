/** What the board shows, as plain data: read from a station here, or written by a page by hand. */
import { answersOf } from '../../engine/pack/checklist.js'
import type { Choices } from '../../engine/pack/format.js'
import type { Station } from '../../engine/station.js'
import type { Dossier, DossierId, PlaceId, Say } from '../../engine/types.js'
import { type Desk, desksOf, foundIn, ownStall, packOf } from '../stall-panel/nine.js'
import type { Found } from '../stall-panel/squares.js'
import { type Hall, hallOf, hallsOf } from './halls.js'

/** A unit that is not as it should be. */
export interface Standing {
  readonly step: string
  readonly title: Say
  /** The rules propose to suspend it, and nobody has said yes or no. */
  readonly proposed?: boolean
}

export interface MarketView {
  readonly halls: readonly { readonly id: PlaceId; readonly title: Say; readonly open: number }[]
  readonly hall: Hall
  /** Units of the hall that are not at their first step. */
  readonly standing: Readonly<Record<DossierId, Standing>>
  /** Steps of a unit, the first one first. */
  readonly steps: Readonly<Record<string, Say>>
  /** Last check of each stall of the units in sight. */
  readonly found: Readonly<Record<PlaceId, Found>>
  /** Best first. */
  readonly answers: Choices
  readonly desks: readonly Desk[]
  /** Of the checks only what is public is shown. */
  readonly limited?: boolean
}

/** Checks by unit, read again only where the unit's ledger has grown. */
export class Checks {
  readonly #known = new Map<DossierId, { readonly head: string; readonly found: readonly [PlaceId, Found][] }>()
  #of: readonly unknown[] = []

  async of(station: Station, ids: readonly DossierId[]): Promise<Readonly<Record<PlaceId, Found>>> {
    // another person may be shown other things
    if (this.#of[0] !== station || this.#of[1] !== station.me) this.#known.clear()
    this.#of = [station, station.me]
    const each = await Promise.all(ids.map((id) => this.#one(station, id)))
    return Object.fromEntries(each.flat())
  }

  async #one(station: Station, id: DossierId): Promise<readonly [PlaceId, Found][]> {
    const dossier = await station.dossier(id)
    if (!dossier || dossier.expected) return []
    const known = this.#known.get(id)
    if (known?.head === dossier.head) return known.found
    const found = foundIn(station, await station.lines(id))
    this.#known.set(id, { head: dossier.head, found })
    return found
  }
}

/** Said no to since: then it is not waiting for anybody. */
const isProposed = ({ proposals }: Dossier): boolean => proposals.some(({ act }) => act === 'suspend')

/** Hall of whoever is here, else the first one; undefined where the community has no halls with units. */
export function ownHall(station: Station): PlaceId | undefined {
  const all = hallsOf(station.places)
  const own = ownStall(station)
  const above = own === undefined ? [] : station.places.ancestors(own)
  return above.find((id) => all.includes(id)) ?? all[0]
}

/**
 * Heads of the units that need somebody, wherever they are, and the ledgers of those that are in sight.
 * @returns `missing`: there is no such hall, or the community does not use the pack
 */
export async function readMarket(
  station: Station,
  id: PlaceId,
  sight: readonly DossierId[],
  checks: Checks,
): Promise<MarketView | 'missing'> {
  const used = packOf(station)
  const hall = used && hallOf(station.places, id, used.prefix('unit'))
  if (!hall || hall.units.length === 0) return 'missing'
  const { pack, prefix } = used
  const { places } = station
  const { steps, expected } = pack.file.dossiers!['unit']!
  const first = expected?.step ?? Object.keys(steps)[0]!
  const away = Object.keys(steps).filter((step) => step !== first)
  const [heads, found] = await Promise.all([
    station.dossiers({ kind: prefix('unit'), steps: away }),
    checks.of(station, sight),
  ])
  const hallOfUnit = ({ place }: Dossier) => places.get(place)?.in
  const open = new Map<PlaceId | undefined, number>()
  for (const head of heads) open.set(hallOfUnit(head), (open.get(hallOfUnit(head)) ?? 0) + 1)
  const here = heads.filter((head) => hallOfUnit(head) === id)
  return {
    halls: hallsOf(places).map((each) => ({ id: each, title: places.get(each)!.title, open: open.get(each) ?? 0 })),
    hall,
    standing: Object.fromEntries(
      here.map((head) => [
        head.id,
        {
          step: head.step,
          title: steps[head.step] ?? { zh: head.step, en: head.step },
          ...(isProposed(head) && { proposed: true }),
        },
      ]),
    ),
    steps: { [first]: steps[first]!, ...steps },
    found,
    answers: answersOf(pack.file.checklists!['nine']!, pack.file),
    desks: desksOf(station, pack, id),
    ...(station.me === undefined && { limited: true }),
  }
}
