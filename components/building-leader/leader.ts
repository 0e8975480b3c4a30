/** What a building leader has before them today, read from the station: doors of the round, whom to call, what is announced. */
import { prefixFor } from '../../engine/act/world.js'
import type { Station } from '../../engine/station.js'
import type { DossierId, Moment, PlaceId, Say } from '../../engine/types.js'
import type { Choice, PartyView, PlaceView } from '../../engine/view.js'

/** One door of the round. */
export interface Door {
  readonly dossier: DossierId
  readonly title: Say
  readonly step: Say
  /** Somebody has been there and it is over; otherwise it still waits. */
  readonly done: boolean
  /** When something was last written of it; absent where nothing was. */
  readonly at?: Moment
}

/** Doors that are reached by the same stairs. */
export interface Stairs {
  readonly title: Say
  readonly doors: readonly Door[]
}

/** Somebody to call; `vacant`: they stand in for this post. */
export interface Callee extends PartyView {
  readonly vacant?: Say
}

/** Plain data, so that a page may write it by hand. */
export interface Leader {
  readonly building: PlaceView
  readonly name?: Say
  /** Empty while no round is on. */
  readonly stairs: readonly Stairs[]
  /** The one to call first, then the next above. */
  readonly calls: readonly Callee[]
  readonly notices: readonly Say[]
  /** Kind of dossier that something seen is reported as, where the community takes such reports. */
  readonly reports?: string
  /** Of the door that is open: what may be done about it. */
  readonly choices?: readonly Choice[]
}

/**
 * @param place the building; otherwise the one that whoever is here leads
 * @param door of which to tell what may be done
 */
export async function leaderAt(station: Station, place: PlaceId, door: DossierId | undefined): Promise<Leader | null> {
  const building = place || ownBuilding(station)
  if (building === undefined || !station.places.get(building)) return null
  const { me } = station
  const reports = kindOf(station, 'four-platforms', 'case')
  return {
    building: station.place(building),
    ...(me !== undefined && { name: station.party(me).name }),
    stairs: await roundAt(station, building),
    calls: callsAt(station, building),
    notices: await noticesAt(station, building),
    ...(reports !== undefined && { reports }),
    ...(door && { choices: await station.choices(door) }),
  }
}

function kindOf({ book }: Station, packName: string, kind: string): string | undefined {
  const pack = book.packs.get(packName)
  return pack && prefixFor(book, pack, kind)
}

const ownBuilding = ({ me, posts, places }: Station): PlaceId | undefined =>
  me === undefined ? undefined : posts.of(me).find(({ place }) => places.get(place)?.kind === 'building')?.place

/** The doors of the newest round that is on here, in the order of the roster. */
async function roundAt(station: Station, building: PlaceId): Promise<readonly Stairs[]> {
  const { places } = station
  const [campaign, visit] = ['campaign', 'visit'].map((kind) => kindOf(station, 'building-census', kind))
  if (campaign === undefined || visit === undefined) return []
  const rounds = await station.dossiers({ kind: campaign, open: true, sort: 'opened' })
  const round = rounds.filter(({ place }) => places.under(building, place)).at(-1)
  if (!round) return []
  const rows = await station.dossiers({ kind: visit, place: building, where: { campaign: round.id } })
  const titles = station.steps(visit)
  const stairs = new Map<PlaceId, Door[]>()
  const inOrder = [...rows].sort((a, b) => places.rows.of(a.place) - places.rows.of(b.place))
  for (const { id, place, step, ended, head, at } of inOrder) {
    const { title, in: above = building } = places.get(place)!
    const doors = stairs.get(above) ?? []
    doors.push({ dossier: id, title, step: titles[step]!, done: ended, ...(head && { at }) })
    stairs.set(above, doors)
  }
  return [...stairs].map(([place, doors]) => ({ title: places.get(place)!.title, doors }))
}

/** The leader's own rung. */
const own = 5

/** The rungs above the leader, the grid worker first; a vacant one by who stands in for it. */
function callsAt(station: Station, building: PlaceId): readonly Callee[] {
  const calls = station.posts.chain(building).flatMap(({ level, party, standIn, title }) => {
    const id = party ?? standIn?.party
    return level === own || id === undefined
      ? []
      : [{ ...station.party(id), ...(party === undefined && { vacant: title }) }]
  })
  return calls.filter(({ id }, at) => calls.findIndex((other) => other.id === id) === at)
}

async function noticesAt(station: Station, building: PlaceId): Promise<readonly Say[]> {
  const kind = kindOf(station, 'loudspeaker', 'announcement')
  if (kind === undefined) return []
  const live = await station.dossiers({ kind, steps: ['live'], sort: 'opened' })
  return live
    .filter(({ fields }) =>
      (fields['where'] as readonly PlaceId[]).some((place) => station.places.under(building, place)),
    )
    .map(({ fields }) => fields['body'] as Say)
    .reverse()
}
