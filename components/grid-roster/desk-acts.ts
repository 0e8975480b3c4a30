/** Posts taken, handed over and left as acts of the pack that keeps them: who did it and why stands in the ledger. */
import type { ActSpec } from '../../engine/pack/format.js'
import { holdingKinds } from '../../engine/roster/tenures.js'
import type { Station } from '../../engine/station.js'
import type { Data, DossierId, PartyId, PlaceId, Say } from '../../engine/types.js'
import { type Answered, type Desk, postsOf, seatsOf, type Seat, type Wish } from './desk.js'
import type { Seen } from './seen.js'

export function actsDesk(station: Station, seen: Seen): Desk | undefined {
  const [first] = holdingKinds(station.book)
  const owner = first && station.book.kinds.get(first.prefix)
  const file = owner?.pack.file
  const kind = owner && file?.dossiers?.[owner.kind]
  if (!first || !file || !kind) return undefined
  const { prefix, holding } = first
  const known = postsOf(kind, file.lists)
  const acts = Object.entries(file.acts ?? {}).filter(([, { on }]) => on === owner.kind)
  /** The party field that an act asks for beside the holder. */
  const successorOf = ({ asks = [] }: ActSpec) =>
    asks.map((ask) => ask.replace('?', '')).find((ask) => ask !== holding.holder && kind.fields[ask]?.type === 'party')
  const by = station.me ?? 'anyone'

  const wish = async (seat: Seat, act: string, spec: ActSpec): Promise<Wish> => {
    const decision = await station.ask({ type: act, on: `${prefix}/new`, by, place: seat.place })
    const { title, help } = spec
    const asksWho = act === holding.takes || successorOf(spec) !== undefined
    const no = decision.because === undefined ? undefined : decision.says
    return { seat, act, title, asksWho, ...(help && { help }), ...(no && { no }) }
  }
  const dataOf = (spec: ActSpec, act: string, { post, party }: Seat, who: PartyId | undefined, day: string): Data => {
    const takes = act === holding.takes
    const successor = takes ? undefined : successorOf(spec)
    return {
      [holding.post]: post,
      [holding.holder]: (takes ? who : party) ?? null,
      [takes ? holding.since : holding.gone]: day,
      ...(successor !== undefined && { [successor]: who ?? null }),
    }
  }

  return {
    asksWhy: true,
    wishes: (place: PlaceId) =>
      Promise.all(
        seatsOf(seen, place)
          .filter(({ post }) => known.includes(post))
          .flatMap((seat) =>
            acts
              .filter(([act]) => (act === holding.takes) === (seat.party === undefined))
              .map(([act, spec]) => wish(seat, act, spec)),
          ),
      ),
    async carry({ seat, act }: Wish, { who, day, why }: Answered): Promise<Say | undefined> {
      const spec = file.acts![act]!
      const party = who && (who.known[0] ?? (await station.addPerson?.(who.name, who.phone || undefined)))
      const data = dataOf(spec, act, seat, party, day)
      const { place } = seat
      const decision = await station.act({ type: act, on: `${prefix}/new` as DossierId, by, place, data, reason: why })
      return decision.allowed ? undefined : decision.says
    },
  }
}
